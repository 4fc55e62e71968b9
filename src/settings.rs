//! What the environment says, read once: it stays the same as long as the isolate lives.

use std::cell::OnceCell;
use std::rc::Rc;

use worker::Env;
use worker::js_sys::{JsString, Reflect};

use crate::access::Access;

/// The variables and secrets of an installation.
pub struct Settings {
    /// What they say about access.
    pub access: Access,
    /// Whether webhooks may go to this machine.
    pub has_local_webhooks: bool,
    /// After how many days ended jobs are erased, as it was written; empty for never.
    pub retention_days: String,
    /// Whether every request is logged, or only one that has failed.
    pub logs_all: bool,
    /// Whether an answer tells what it cost.
    pub shows_cost: bool,
}

thread_local! {
    static SETTINGS: OnceCell<Rc<Settings>> = const { OnceCell::new() };
}

impl Settings {
    /// Those of this environment.
    pub fn of(env: &Env) -> Rc<Self> {
        SETTINGS.with(|settings| Rc::clone(settings.get_or_init(|| Rc::new(Self::read(env)))))
    }

    fn read(env: &Env) -> Self {
        let variable = |name: &str| Reflect::get(env, &name.into()).ok()?.as_string();
        let is = |name, value| variable(name).is_some_and(|text| text == value);
        Self {
            access: Access::new(
                variable("TOKEN_SECRET").as_deref(),
                variable("TOKEN_SECRET_PREVIOUS").as_deref(),
                &variable("ALLOWED_ORIGINS").unwrap_or_default(),
            ),
            has_local_webhooks: is("LOCAL_WEBHOOKS", "1"),
            retention_days: retention_days(env),
            logs_all: !is("LOG", "errors"),
            shows_cost: is("SERVER_TIMING", "1"),
        }
    }
}

/// A number in wrangler.toml is no text.
fn retention_days(env: &Env) -> String {
    let setting = Reflect::get(env, &"RETENTION_DAYS".into()).unwrap_or_default();
    if setting.is_undefined() {
        return String::new();
    }
    JsString::from("").concat(&setting).into()
}
