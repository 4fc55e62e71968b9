//! What is told to those who watch: for each job in the order of its versions, and not too often.

mod pass;
mod quiet;

pub use pass::{End, Pass};
pub use quiet::{QUIET_MS, Quiet};

use serde_json::value::RawValue;

use crate::json::Pairs;

/// The least time between two messages about one job, and how long a change waits for one before it that may be on its way
/// still, in milliseconds.
const PAUSE_MS: u64 = 100;

/// How long it is remembered what was told of a job, in milliseconds: a change that comes later was not on its way.
const REMEMBERED_MS: u64 = 10_000;

/// The members of a message that are no fields of the job.
const OWN: [&str; 3] = ["job_id", "version", "from_version"];

/// A change that was committed: the fields of a job's document that it may have changed.
#[derive(Debug)]
pub struct Change {
    /// The job.
    pub job_id: i64,
    /// The job's version since the change.
    pub version: i64,
    /// The version before it, which the fields make this one; of a repeat that has changed nothing, the same.
    from_version: i64,
    fields: Vec<(String, Box<RawValue>)>,
}

impl Change {
    /// Reads a JSON array of changes; what is none is left out.
    pub fn list(texts: &str) -> Vec<Self> {
        let changes: Vec<&RawValue> = serde_json::from_str(texts).unwrap_or_default();
        changes.into_iter().filter_map(|change| Self::read(change.get())).collect()
    }

    fn read(text: &str) -> Option<Self> {
        let Pairs(pairs) = serde_json::from_str(text).ok()?;
        let number = |name| {
            let (_, value) = pairs.iter().find(|(there, _)| there == name)?;
            value.get().parse().ok()
        };
        let (job_id, version) = (number("job_id")?, number("version")?);
        let from_version = number("from_version").unwrap_or(version - 1);
        let others = pairs.into_iter().filter(|(name, _)| !OWN.contains(&name.as_str()));
        let fields = others.map(|(name, value)| (name, value.to_owned())).collect();
        Some(Self { job_id, version, from_version, fields })
    }
}

/// What there is to do for a job.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// Tell this, now.
    Tell(String),
    /// Look again after so many milliseconds.
    Wait(u64),
    /// Nothing.
    Rest,
}

/// What was told of each job lately, and what is still to be told. The lists are short: a tree of them would be a tenth of
/// the Worker's size.
#[derive(Debug, Default)]
pub struct Feed(Vec<Line>);

#[derive(Debug)]
struct Line {
    job_id: i64,
    /// The version that was told last, and when.
    told: Option<(i64, u64)>,
    /// In the order of their versions, with the time at which they came.
    waiting: Vec<(Change, u64)>,
}

impl Feed {
    /// Takes a change that comes at `now`, in milliseconds since 1970; one that is older than what was told is told no more.
    pub fn take(&mut self, change: Change, now: u64) {
        self.0.retain(|line| !line.is_forgotten(now));
        match self.line(change.job_id) {
            Some(line) => line.take(change, now),
            None => self.0.push(Line {
                job_id: change.job_id,
                told: None,
                waiting: vec![(change, now)],
            }),
        }
    }

    /// What there is to do for a job at `now`, in milliseconds since 1970. What is told counts as told.
    pub fn next(&mut self, job_id: i64, now: u64) -> Next {
        let Some(line) = self.line(job_id) else {
            return Next::Rest;
        };
        match line.due() {
            None => Next::Rest,
            Some(due) if due > now => Next::Wait(due - now),
            Some(_) => Next::Tell(line.tell(now)),
        }
    }

    fn line(&mut self, job_id: i64) -> Option<&mut Line> {
        self.0.iter_mut().find(|line| line.job_id == job_id)
    }
}

impl Line {
    fn take(&mut self, change: Change, now: u64) {
        let is_new = self.told.is_none_or(|(version, _)| change.version > version);
        let before = self.waiting.iter().take_while(|(other, _)| other.version < change.version);
        let place = before.count();
        let is_there =
            self.waiting.get(place).is_some_and(|(other, _)| other.version == change.version);
        if is_new && !is_there {
            self.waiting.insert(place, (change, now));
        }
    }

    /// When its next message is due; `None` if there is none.
    fn due(&self) -> Option<u64> {
        let (change, came_at) = self.waiting.first()?;
        let (told, at) = self.told.unwrap_or_default();
        let follows = change.from_version == told;
        Some(PAUSE_MS + if follows { at } else { at.max(*came_at) })
    }

    /// One message of all that waits: of each field the latest value.
    fn tell(&mut self, now: u64) -> String {
        let (mut from_version, mut version) = (0, 0);
        let mut fields: Vec<(String, Box<RawValue>)> = vec![];
        for (change, _) in std::mem::take(&mut self.waiting) {
            if change.from_version != version {
                // Who has seen what is missing here must not get what was before it.
                from_version = change.from_version;
                fields.clear();
            }
            version = change.version;
            fields.retain(|(name, _)| !change.fields.iter().any(|(later, _)| later == name));
            fields.extend(change.fields);
        }
        self.told = Some((version, now));
        message(self.job_id, version, from_version, &fields)
    }

    fn is_forgotten(&self, now: u64) -> bool {
        let is_old = |at: u64| now.saturating_sub(at) > REMEMBERED_MS;
        // What waits for so long was left by whoever should have told it.
        self.waiting.iter().all(|(_, at)| is_old(*at)) && self.told.is_none_or(|(_, at)| is_old(at))
    }
}

/// The names are those of the document, which need no escape.
fn message(job: i64, version: i64, from: i64, fields: &[(String, Box<RawValue>)]) -> String {
    let fields = fields.iter().map(|(name, value)| format!(",\"{name}\":{}", value.get()));
    let fields = fields.collect::<Vec<_>>().concat();
    format!("{{\"job_id\":{job},\"version\":{version},\"from_version\":{from}{fields}}}")
}
