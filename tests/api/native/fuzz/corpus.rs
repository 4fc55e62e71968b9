//! What is in `tests/corpus`: what each parser may be given, right, nearly right and hostile. What proptest finds is added
//! by hand.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Bodies, each with the last part of the path that it is for, or `any`.
pub static BODIES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let named = |path: &PathBuf| {
        let name = stem(path);
        (name.split('-').next().unwrap().to_owned(), fs::read(path).unwrap())
    };
    files("bodies").iter().map(named).collect()
});

/// Values of headers, each with its header's name.
pub static HEADERS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let named = |path: &PathBuf| {
        let name = stem(path);
        lines(path).into_iter().map(move |value| (name.clone(), value))
    };
    files("headers").iter().flat_map(named).collect()
});

pub static QUERIES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| lines_of("queries.txt"));

/// What stands in a path's braces.
pub static NAMES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| lines_of("names.txt"));

/// The JSON that cursors are the hexadecimal digits of.
pub static CURSORS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| lines_of("cursors.txt"));

/// Headers and claims of tokens that are none, whoever signs them.
pub fn tokens() -> Vec<(String, String)> {
    let text = fs::read_to_string(folder().join("tokens.txt")).unwrap();
    let token = |line: &str| {
        let (header, claims) = line.split_once('\t').unwrap();
        (header.to_owned(), claims.to_owned())
    };
    text.lines().map(token).collect()
}

fn folder() -> &'static Path {
    Path::new("tests/corpus")
}

fn files(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder().join(name)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

fn lines_of(name: &str) -> Vec<Vec<u8>> {
    lines(&folder().join(name))
}

fn lines(path: &Path) -> Vec<Vec<u8>> {
    let bytes = fs::read(path).unwrap();
    let text = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}
