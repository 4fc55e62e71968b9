//! Every reply against `www/openapi.json`: an undocumented status, media type or field is a failure.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

use super::{Reply, Request};

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../www/openapi.json")).unwrap());

const ROOT: &str = "https://greenlight.invalid/openapi.json";

#[track_caller]
pub fn check(request: &Request, reply: &Reply) {
    let path = request.path.split('?').next().unwrap();
    let Some(response) = documented(&request.method, path, reply.status) else {
        return assert_nothing_there(request, reply);
    };
    assert_headers(&response, request, reply);
    if request.method == "HEAD" || matches!(reply.status, 101 | 204 | 304) {
        return assert_eq!(reply.body, "", "{request:?}");
    }
    let media_type = reply.header("content-type").unwrap_or_default().split(';').next().unwrap();
    let pointer = media_types(&response).find(|(there, _)| *there == media_type);
    let Some((_, pointer)) = pointer else {
        panic!("{media_type:?} is not documented at {response}: {request:?} {reply:?}");
    };
    if media_type.contains("json") {
        let errors: Vec<_> = validator(&pointer)
            .iter_errors(&reply.json())
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?} by {pointer}: {request:?} {reply:?}");
    }
}

/// Every header that the document promises is there, and fits.
#[track_caller]
fn assert_headers(response: &str, request: &Request, reply: &Reply) {
    let headers = DOCUMENT.pointer(&format!("{response}/headers")).and_then(Value::as_object);
    for (name, header) in headers.into_iter().flatten() {
        let pointer = header.get("$ref").and_then(Value::as_str).map_or_else(
            || format!("{response}/headers/{}", escaped(name)),
            |shared| shared.trim_start_matches('#').to_owned(),
        );
        let promised = DOCUMENT.pointer(&pointer).unwrap();
        match reply.header(&name.to_lowercase()) {
            Some(value) => {
                let number = value.parse::<i64>().map(Value::from);
                let fits = [Some(Value::from(value)), number.ok()]
                    .iter()
                    .flatten()
                    .any(|value| validator(&format!("{pointer}/schema")).is_valid(value));
                assert!(fits, "{name}: {value:?} by {pointer}: {request:?}");
            }
            None => assert!(
                promised["required"] != true,
                "no {name} at {response}: {request:?} {reply:?}"
            ),
        }
    }
}

/// Methods and paths that the document does not have are 404 or 405, and nothing else.
#[track_caller]
fn assert_nothing_there(request: &Request, reply: &Reply) {
    assert!(
        operation(&request.method, request.path.split('?').next().unwrap()).is_none(),
        "{} is not documented: {request:?} {reply:?}",
        reply.status
    );
    if request.method == "OPTIONS" && reply.status == 204 {
        // A preflight, which is about any path.
        return assert_eq!(reply.body, "", "{request:?}");
    }
    assert!(matches!(reply.status, 404 | 405), "{request:?} {reply:?}");
    if request.method != "HEAD" {
        let slug = if reply.status == 404 { "not-found" } else { "method-not-allowed" };
        reply.assert_problem(reply.status, slug);
    }
}

/// The JSON Pointer of the documented response.
fn documented(method: &str, path: &str, status: u16) -> Option<String> {
    let operation = operation(method, path)?;
    let pointer = format!("{operation}/responses/{status}");
    let response = DOCUMENT.pointer(&pointer)?;
    let shared = response.get("$ref").and_then(Value::as_str);
    Some(shared.map_or(pointer, |shared| shared.trim_start_matches('#').to_owned()))
}

/// The JSON Pointer of the documented operation.
fn operation(method: &str, path: &str) -> Option<String> {
    let method = if method == "HEAD" { "get".to_owned() } else { method.to_lowercase() };
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let exact = paths.get_key_value(path);
    let (template, item) =
        exact.or_else(|| paths.iter().find(|(template, _)| matches(template, path)))?;
    item.get(&method)?;
    Some(format!("/paths/{}/{method}", escaped(template)))
}

pub fn matches(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    let fits = |(wanted, there): (&&str, &&str)| {
        wanted == there || wanted.starts_with('{') && !there.is_empty()
    };
    template.len() == path.len() && template.iter().zip(&path).all(fits)
}

/// The media types of a response, with the JSON Pointer of each schema.
fn media_types(response: &str) -> impl Iterator<Item = (&'static str, String)> {
    let content = DOCUMENT.pointer(&format!("{response}/content")).and_then(Value::as_object);
    let pointer = format!("{response}/content");
    content.into_iter().flatten().map(move |(media_type, _)| {
        (media_type.as_str(), format!("{pointer}/{}/schema", escaped(media_type)))
    })
}

/// What does not come as an answer is what its schema says, too.
#[track_caller]
pub fn assert_fits(pointer: &str, value: &Value) {
    let errors: Vec<_> =
        validator(pointer).iter_errors(value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?} by {pointer}: {value}");
}

fn validator(pointer: &str) -> Arc<Validator> {
    static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> =
        LazyLock::new(Mutex::default);
    let mut validators = VALIDATORS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let made = || {
        let registry = Registry::new().add(ROOT, DOCUMENT.clone()).unwrap().prepare().unwrap();
        let options = jsonschema::options().with_registry(&registry);
        Arc::new(options.build(&json!({ "$ref": format!("{ROOT}#{}", pointer.replace('{', "%7B").replace('}', "%7D")) })).unwrap())
    };
    Arc::clone(validators.entry(pointer.to_owned()).or_insert_with(made))
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
