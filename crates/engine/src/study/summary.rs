//! A study in figures: for each session its spread, and how it compares with the first one.

use serde::Serialize;

use super::{difference, spread};
use crate::statistics::{Mean, Spread, Verdict, verdict};
use crate::time::Nanos;

/// One session of a study, over all replications.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What single runs take.
    pub spread: Spread,
    /// Replications in which it would hang or fail.
    pub n_failed: usize,
    /// The mean of the paired differences, less the baseline. `None` for the baseline itself, and without a replication in
    /// which both ended well.
    pub difference: Option<Mean>,
    /// What the difference says. `None` where there is none, or where either session would ever hang or fail.
    pub verdict: Option<Verdict>,
}

/// A row for each session; the first one is the baseline. `least_share` is the least difference that matters, as a share
/// of the baseline's mean: the larger of what is worthwhile and the model's error. Without replications there are no rows.
///
/// Cost: O(r log r) a session.
pub fn summarize(replications: &[Vec<Option<Nanos>>], least_share: f64) -> Vec<Row> {
    let n_sessions = replications.first().map_or(0, Vec::len);
    let spreads: Vec<Spread> = (0..n_sessions).map(|session| spread(replications, session)).collect();
    let n_failed = |session: usize| replications.len() - spreads[session].n;
    let row = |session: usize| {
        let difference = if session == 0 { None } else { difference(replications, 0, session) };
        let is_sound = n_failed(0) == 0 && n_failed(session) == 0;
        let verdict =
            difference.filter(|_| is_sound).map(|difference| verdict(&difference, spreads[0].mean.secs, least_share));
        Row { spread: spreads[session].clone(), n_failed: n_failed(session), difference, verdict }
    };
    (0..n_sessions).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replication(secs: [u64; 3]) -> Vec<Option<Nanos>> {
        secs.map(|secs| (secs > 0).then(|| Nanos(secs * 1_000_000_000))).to_vec()
    }

    #[test]
    fn sessions_are_compared_with_the_first_in_pairs() {
        let all: Vec<_> = (0..40).map(|i| replication([100 + i % 2, 90 + i % 2, 100 + i % 2])).collect();
        let rows = summarize(&all, 0.02);
        assert_eq!(rows[0].difference, None);
        // The noise is the same in both, so their difference has none.
        assert_eq!(rows[1].difference, Some(Mean { secs: -10.0, half_width: 0.0 }));
        assert_eq!(rows[1].verdict, Some(Verdict::Faster));
        assert_eq!(rows[2].verdict, Some(Verdict::TooCloseToCall));
        assert_eq!(summarize(&all, 0.2)[1].verdict, Some(Verdict::TooSmallToMatter));
    }

    #[test]
    fn a_session_that_fails_now_and_then_never_wins() {
        let all: Vec<_> = (0..40).map(|i| replication([100, if i == 7 { 0 } else { 90 }, 80])).collect();
        let rows = summarize(&all, 0.02);
        assert_eq!((rows[1].n_failed, rows[1].spread.n, rows[1].verdict), (1, 39, None));
        assert_eq!(summarize(&[], 0.02), []);
    }
}
