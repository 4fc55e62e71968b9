//! Endpoints of tokens.

use serde::Serialize;

use crate::access::{MAX_CLIENT_ID, MAX_JTI, NewToken, Scopes};
use crate::api::body::Fields;
use crate::api::{Answer, Body, Call, Reply, json};
use crate::database::Database;
use crate::job::JobId;
use crate::problem::Problem;
use crate::store;

/// The longest that can be asked for, in seconds: ten years.
const LONGEST: i64 = 10 * 365 * 86_400;

/// `POST /tokens`
pub fn create_token<D: Database>(call: &Call<'_, D>) -> Answer<D> {
    let claims =
        call.caller.grant(asked(&call.body)?, call.request.now, &(call.request.secret)())?;
    let token = Token {
        token: call.request.access.key()?.sign(&claims),
        jti: claims.jti.as_deref(),
        expires_at: timestamp(claims.exp),
    };
    let mut reply = Reply::ok("application/json", Body::Text(json(&token)));
    reply.status = 201;
    Ok(reply)
}

/// `POST /tokens/revoke`
pub async fn revoke_token<D: Database>(call: &Call<'_, D>) -> Answer<D> {
    let mut fields = Fields::parse(&call.body)?;
    fields.require("jti");
    let jti = fields.text("jti", 1..=MAX_JTI).unwrap_or_default();
    fields.finish()?;
    store::revoke_token(call.db, &call.caller.subject, &jti).await?;
    call.request.access.revocations.expire();
    Ok(Reply::no_content())
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the name that users know")]
struct Token<'a> {
    token: String,
    jti: Option<&'a str>,
    expires_at: String,
}

fn asked(body: &str) -> Result<NewToken, Problem> {
    let mut fields = Fields::parse(body)?;
    fields.require("scope");
    fields.refuse_null("client_id");
    fields.refuse_null("job_id");
    let asked = NewToken {
        scopes: scopes(&mut fields).unwrap_or_default(),
        client_id: fields.text("client_id", 1..=MAX_CLIENT_ID),
        job_id: fields.integer("job_id", 1..=JobId::ABOVE - 1).and_then(JobId::new),
        expires_in: fields.integer("expires_in", 1..=LONGEST),
    };
    fields.finish()?;
    Ok(asked)
}

fn scopes(fields: &mut Fields<'_>) -> Option<Scopes> {
    let text = fields.text("scope", 1..=200)?;
    let wanted = "must be scopes with single spaces between";
    let refuse = |unknown| fields.error("scope", format!("{wanted}; {unknown:?} is none"));
    Scopes::parse(&text).map_or_else(refuse, Some)
}

/// RFC 3339, of seconds since 1970.
fn timestamp(seconds: i64) -> String {
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = date(days);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.000Z")
}

/// The date so many days after 1970-01-01; <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>.
/// The crates that know it bring ten times its bytes.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
