//! Values of a matrix as one types them: `os=windows, python=3.14`.

use std::collections::BTreeMap;

/// What a line means; an empty one has no pairs.
pub(super) fn read(text: &str) -> Result<BTreeMap<String, String>, String> {
    let pair = |part: &str| {
        let (name, value) = part.split_once(['=', ':']).map(|(name, value)| (name.trim(), value.trim()))?;
        (!name.is_empty() && !value.is_empty()).then(|| (name.to_owned(), value.to_owned()))
    };
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| pair(part).ok_or_else(|| format!("`{part}` is no pair, expected axis=value"))).collect()
}

/// Pairs as a line.
pub(super) fn write(pairs: &BTreeMap<String, String>) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(read(text).map_or_else(|why| why, |pairs| write(&pairs)), expected);
    }

    #[test]
    fn ok_pairs_are_read_as_typed() {
        check(" python = 3.14,os: windows ,", "os=windows, python=3.14");
        check("", "");
    }

    #[test]
    fn err_what_is_no_pair_is_named() {
        check("os=linux, 3.14", "`3.14` is no pair, expected axis=value");
        check("os=", "`os=` is no pair, expected axis=value");
    }
}
