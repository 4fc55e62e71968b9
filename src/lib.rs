//! Greenlight: the job store of AI video studios, at the edge.
//!
//! The entry: the runtime's events become plain data, go to [`api`] and come back as a response.

pub mod access;
pub mod api;
pub mod arrived;
pub mod clock;
pub mod d1;
pub mod database;
pub mod feed;
pub mod job;
pub mod json;
pub mod live;
pub mod outbox;
pub mod problem;
pub mod route;
pub mod settings;
pub mod store;
pub mod webhook;

use std::rc::Rc;

use futures_util::future::join;
use serde::Serialize;
use worker::js_sys::{Array, JsString};
use worker::wasm_bindgen::prelude::*;
use worker::{
    Context, Env, ScheduleContext, ScheduledEvent, console_error, console_log, event, web_sys,
    worker_sys,
};

use crate::api::{Body, Reply};
use crate::arrived::{Arrived, read};
use crate::clock::now;
use crate::d1::{Cost, D1};
use crate::database::Outdated;
use crate::job::RetentionDays;
use crate::settings::Settings;
use crate::store::Change;

thread_local! {
    /// What was seen of a database that has not been migrated.
    static OUTDATED: Rc<Outdated> = Rc::default();
}

#[wasm_bindgen(module = "/src/runtime.mjs")]
extern "C" {
    /// A response whose body is a string that never left JavaScript.
    #[wasm_bindgen(js_name = respond, catch)]
    fn respond_with(
        body: &JsValue,
        status: u16,
        headers: &str,
        socket: &JsValue,
    ) -> Result<web_sys::Response, JsValue>;
}

/// The answer to a request. Not `#[event(fetch)]`: for that, a class would be made anew for each request.
#[wasm_bindgen(wasm_bindgen_futures = worker::wasm_bindgen_futures, js_sys = worker::js_sys)]
pub async fn answer(
    request: web_sys::Request,
    env: Env,
    context: worker_sys::Context,
) -> Result<web_sys::Response, JsValue> {
    let db = database(&env);
    let arrived = Arrived::new(&request, &env);
    let mut reply = respond(&db, &env, &request, &arrived).await;
    let socket = open_socket(&env, &arrived, &mut reply).await;
    let changes = std::mem::take(&mut reply.changes);
    if changes.iter().any(|change| change.has_webhook || live::may_be_watched(change)) {
        Context::new(context).wait_until(tell(env.clone(), changes));
    }
    log(&arrived, &reply, db.cost(), now() - arrived.began_at);
    let cost = arrived.settings.shows_cost.then(|| db.cost());
    response(reply, cost, &socket)
}

/// The answer to a request under which the instance before this one has ended: `entry.mjs` asks for it.
#[wasm_bindgen]
pub fn fail(request: &web_sys::Request, env: &Env) -> Result<web_sys::Response, JsValue> {
    let arrived = Arrived::new(request, env);
    let header = |name: &str| arrived.header(name);
    let cause = "an exception that nobody caught, logged before this, ended the instance";
    let reply = api::fail(&arrived.plain(&header), cause);
    log(&arrived, &reply, Cost::default(), 0);
    response(reply, None, &JsValue::UNDEFINED)
}

/// Each minute: jobs whose worker has gone are put back in line, webhooks whose message was lost are sent, and jobs that
/// ended long ago are erased, if the environment says so.
#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, context: ScheduleContext) {
    let db = database(&env);
    match store::sweep_leases(&db).await {
        Ok(changes) => context.wait_until(tell(env.clone(), changes)),
        Err(error) => console_error!("sweep {error:?}"),
    }
    outbox::relay(&database(&env), &env).await;
    erase(&env).await;
}

/// Erases what ended longer ago than `RETENTION_DAYS`; without that, or with what is no number of days, nothing.
async fn erase(env: &Env) {
    let settings = Settings::of(env);
    let text = &settings.retention_days;
    if text.is_empty() {
        return;
    }
    let Some(days) = RetentionDays::parse(text) else {
        return console_error!(
            "RETENTION_DAYS is {text}, no whole number above 0: nothing is erased"
        );
    };
    let db = database(env);
    if let Err(error) = store::erase_ended_jobs(&db, days).await {
        return console_error!("retention {error:?}");
    }
    let Cost { rows_read, rows_written, .. } = db.cost();
    console_log!(
        "{{\"retention_days\":{text},\"rows_read\":{rows_read},\"rows_written\":{rows_written}}}"
    );
}

fn database(env: &Env) -> D1 {
    D1::new(env, OUTDATED.with(Rc::clone))
}

