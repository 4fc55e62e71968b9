//! Webhooks' way out: after a commit a message goes into the queue, which brings it back to be delivered, and again until it
//! is. What is in the database counts; a message only says where to look, so that one too many does no harm, and one too
//! few is made up for each minute.

mod batch;
mod fetch;

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Array, JsString, Math, Promise, Reflect};
use worker::{Env, console_error, console_log};

use crate::access::Access;
use crate::clock::{all, now};
use crate::d1::{Cost, D1};
use crate::database::Outdated;
use crate::job::Delivery;
use crate::outbox::batch::Message;
use crate::outbox::fetch::send_post;
use crate::store::{self, Change};
use crate::webhook::{Next, attempt};

#[wasm_bindgen]
extern "C" {
    type Queue;
    #[wasm_bindgen(method, catch, js_name = sendBatch)]
    fn send_batch(this: &Queue, messages: &Array) -> Result<JsValue, JsValue>;
}

/// The name of the binding in wrangler.toml.
const BINDING: &str = "WEBHOOKS";

/// The most messages that a queue takes at once.
const AT_ONCE: usize = 100;

/// What is to be delivered of these changes: those that are no events turn out to be nothing.
pub fn deliveries(changes: &[Change<JsString>]) -> Vec<Delivery> {
    let told = changes.iter().filter(|change| change.has_webhook);
    told.map(|change| Delivery { job_id: change.job_id, version: change.version }).collect()
}

/// Puts messages into the queue. That it fails is for the log only: the relay makes up for it.
pub async fn send(env: &Env, deliveries: &[Delivery]) {
    for part in deliveries.chunks(AT_ONCE) {
        if let Err(error) = send_part(env, part).await {
            console_error!("{} webhooks wait for the relay: {error:?}", part.len());
        }
    }
}

async fn send_part(env: &Env, deliveries: &[Delivery]) -> Result<(), JsValue> {
    let messages = deliveries.iter().map(batch::message).collect::<Result<Array, _>>()?;
    let queue: Queue = Reflect::get(env, &BINDING.into())?.unchecked_into();
    let sent = queue.send_batch(&messages)?;
    JsFuture::from(Promise::resolve(&sent)).await.map(drop)
}

/// Puts into the queue again what has been due for so long that its message was lost, or never sent.
pub async fn relay(db: &D1, env: &Env) {
    match store::list_due_deliveries(db).await {
        Ok(deliveries) => send(env, &deliveries).await,
        Err(error) => console_error!("relay {error:?}"),
    }
}

/// Delivers what a batch of messages is about: the jobs side by side, each job's news one after the other.
pub async fn deliver(batch: &JsValue, env: &Env, access: &Access, outdated: &Rc<Outdated>) {
    let jobs = batch::by_job(batch);
    let deliver = async |messages: Vec<Message>| {
        for message in messages {
            let db = D1::new(env, Rc::clone(outdated));
            let chance = (now(), Math::random());
            let attempted = attempt(&db, access, message.delivery, chance, send_post).await;
            message.settle(attempted.unwrap_or_else(|error| {
                // What became of it the relay finds out; with a message more each time there would be ever more.
                console_error!("{} {error:?}", message.delivery);
                Next::Done
            }));
            log(message.delivery, db.cost());
        }
    };
    all(jobs.into_iter().map(deliver)).await;
}

/// One line of JSON for each message.
fn log(delivery: Delivery, Cost { round_trips, rows_read, rows_written }: Cost) {
    console_log!(
        "{{\"delivery\":\"{delivery}\",\"d1_round_trips\":{round_trips},\"rows_read\":{rows_read},\"rows_written\":{rows_written}}}"
    );
}
