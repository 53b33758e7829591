//! The Pareto front: configurations that no other beats in everything.

use crate::measure::Measure;
use crate::objective::Objective;

/// The places of those that no other beats: in time, cost and billed minutes no worse, in risk not surely worse, and better
/// in one of them. A risk is surely less only where the intervals lie apart, since few runs say little of it. Ascending.
/// Cost: O(n^2).
pub fn front(measures: &[Measure], objective: &Objective) -> Vec<usize> {
    let is_beaten = |place: usize| {
        measures.iter().enumerate().any(|(other_place, other)| {
            let one = &measures[place];
            // Of equals the first stands for all.
            beats(other, one, objective) || (other_place < place && is_equal(other, one, objective))
        })
    };
    (0..measures.len()).filter(|place| !is_beaten(*place)).collect()
}

/// What is compared beside risk.
fn figures(measure: &Measure, objective: &Objective) -> [f64; 3] {
    [objective.time(measure).as_secs(), measure.monthly, measure.minutes]
}

fn beats(one: &Measure, other: &Measure, objective: &Objective) -> bool {
    let pairs = || figures(one, objective).into_iter().zip(figures(other, objective));
    let is_safer = one.red.most < other.red.least;
    let is_riskier = one.red.least > other.red.most;
    pairs().all(|(one, other)| one <= other) && !is_riskier && (is_safer || pairs().any(|(one, other)| one < other))
}

#[allow(clippy::float_cmp, reason = "equals are equal to the last digit: they ran the same")]
fn is_equal(one: &Measure, other: &Measure, objective: &Objective) -> bool {
    figures(one, objective) == figures(other, objective)
        && one.red.most >= other.red.least
        && other.red.most >= one.red.least
}

/// Layers of fronts, the first first, until `n` places are there or none is left.
pub(crate) fn layers(measures: &[Measure], objective: &Objective, n: usize) -> Vec<usize> {
    let mut left: Vec<usize> = (0..measures.len()).collect();
    let mut taken = Vec::new();
    while taken.len() < n && !left.is_empty() {
        let of_left: Vec<Measure> = left.iter().map(|place| measures[*place]).collect();
        let layer: Vec<usize> = front(&of_left, objective).into_iter().map(|place| left[place]).collect();
        // Risk makes beating no order: where everyone is beaten by someone, nobody is left out.
        let layer = if layer.is_empty() { left.clone() } else { layer };
        left.retain(|place| !layer.contains(place));
        taken.extend(layer);
    }
    taken.truncate(n);
    taken
}

#[cfg(test)]
mod tests {
    use laneway_engine::time::Nanos;
    use laneway_pipeline::study::summary::Probability;

    use super::*;

    fn measure(secs: u64, monthly: f64, n_red: usize) -> Measure {
        let time = Nanos(secs * 1_000_000_000);
        let red = Probability::new(n_red, 256);
        Measure { n: 256, p50: time, p95: time, minutes: 1.0, monthly, red, covered: None }
    }

    fn check(measures: &[Measure], expected: &[usize]) {
        assert_eq!(front(measures, &Objective::default()), expected);
    }

    #[test]
    fn ok_whoever_is_beaten_in_everything_is_out() {
        check(&[measure(100, 5.0, 0), measure(90, 6.0, 0), measure(95, 7.0, 0), measure(100, 6.0, 0)], &[0, 1]);
        check(&[measure(100, 5.0, 0), measure(100, 5.0, 0)], &[0]);
        check(&[], &[]);
    }

    #[test]
    fn ok_a_risk_counts_only_where_it_is_sure() {
        check(&[measure(90, 5.0, 1), measure(100, 5.0, 0)], &[0]);
        check(&[measure(90, 5.0, 60), measure(100, 5.0, 0)], &[0, 1]);
    }

    #[test]
    fn ok_layers_follow_each_other() {
        let all = [measure(3, 3.0, 0), measure(1, 1.0, 0), measure(2, 2.0, 0)];
        assert_eq!(layers(&all, &Objective::default(), 2), [1, 2]);
        assert_eq!(layers(&all, &Objective::default(), 9), [1, 2, 0]);
    }
}
