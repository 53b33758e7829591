//! Any bytes as a link whose checksum is right, so that a fuzzer reaches what is behind it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A link of version 1 around a payload, as docs/link.md has it.
pub fn link(payload: &[u8]) -> String {
    let mut framed = Vec::new();
    let mut length = payload.len();
    while length >= 128 {
        framed.push(length as u8 | 128);
        length >>= 7;
    }
    framed.push(length as u8);
    let mut crc = u32::MAX;
    for byte in payload {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    framed.extend(&(!crc).to_be_bytes()[..3]);
    framed.extend(payload);
    format!("v1.{}", URL_SAFE_NO_PAD.encode(framed))
}
