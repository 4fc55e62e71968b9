//! Arrays in bodies: the scenes of a storyboard, the notes of a reviewer, what a claim is for.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::api::body::Fields;

/// The most scenes that a storyboard has.
const MAX_SCENES: usize = 200;

/// What Greenlight reads of a storyboard's item; the rest is kept unchecked.
#[derive(Deserialize)]
struct Item {
    scene: Scene,
}

#[derive(Deserialize)]
struct Scene {
    scene_number: u32,
}

/// A reviewer's note.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    scene_number: u32,
    note: String,
}

/// Notes an error unless the field is an array of 1 to 200 scenes, each with a number of its own.
pub fn storyboard(fields: &mut Fields<'_>, name: &str) {
    let items = fields.array(name, 1..=MAX_SCENES).unwrap_or_default();
    let number = |item: Item| Ok(item.scene.scene_number);
    numbered(fields, name, &items, "/scene/scene_number", number);
}

/// Notes an error unless the field is an array of notes, each with a scene of its own.
pub fn notes(fields: &mut Fields<'_>, name: &str) -> usize {
    let items = fields.array(name, 0..=MAX_SCENES).unwrap_or_default();
    numbered(fields, name, &items, "/scene_number", |item: Note| match item.note.chars().count() {
        1..=2000 => Ok(item.scene_number),
        _ => Err("/note must have 1 to 2000 characters"),
    });
    items.len()
}

/// What a claim is for: storyboard, render.
pub fn purposes(fields: &mut Fields<'_>, name: &str) -> (bool, bool) {
    let Some(items) = fields.array(name, 1..=2) else {
        return (true, true);
    };
    let purposes: Vec<_> = items.iter().map(|item| item.get()).collect();
    match purposes[..] {
        ["\"storyboard\""] => (true, false),
        ["\"render\""] => (false, true),
        ["\"storyboard\"", "\"render\""] | ["\"render\"", "\"storyboard\""] => (true, true),
        _ => {
            fields.error::<()>(name, "must name storyboard, render or both".into());
            (true, true)
        }
    }
}

/// Reads each item's scene number: positive, and there once.
fn numbered<T: DeserializeOwned>(
    fields: &mut Fields<'_>,
    name: &str,
    items: &[&RawValue],
    number_at: &str,
    number: impl Fn(T) -> Result<u32, &'static str>,
) {
    let mut seen = vec![];
    for (index, item) in items.iter().enumerate() {
        let read = serde_json::from_str(item.get()).map_err(|error| error.to_string());
        match read.and_then(|item| number(item).map_err(str::to_owned)) {
            Err(detail) => fields.error_at(format!("/{name}/{index}"), detail),
            Ok(number) if number == 0 || seen.contains(&number) => fields.error_at(
                format!("/{name}/{index}{number_at}"),
                "must be a whole number from 1 that no other scene has".into(),
            ),
            Ok(number) => seen.push(number),
        }
    }
}
