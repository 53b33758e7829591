//! The address that a link stands behind: that of a page which opens it.

/// Why an address cannot stand before a link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the address is `{found}`, expected one such as https://example.org/laneway/")]
pub struct AddressError {
    /// What it is.
    pub found: String,
}

/// The address of a link: what `base` has behind a `#` gives way to it.
pub fn address(base: &str, link: &str) -> String {
    format!("{}#{link}", base.split('#').next().unwrap_or_default())
}

/// How many characters an address has without the link.
pub fn n_before(base: &str) -> usize {
    address(base, "").chars().count()
}

/// Looks at an address that somebody typed.
///
/// # Errors
/// If it is none of the web, or has blanks in it.
pub fn check(base: &str) -> Result<(), AddressError> {
    let is_whole = host(base).is_some_and(|host| !host.is_empty()) && !base.contains(char::is_whitespace);
    if is_whole { Ok(()) } else { Err(AddressError { found: base.to_owned() }) }
}

/// Whether only this machine can open it: a file, or a server for itself alone.
pub fn is_local(base: &str) -> bool {
    let Some(host) = host(base) else { return true };
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).trim_end_matches('.');
    matches!(name, "localhost" | "[::1]" | "0.0.0.0" | "") || name.starts_with("127.") || name.ends_with(".localhost")
}

/// The host of an address of the web, with its port.
fn host(base: &str) -> Option<&str> {
    let rest = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"))?;
    rest.split(['/', '?', '#']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_takes_the_place_of_another() {
        assert_eq!(address("https://a.org/x/#v1.old", "v1.new"), "https://a.org/x/#v1.new");
        assert_eq!(n_before("https://a.org/#v1.old"), "https://a.org/#".len());
    }

    #[test]
    fn only_addresses_of_the_web_are_whole() {
        let is_whole = |base| check(base).is_ok();
        assert!(is_whole("https://a.org") && is_whole("http://localhost:8080/"));
        assert!(
            !is_whole("a.org") && !is_whole("https://") && !is_whole("https://a.org/a b") && !is_whole("file:///a")
        );
    }

    #[test]
    fn addresses_of_this_machine_are_known() {
        for local in
            ["http://localhost/", "http://127.0.0.1:4173/laneway/", "http://[::1]:80/", "file:///a", "http://0.0.0.0"]
        {
            assert!(is_local(local), "{local}");
        }
        for public in ["https://a.org/", "https://localhost.org/", "https://a.org/127.0.0.1"] {
            assert!(!is_local(public), "{public}");
        }
    }
}
