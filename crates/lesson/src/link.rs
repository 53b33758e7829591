//! A lesson in an address: `lesson.` and its document, packed as gzip, in URL-safe letters.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};

use crate::document::MAX_DOCUMENT;

/// What stands before the letters.
const BEFORE: &str = "lesson.";

/// The most letters that are looked at: what does not pack at all takes fewer.
const MAX_LETTERS: usize = 400_000;

/// Why a link opens no lesson.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// It does not begin like one.
    #[error("it is no link to a lesson, expected `#lesson.` and letters")]
    NotALink,
    /// It does not unpack.
    #[error("the lesson's link was cut or changed: copy all of it, or ask for the file")]
    Broken,
    /// It unpacks to too much.
    #[error("the lesson's link unpacks to more than {MAX_DOCUMENT} bytes, the most that a lesson may have")]
    TooLarge,
}

/// The part of an address behind the `#`.
pub fn write(document: &str) -> String {
    let mut packed = Vec::new();
    let mut encoder = GzEncoder::new(document.as_bytes(), Compression::best());
    encoder.read_to_end(&mut packed).expect("memory can be read");
    format!("{BEFORE}{}", URL_SAFE_NO_PAD.encode(packed))
}

/// The document of a link; what comes before a `#`, and after the letters, does not matter.
///
/// # Errors
/// If it is no link, cut, changed, or too large. Takes bounded time and memory whatever is given.
pub fn read(link: &str) -> Result<String, LinkError> {
    let hash = link.split_once('#').map_or(link, |(_, hash)| hash);
    let letters = hash.trim().strip_prefix(BEFORE).ok_or(LinkError::NotALink)?;
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let end = letters.find(|letter| !is_letter(letter)).unwrap_or(letters.len());
    if end > MAX_LETTERS {
        return Err(LinkError::TooLarge);
    }
    let packed = URL_SAFE_NO_PAD.decode(&letters[..end]).map_err(|_| LinkError::Broken)?;
    let mut document = Vec::new();
    let mut decoder = GzDecoder::new(packed.as_slice()).take(MAX_DOCUMENT as u64 + 1);
    let is_read = decoder.read_to_end(&mut document).is_ok();
    if document.len() > MAX_DOCUMENT {
        return Err(LinkError::TooLarge);
    }
    if !is_read {
        return Err(LinkError::Broken);
    }
    String::from_utf8(document).map_err(|_| LinkError::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_a_document_comes_back() {
        let document = "lesson = 1\ntitle = \"Ümläut\"\n";
        let link = write(document);
        assert_eq!(read(&format!("https://example.org/#{link})")).as_deref(), Ok(document));
    }

    #[test]
    fn err_what_was_cut_changed_or_is_too_much() {
        let link = write("title = \"a lesson\"\n");
        assert_eq!(read(&link[..link.len() - 4]), Err(LinkError::Broken));
        assert_eq!(read(&link.replacen("H4sI", "H4sJ", 1)), Err(LinkError::Broken));
        assert_eq!(read("#v1.AAAA"), Err(LinkError::NotALink));
        assert_eq!(read(&write(&" ".repeat(MAX_DOCUMENT + 1))), Err(LinkError::TooLarge));
        // A bomb, of which no more is unpacked than a lesson may have; and letters without end.
        assert_eq!(read(&write(&" ".repeat(64 << 20))), Err(LinkError::TooLarge));
        assert_eq!(read(&format!("lesson.{}", "A".repeat(MAX_LETTERS + 1))), Err(LinkError::TooLarge));
    }
}
