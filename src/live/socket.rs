//! The sockets of a Durable Object, as the runtime has them: each call that can throw says so.

use wasm_bindgen::prelude::*;
use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Array, Date, JsString, Promise, Reflect};

use crate::clock::{self, number};
use crate::feed::Pass;

#[wasm_bindgen]
extern "C" {
    /// What the runtime gives a Durable Object: <https://developers.cloudflare.com/durable-objects/api/state/>.
    pub type Runtime;
    #[wasm_bindgen(method, catch, js_name = acceptWebSocket)]
    fn accept_web_socket(this: &Runtime, socket: &Socket, tags: &Array) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = getWebSockets)]
    fn get_web_sockets(this: &Runtime) -> Result<Array, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getWebSockets)]
    fn get_web_sockets_of(this: &Runtime, tag: &str) -> Result<Array, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setWebSocketAutoResponse)]
    fn set_auto_response(this: &Runtime, pair: &AutoResponse) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = getWebSocketAutoResponseTimestamp)]
    fn answered_at(this: &Runtime, socket: &Socket) -> Result<Option<Date>, JsValue>;
    #[wasm_bindgen(method, catch, getter)]
    fn storage(this: &Runtime) -> Result<Storage, JsValue>;

    type Storage;
    #[wasm_bindgen(method, catch, js_name = getAlarm)]
    fn get_alarm(this: &Storage) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setAlarm)]
    fn set_alarm(this: &Storage, at: f64) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_name = WebSocketRequestResponsePair)]
    type AutoResponse;
    #[wasm_bindgen(constructor, js_class = "WebSocketRequestResponsePair", catch)]
    fn new(request: &str, response: &str) -> Result<AutoResponse, JsValue>;

    #[wasm_bindgen(js_name = WebSocketPair)]
    type Pair;
    #[wasm_bindgen(constructor, js_class = "WebSocketPair", catch)]
    fn new() -> Result<Pair, JsValue>;

    /// One end of a socket.
    pub type Socket;
    #[wasm_bindgen(method, catch)]
    fn send(this: &Socket, text: &JsString) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn close(this: &Socket, code: u16, reason: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = serializeAttachment)]
    fn serialize_attachment(this: &Socket, value: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = deserializeAttachment)]
    fn deserialize_attachment(this: &Socket) -> Result<JsValue, JsValue>;
}

/// All who watch what one Durable Object tells.
pub struct Sockets(pub Runtime);

/// The tag of sockets that want to hear of every job.
const ALL_JOBS: &str = "all";

impl Sockets {
    /// Accepts a socket that hibernates, for one job or for all; the other end of it.
    pub fn accept(&self, pass: &Pass) -> Result<JsValue, JsValue> {
        let pair = Pair::new()?;
        let end = |index| Reflect::get_u32(&pair, index);
        let socket: Socket = end(1)?.unchecked_into();
        socket.serialize_attachment(&pass.query().into())?;
        self.0.set_auto_response(&AutoResponse::new("ping", "pong")?)?;
        let tag = pass.job_id.as_deref().unwrap_or(ALL_JOBS);
        self.0.accept_web_socket(&socket, &Array::of1(&tag.into()))?;
        end(0)
    }

    /// Whether anybody may be watching.
    pub fn are_there(&self) -> bool {
        self.0.get_web_sockets().map_or(true, |sockets| sockets.length() > 0)
    }

    /// Every open socket, with what is kept of it; one of which nothing can be read is over.
    pub fn all(&self) -> Result<Vec<(Socket, Pass)>, JsValue> {
        let sockets = self.0.get_web_sockets()?;
        let with_pass = |socket: Socket| {
            let kept = socket.deserialize_attachment().ok().and_then(|kept| kept.as_string());
            (socket, Pass::read(&kept.unwrap_or_default()))
        };
        Ok(sockets.iter().map(Socket::from).map(with_pass).collect())
    }

    /// Sends a text to those who watch a job. What one of them cannot take keeps it from nobody else.
    pub fn send(&self, job_id: i64, text: &str) {
        let text = JsString::from(text);
        for tag in [&job_id.to_string(), ALL_JOBS] {
            let sockets = self.0.get_web_sockets_of(tag).unwrap_or_default();
            for socket in sockets.iter().map(Socket::from) {
                // It has gone, or is about to.
                let _ = socket.send(&text);
            }
        }
    }

    /// When the last `ping` was answered, in milliseconds since 1970.
    pub fn heard_at(&self, socket: &Socket) -> Option<u64> {
        self.0.answered_at(socket).ok().flatten().map(|at| clock::whole(at.get_time()))
    }

    /// Sees to it that the alarm goes off at this time at the latest, in milliseconds since 1970.
    pub async fn wake_at(&self, at: u64) -> Result<(), JsValue> {
        let (storage, at) = (self.0.storage()?, number(at));
        let alarm = JsFuture::from(storage.get_alarm()?).await?.as_f64();
        if alarm.is_none_or(|alarm| alarm > at) {
            JsFuture::from(storage.set_alarm(at)?).await?;
        }
        Ok(())
    }
}
