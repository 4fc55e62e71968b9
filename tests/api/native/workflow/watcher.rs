//! Somebody who watches every job by the rule that `Change` has in www/openapi.json.

use std::collections::{BTreeMap, BTreeSet};

use greenlight::feed::{Change, Feed, Next};
use serde_json::Value;

use crate::support::{Client, contract};

/// Longer than the feed waits for anything, in milliseconds.
const A_WHILE: u64 = 1000;

#[derive(Default)]
pub struct Watcher {
    feed: Feed,
    clock: u64,
    /// The jobs as they are known.
    jobs: BTreeMap<i64, Value>,
    /// Those of which something was missing.
    missed: BTreeSet<i64>,
}

impl Watcher {
    /// Hears of what has been changed through the API since.
    pub fn hear(&mut self, client: &Client) {
        let Client::Native(native) = client else { panic!("changes are seen in-process only") };
        let texts: Vec<_> = native.changes.take().into_iter().map(|change| change.text).collect();
        let mut jobs = vec![];
        for change in Change::list(&format!("[{}]", texts.join(","))) {
            jobs.push(change.job_id);
            self.feed.take(change, self.clock);
        }
        self.clock += A_WHILE;
        for job_id in jobs {
            if let Next::Tell(text) = self.feed.next(job_id, self.clock) {
                self.receive(client, job_id, serde_json::from_str(&text).unwrap());
            }
        }
    }

    fn receive(&mut self, client: &Client, job_id: i64, mut message: Value) {
        contract::assert_fits("/components/schemas/Change", &message);
        let version = self.jobs.get(&job_id).map_or(0, |job| job["version"].as_i64().unwrap());
        if message["version"].as_i64() <= Some(version) {
            return;
        }
        let misses = message["from_version"].as_i64() > Some(version);
        if misses {
            self.missed.insert(job_id);
        }
        if message["status"].is_null() && message["terminal"] == true {
            self.jobs.remove(&job_id);
            return;
        }
        let revision = message.get("storyboard_revision").cloned();
        let known = self.jobs.get_mut(&job_id);
        let same = |job: &&mut Value| {
            revision.as_ref().is_none_or(|now| *now == job["storyboard_revision"])
        };
        if let Some(job) = known.filter(|_| !misses).filter(same) {
            let fields = message.as_object_mut().unwrap();
            fields.retain(|name, _| name != "job_id" && name != "from_version");
            job.as_object_mut().unwrap().append(fields);
        } else {
            let job = client.get(&format!("/api/v2/jobs/{job_id}")).job();
            self.jobs.insert(job_id, job);
        }
    }

    /// What is known of a job is what it is, and nothing was missing since somebody's hands were on it.
    pub fn compare(&mut self, document: &Value, is_touched: bool) {
        let id = document["id"].as_i64().unwrap();
        assert_eq!(self.jobs.get(&id), Some(document));
        assert!(!self.missed.remove(&id) || is_touched, "a change of job {id} was not told");
    }
}
