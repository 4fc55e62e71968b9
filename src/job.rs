//! What a job is made of: types that cannot be wrong.

/// A job's id: 1 to 2^53 - 1, the integers that D1 and JavaScript hold exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct JobId(i64);

impl JobId {
    const MAX: i64 = (1 << 53) - 1;

    /// A number above every id.
    pub const ABOVE: i64 = Self::MAX + 1;

    /// Reads an id as a path has it: `7`, never `07`, `+7` or `0`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        let id = text.parse().ok().filter(|_| digits)?;
        Self::new(id)
    }

    /// `None` if `id` is 0 or above 2^53 - 1.
    pub fn new(id: i64) -> Option<Self> {
        (1..=Self::MAX).contains(&id).then_some(Self(id))
    }

    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl std::fmt::Display for JobId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// What `POST /jobs` asks for. Lengths are in characters.
#[derive(Debug)]
pub struct NewJob<'a> {
    /// 1–10,000.
    pub prompt: String,
    /// 1–200.
    pub model_id: String,
    /// A JSON object, byte for byte as it came.
    pub parameters: &'a str,
    /// A JSON object, byte for byte as it came.
    pub metadata: Option<&'a str>,
    /// At most 200.
    pub collection: Option<String>,
    /// At most 200.
    pub client_id: Option<String>,
    /// At most 200.
    pub brief_id: Option<String>,
    /// At most 200.
    pub campaign_id: Option<String>,
    /// Empty or an https URL.
    pub video_url: Option<String>,
    /// In the currency of the installation, 0 to 10^9.
    pub estimated_cost: Option<f64>,
    /// In the currency of the installation, 0 to 10^9.
    pub cost_cap: Option<f64>,
    /// 1–20.
    pub max_attempts: Option<i64>,
}
