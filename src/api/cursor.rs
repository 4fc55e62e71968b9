//! The opaque cursor of a list: the place it goes on from, with the filter it belongs to.

use base16ct::lower;
use serde::{Deserialize, Serialize};

use crate::api::json;
use crate::problem::Problem;
use crate::store::Place;

/// Where the next page begins.
#[derive(Serialize, Deserialize)]
pub struct Cursor {
    /// The list's status; with one the order is another.
    pub status: Option<String>,
    /// The list's client.
    pub client_id: Option<String>,
    /// The last job of the page before.
    pub place: Place,
}

impl Cursor {
    /// As URL-safe text.
    pub fn encode(&self) -> String {
        lower::encode_string(json(self).as_bytes())
    }

    /// The place that `text` stands for, if it is a cursor of this list.
    pub fn decode(
        text: &str,
        status: Option<&str>,
        client_id: Option<&str>,
    ) -> Result<Place, Problem> {
        let unreadable =
            || Problem::MalformedRequest("cursor cannot be read; begin again without it".into());
        let json = lower::decode_vec(text).map_err(|_| unreadable())?;
        let cursor: Self = serde_json::from_slice(&json).map_err(|_| unreadable())?;
        if cursor.status.as_deref() == status && cursor.client_id.as_deref() == client_id {
            return Ok(cursor.place);
        }
        Err(Problem::MalformedRequest(
            "cursor belongs to a list with another status or client_id; begin again without it"
                .into(),
        ))
    }
}
