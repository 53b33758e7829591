//! Why a link cannot be opened, and what to do.

use crate::link::{MAX_LINK, VERSION};
use crate::v1::broken::{Broken, Why};

/// Why a link cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// No link of Laneway's at all.
    #[error(
        "the address holds no link of Laneway's, expected it to begin with `#v{VERSION}.`: copy the link again, whole"
    )]
    NotALink,
    /// Made by a later Laneway: another version.
    #[error(
        "the link was made by a newer Laneway, version {version}, expected at most {VERSION}: reload the page, update the command line, or ask for its file"
    )]
    Newer {
        /// The digits behind the `v`.
        version: String,
    },
    /// Made by a later Laneway: the same version, with something new in it.
    #[error(
        "the link was made by a newer Laneway: it has {what}{}: reload the page, update the command line, or ask for its file",
        at(place)
    )]
    NewerPart {
        /// Where; empty: at the beginning.
        place: String,
        /// What is new.
        what: String,
    },
    /// Its end is missing.
    #[error(
        "the link ends early: {found} {}: a program cut it; copy it again, whole, or ask for its file",
        expected.map_or("characters, expected more".to_owned(), |expected| format!("of {expected} characters"))
    )]
    Cut {
        /// How many characters there are behind the first dot.
        found: usize,
        /// How many there should be, where enough is left to tell.
        expected: Option<usize>,
    },
    /// The checksum is another one.
    #[error("the link was changed on its way (its checksum differs), expected it as it was made: copy it again, whole")]
    Changed,
    /// It is too long.
    #[error("the link has {found} characters, expected {MAX_LINK} at most: ask for the file it was made from")]
    TooLong {
        /// How many it has, or says that it has.
        found: usize,
    },
    /// It unpacks to too much.
    #[error(
        "the link unpacks to more than a link may{}, expected what Laneway makes: ask for the file it was made from",
        at(place)
    )]
    TooLarge {
        /// Where; empty: at the beginning.
        place: String,
    },
    /// It is whole, and makes no sense.
    #[error("the link is broken{}: found {found}, expected {expected}: ask for the file it was made from", at(place))]
    Broken {
        /// Where; empty: at the beginning.
        place: String,
        /// What was found.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
}

fn at(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!(" at {place}") }
}

impl From<Broken> for LinkError {
    fn from(broken: Broken) -> Self {
        let Broken { mut place, why } = broken;
        place.truncate(place.trim_end_matches('.').len());
        match why {
            Why::Newer(what) => Self::NewerPart { place, what },
            Why::TooLarge => Self::TooLarge { place },
            Why::Found(found, expected) => Self::Broken { place, found, expected },
        }
    }
}
