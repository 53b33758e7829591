//! What lanes cover together, where only their percentages are known: bounds, and a value between them.

/// What lanes cover together, percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Union {
    /// Not less: the lane that covers most.
    pub least: f64,
    /// As assumed.
    pub assumed: f64,
    /// Not more: all of them together, up to everything.
    pub most: f64,
}

/// The union of some lanes. `overlap` is 0 where they cover as different lines as can be, 1 where each covers what the lesser
/// ones do. Nothing is covered without lanes.
pub fn union(percentages: impl IntoIterator<Item = f64> + Clone, overlap: f64) -> Union {
    let least = percentages.clone().into_iter().fold(0.0, f64::max);
    let most = percentages.into_iter().sum::<f64>().min(100.0);
    Union { least, assumed: most - overlap.clamp(0.0, 1.0) * (most - least), most }
}

/// The overlap at which lanes cover `together`; `None` if nothing between the bounds does.
pub fn overlap_for(percentages: impl IntoIterator<Item = f64> + Clone, together: f64) -> Option<f64> {
    let Union { least, most, .. } = union(percentages, 0.0);
    (least <= together && together <= most && least < most).then(|| (most - together) / (most - least))
}

/// What each of `n` lanes covers, percent, if all cover as much and `together` is their union.
pub fn each_of(n: u32, together: f64, overlap: f64) -> f64 {
    let (n, overlap) = (f64::from(n.max(1)), overlap.clamp(0.0, 1.0));
    let alike = together / (n - overlap * (n - 1.0));
    if n * alike <= 100.0 { alike } else { (100.0 - (100.0 - together) / overlap).clamp(together / n, together) }
}

/// The share of what all tests of a job cover that some of its shards do: (shards / all)^0.25. An assumption between what is
/// sure (no less than their part, no more than everything): most lines are covered by many tests.
pub fn of_shards(n: u32, n_all: u32) -> f64 {
    if n >= n_all { 1.0 } else { libm::pow(f64::from(n) / f64::from(n_all), 0.25) }
}

/// Whether a total passes a threshold as coverage.py and pytest-cov compare them: the total is rounded to `precision` digits,
/// or to as many as the threshold has; 100 must be exact (`coverage/results.py`, `should_fail_under`).
pub fn passes(total: f64, threshold: f64, precision: u32) -> bool {
    if threshold >= 100.0 {
        return total >= 100.0;
    }
    let digits = precision.max(digits_behind_point(threshold));
    // To the nearest decimal of the exact value, halves to even, as Python's `round` does.
    let rounded = format!("{total:.*}", digits as usize);
    rounded.parse().is_ok_and(|rounded: f64| rounded >= threshold)
}

/// How many digits the shortest writing of a number has behind the point.
fn digits_behind_point(number: f64) -> u32 {
    let text = number.to_string();
    text.split_once('.').map_or(0, |(_, behind)| behind.len() as u32)
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;

    #[test]
    fn ok_two_lanes_lie_between_the_better_one_and_their_sum() {
        assert_eq!(union([64.0, 61.0], 0.5), Union { least: 64.0, assumed: 82.0, most: 100.0 });
        assert_eq!(union([30.0, 20.0], 0.0).assumed, 50.0);
        assert_eq!(union([30.0, 20.0], 1.0).assumed, 30.0);
        assert_eq!(union([], 0.5), Union { least: 0.0, assumed: 0.0, most: 0.0 });
        assert_eq!(overlap_for([64.0, 61.0], 82.0), Some(0.5));
        assert_eq!(overlap_for([64.0, 61.0], 60.0), None);
    }

    #[test]
    fn ok_lanes_that_cover_alike_cover_the_whole_together() {
        for (n, together, overlap) in [(1, 82.0, 0.5), (2, 82.0, 0.5), (4, 90.0, 0.5), (3, 60.0, 0.0), (3, 100.0, 0.3)]
        {
            let each = each_of(n, together, overlap);
            let union = union(vec![each; n as usize], overlap).assumed;
            assert!((union - together).abs() < 1e-9, "{n} lanes of {each}: {union}, expected {together}");
        }
        assert_eq!(each_of(3, 90.0, 1.0), 90.0);
    }

    #[test]
    fn ok_a_total_is_rounded_before_it_is_compared() {
        for (total, threshold, precision, expected) in [
            (79.5, 80.0, 0, true),
            (79.4, 80.0, 0, false),
            (79.96, 80.0, 1, true),
            (79.94, 80.0, 1, false),
            (79.96, 79.97, 0, false),
            (99.999, 100.0, 0, false),
            (100.0, 100.0, 0, true),
            (82.5, 83.0, 0, false),
        ] {
            assert_eq!(passes(total, threshold, precision), expected, "{total} against {threshold}");
        }
    }
}
