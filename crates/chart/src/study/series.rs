//! One line of a study: the same session simulated many times.

use laneway_engine::time::Nanos;

use super::mark::Hue;

/// The quantiles that pictures mark and tables list, and what they are called.
pub const QUANTILES: [(f64, &str); 3] = [(0.05, "P5"), (0.5, "P50"), (0.95, "P95")];

/// The same session simulated many times.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// `baseline`, `worksteal`.
    pub name: &'a str,
    /// Its colour. Quantiles are marked for baseline and candidate alone.
    pub hue: Hue,
    /// The time each run took, in ascending order; may be empty.
    pub times: &'a [Nanos],
}

/// The least time within which at least `share` (0 to 1) of the runs have ended; `None` if there are none.
///
/// It is always one of the times, and stands on the step of the curve: the inverse of the empirical distribution, type 1
/// of Hyndman and Fan.
pub fn quantile(ascending: &[Nanos], share: f64) -> Option<Nanos> {
    let rank = (share * ascending.len() as f64).ceil() as usize;
    ascending.get(rank.clamp(1, ascending.len().max(1)) - 1).copied()
}

/// The least and the greatest time of all series; `None` if there are no runs.
pub(super) fn extent(series: &[Series<'_>]) -> Option<(Nanos, Nanos)> {
    let least = series.iter().filter_map(|one| one.times.first()).min()?;
    let most = series.iter().filter_map(|one| one.times.last()).max()?;
    Some((*least, *most))
}

#[cfg(test)]
mod tests {
    use super::quantile;
    use laneway_engine::time::Nanos;

    #[test]
    fn a_quantile_is_one_of_the_times() {
        let times: Vec<Nanos> = (1..=20).map(Nanos).collect();
        let of = |share| quantile(&times, share).map(|time| time.0);
        assert_eq!([of(0.0), of(0.05), of(0.5), of(0.95), of(1.0)], [1, 1, 10, 19, 20].map(Some));
        assert_eq!(quantile(&times[..1], 0.95), Some(Nanos(1)));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
