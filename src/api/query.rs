//! Query strings, in which nothing is overlooked.

use std::ops::RangeInclusive;

use crate::problem::Problem;

/// The parameters of a query.
pub struct Query(Vec<(String, String)>);

impl Query {
    /// 400 for a parameter that is not `known`, or stands there twice.
    pub fn parse(query: Option<&str>, known: &[&str]) -> Result<Self, Problem> {
        let mut parameters = Self(vec![]);
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let wrong =
                |what| Err(Problem::MalformedRequest(format!("the query parameter {name} {what}")));
            if !known.contains(&&*name) {
                return wrong("is unknown here");
            }
            if parameters.0.iter().any(|(there, _)| *there == name) {
                return wrong("stands there twice");
            }
            parameters.0.push((name.into_owned(), value.into_owned()));
        }
        Ok(parameters)
    }

    /// The value of a parameter, if it is there.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(there, _)| there == name).map(|(_, value)| value.as_str())
    }
}

/// The size of a page: 1 to 200, 50 if it is not said.
pub fn limit(query: &Query) -> Result<u32, Problem> {
    let limit = query.get("limit").map_or(Ok(50), |limit| whole_number("limit", limit, 1..=200))?;
    Ok(u32::try_from(limit).unwrap_or(200))
}

/// A whole number in decimal digits.
pub fn whole_number(name: &str, text: &str, range: RangeInclusive<i64>) -> Result<i64, Problem> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|number| digits && range.contains(number));
    number.ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        Problem::MalformedRequest(format!("{name} must be a whole number from {least} to {most}"))
    })
}
