//! Small changes of bytes, such as a broken client or an attacker makes.

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::{Index, select};

#[derive(Debug, Clone)]
enum Mutation {
    Flip(Index, u8),
    Cut(Index, Index),
    Insert(Index, Vec<u8>),
    Repeat(Index, Index, usize),
    /// From there on it is another one.
    Splice(Index, Vec<u8>, Index),
}

/// One of `seeds`, often as it is.
pub fn mutated(seeds: &[Vec<u8>]) -> impl Strategy<Value = Vec<u8>> + use<> {
    let arbitrary = prop::collection::vec(any::<u8>(), 0..40);
    let seed = prop_oneof![9 => select(seeds.to_vec()), 1 => arbitrary];
    let some = prop::collection::vec(mutation(seeds), 1..4);
    let mutations = prop_oneof![1 => Just(vec![]), 3 => some];
    (seed, mutations).prop_map(|(seed, mutations)| mutations.iter().fold(seed, apply))
}

/// The same of texts.
pub fn mutated_text(seeds: &[Vec<u8>]) -> impl Strategy<Value = String> + use<> {
    mutated(seeds).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// What means something to one parser or another.
const TELLING: [&[u8]; 16] = [
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b",",
    b":",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"null",
    b"-",
    b"9007199254740993",
    b"1e999",
    b"%",
];

fn mutation(seeds: &[Vec<u8>]) -> impl Strategy<Value = Mutation> + use<> {
    let telling = select(TELLING.to_vec()).prop_map(<[u8]>::to_vec);
    let inserted = prop_oneof![telling, prop::collection::vec(any::<u8>(), 1..4)];
    let index = any::<Index>;
    prop_oneof![
        (index(), 1..=255_u8).prop_map(|(at, bits)| Mutation::Flip(at, bits)),
        (index(), index()).prop_map(|(from, to)| Mutation::Cut(from, to)),
        (index(), inserted).prop_map(|(at, bytes)| Mutation::Insert(at, bytes)),
        (index(), index(), 1..200_usize).prop_map(|(from, to, n)| Mutation::Repeat(from, to, n)),
        (index(), select(seeds.to_vec()), index())
            .prop_map(|(at, other, from)| Mutation::Splice(at, other, from)),
    ]
}

/// More than most operations take.
const MOST_BYTES: usize = 70_000;

fn apply(mut bytes: Vec<u8>, mutation: &Mutation) -> Vec<u8> {
    let places = bytes.len() + 1;
    match mutation {
        Mutation::Flip(at, bits) => {
            if let Some(byte) = bytes.get_mut(at.index(places)) {
                *byte ^= bits;
            }
        }
        Mutation::Cut(from, to) => drop(bytes.drain(range(*from, *to, places))),
        Mutation::Insert(at, inserted) => {
            let at = at.index(places);
            bytes.splice(at..at, inserted.iter().copied());
        }
        Mutation::Repeat(from, to, times) => {
            let range = range(*from, *to, places);
            let (end, part) = (range.end, bytes[range].repeat(*times));
            bytes.splice(end..end, part);
        }
        Mutation::Splice(at, other, from) => {
            bytes.truncate(at.index(places));
            bytes.extend(&other[from.index(other.len() + 1)..]);
        }
    }
    bytes.truncate(MOST_BYTES);
    bytes
}

fn range(one: Index, other: Index, places: usize) -> Range<usize> {
    let (one, other) = (one.index(places), other.index(places));
    one.min(other)..one.max(other)
}
