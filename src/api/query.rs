//! Query strings, in which nothing is overlooked.

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
