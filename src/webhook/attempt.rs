//! An attempt: it begins in the database, which lets one at a time begin, and what became of it ends there.

use crate::access::Access;
use crate::database::Database;
use crate::job::Delivery;
use crate::store::{self, Begun, Outcome, Stored};
use crate::webhook::{pause, signatures};

/// How long a receiver may take, in milliseconds.
pub const ANSWER_MS: u32 = 15_000;

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Where.
    pub url: String,
    /// The headers.
    pub headers: [(&'static str, String); 5],
    /// The body.
    pub body: String,
}

/// What a receiver answers.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP's status code.
    pub status: u16,
    /// The header `Retry-After`.
    pub retry_after: Option<String>,
}

/// Why there was no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// It did not come in time.
    TooLate,
    /// There was no connection, or it broke.
    Broken,
}

/// What is to become of the message that asked for the attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It is done with.
    Done,
    /// It comes again after so many seconds.
    Again(u32),
}

/// Attempts a delivery, if it is due. `now` is in milliseconds since 1970, `random` from 0 to 1.
pub async fn attempt<D: Database>(
    db: &D,
    access: &Access,
    delivery: Delivery,
    (now, random): (u64, f64),
    send: impl AsyncFnOnce(&Post) -> Result<Answer, Silence>,
) -> Stored<Next> {
    if access.key().is_err() {
        // The relay asks again; the queue would too, and messages would multiply.
        return Ok(Next::Done);
    }
    let Some(begun) = store::begin_delivery(db, delivery).await? else {
        return Ok(Next::Done);
    };
    let attempts = begun.attempts;
    let outcome = match post(access, delivery, begun, now / 1000) {
        Some(post) => outcome(attempts, &send(&post).await, random),
        None => ended(attempts, None),
    };
    let disabled = (outcome.response_status == Some(GONE)).then_some(DISABLED);
    store::record_delivery(db, delivery, &outcome, disabled).await?;
    // A moment after it is due, so that it does not come too early.
    Ok(outcome.again_in.map_or(Next::Done, |seconds| Next::Again(seconds + 1)))
}

/// The status by which a receiver says that it wants no more.
const GONE: i64 = 410;

/// Why nothing is sent to a webhook any more.
const DISABLED: &str = "the webhook is disabled: its receiver answered 410";

/// An attempt after which there is none.
fn ended(attempts: i64, response_status: Option<i64>) -> Outcome {
    Outcome { attempts, response_status, error: Some(DISABLED.to_owned()), again_in: None }
}

/// `None` if nothing is sent there any more. `timestamp` in seconds since 1970.
fn post(access: &Access, delivery: Delivery, begun: Begun, timestamp: u64) -> Option<Post> {
    let Begun { body, url, client_id, .. } = begun;
    let url = url?;
    let (id, secrets) = (delivery.to_string(), access.webhook_secrets(client_id.as_deref()));
    let signature = signatures(&secrets, &id, timestamp, &body);
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("user-agent", "Greenlight-Webhooks/1".to_owned()),
        ("webhook-id", id),
        ("webhook-timestamp", timestamp.to_string()),
        ("webhook-signature", signature),
    ];
    Some(Post { url, headers, body })
}

fn outcome(attempts: i64, answer: &Result<Answer, Silence>, random: f64) -> Outcome {
    let (status, retry_after) = match answer {
        Ok(Answer { status, retry_after }) => (Some(i64::from(*status)), retry_after.as_deref()),
        Err(_) => (None, None),
    };
    if status == Some(GONE) {
        return ended(attempts, status);
    }
    let error = error(answer);
    // A time in seconds is heeded, a date is not.
    let retry_after = retry_after.and_then(|seconds| seconds.trim().parse().ok());
    let again_in = error.as_ref().and_then(|_| pause(attempts, retry_after, random));
    Outcome { attempts, response_status: status, error, again_in }
}

/// What was not well with an answer; `None` if it was well.
fn error(answer: &Result<Answer, Silence>) -> Option<String> {
    Some(match answer {
        Ok(Answer { status: 200..=299, .. }) => return None,
        Ok(Answer { status: status @ 300..=399, .. }) => {
            format!("the receiver answered {status}; redirects are not followed")
        }
        Ok(Answer { status, .. }) => format!("the receiver answered {status}"),
        Err(Silence::TooLate) => format!("no answer within {} seconds", ANSWER_MS / 1000),
        Err(Silence::Broken) => "no connection, or it broke".to_owned(),
    })
}