/// Tells of changes that have been committed. Nobody waits for it.
async fn tell(env: Env, changes: Vec<Change<JsString>>) {
    let deliveries = outbox::deliveries(&changes);
    join(outbox::send(&env, &deliveries), live::announce(&env, changes)).await;
}

/// Whenever the queue brings messages: webhooks are delivered. It has no error, which the queue would take for the whole
/// batch's.
#[wasm_bindgen(wasm_bindgen_futures = worker::wasm_bindgen_futures, js_sys = worker::js_sys)]
pub async fn queue(batch: JsValue, env: Env) {
    outbox::deliver(&batch, &env, &Settings::of(&env).access, &OUTDATED.with(Rc::clone)).await;
}

/// Whether the runtime's counter of this `sub` is below its limit. Where it has none, or that fails, there is no limit.
async fn is_within_rate(env: &Env, subject: &str) -> bool {
    let Ok(limiter) = env.rate_limiter("RATE_LIMITER") else {
        return true;
    };
    // A key must not be empty, as the name of whoever sends no token is.
    limiter.limit(format!("sub {subject}")).await.map_or(true, |outcome| outcome.success)
}

async fn respond(
    db: &D1,
    env: &Env,
    request: &web_sys::Request,
    arrived: &Arrived,
) -> Reply<JsString> {
    let header = |name: &str| arrived.header(name);
    let is_within_rate = async |subject: &str| is_within_rate(env, subject).await;
    let read = async |limit| read(request, limit).await;
    api::respond(db, &arrived.plain(&header), is_within_rate, read).await
}

/// The socket that the reply promises, or a reply that says that there is none.
async fn open_socket(env: &Env, arrived: &Arrived, reply: &mut Reply<JsString>) -> JsValue {
    let Body::Socket(watch) = &reply.body else {
        return JsValue::UNDEFINED;
    };
    match live::open(env, watch).await {
        Ok(socket) => socket,
        Err(error) => {
            let header = |name: &str| arrived.header(name);
            let entry = std::mem::take(&mut reply.entry);
            *reply = api::fail(&arrived.plain(&header), &format!("no socket: {error:?}"));
            reply.entry = entry;
            JsValue::UNDEFINED
        }
    }
}

/// What the log says of a request. It holds nothing that was sent but the request's own name and its caller's.
#[derive(Serialize)]
struct Line<'a> {
    method: &'a str,
    route: Option<&'a str>,
    status: u16,
    duration_ms: u64,
    d1_round_trips: usize,
    rows_read: u64,
    rows_written: u64,
    subject: Option<&'a str>,
    request_id: &'a str,
    cause: Option<&'a str>,
}

/// One line of JSON for each request, or for each that has failed.
fn log(arrived: &Arrived, reply: &Reply<JsString>, cost: Cost, duration_ms: u64) {
    if !arrived.settings.logs_all && reply.status < 500 {
        return;
    }
    let line = api::json(&Line {
        method: &arrived.method,
        route: reply.entry.route,
        status: reply.status,
        duration_ms,
        d1_round_trips: cost.round_trips,
        rows_read: cost.rows_read,
        rows_written: cost.rows_written,
        subject: reply.entry.subject.as_deref(),
        request_id: &arrived.id,
        cause: reply.cause.as_deref(),
    });
    if reply.status >= 500 { console_error!("{line}") } else { console_log!("{line}") }
}

fn response(
    reply: Reply<JsString>,
    cost: Option<Cost>,
    socket: &JsValue,
) -> Result<web_sys::Response, JsValue> {
    let Reply { status, mut headers, body: answer, .. } = reply;
    headers.extend(cost.map(|cost| ("Server-Timing", timing(cost).into())));
    respond_with(&body(answer), status, &api::json(&headers), socket)
}

fn timing(Cost { round_trips, rows_read, rows_written }: Cost) -> String {
    format!(
        "round_trips;desc={round_trips}, rows_read;desc={rows_read}, rows_written;desc={rows_written}, wasm_pages;desc={}",
        wasm_pages()
    )
}

/// The memory that the instance has taken, in pages of 64 KiB; outside of a Worker it is none.
fn wasm_pages() -> usize {
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size::<0>();
    #[cfg(not(target_arch = "wasm32"))]
    return 0;
}

fn body(body: Body<JsString>) -> JsValue {
    match body {
        Body::Empty | Body::Socket(_) => JsValue::NULL,
        Body::Text(text) => text.into(),
        Body::Document(document) => document.into(),
        Body::Documents { before, documents, after } => {
            let documents = documents.into_iter().collect::<Array>().join(",");
            JsString::from(before).concat(&documents).concat(&after.into()).into()
        }
    }
}
