//! Endpoints of webhooks, and what a creation says of one.

use crate::api::body::Fields;
use crate::api::events::{linked, listed};
use crate::api::query::Query;
use crate::api::{Answer, Body, Call, Reply, json};
use crate::database::Database;
use crate::job::{JobId, NewWebhook};
use crate::problem::Problem;
use crate::store;
use crate::webhook::{MAX_URL, TYPES, check_url, secret_text};

/// The webhook that a new job is to have. `is_local` lets it go to any host, without TLS too.
pub fn new_webhook(fields: &mut Fields<'_>, is_local: bool) -> Option<NewWebhook> {
    let events = events(fields);
    if events.is_some() {
        fields.require("webhook_url");
    }
    let url = fields.text("webhook_url", 1..=MAX_URL)?;
    match check_url(&url, is_local) {
        Ok(()) => Some(NewWebhook { url, events }),
        Err(wrong) => fields.error("webhook_url", wrong.into()),
    }
}

/// The types that it is for, as a JSON array.
fn events(fields: &mut Fields<'_>) -> Option<String> {
    let items = fields.array("webhook_events", 1..=TYPES.len())?;
    let mut events = vec![];
    for item in items {
        match TYPES.into_iter().find(|known| json(known) == item.get()) {
            Some(known) if !events.contains(&known) => events.push(known),
            _ => return fields.error("webhook_events", unknown_event()),
        }
    }
    Some(json(&events))
}

fn unknown_event() -> String {
    format!("must be some of {}, each of them once", TYPES.join(", "))
}

/// `GET /webhooks/secret`
pub fn get_webhook_secret<D: Database>(call: &Call<'_, D>) -> Answer<D> {
    let query = Query::parse(call.request.query, &["client_id"])?;
    let client_id = call.caller.client(query.get("client_id").map(str::to_owned))?;
    let secrets = call.request.access.webhook_secrets(client_id.as_deref());
    let mut secrets = secrets.iter().map(secret_text);
    let (secret, previous) = (json(&secrets.next()), json(&secrets.next()));
    let body = format!("{{\"secret\":{secret},\"previous\":{previous}}}");
    Ok(Reply::ok("application/json", Body::Text(body)))
}

/// `GET /jobs/{id}/deliveries`
pub async fn list_deliveries<D: Database>(call: &Call<'_, D>, id: JobId) -> Answer<D> {
    let listed = listed(call, id)?;
    let page = store::list_deliveries(call.db, &listed).await?;
    let page = page.ok_or_else(|| Problem::JobNotFound(id.to_string()))?;
    let webhook: String = page.webhook.into();
    let after = format!("],\"webhook\":{webhook},\"next_after\":{}}}", json(&page.next_after));
    let before = "{\"deliveries\":[";
    let body = Body::Documents { before, documents: page.documents, after };
    let reply = Reply::ok("application/json", body);
    Ok(linked(reply, "deliveries", &listed, page.next_after))
}
