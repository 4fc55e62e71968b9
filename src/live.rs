//! Push: after a commit the Worker tells the Durable Object of the job's client, which tells whoever watches.
//!
//! D1 stays the truth. What is told in vain has been committed all the same, and the next message, or the next reading,
//! makes up for it.

mod object;
mod socket;

use wasm_bindgen::prelude::*;
use worker::js_sys::{Array, JsString, Reflect};
use worker::{Env, console_error, web_sys};

use crate::api::Watch;
use crate::clock::{self, now};
use crate::feed::Quiet;
use crate::store::Change;

thread_local! {
    static QUIET: Quiet = Quiet::default();
}

#[wasm_bindgen]
extern "C" {
    type Namespace;
    #[wasm_bindgen(method, catch, js_name = getByName)]
    fn get_by_name(this: &Namespace, name: &str) -> Result<Stub, JsValue>;

    type Stub;
    #[wasm_bindgen(method, catch)]
    fn fetch(this: &Stub, request: &web_sys::Request) -> Result<JsValue, JsValue>;
}

/// The name of the binding in wrangler.toml.
const BINDING: &str = "LIVE";

/// What the Durable Object is asked. Nobody else can ask it, so that the host is but a name.
const ADDRESS: &str = "https://live/";

/// How long to wait before each try to tell of a change, in milliseconds.
const PAUSES_MS: [u64; 3] = [0, 100, 1000];

/// How long the Durable Object may take to answer, in milliseconds.
const ANSWER_MS: u64 = 4_000;

/// Whether anybody may be watching who should hear of a change that has been committed.
pub fn may_be_watched(change: &Change<JsString>) -> bool {
    !QUIET.with(|quiet| quiet.holds(change.client_id.as_deref(), now()))
}

/// Tells of changes that have been committed: all clients at once, so that nobody waits for another. That it fails is for
/// the log only.
pub async fn announce(env: &Env, changes: Vec<Change<JsString>>) {
    let mut by_client: Vec<(_, Array)> = vec![];
    for Change { text, client_id, .. } in changes.into_iter().filter(may_be_watched) {
        match by_client.iter().find(|(known, _)| *known == client_id) {
            Some((_, texts)) => drop(texts.push(&text)),
            None => by_client.push((client_id, Array::of1(&text))),
        }
    }
    clock::all(by_client.into_iter().map(|(client_id, texts)| {
        let text = JsString::from("[").concat(&texts.join(",")).concat(&"]".into());
        tell(env, client_id, text)
    }))
    .await;
}

/// Tells again when it fails: what was told twice is heard once.
async fn tell(env: &Env, client_id: Option<String>, text: JsString) {
    for pause in PAUSES_MS {
        clock::pause(pause).await;
        let asked_at = now();
        match tell_once(env, client_id.as_deref(), &text).await {
            Ok(Heard::BySomebody) => return,
            Ok(Heard::ByNobody) => return QUIET.with(|quiet| quiet.learn(client_id, asked_at)),
            Err(error) => console_error!("a change was not told: {error:?}"),
        }
    }
}

enum Heard {
    BySomebody,
    ByNobody,
}

async fn tell_once(env: &Env, client_id: Option<&str>, text: &JsString) -> Result<Heard, JsValue> {
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(text);
    match ask(env, client_id, ADDRESS, &init).await?.status() {
        204 => Ok(Heard::BySomebody),
        404 => Ok(Heard::ByNobody),
        status => Err(status.into()),
    }
}

/// The socket's other end, which the Durable Object of the client has accepted.
pub async fn open(env: &Env, watch: &Watch) -> Result<JsValue, JsValue> {
    let headers = web_sys::Headers::new()?;
    headers.set("Upgrade", "websocket")?;
    let init = web_sys::RequestInit::new();
    init.set_headers(&headers);
    let address = format!("{ADDRESS}?{}", watch.pass.query());
    let response = ask(env, watch.client_id.as_deref(), &address, &init).await?;
    let socket = Reflect::get(&response, &"webSocket".into())?;
    if socket.is_object() { Ok(socket) } else { Err(response.status().into()) }
}

/// Asks the Durable Object of a client. Jobs without one, and those of a client without a name, share one.
async fn ask(
    env: &Env,
    client_id: Option<&str>,
    address: &str,
    init: &web_sys::RequestInit,
) -> Result<web_sys::Response, JsValue> {
    let request = web_sys::Request::new_with_str_and_init(address, init)?;
    let namespace: Namespace = Reflect::get(env, &BINDING.into())?.unchecked_into();
    let client_id = client_id.filter(|client_id| !client_id.is_empty());
    let name = client_id.map_or("no client".into(), |client_id| format!("client {client_id}"));
    let answer = namespace.get_by_name(&name)?.fetch(&request)?;
    clock::in_time(answer, ANSWER_MS).await?.dyn_into()
}
