//! What is typical of measured spans, whatever a few of them are.

use crate::time::Nanos;

/// Spans longer than so many medians are waits for something else.
const MOST_MEDIANS: u64 = 5;

/// The median, the lower of two; 0 of none.
pub(super) fn median(spans: &mut [u64]) -> u64 {
    spans.sort_unstable();
    spans.get(spans.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

/// The median distance from the median.
pub(super) fn median_deviation(spans: &mut [u64]) -> u64 {
    let median_span = median(spans);
    let mut distances: Vec<u64> = spans.iter().map(|span| span.abs_diff(median_span)).collect();
    median(&mut distances)
}

/// The spans that are no longer than five medians, ascending: what is left out waited.
pub(super) fn without_waits(mut spans: Vec<u64>) -> Vec<u64> {
    let most = median(&mut spans).saturating_mul(MOST_MEDIANS);
    spans.retain(|&span| span <= most);
    spans
}

/// The mean, to the nanosecond below: what all of them add up to is right.
pub(super) fn mean(spans: &[u64]) -> Nanos {
    let sum: u128 = spans.iter().copied().map(u128::from).sum();
    Nanos((sum / spans.len().max(1) as u128) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_waits_do_not_count() {
        assert_eq!(mean(&without_waits(vec![3, 1, 2, 900, 4])), Nanos(2));
        assert_eq!(mean(&without_waits(vec![0, 0, 0, 900])), Nanos(0));
        assert_eq!(mean(&without_waits(Vec::new())), Nanos(0));
    }

    #[test]
    fn ok_medians_are_values_that_occurred() {
        assert_eq!((median(&mut [4, 1, 3, 2]), median(&mut []), median_deviation(&mut [1, 2, 3, 10])), (2, 0, 1));
    }
}
