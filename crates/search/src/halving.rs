//! Who goes on: successive halving (Jamieson and Talwalkar 2016), in brackets of fixed size, then among all that are left.
//!
//! Brackets do not depend on who simulates them, so that a search in parts is the search in one. On each rung all see the
//! same luck, and one more rung is paid for by those alone that may still win.

use crate::front::layers;
use crate::measure::Measure;
use crate::objective::Objective;

/// How many configurations a bracket has at most.
pub(crate) const BRACKET: usize = 64;

/// One rung.
pub(crate) struct Rung {
    /// How many replications each has had at its end.
    pub(crate) n: u32,
    /// How many go on.
    pub(crate) n_kept: usize,
}

/// Inside a bracket.
pub(crate) const IN_BRACKET: &[Rung] =
    &[Rung { n: 1, n_kept: 32 }, Rung { n: 2, n_kept: 20 }, Rung { n: 4, n_kept: 10 }, Rung { n: 8, n_kept: 6 }];

/// Among those that brackets let through. Percentiles and risks come of the last rung.
pub(crate) const AMONG_ALL: &[Rung] = &[
    Rung { n: 8, n_kept: 36 },
    Rung { n: 16, n_kept: 24 },
    Rung { n: 32, n_kept: 12 },
    Rung { n: N_LAST, n_kept: 12 },
];

/// How many replications the last rung has.
pub(crate) const N_LAST: u32 = 200;

/// The bracket of each choice, by its place among all: every bracket is as mixed as the space.
pub(crate) fn brackets(choices: &[u32]) -> Vec<Vec<u32>> {
    let n_brackets = choices.len().div_ceil(BRACKET);
    (0..n_brackets).map(|first| choices.iter().skip(first).step_by(n_brackets).copied().collect()).collect()
}

/// How many simulated runs a heat of `n` configurations takes, and how many of them go on.
pub(crate) fn plan(n: usize, n_before: u32, rungs: &[Rung]) -> (u64, usize) {
    let (mut n_runs, mut n_left, mut n_before) = (0, n, n_before);
    for rung in rungs {
        n_runs += n_left as u64 * u64::from(rung.n - n_before);
        n_left = n_left.min(rung.n_kept);
        n_before = rung.n;
    }
    (n_runs, n_left)
}

/// The choices that go on, ascending: half of them the best by what is wanted, the others those that fewest beat, so that the
/// front is there at the end. Ties go to the lower choice.
pub(crate) fn kept(heat: &[(u32, Measure)], baseline: &Measure, objective: &Objective, n_kept: usize) -> Vec<u32> {
    if heat.len() <= n_kept {
        return heat.iter().map(|(choice, _)| *choice).collect();
    }
    let mut by_rank: Vec<&(u32, Measure)> = heat.iter().collect();
    by_rank.sort_by(|(one, own), (other, others)| {
        objective.rank(own, baseline).compare(&objective.rank(others, baseline)).then(one.cmp(other))
    });
    let (best, others) = by_rank.split_at(n_kept.div_ceil(2));
    let measures: Vec<Measure> = others.iter().map(|(_, measure)| *measure).collect();
    let next = layers(&measures, objective, n_kept - best.len()).into_iter().map(|place| others[place].0);
    let mut kept: Vec<u32> = best.iter().map(|(choice, _)| *choice).chain(next).collect();
    kept.sort_unstable();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_brackets_share_all_choices_out() {
        let choices: Vec<u32> = (0..130).collect();
        let brackets = brackets(&choices);
        assert_eq!(brackets.iter().map(Vec::len).collect::<Vec<_>>(), [44, 43, 43]);
        assert_eq!(brackets[1][..3], [1, 4, 7]);
        assert!(super::brackets(&[]).is_empty());
    }

    #[test]
    fn ok_most_configurations_die_after_a_few_replications() {
        assert_eq!(plan(64, 0, IN_BRACKET), (64 + 32 + 20 * 2 + 10 * 4, 6));
        assert_eq!(plan(3, 0, IN_BRACKET), (24, 3));
        assert_eq!(plan(10, 8, AMONG_ALL), (10 * 192, 10));
    }
}
