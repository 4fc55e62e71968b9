//! Push: after a commit the Worker tells the Durable Object of the job's client, which tells whoever watches.
//!
//! D1 stays the truth. What is told in vain has been committed all the same, and the next message, or the next reading,
//! makes up for it.

mod object;
mod socket;

use std::time::Duration;

use wasm_bindgen::prelude::*;
use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Array, JsString, Promise, Reflect};
use worker::{Delay, Env, console_error, web_sys};

use crate::api::Watch;
use crate::store::Change;

#[wasm_bindgen]
extern "C" {
    type Namespace;
    #[wasm_bindgen(method, catch, js_name = getByName)]
    fn get_by_name(this: &Namespace, name: &str) -> Result<Stub, JsValue>;

    type Stub;
    #[wasm_bindgen(method, catch)]
    fn fetch(this: &Stub, request: &web_sys::Request) -> Result<Promise, JsValue>;
}

/// The name of the binding in wrangler.toml.
const BINDING: &str = "LIVE";

/// What the Durable Object is asked. Nobody else can ask it, so that the host is but a name.
const ADDRESS: &str = "https://live/";

/// How long to wait before each other try to tell of a change, in milliseconds.
const PAUSES_MS: [u64; 2] = [100, 1000];

/// Tells of changes that have been committed. That it fails is for the log only.
pub async fn announce(env: Env, changes: Vec<Change<JsString>>) {
    let mut by_client: Vec<(_, Array)> = vec![];
    for Change { text, audience } in changes {
        match by_client.iter().find(|(client_id, _)| *client_id == audience.client_id) {
            Some((_, texts)) => drop(texts.push(&text)),
            None => by_client.push((audience.client_id, Array::of1(&text))),
        }
    }
    for (client_id, texts) in by_client {
        let text = JsString::from("[").concat(&texts.join(",")).concat(&"]".into());
        if let Err(error) = tell(&env, client_id.as_deref(), &text).await {
            console_error!("a change was not told: {error:?}");
        }
    }
}

/// Tells once more when it fails: what was told twice is heard once.
async fn tell(env: &Env, client_id: Option<&str>, text: &JsString) -> Result<(), JsValue> {
    for pause in PAUSES_MS {
        match tell_once(env, client_id, text).await {
            Ok(()) => return Ok(()),
            Err(_) => Delay::from(Duration::from_millis(pause)).await,
        }
    }
    tell_once(env, client_id, text).await
}

async fn tell_once(env: &Env, client_id: Option<&str>, text: &JsString) -> Result<(), JsValue> {
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(text);
    ask(env, client_id, ADDRESS, &init).await.map(drop)
}

/// The socket's other end, which the Durable Object of the client has accepted.
pub async fn open(env: &Env, watch: &Watch) -> Result<JsValue, JsValue> {
    let headers = web_sys::Headers::new()?;
    headers.set("Upgrade", "websocket")?;
    let init = web_sys::RequestInit::new();
    init.set_headers(&headers);
    let address = format!("{ADDRESS}?{}", watch.pass.query());
    let response = ask(env, watch.client_id.as_deref(), &address, &init).await?;
    Reflect::get(&response, &"webSocket".into())
}

/// Asks the Durable Object of a client. Jobs without one share one: no token's client has an empty name.
async fn ask(
    env: &Env,
    client_id: Option<&str>,
    address: &str,
    init: &web_sys::RequestInit,
) -> Result<JsValue, JsValue> {
    let request = web_sys::Request::new_with_str_and_init(address, init)?;
    let namespace: Namespace = Reflect::get(env, &BINDING.into())?.unchecked_into();
    let answer = namespace.get_by_name(client_id.unwrap_or_default())?.fetch(&request)?;
    JsFuture::from(answer).await
}
