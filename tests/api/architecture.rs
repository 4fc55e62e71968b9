//! The arrows between modules: what an inner module must not know.

use std::path::{Path, PathBuf};

/// Each module with those of ours that it may name.
const ARROWS: [(&str, &[&str]); 17] = [
    (
        "lib",
        &[
            "access", "api", "arrived", "clock", "d1", "database", "job", "live", "outbox",
            "problem", "route", "settings", "store",
        ],
    ),
    ("arrived", &["api", "clock", "problem", "settings"]),
    (
        "api",
        &[
            "access", "api", "database", "feed", "job", "json", "problem", "route", "store",
            "webhook",
        ],
    ),
    ("route", &["access", "job", "problem"]),
    ("access", &["access", "job", "json", "problem"]),
    ("store", &["database", "job", "store"]),
    ("problem", &["database", "job", "problem"]),
    ("live", &["access", "api", "clock", "d1", "feed", "live", "store"]),
    ("feed", &["access", "json"]),
    ("d1", &["clock", "database"]),
    ("settings", &["access"]),
    ("clock", &[]),
    ("database", &[]),
    ("job", &[]),
    ("json", &[]),
    ("webhook", &["access", "database", "job", "store", "webhook"]),
    ("outbox", &["access", "clock", "d1", "database", "job", "outbox", "store", "webhook"]),
];

/// The shells: only they may know the runtime.
const SHELLS: [&str; 7] = ["lib", "arrived", "live", "outbox", "d1", "settings", "clock"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

fn module(path: &Path) -> String {
    let inside = path.strip_prefix("src").unwrap();
    inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .trim_end_matches(".rs")
        .to_owned()
}

/// The code without its comments, whose links may point anywhere.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn dependencies_point_one_way() {
    for path in sources(Path::new("src")) {
        let (module, code) = (module(&path), code(&path));
        assert!(!code.contains("crate::{"), "{} hides its arrows", path.display());
        let (_, allowed) = ARROWS
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("{module} has no arrows"));
        for (other, _) in ARROWS {
            let names = code.contains(&format!("crate::{other}::"))
                || code.contains(&format!("crate::{other};"));
            assert!(!names || allowed.contains(&other), "{} names {other}", path.display());
        }
    }
}

#[test]
fn only_the_shells_know_the_runtime() {
    for path in
        sources(Path::new("src")).iter().filter(|path| !SHELLS.contains(&module(path).as_str()))
    {
        for outer in ["worker::", "js_sys", "wasm_bindgen", "web_sys"] {
            assert!(!code(path).contains(outer), "{} names {outer}", path.display());
        }
    }
}

#[test]
fn every_statement_has_its_file_and_every_file_is_used() {
    let all: String = sources(Path::new("src/store")).iter().map(|path| code(path)).collect();
    for entry in std::fs::read_dir("src/sql").unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let name = file.strip_suffix(".sql").unwrap();
        assert!(
            all.contains(&format!("\"{name}\"")) || all.contains(&format!("{file}\"")),
            "{file} is not used"
        );
    }
}
