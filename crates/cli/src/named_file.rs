//! Files that the user names: where one cannot be read or written, what is wrong with it, and what to do.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::anyhow;

/// All of a file.
pub(crate) fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).map_err(|error| unreadable(path, &error))
}

/// All of a file of text.
pub(crate) fn text(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

/// A file, to be read piece by piece.
pub(crate) fn open(path: &Path) -> anyhow::Result<File> {
    File::open(path).map_err(|error| unreadable(path, &error))
}

/// Writes a file, or replaces it.
pub(crate) fn write(path: &Path, contents: impl AsRef<[u8]>) -> anyhow::Result<()> {
    fs::write(path, contents).map_err(|error| unwritable(path, &error))
}

/// Why `path` was not read.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> anyhow::Error {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => {
            anyhow!(
                "{shown} is not there, expected a file: check its name, which counts from the folder that you are in"
            )
        }
        ErrorKind::PermissionDenied => {
            anyhow!("{shown} may not be read by you: ask for the right to, or make a copy that you may read")
        }
        ErrorKind::IsADirectory => anyhow!("{shown} is a folder, expected a file: name one that is in it"),
        ErrorKind::InvalidData => anyhow!("{shown} is no text, expected UTF-8: save it as that, or name another"),
        _ => anyhow!("{shown} cannot be read: {error}"),
    }
}

/// Why `path` was not written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> anyhow::Error {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => anyhow!("{shown} cannot be written: its folder is not there, make that first"),
        ErrorKind::PermissionDenied => anyhow!("{shown} may not be written by you: name a place where you may write"),
        ErrorKind::IsADirectory => anyhow!("{shown} cannot be written: it is a folder, name a file in it"),
        _ => anyhow!("{shown} cannot be written: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_what_is_wrong_comes_with_what_to_do() {
        let path = Path::new("durations");
        let said = |kind| [unreadable, unwritable].map(|why| why(path, &io::Error::from(kind)).to_string());
        let [reading, writing] = said(ErrorKind::PermissionDenied);
        assert_eq!(reading, "durations may not be read by you: ask for the right to, or make a copy that you may read");
        assert_eq!(writing, "durations may not be written by you: name a place where you may write");
        assert_eq!(
            said(ErrorKind::InvalidData)[0],
            "durations is no text, expected UTF-8: save it as that, or name another"
        );
        assert_eq!(said(ErrorKind::IsADirectory)[1], "durations cannot be written: it is a folder, name a file in it");
        assert_eq!(said(ErrorKind::StorageFull)[1], "durations cannot be written: no storage space");
    }
}
