//! The one seam: how a SQLite engine runs a statement. What a statement says is the same for all of them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// A value bound to a `?N` of a statement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// SQL's NULL.
    Null,
    /// A whole number between -2^53 and 2^53: D1 binds it as REAL, like every number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A text.
    Text(&'a str),
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Integer)
    }
}

impl From<Option<f64>> for Value<'_> {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Null, Self::Real)
    }
}

/// One SQL statement with as many values as it has parameters.
#[derive(Debug, Clone)]
pub struct Statement<'a> {
    /// The text; parameters are `?1`, `?2`, …
    pub sql: Cow<'a, str>,
    /// The value of `?1`, of `?2`, …
    pub values: Vec<Value<'a>>,
}

/// A row that a statement returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<T> {
    /// JSON text made by SQLite; on D1 a string that stays in JavaScript.
    pub document: T,
    /// The job's version; `None` on a database that has not been migrated.
    pub version: Option<i64>,
    /// JSON text of the little that the Worker itself must know of the row.
    pub facts: Option<T>,
    /// What is told of a change; JSON text.
    pub change: Option<T>,
    /// To whom; JSON text.
    pub audience: Option<T>,
}

/// A SQLite engine: D1 in production, rusqlite in tests.
pub trait Database {
    /// A JSON text as the engine holds it.
    type Text: Into<String>;

    /// Runs the statements in one round trip and one transaction, and returns each one's rows.
    fn run(
        &self,
        statements: &[Statement<'_>],
    ) -> impl Future<Output = Result<Results<Self>, DatabaseError>>;

    /// Waits; in tests no time passes.
    fn pause(&self, milliseconds: u32) -> impl Future<Output = ()>;

    /// From here on reads may be answered by a copy of the database, which is at least as new as `start` says: a bookmark,
    /// [`FIRST_PRIMARY`] or [`FIRST_UNCONSTRAINED`]. Without, every read comes from the primary; an engine without copies has
    /// nothing else.
    fn begin_session(&self, _start: &str) {}

    /// Where the session has come to: who begins the next one there sees all that was seen in this. `None` without one.
    fn bookmark(&self) -> Option<String> {
        None
    }

    /// What is remembered between requests of a database that has not been migrated.
    fn outdated(&self) -> &Outdated;

    /// Runs the statements once: when the answer gets lost, nobody knows whether they were.
    fn batch<const N: usize>(
        &self,
        statements: [Statement<'_>; N],
    ) -> impl Future<Output = Result<[Vec<Row<Self::Text>>; N], DatabaseError>> {
        async move { exactly(self.run(&statements).await?) }
    }

    /// Runs statements that may be run again when their answer got lost: those that only read, and writes that find done
    /// what they would do.
    fn repeat<const N: usize>(
        &self,
        statements: [Statement<'_>; N],
    ) -> impl Future<Output = Result<[Vec<Row<Self::Text>>; N], DatabaseError>> {
        async move { exactly(run_again(self, &statements).await?) }
    }
}

/// A session that begins with the primary; so this and the next are called in D1:
/// <https://developers.cloudflare.com/d1/worker-api/d1-database/#withsession>.
pub const FIRST_PRIMARY: &str = "first-primary";

/// A session that begins with whatever copy is near, however old.
pub const FIRST_UNCONSTRAINED: &str = "first-unconstrained";

/// The rows of each statement.
pub type Results<D> = Vec<Vec<Row<<D as Database>::Text>>>;

/// How long to wait before each other try, in milliseconds.
const PAUSES_MS: [u32; 2] = [100, 300];

/// Runs statements that may be run again when their answer got lost, however many they are.
pub async fn run_again<D: Database + ?Sized>(
    db: &D,
    statements: &[Statement<'_>],
) -> Result<Results<D>, DatabaseError> {
    for pause in PAUSES_MS {
        match db.run(statements).await {
            Err(DatabaseError::Lost(_)) => db.pause(pause).await,
            done => return done,
        }
    }
    db.run(statements).await
}

fn exactly<T, const N: usize>(results: Vec<T>) -> Result<[T; N], DatabaseError> {
    let wrong =
        |_| DatabaseError::Failed("the database answered another number of statements".into());
    results.try_into().map_err(wrong)
}

/// What a database that has not been migrated was seen to have, and when; empty while all is well.
#[derive(Debug, Default)]
pub struct Outdated(RefCell<Option<(u64, Rc<[String]>)>>);

impl Outdated {
    /// How long a look is believed, in milliseconds: after that a migration is noticed without a restart.
    const BELIEVED_MS: u64 = 30_000;

    /// The names seen less than 30 s before `now`, in milliseconds since 1970.
    pub fn recall(&self, now: u64) -> Option<Rc<[String]>> {
        let seen = self.0.borrow();
        let (at, names) = seen.as_ref()?;
        (now.saturating_sub(*at) < Self::BELIEVED_MS).then(|| Rc::clone(names))
    }

    /// Forgets what was seen: the database has been migrated since.
    pub fn forget(&self) {
        *self.0.borrow_mut() = None;
    }

    /// Keeps the names seen at `now`, in milliseconds since 1970.
    pub fn remember(&self, now: u64, names: Rc<[String]>) {
        *self.0.borrow_mut() = Some((now, names));
    }
}

/// Why an engine did not run a statement. The texts are for the log only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseError {
    /// A table, column or index is missing: the database has not been migrated.
    Outdated(String),
    /// The answer got lost on its way; whether anything was written is not known. Trying again may help.
    Lost(String),
    /// The database is overloaded, locked or out of reach; nothing was written, or it is not known.
    Unavailable(String),
    /// Everything else: a defect.
    Failed(String),
}

impl DatabaseError {
    /// Tells the kind of an error by the engine's own message.
    ///
    /// Messages of D1: <https://developers.cloudflare.com/d1/observability/debug-d1/>.
    pub fn from_message(message: String) -> Self {
        const OUTDATED: [&str; 4] =
            ["no such column", "has no column named", "no such table", "no such index"];
        // Those after which D1's own advice is to try again.
        const LOST: [&str; 3] = ["Network connection lost", "object to be reset", "reset because"];
        const UNAVAILABLE: [&str; 12] = [
            "no answer in time",
            "overloaded",
            "Too many requests queued",
            "and was reset",
            "database or disk is full",
            "Cannot resolve D1",
            "exceeded timeout",
            "disconnected",
            "internal error",
            "database is locked",
            "SQLITE_BUSY",
            "disk I/O error",
        ];
        let says = |parts: &[&str]| parts.iter().any(|part| message.contains(part));
        if says(&OUTDATED) {
            Self::Outdated(message)
        } else if says(&LOST) {
            Self::Lost(message)
        } else if says(&UNAVAILABLE) {
            Self::Unavailable(message)
        } else {
            Self::Failed(message)
        }
    }
}
