//! The link itself: `v1.` and letters that survive chat programs, with their number and a checksum.
//!
//! Behind `v1.` stands URL-safe base64 of: the number of bytes that follow the checksum, as a number in groups of seven
//! bits, lowest first; the highest three bytes of their CRC-32; the bytes. docs/link.md has the rest.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use laneway_pipeline::scenario::Scenario;

use crate::error::LinkError;
use crate::shared::Shared;
use crate::{v0, v1};

/// The version that is written.
pub const VERSION: u32 = 1;

/// The longest link that is opened, in characters.
pub const MAX_LINK: usize = 4_000_000;

/// Cut links end anywhere, so bits behind the last byte may be anything.
const LETTERS: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The part of an address behind the `#`, of all that is shared. A link longer than [`MAX_LINK`] is not opened by
/// [`read_shared`], so better look before it is given away. Costs O(n) of the tests and of the names that are kept.
pub fn write_shared(shared: &Shared) -> String {
    let bytes = v1::write(shared);
    let mut framed = length_prefix(bytes.len());
    framed.extend(&checksum(&bytes));
    framed.extend(bytes);
    format!("v{VERSION}.{}", LETTERS.encode(framed))
}

/// The same of a scenario alone, with all names, to the nanosecond: what a browser keeps for itself.
pub fn write(scenario: &Scenario) -> String {
    write_shared(&Shared::from(scenario.clone()))
}

/// Opens a link, or an address with one behind its `#`. Percent-escapes, line breaks, blanks, and punctuation after the end
/// do not matter.
///
/// # Errors
/// If it is no link, a newer one, cut, changed, or too large. Takes bounded time and memory whatever is given.
pub fn read_shared(text: &str) -> Result<Shared, LinkError> {
    if text.len() > MAX_LINK {
        return Err(LinkError::TooLong { found: text.len() });
    }
    let text = unescaped(text);
    let (version, letters) = versioned(&text).ok_or(LinkError::NotALink)?;
    let is_oldest = match version.parse::<u32>() {
        Ok(0) => true,
        Ok(VERSION) => false,
        _ => return Err(LinkError::Newer { version: version.to_owned() }),
    };
    let mut letters: String = letters.chars().filter(|letter| !is_blank(*letter)).collect();
    let end = letters.find(|letter| !is_letter(letter)).unwrap_or(letters.len());
    letters.truncate(end);
    if is_oldest {
        return v0::read(&letters).map(Shared::from);
    }
    let n_letters = letters.len();
    // A single letter after whole groups holds no byte.
    letters.truncate(if n_letters % 4 == 1 { n_letters - 1 } else { n_letters });
    let framed = LETTERS.decode(&letters).map_err(|_| LinkError::Cut { found: n_letters, expected: None })?;
    let cut = |expected| LinkError::Cut { found: n_letters, expected };
    let (n_bytes, framed) = read_length(&framed).ok_or_else(|| cut(None))?;
    let n_expected = (n_bytes + length_prefix(n_bytes).len() + N_CHECKSUM).saturating_mul(8).div_ceil(6);
    if n_expected > MAX_LINK {
        return Err(LinkError::TooLong { found: n_expected });
    }
    let Some((sum, bytes)) = framed.split_at_checked(N_CHECKSUM) else { return Err(cut(Some(n_expected))) };
    let bytes = bytes.get(..n_bytes).ok_or_else(|| cut(Some(n_expected)))?;
    if sum != checksum(bytes) {
        return Err(LinkError::Changed);
    }
    v1::read(bytes.to_vec()).map_err(LinkError::from)
}

/// The scenario of a link.
///
/// # Errors
/// As [`read_shared`].
pub fn read(text: &str) -> Result<Scenario, LinkError> {
    read_shared(text).map(|shared| shared.scenario)
}

const N_CHECKSUM: usize = 3;

/// The highest bytes of CRC-32 (ISO 3309).
fn checksum(bytes: &[u8]) -> [u8; N_CHECKSUM] {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    let [one, two, three, _] = (!crc).to_be_bytes();
    [one, two, three]
}

fn length_prefix(mut length: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while length >= 128 {
        bytes.push(length as u8 | 128);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes
}

/// A length of at most four bytes, and what comes after it.
fn read_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut length = 0;
    for (place, byte) in bytes.iter().take(4).enumerate() {
        length |= usize::from(byte & 127) << (7 * place);
        if *byte < 128 {
            return Some((length, &bytes[place + 1..]));
        }
    }
    None
}

/// The version's digits, and what stands behind the dot: at the beginning, behind a `#`, or behind a `&` there.
fn versioned(text: &str) -> Option<(&str, &str)> {
    let hash = text.split_once('#').map_or(text, |(_, hash)| hash);
    hash.split(['&', ';', '#', '<', '(', '"', '\'']).map(|part| part.trim_start_matches(is_blank)).find_map(|part| {
        let (version, letters) = part.strip_prefix('v')?.split_once('.')?;
        let is_number = !version.is_empty() && version.len() < 10 && version.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some((version, letters))
    })
}

/// Whether chat and mail programs put it into long words: blanks, breaks, marks without a width, and `=` at a line's end.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '=' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
}

/// Percent-escapes of plain letters as what they stand for, escaped again and again as it may be; others stay.
fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..3 {
        if !text.contains('%') {
            break;
        }
        let mut parts = text.split('%');
        let mut plain = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let code = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
            if let Some(code) = code.filter(u8::is_ascii) {
                plain.push(char::from(code));
                plain.push_str(&part[2..]);
            } else {
                plain.push('%');
                plain.push_str(part);
            }
        }
        text = plain;
    }
    text
}

#[cfg(test)]
mod tests;
