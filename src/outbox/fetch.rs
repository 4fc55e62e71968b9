//! The request to a receiver. Nothing of its answer is read but the status and `Retry-After`.

use serde::Serialize;
use wasm_bindgen::prelude::*;
use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Promise, Reflect};

use crate::webhook::{ANSWER_MS, Answer, Post, Silence};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    fn fetch(url: &str, init: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = AbortSignal, catch)]
    fn timeout(milliseconds: u32) -> Result<JsValue, JsValue>;

    type Response;
    #[wasm_bindgen(method, getter, catch)]
    fn status(this: &Response) -> Result<u16, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn headers(this: &Response) -> Result<Headers, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn body(this: &Response) -> Result<Option<Body>, JsValue>;

    type Headers;
    #[wasm_bindgen(method, catch)]
    fn get(this: &Headers, name: &str) -> Result<Option<String>, JsValue>;

    type Body;
    #[wasm_bindgen(method, catch)]
    fn cancel(this: &Body) -> Result<JsValue, JsValue>;
}

/// What `fetch` is told.
#[derive(Serialize)]
struct Init<'a, H> {
    method: &'static str,
    redirect: &'static str,
    headers: &'a H,
    body: &'a str,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    signal: JsValue,
}

/// Sends it, and returns what the receiver answers in time. A redirect is an answer like any other.
pub async fn send_post(post: &Post) -> Result<Answer, Silence> {
    answer(post).await.map_err(|error| {
        let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
        if name.as_deref() == Some("TimeoutError") { Silence::TooLate } else { Silence::Broken }
    })
}

async fn answer(post: &Post) -> Result<Answer, JsValue> {
    let signal = timeout(ANSWER_MS)?;
    let Post { url, headers, body } = post;
    let init = Init { method: "POST", redirect: "manual", headers, body, signal };
    let fetched = Promise::resolve(&fetch(url, &serde_wasm_bindgen::to_value(&init)?)?);
    let response: Response = JsFuture::from(fetched).await?.unchecked_into();
    let answer =
        Answer { status: response.status()?, retry_after: response.headers()?.get("retry-after")? };
    // A connection whose body nobody reads is kept from others.
    if let Some(body) = response.body()? {
        drop(JsFuture::from(Promise::resolve(&body.cancel()?)).await);
    }
    Ok(answer)
}
