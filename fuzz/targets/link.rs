//! Links: as text, and as any payload with the right checksum. What opens is the same when it is sent on.

#![no_main]

use laneway_fuzz::{payload, simulate_scenario};
use laneway_link::link::{MAX_LINK, read_shared, write_shared};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let link = match bytes.split_first() {
        Some((b'v' | b'#' | b'h', _)) => String::from_utf8_lossy(bytes).into_owned(),
        Some((_, bytes)) => payload::link(bytes),
        None => String::new(),
    };
    let shared = match read_shared(&link) {
        Ok(shared) => shared,
        Err(error) => {
            assert!(error.to_string().len() < 1_000 + link.len());
            return;
        }
    };
    let sent = write_shared(&shared);
    if sent.len() <= MAX_LINK {
        let again = read_shared(&sent).unwrap_or_else(|error| panic!("{error}"));
        assert!(again == shared, "sent on, it is another");
        assert_eq!(write_shared(&again), sent);
    }
    simulate_scenario(&shared.scenario);
});
