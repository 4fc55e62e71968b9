//! A batch of messages as the queue brings it.

use serde::Serialize;
use wasm_bindgen::prelude::*;
use worker::console_error;
use worker::js_sys::{Array, Reflect};

use crate::job::Delivery;
use crate::webhook::Next;

#[wasm_bindgen]
extern "C" {
    type Handle;
    #[wasm_bindgen(method, catch)]
    fn ack(this: &Handle) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn retry(this: &Handle, options: &JsValue) -> Result<(), JsValue>;
}

/// When a message comes again, as the queue takes it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Again {
    delay_seconds: u32,
}

/// A message as the queue takes it.
#[derive(Serialize)]
struct Sent {
    body: String,
}

/// A message, which is settled once.
pub struct Message {
    pub delivery: Delivery,
    handle: Handle,
}

impl Message {
    /// `None` for one that is not ours; then it is done with.
    fn of(message: JsValue) -> Option<Self> {
        let body = Reflect::get(&message, &"body".into()).ok();
        let delivery = body.and_then(|body| Delivery::parse(&body.as_string()?));
        let handle: Handle = message.unchecked_into();
        if delivery.is_none() {
            console_error!("a message that nobody can read");
            log(handle.ack());
        }
        Some(Self { delivery: delivery?, handle })
    }

    /// Tells the queue what becomes of the message. If that fails, the relay makes up for it.
    pub fn settle(&self, next: Next) {
        log(match next {
            Next::Done => self.handle.ack(),
            Next::Again(seconds) => self.retry_in(seconds),
        });
    }

    fn retry_in(&self, seconds: u32) -> Result<(), JsValue> {
        self.handle.retry(&serde_wasm_bindgen::to_value(&Again { delay_seconds: seconds })?)
    }
}

fn log(settled: Result<(), JsValue>) {
    if let Err(error) = settled {
        console_error!("a message was not settled: {error:?}");
    }
}

/// The message about a delivery, as the queue takes it.
pub fn message(delivery: &Delivery) -> Result<JsValue, JsValue> {
    Ok(serde_wasm_bindgen::to_value(&Sent { body: delivery.to_string() })?)
}

/// The messages of each job, in the order of their versions. They are few.
pub fn by_job(batch: &JsValue) -> Vec<Vec<Message>> {
    let messages = Reflect::get(batch, &"messages".into()).unwrap_or_default();
    let messages: Array = messages.dyn_into().unwrap_or_default();
    let mut jobs: Vec<Vec<Message>> = vec![];
    for message in messages.iter().filter_map(Message::of) {
        let Delivery { job_id, version } = message.delivery;
        let is_of_job =
            |job: &&mut Vec<Message>| job.iter().any(|one| one.delivery.job_id == job_id);
        match jobs.iter_mut().find(is_of_job) {
            Some(job) => {
                let later = job.iter().position(|one| one.delivery.version > version);
                job.insert(later.unwrap_or(job.len()), message);
            }
            None => jobs.push(vec![message]),
        }
    }
    jobs
}
