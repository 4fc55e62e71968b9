//! JSON bodies: everything that is wrong with one is told at once, and what is stored keeps its bytes.

use std::ops::RangeInclusive;

use serde_json::value::RawValue;

use crate::api::{Request, json, portable};
use crate::job::money::{MAX_COST, to_millionths};
use crate::json::Pairs;
use crate::problem::{FieldError, Problem};

/// No answer lists more errors than this.
const MAX_ERRORS: usize = 50;

/// The text of a body, which must be of the `expected` media type unless it is empty.
pub fn text(
    request: &Request<'_>,
    expected: &'static str,
    bytes: Vec<u8>,
) -> Result<String, Problem> {
    let content_type = (request.header)("content-type").unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default();
    if !bytes.is_empty() && !media_type.trim().eq_ignore_ascii_case(expected) {
        return Err(Problem::UnsupportedMediaType(expected));
    }
    String::from_utf8(bytes).map_err(|_| Problem::MalformedRequest("the body is not UTF-8".into()))
}

/// A body that is any JSON object; the object as it was sent.
pub fn json_object(body: &str) -> Result<&str, Problem> {
    if body.is_empty() {
        return Err(Problem::MalformedRequest("the body is empty; send a JSON object".into()));
    }
    let json: &RawValue = serde_json::from_str(body)
        .map_err(|error| Problem::MalformedRequest(format!("the body is not JSON: {error}")))?;
    let wrong =
        |detail| Problem::InvalidRequest(vec![FieldError { pointer: String::new(), detail }]);
    if !json.get().starts_with('{') {
        return Err(wrong("must be an object".into()));
    }
    portable::check(json.get()).map_err(|error| wrong(format!("cannot be kept: {error}")))?;
    Ok(json.get())
}

/// The fields of an object that are still to be read, and what was wrong with those that were.
pub struct Fields<'a> {
    /// Where the object stands in the body, as a JSON Pointer.
    pointer: String,
    unread: Vec<(String, &'a RawValue)>,
    errors: Vec<FieldError>,
}

impl<'a> Fields<'a> {
    /// The fields of a JSON object.
    pub fn parse(body: &'a str) -> Result<Self, Problem> {
        let Pairs(unread) = serde_json::from_str(json_object(body)?)
            .map_err(|error| Problem::MalformedRequest(format!("the body is not JSON: {error}")))?;
        Ok(Self { pointer: String::new(), unread, errors: vec![] })
    }

    /// Reads an object inside this one, at a pointer from here; anything else is an error.
    pub fn inside(&mut self, object: &'a RawValue, pointer: &str, read: impl FnOnce(&mut Self)) {
        let pointer = format!("{}{pointer}", self.pointer);
        match serde_json::from_str(object.get()) {
            Ok(Pairs(unread)) => {
                let mut inside = Self { pointer, unread, errors: vec![] };
                read(&mut inside);
                self.errors.append(&mut inside.errors);
            }
            Err(_) => self.errors.push(FieldError { pointer, detail: "must be an object".into() }),
        }
    }

    /// The same where every field is optional: an empty body has none.
    pub fn optional(body: &'a str) -> Result<Self, Problem> {
        Self::parse(if body.is_empty() { "{}" } else { body })
    }

    /// Notes an error unless the field is there.
    pub fn require(&mut self, name: &str) {
        if !self.unread.iter().any(|(there, value)| there == name && value.get() != "null") {
            self.error::<()>(name, "is required".into());
        }
    }

    /// Notes an error if the field is `null`: where that must not be taken for a field that is not there.
    pub fn refuse_null(&mut self, name: &str) {
        if self.unread.iter().any(|(there, value)| there == name && value.get() == "null") {
            self.error::<()>(name, "must not be null; leave it out".into());
        }
    }

    /// A string of so many characters.
    pub fn text(&mut self, name: &str, length: RangeInclusive<usize>) -> Option<String> {
        let value = self.take(name)?;
        let Ok(text) = serde_json::from_str::<String>(value.get()) else {
            return self.error(name, "must be a string".into());
        };
        if length.contains(&text.chars().count()) {
            return Some(text);
        }
        self.error(name, format!("must have {} to {} characters", length.start(), length.end()))
    }

