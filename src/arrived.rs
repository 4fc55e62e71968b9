//! A request as the runtime has it, and as plain data.

use std::rc::Rc;

use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Promise, Uint8Array};
use worker::wasm_bindgen::prelude::*;
use worker::{Env, web_sys};

use crate::api;
use crate::clock::now;
use crate::problem::Problem;
use crate::settings::Settings;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = randomUUID)]
    fn random_uuid() -> String;
}

#[wasm_bindgen(module = "/src/runtime.mjs")]
extern "C" {
    /// A `Uint8Array`, or `undefined` if there is more than `limit`.
    #[wasm_bindgen(js_name = readBody)]
    fn read_body(request: &web_sys::Request, limit: usize) -> Promise;
}

/// What arrived with a request, but its body.
pub struct Arrived {
    /// The method.
    pub method: String,
    url: String,
    headers: web_sys::Headers,
    /// The name that the request has, or was given.
    pub id: String,
    /// What the environment says.
    pub settings: Rc<Settings>,
    /// When it came, in milliseconds since 1970.
    pub began_at: u64,
}

impl Arrived {
    /// Gives the request a name, if it has none that can be taken over.
    pub fn new(request: &web_sys::Request, env: &Env) -> Self {
        let headers = request.headers();
        let sent = headers.get("x-request-id").ok().flatten();
        Self {
            method: request.method(),
            url: request.url(),
            headers,
            id: api::request_id(sent).unwrap_or_else(random_uuid),
            settings: Settings::of(env),
            began_at: now(),
        }
    }

    /// A header; `None` where it was not sent.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }

    /// The same as plain data.
    pub fn plain<'a>(&'a self, header: &'a dyn Fn(&str) -> Option<String>) -> api::Request<'a> {
        let (path, query) = path_and_query(&self.url);
        api::Request {
            method: &self.method,
            path,
            query,
            header,
            id: &self.id,
            now: self.began_at,
            clock: &now,
            access: &self.settings.access,
            secret: &secret,
            has_local_webhooks: self.settings.has_local_webhooks,
        }
    }
}

/// The path and what stands behind the `?`, of an absolute URL as the runtime writes them.
fn path_and_query(url: &str) -> (&str, Option<&str>) {
    let path = url.match_indices('/').nth(2);
    let target = path.and_then(|(at, _)| url.get(at..)).unwrap_or("/");
    let target = target.split('#').next().unwrap_or_default();
    target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)))
}

/// Reads a body of at most `limit` bytes; of a larger one as much as it takes to be heard.
pub async fn read(request: &web_sys::Request, limit: usize) -> Result<Vec<u8>, Problem> {
    let cut_off = |_| Problem::MalformedRequest("the body was cut off".into());
    let body = JsFuture::from(read_body(request, limit)).await.map_err(cut_off)?;
    if body.is_undefined() {
        return Err(Problem::TooLarge { limit });
    }
    Ok(Uint8Array::from(body).to_vec())
}

/// 32 hexadecimal digits from 122 random bits.
fn secret() -> String {
    random_uuid().replace('-', "")
}
