//! A database that has not been migrated, and its migration while the server runs.

use std::path::Path;
use std::process::Command;

use crate::support::{Server, request, server};

/// Again if it must: on a laptop the Worker and the migration open one file, and either may be refused for a moment.
fn migrate(state_dir: &Path) {
    let attempt = || {
        let migrate = Command::new("node_modules/.bin/node")
            .arg("scripts/migrate.mjs")
            .env("STATE_DIR", state_dir)
            .output();
        let output = migrate.unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    };
    let refused = |(done, said): &(bool, String)| !done && said.contains("internal error");
    let mut last = attempt();
    for _ in 0..3 {
        if refused(&last) {
            last = attempt();
        }
    }
    assert!(last.0, "{}", last.1);
}

#[test]
fn an_old_database_is_read_and_its_migration_is_noticed_without_a_restart() {
    let server = Server::start_on(server::temporary_folder(), &[("SKIP_MIGRATE", "1")]);
    let client = &server.client;
    // The first call makes D1 create its file.
    client.get("/api/v2/jobs").assert_problem(503, "schema-outdated");
    assert_eq!(client.get("/healthz").body, r#"{"missing":["generated_videos"]}"#);
    client.sql(include_str!("v1.sql"));
    let before = client.get("/api/v2/jobs/7").job();
    assert_eq!(
        (&before["version"], &before["prompt"]),
        (&serde_json::Value::Null, &"an old job".into())
    );
    assert_eq!(client.send(&request("POST", "/api/v2/jobs/7/retry-count")).job()["retry_count"], 3);
    client.post("/api/v2/jobs/7/approve", "").assert_problem(503, "schema-outdated");
    assert!(client.get("/healthz").body.contains("generated_videos.version"));
    migrate(server.state_dir());
    assert_eq!(
        client.post("/api/v2/jobs/7/approve", "").job()["approved"],
        true,
        "writes notice it at once"
    );
    assert_eq!(client.get("/healthz").body, r#"{"missing":[]}"#);
    client.get("/api/v2/jobs/7").job();
}
