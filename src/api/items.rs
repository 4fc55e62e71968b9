//! Arrays in bodies: the scenes of a storyboard, the notes of a reviewer, what a claim is for.

use serde_json::value::RawValue;

use crate::api::body::Fields;

/// The most scenes that a storyboard has.
const MAX_SCENES: usize = 200;

/// Notes an error unless the field is an array of 1 to 200 scenes, each with a number of its own. The rest of a scene is
/// kept unchecked.
pub fn storyboard(fields: &mut Fields<'_>, name: &str) {
    let items = fields.array(name, 1..=MAX_SCENES).unwrap_or_default();
    each(fields, name, items, |item, seen| {
        item.require("scene");
        if let Some(scene) = item.take("scene") {
            item.inside(scene, "/scene", |scene| scene_number(scene, seen));
        }
    });
}

/// Notes an error unless the field is an array of notes, each on a scene of its own; how many they are.
pub fn notes(fields: &mut Fields<'_>, name: &str) -> usize {
    let items = fields.array(name, 0..=MAX_SCENES).unwrap_or_default();
    let count = items.len();
    each(fields, name, items, |note, seen| {
        scene_number(note, seen);
        note.require("note");
        note.text("note", 1..=2000);
        note.refuse_others();
    });
    count
}

/// Reads each item, knowing the scenes of those before it.
fn each<'a>(
    fields: &mut Fields<'a>,
    name: &str,
    items: Vec<&'a RawValue>,
    read: impl Fn(&mut Fields<'a>, &mut Vec<i64>),
) {
    let mut seen = vec![];
    for (index, item) in items.into_iter().enumerate() {
        fields.inside(item, &format!("/{name}/{index}"), |item| read(item, &mut seen));
    }
}

/// Reads the number of a scene, which no other item may have.
fn scene_number(fields: &mut Fields<'_>, seen: &mut Vec<i64>) {
    let name = "scene_number";
    fields.require(name);
    match fields.integer(name, 1..=i64::from(u32::MAX)) {
        Some(number) if seen.contains(&number) => {
            fields.error::<()>(name, "must be one that no other scene has".into());
        }
        number => seen.extend(number),
    }
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
