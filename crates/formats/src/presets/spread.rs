//! Durations of suites that are made by hand: around a median, the same everywhere and for ever.

use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

/// A test that takes so many seconds.
pub(super) fn test(id: &str, secs: f64) -> Test {
    Test {
        id: id.to_owned(),
        duration: Nanos::from_secs(secs).unwrap_or_default(),
        groups: Vec::new(),
        ..Test::default()
    }
}

/// A duration around `median` seconds: the larger `width`, the further apart. A sum of four even draws is nearly a bell.
pub(super) fn spread(number: u32, median: f64, width: f64) -> f64 {
    let draws = (2..6).map(|salt| f64::from(hash(number, salt) % 10_000) / 10_000.0);
    let bell = (draws.sum::<f64>() - 2.0) * 1.73;
    // Milliseconds, so that what is shown is what is simulated.
    (median * libm::exp(bell * width) * 1000.0).round().max(1.0) / 1000.0
}

/// Bits that look random.
pub(super) fn hash(number: u32, salt: u32) -> u32 {
    let mut bits = number.wrapping_mul(0x9e37_79b9) ^ salt.wrapping_mul(0x85eb_ca6b);
    bits = (bits ^ (bits >> 16)).wrapping_mul(0x7feb_352d);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x846c_a68b);
    bits ^ (bits >> 16)
}
