//! Links made on the command line: the one to take.

use laneway_formats::source;
use laneway_link::address::n_before;
use laneway_link::answer::{Offer, answer, best as best_of, offers};
use laneway_link::fidelity::Names;
use laneway_link::shared::Shared;

/// The longest address that is made without being asked for a longer one, in characters.
pub(crate) const MAX_LENGTH: usize = 8_000;

/// The link to take, if one fits into an address of that length.
pub(crate) fn best(shared: &Shared, names: &Names, max_length: usize, base_url: &str) -> Option<Offer> {
    let all = offers(shared, names, &mut |scenario| {
        let suite = source::make(&scenario.source).ok()?;
        answer(scenario, &suite).ok()
    });
    best_of(&all, max_length.saturating_sub(n_before(base_url))).cloned()
}
