//! Whether the database is there and has what Greenlight needs.

use serde::Serialize;

use crate::api::{Answer, Body, Call, Reply, json};
use crate::database::Database;
use crate::store::schema;

/// `GET /healthz`
pub async fn get_health<D: Database>(call: &Call<'_, D>) -> Answer<D> {
    let names = schema::describe_schema(call.db).await?;
    let health = Health { missing: schema::missing(&names) };
    Ok(Reply::ok("application/json", Body::Text(json(&health))))
}

#[derive(Serialize)]
struct Health {
    missing: Vec<String>,
}
