//! What is in a zip, within limits: a small file must not become an endless one.

use std::io::{Cursor, Read};

use super::Document;

/// The most members that are looked at, those of inner zips included.
const MAX_MEMBERS: usize = 10_000;

/// The most bytes that all members together may unpack to.
const MAX_BYTES: u64 = 1 << 30;

/// Why a zip cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(super) enum ArchiveError {
    #[error("the zip is broken: {0}: download it again")]
    Broken(#[from] zip::result::ZipError),
    #[error("the zip has more than {MAX_MEMBERS} files, expected fewer: unpack it and open the reports alone")]
    TooManyMembers,
    #[error("the zip unpacks to more than {} MiB, expected less: unpack it and open the reports alone", MAX_BYTES >> 20)]
    TooLarge,
    #[error("`{name}` in the zip cannot be unpacked: {error}: download it again")]
    Unreadable { name: String, error: std::io::Error },
}

pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Gives every file in a zip to `read`, in its order, one at a time. Zips in it are opened, those in them are not.
pub(super) fn unpack(document: &Document, read: &mut dyn FnMut(&Document)) -> Result<(), ArchiveError> {
    let mut left = Left { members: MAX_MEMBERS, bytes: MAX_BYTES };
    left.unpack(document, &mut |left, member| {
        if is_zip(&member.bytes) {
            return left.unpack(member, &mut |_, inner| {
                read(inner);
                Ok(())
            });
        }
        read(member);
        Ok(())
    })
}

/// What may still come.
struct Left {
    members: usize,
    bytes: u64,
}

type Take<'t> = dyn FnMut(&mut Left, &Document) -> Result<(), ArchiveError> + 't;

impl Left {
    fn unpack(&mut self, document: &Document, take: &mut Take<'_>) -> Result<(), ArchiveError> {
        let mut zip = zip::ZipArchive::new(Cursor::new(&document.bytes))?;
        self.members = self.members.checked_sub(zip.len()).ok_or(ArchiveError::TooManyMembers)?;
        for index in 0..zip.len() {
            let member = zip.by_index(index)?;
            if member.is_dir() {
                continue;
            }
            let name = format!("{}/{}", document.name, member.name());
            let mut bytes = Vec::new();
            // What a member says of its own size is not to be trusted: one byte more than is left tells.
            let result = member.take(self.bytes + 1).read_to_end(&mut bytes);
            result.map_err(|error| ArchiveError::Unreadable { name: name.clone(), error })?;
            self.bytes = self.bytes.checked_sub(bytes.len() as u64).ok_or(ArchiveError::TooLarge)?;
            take(self, &Document { name, bytes })?;
        }
        Ok(())
    }
}
