//! The Durable Object of a client: it tells all who watch, and hibernates in between.
//!
//! In its memory is only what was told and said in the last seconds; all that it must know of a socket is attached to that.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;
use worker::js_sys::Reflect;
use worker::js_sys::futures::JsFuture;
use worker::{Env, console_error, web_sys};

use crate::access::Revocations;
use crate::clock::{self, now};
use crate::d1::D1;
use crate::feed::{Change, End, Feed, Next, Pass, QUIET_MS};
use crate::live::socket::{Runtime, Socket, Sockets};
use crate::store;

/// The class that wrangler.toml names.
#[wasm_bindgen]
pub struct LiveFeed {
    sockets: Sockets,
    env: Env,
    feed: RefCell<Feed>,
    /// Until when nobody is let in, in milliseconds since 1970.
    quiet_until: Cell<u64>,
}

#[wasm_bindgen(wasm_bindgen_futures = worker::wasm_bindgen_futures, js_sys = worker::js_sys)]
impl LiveFeed {
    /// As the runtime makes it: before the first request, and whenever it is asked again after it has hibernated.
    #[wasm_bindgen(constructor)]
    pub fn new(runtime: Runtime, env: Env) -> Self {
        // What the object before this one has promised just now holds.
        let quiet_until = Cell::new(now() + QUIET_MS);
        Self { sockets: Sockets(runtime), env, feed: RefCell::default(), quiet_until }
    }

    /// Takes a list of changes, or a new socket.
    pub async fn fetch(&self, request: web_sys::Request) -> Result<web_sys::Response, JsValue> {
        let init = web_sys::ResponseInit::new();
        if request.method() == "POST" {
            init.set_status(self.hear(&request).await?);
        } else {
            let socket = self.accept(&request.url()).await?;
            init.set_status(101);
            Reflect::set(&init, &"webSocket".into(), &socket)?;
        }
        web_sys::Response::new_with_opt_str_and_init(None, &init)
    }

    /// Closes what has ended; looks again as long as somebody watches.
    pub async fn alarm(&self) -> Result<(), JsValue> {
        let sockets = self.sockets.all()?;
        let revocations = self.revocations(sockets.iter().map(|(_, pass)| pass)).await;
        let mut left = vec![];
        for (socket, pass) in sockets {
            match pass.end(now(), self.sockets.heard_at(&socket), &revocations) {
                Some(end) => close(&socket, end),
                None => left.push(pass.check_at(now())),
            }
        }
        match left.into_iter().min() {
            // Who has come meanwhile may have set one that is sooner.
            Some(at) => self.sockets.wake_at(at).await,
            None => Ok(()),
        }
    }

    /// Whoever talks would keep it awake. A `ping` is answered by the runtime and does not come here.
    #[wasm_bindgen(js_name = webSocketMessage)]
    #[expect(clippy::unused_self, reason = "the runtime calls it on the object")]
    pub fn web_socket_message(&self, socket: &Socket, _message: &JsValue) {
        close(socket, End::Talkative);
    }
}

impl LiveFeed {
    /// 404 if nobody watches.
    async fn hear(&self, request: &web_sys::Request) -> Result<u16, JsValue> {
        if !self.sockets.are_there() {
            // A promise: nobody is let in for so long, so that the Worker need tell of nothing.
            self.quiet_until.set(now() + QUIET_MS);
            return Ok(404);
        }
        let text = JsFuture::from(request.text()?).await?.as_string();
        self.announce(&text.unwrap_or_default()).await;
        Ok(204)
    }

    /// Tells of changes when it is time; returns when all has been told.
    async fn announce(&self, text: &str) {
        let mut jobs = vec![];
        for change in Change::list(text) {
            jobs.push(change.job_id);
            self.feed.borrow_mut().take(change, now());
        }
        while let Some(pause) = jobs.iter().filter_map(|job_id| self.tell(*job_id)).min() {
            clock::pause(pause).await;
        }
    }

    /// Tells what is due of a job; how long to wait for the rest, in milliseconds.
    fn tell(&self, job_id: i64) -> Option<u64> {
        let next = self.feed.borrow_mut().next(job_id, now());
        match next {
            Next::Rest => None,
            Next::Wait(pause) => Some(pause),
            Next::Tell(text) => {
                self.sockets.send(job_id, &text);
                None
            }
        }
    }

    async fn accept(&self, url: &str) -> Result<JsValue, JsValue> {
        let pass = Pass::read(url.split_once('?').map_or("", |(_, query)| query));
        // It counts as watching at once, so that no more is promised; what it is told before it is let in waits for it.
        let socket = self.sockets.accept(&pass)?;
        self.sockets.wake_at(pass.check_at(now())).await?;
        // Never longer, should the clock have been set back.
        clock::pause(self.quiet_until.get().saturating_sub(now()).min(QUIET_MS)).await;
        Ok(socket)
    }

    /// What was revoked since a minute before the first of these was opened, when the Worker had looked; nothing while the
    /// database does not say.
    async fn revocations(&self, passes: impl Iterator<Item = &Pass>) -> Revocations {
        let revocations = Revocations::default();
        let with_jti = passes.filter(|pass| pass.jti.is_some());
        if let Some(first) = with_jti.map(|pass| pass.opened_at).min() {
            let db = D1::new(&self.env, std::rc::Rc::default());
            match store::list_revocations(&db, &clock::stored(first)).await {
                Ok(revoked) => revocations.learn(now(), revoked),
                Err(error) => console_error!("revocations {error:?}"),
            }
        }
        revocations
    }
}

fn close(socket: &Socket, end: End) {
    let (code, reason) = end.close();
    // Where that fails, it is closed.
    let _ = socket.close(code, reason);
}
