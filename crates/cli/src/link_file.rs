//! Links made on the command line: addresses, and the one to take.

use laneway_formats::source;
use laneway_link::answer::{Offer, answer, best as best_of, offers};
use laneway_link::fidelity::Names;
use laneway_link::shared::Shared;

/// The longest address that is made without being asked for a longer one, in characters.
pub(crate) const MAX_LENGTH: usize = 8_000;

/// The address of a link.
pub(crate) fn address(base_url: &str, link: &str) -> String {
    format!("{}#{link}", base_url.split('#').next().unwrap_or_default())
}

/// How long an address is without the link.
pub(crate) fn n_before(base_url: &str) -> usize {
    address(base_url, "").chars().count()
}

/// Every link that can be made, best level first.
pub(crate) fn all(shared: &Shared, names: &Names) -> Vec<Offer> {
    offers(shared, names, &mut |scenario| {
        let suite = source::make(&scenario.source).ok()?;
        answer(scenario, &suite).ok()
    })
}

/// The link to take, if one fits into an address of that length.
pub(crate) fn best(shared: &Shared, names: &Names, max_length: usize, base_url: &str) -> Option<Offer> {
    best_of(&all(shared, names), max_length.saturating_sub(n_before(base_url))).cloned()
}
