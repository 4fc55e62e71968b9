//! JSON that every reader accepts: what is kept keeps its own bytes, so what one caller sends all others must read.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// SQLite reads 1,000 levels, but many clients no more than 128 with the list and the document around.
const MAX_DEPTH: usize = 100;

/// Refuses half a character (`\ud800`), a number beyond a double, and more than 100 levels.
pub fn check(json: &str) -> serde_json::Result<()> {
    Portable { levels: MAX_DEPTH }.deserialize(&mut serde_json::Deserializer::from_str(json))
}

/// Visits a value and keeps nothing of it.
#[derive(Clone, Copy)]
struct Portable {
    levels: usize,
}

impl Portable {
    fn inside<E: de::Error>(self) -> Result<Self, E> {
        let too_deep = || E::custom(format_args!("nested deeper than {MAX_DEPTH} levels"));
        self.levels.checked_sub(1).map(|levels| Self { levels }).ok_or_else(too_deep)
    }
}

impl<'de> DeserializeSeed<'de> for Portable {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Portable {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let inside = self.inside()?;
        while seq.next_element_seed(inside)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let inside = self.inside()?;
        while map.next_key_seed(inside)?.is_some() {
            map.next_value_seed(inside)?;
        }
        Ok(())
    }
}
