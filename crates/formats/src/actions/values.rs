//! Many measured times as a distribution.

use laneway_engine::distribution::Distribution;
use laneway_engine::time::Nanos;
use laneway_pipeline::timing::constant;

/// The most values that are kept: of more, as many quantiles, evenly spaced.
pub(super) const MAX_VALUES: usize = 200;

/// Milliseconds as a distribution: recorded values, or a constant where all are the same; 0 s without any.
pub(super) fn distribution(mut millis: Vec<u64>) -> Distribution {
    millis.sort_unstable();
    let nanos = |millis: u64| Nanos(millis.saturating_mul(1_000_000)).min(Nanos::MAX_INPUT);
    match millis.as_slice() {
        [] => constant(0.0),
        [first, .., last] if first != last => {
            let n = millis.len().min(MAX_VALUES);
            // The middle of each of n equal parts.
            let values = (0..n).map(|place| nanos(millis[(2 * place + 1) * millis.len() / (2 * n)])).collect();
            Distribution::Empirical { values }
        }
        [only, ..] => Distribution::Constant { secs: nanos(*only).as_secs() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_few_values_stay_as_they_are() {
        let values = [1, 2, 4].map(|secs| Nanos(secs * 1_000_000_000)).to_vec();
        assert_eq!(distribution(vec![4000, 1000, 2000]), Distribution::Empirical { values });
        assert_eq!(distribution(vec![500, 500]), constant(0.5));
        assert_eq!(distribution(vec![]), constant(0.0));
        assert_eq!(distribution(vec![u64::MAX]), constant(1e9));
    }

    #[test]
    fn ok_many_values_become_quantiles() {
        let Distribution::Empirical { values } = distribution((0..1000).collect()) else { panic!("values differ") };
        assert_eq!((values.len(), values[0], values[199]), (MAX_VALUES, Nanos(2_000_000), Nanos(997_000_000)));
    }
}
