//! For how long somebody may watch.

use form_urlencoded::Serializer;

use crate::access::Revocations;

/// What is kept of a socket while nothing else of it is in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pass {
    /// When it was opened, in milliseconds since 1970.
    pub opened_at: u64,
    /// When its token ends, in milliseconds since 1970.
    pub expires_at: u64,
    /// The name by which the token can be revoked; `None` if it cannot be.
    pub jti: Option<String>,
    /// The only job that it is for; `None` for all of the client's.
    pub job_id: Option<String>,
}

/// Why a socket is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The token has expired.
    Expired,
    /// The token has been revoked.
    Revoked,
    /// The other side has not been heard of.
    Silent,
    /// The other side has said something else than `ping`.
    Talkative,
}

impl End {
    /// The code and the reason of the WebSocket's close (RFC 6455 7.4): 4000 and above are ours, and resemble HTTP's.
    pub fn close(self) -> (u16, &'static str) {
        match self {
            Self::Expired => (4401, "the token has expired"),
            Self::Revoked => (4401, "the token has been revoked"),
            Self::Silent => (4408, "no ping for 90 seconds"),
            Self::Talkative => (1008, "nothing but ping is understood here"),
        }
    }
}

impl Pass {
    /// How often it is looked at, in milliseconds: revocations are known everywhere within 30 s.
    const CHECKED_MS: u64 = 25_000;

    /// How often at most, in milliseconds: each look is paid for.
    const LEAST_MS: u64 = 5_000;

    /// How long it may be silent, in milliseconds: what is sent to who has gone is kept in memory.
    const SILENT_MS: u64 = 90_000;

    /// As a query, which is how it is asked for, and kept: a socket keeps 16,384 bytes, the longest `jti` takes 3,060.
    pub fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("opened_at", &self.opened_at.to_string());
        query.append_pair("expires_at", &self.expires_at.to_string());
        query.extend_pairs(self.jti.iter().map(|jti| ("jti", jti)));
        query.extend_pairs(self.job_id.iter().map(|id| ("job_id", id)));
        query.finish()
    }

    /// Reads what [`Self::query`] has written; what it has not counts as long over.
    pub fn read(query: &str) -> Self {
        let mut pass = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "opened_at" => pass.opened_at = value.parse().unwrap_or_default(),
                "expires_at" => pass.expires_at = value.parse().unwrap_or_default(),
                "jti" => pass.jti = Some(value.into_owned()),
                "job_id" => pass.job_id = Some(value.into_owned()),
                _ => {}
            }
        }
        pass
    }

    /// When to look at it next, in milliseconds since 1970.
    pub fn check_at(&self, now: u64) -> u64 {
        self.expires_at.clamp(now + Self::LEAST_MS, now + Self::CHECKED_MS)
    }

    /// Why it ends at `now`; `None` if it does not. `heard_at` is when the last `ping` came; in milliseconds since 1970.
    pub fn end(&self, now: u64, heard_at: Option<u64>, revocations: &Revocations) -> Option<End> {
        if now >= self.expires_at {
            return Some(End::Expired);
        }
        if self.jti.as_deref().is_some_and(|jti| revocations.contain(jti)) {
            return Some(End::Revoked);
        }
        let heard_at = heard_at.unwrap_or_default().max(self.opened_at);
        (now.saturating_sub(heard_at) >= Self::SILENT_MS).then_some(End::Silent)
    }
}
