//! What is in a zip, within limits: a small file must not become an endless one.

use std::io::{Cursor, Read};

use super::Document;

/// The most members that are looked at.
const MAX_MEMBERS: usize = 10_000;

/// The most bytes that all members together may unpack to.
const MAX_BYTES: u64 = 1 << 30;

/// Why a zip cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(super) enum ArchiveError {
    #[error("the zip is broken: {0}: download it again")]
    Broken(#[from] zip::result::ZipError),
    #[error("the zip has {found} members, expected at most {MAX_MEMBERS}: unpack it and open the reports alone")]
    TooManyMembers { found: usize },
    #[error("the zip unpacks to more than 1 GiB, expected less: unpack it and open the reports alone")]
    TooLarge,
    #[error("`{name}` in the zip cannot be unpacked: {error}")]
    Unreadable { name: String, error: std::io::Error },
}

pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// All files in a zip, in its order. Zips within it are not opened.
pub(super) fn unpack(document: &Document) -> Result<Vec<Document>, ArchiveError> {
    let mut zip = zip::ZipArchive::new(Cursor::new(&document.bytes))?;
    if zip.len() > MAX_MEMBERS {
        return Err(ArchiveError::TooManyMembers { found: zip.len() });
    }
    let mut members = Vec::new();
    let mut n_left = MAX_BYTES;
    for index in 0..zip.len() {
        let member = zip.by_index(index)?;
        if member.is_dir() {
            continue;
        }
        let name = format!("{}/{}", document.name, member.name());
        let mut bytes = Vec::new();
        // What a member says of its own size is not to be trusted: one byte more than is left tells.
        let result = member.take(n_left + 1).read_to_end(&mut bytes);
        result.map_err(|error| ArchiveError::Unreadable { name: name.clone(), error })?;
        n_left = n_left.checked_sub(bytes.len() as u64).ok_or(ArchiveError::TooLarge)?;
        members.push(Document { name, bytes });
    }
    Ok(members)
}
