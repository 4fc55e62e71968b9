//! Every operation of the table of routes, with a request that fits.

use greenlight::access::{Needs, Scope};
use greenlight::route;
use serde_json::Value;

use super::jobs::{WRITES, claiming, write};
use super::{Request, request};

pub struct Operation {
    pub name: String,
    pub method: &'static str,
    pub path: &'static str,
    pub needs: Needs,
}

pub fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(include_str!("../../../www/openapi.json")).unwrap();
    let operation = |(method, path, needs): (&'static str, &'static str, Needs)| {
        let documented = &document["paths"][path][method.to_lowercase()];
        let name = documented["operationId"].as_str().unwrap().to_owned();
        Operation { name, method, path, needs }
    };
    route::routes().map(operation).collect()
}

impl Operation {
    /// A request that nothing but its caller stands against, about this job.
    pub fn request(&self, job: &str) -> Request {
        let path = self.path.replace("/api/v2/jobs/{id}", job).replace("{slug}", "internal");
        let job_write = WRITES.into_iter().find(|(.., name)| *name == self.name);
        match (job_write, &*self.name) {
            (Some(change), _) => write(job, change),
            (None, "create_job") => {
                request(self.method, &path).json(r#"{"prompt":"p","model_id":"m"}"#)
            }
            (None, "claim_job") => claiming(r#"{"worker":"w"}"#),
            (None, "create_token") => request(self.method, &path).json(r#"{"scope":"jobs:read"}"#),
            (None, "revoke_token") => request(self.method, &path).json(r#"{"jti":"nobody-s"}"#),
            (None, _) => request(self.method, &path),
        }
    }

    /// The same, about another client.
    pub fn about_client(&self, job: &str, other: &str) -> Request {
        match &*self.name {
            "create_job" => request("POST", "/api/v2/jobs")
                .json(&format!(r#"{{"prompt":"p","model_id":"m","client_id":"{other}"}}"#)),
            "list_jobs" | "watch_jobs" | "get_webhook_secret" => {
                request("GET", &format!("{}?client_id={other}", self.path))
            }
            "create_token" => request("POST", self.path)
                .json(&format!(r#"{{"scope":"jobs:read","client_id":"{other}"}}"#)),
            _ => self.request(job),
        }
    }

    /// The same, about another job.
    pub fn about_job(&self, job: &str) -> Request {
        match &*self.name {
            "create_token" => request("POST", self.path)
                .json(r#"{"scope":"jobs:read","job_id":9007199254740991}"#),
            "watch_jobs" => request("GET", &format!("{}?job=9007199254740991", self.path)),
            _ => self.request(job),
        }
    }

    pub fn scopes(&self) -> &'static [Scope] {
        match self.needs {
            Needs::Nothing | Needs::Token => &[],
            Needs::Scope(scopes) | Needs::Narrowed(scopes) | Needs::Unbound(scopes) => scopes,
        }
    }

    /// Every scope but those that would do.
    pub fn other_scopes(&self) -> String {
        let others = Scope::ALL.into_iter();
        let others =
            others.filter(|scope| *scope != Scope::Admin && !self.scopes().contains(scope));
        others.map(Scope::name).collect::<Vec<_>>().join(" ")
    }
}