    /// Any JSON, as it was sent, without taking the field out.
    pub fn raw(&self, name: &str) -> Option<&'a str> {
        let field = self.unread.iter().find(|(there, _)| there == name);
        field.map(|(_, value)| value.get()).filter(|value| *value != "null")
    }

    /// An object, as it was sent.
    pub fn object(&mut self, name: &str) -> Option<&'a str> {
        let value = self.take(name)?.get();
        if value.starts_with('{') {
            Some(value)
        } else {
            self.error(name, "must be an object".into())
        }
    }

    /// An amount of money.
    pub fn cost(&mut self, name: &str) -> Option<f64> {
        let cost = serde_json::from_str::<f64>(self.take(name)?.get());
        match cost {
            Ok(cost) if (0.0..=MAX_COST).contains(&cost) => Some(cost),
            _ => self.error(name, format!("must be a number from 0 to {MAX_COST}")),
        }
    }

    /// An amount of money in millionths, to the nearest.
    pub fn millionths(&mut self, name: &str) -> Option<i64> {
        self.cost(name).map(to_millionths)
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, name: &str) -> Option<bool> {
        match self.take(name)?.get() {
            "true" => Some(true),
            "false" => Some(false),
            _ => self.error(name, "must be true or false".into()),
        }
    }

    /// One of these strings.
    pub fn choice(&mut self, name: &str, choices: &[&'static str]) -> Option<&'static str> {
        let chosen = self.take(name)?.get();
        let wanted = choices.iter().find(|choice| json(choice) == chosen);
        if wanted.is_none() {
            self.error::<()>(name, format!("must be one of {}", choices.join(", ")));
        }
        wanted.copied()
    }

    /// An array of so many items, as they were sent.
    pub fn array(
        &mut self,
        name: &str,
        length: RangeInclusive<usize>,
    ) -> Option<Vec<&'a RawValue>> {
        let array = serde_json::from_str::<Vec<&RawValue>>(self.take(name)?.get());
        match array {
            Ok(items) if length.contains(&items.len()) => Some(items),
            _ => self.error(
                name,
                format!("must be an array of {} to {} items", length.start(), length.end()),
            ),
        }
    }

    /// A whole number in this range.
    pub fn integer(&mut self, name: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let number = serde_json::from_str::<i64>(self.take(name)?.get());
        match number {
            Ok(number) if range.contains(&number) => Some(number),
            _ => self.error(
                name,
                format!("must be a whole number from {} to {}", range.start(), range.end()),
            ),
        }
    }

    /// An https URL of at most 2,048 characters.
    pub fn https_url(&mut self, name: &str) -> Option<String> {
        let url = self.text(name, 1..=2048)?;
        if is_https_url(&url) { Some(url) } else { self.error(name, "must be an https URL".into()) }
    }

    /// The same, or an empty string.
    pub fn https_url_or_empty(&mut self, name: &str) -> Option<String> {
        match self.raw(name) {
            Some("\"\"") => self.text(name, 0..=0),
            _ => self.https_url(name),
        }
    }

    /// Notes an error for each field that is left over.
    pub fn refuse_others(&mut self) {
        for (name, _) in std::mem::take(&mut self.unread) {
            self.error::<()>(&name, "is not a field of this operation".into());
        }
    }

    /// 422 if anything was wrong, or a field is left over.
    pub fn finish(mut self) -> Result<(), Problem> {
        self.refuse_others();
        self.errors.truncate(MAX_ERRORS);
        if self.errors.is_empty() { Ok(()) } else { Err(Problem::InvalidRequest(self.errors)) }
    }

    /// Takes a field out, as it was sent; `None` if it is not there or null.
    pub fn take(&mut self, name: &str) -> Option<&'a RawValue> {
        let (mut taken, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.unread).into_iter().partition(|(there, _)| there == name);
        self.unread = rest;
        if taken.len() > 1 {
            return self.error(name, "stands there more than once".into());
        }
        taken.pop().map(|(_, value)| value).filter(|value| value.get() != "null")
    }

    /// Notes an error of a field.
    pub fn error<T>(&mut self, name: &str, detail: String) -> Option<T> {
        let name = name.replace('~', "~0").replace('/', "~1");
        self.errors.push(FieldError { pointer: format!("{}/{name}", self.pointer), detail });
        None
    }
}

/// A scheme, a host and no character that would end the URL somewhere else.
fn is_https_url(url: &str) -> bool {
    let host = url.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
    let begins = |host: &str| {
        host.starts_with(|c: char| c.is_ascii_alphanumeric() || !c.is_ascii() || c == '[')
    };
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c);
    host.is_some_and(|host| begins(host) && !host.contains('@')) && !url.contains(forbidden)
}
