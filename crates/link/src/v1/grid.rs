//! Steps of durations: each a share longer than the one before.

use laneway_engine::time::Nanos;

/// The finest and the coarsest steps, in thousandths.
pub(crate) const STEPS: std::ops::RangeInclusive<u32> = 5..=1_000;

/// The durations that there are: 0, 1 ns, and so on, each `step_permille` thousandths longer than the one before, to the
/// nearest nanosecond.
pub(crate) struct Grid {
    values: Vec<Nanos>,
}

impl Grid {
    /// With steps of [`STEPS`]; none without steps.
    pub(crate) fn new(step_permille: u32) -> Self {
        if !STEPS.contains(&step_permille) {
            return Self { values: Vec::new() };
        }
        let step = libm::log1p(f64::from(step_permille) / 1e3);
        let value = |number: u32| Nanos(libm::round(libm::exp(f64::from(number) * step)) as u64);
        let values = (0..).map(value).take_while(|value| *value <= Nanos::MAX_INPUT);
        let mut values: Vec<Nanos> = std::iter::once(Nanos::ZERO).chain(values).collect();
        values.dedup();
        Self { values }
    }

    /// The duration of that number.
    pub(crate) fn value(&self, number: u64) -> Option<Nanos> {
        self.values.get(usize::try_from(number).ok()?).copied()
    }

    /// The number of a duration, if it is one of them.
    pub(crate) fn number(&self, duration: Nanos) -> Option<u64> {
        self.values.binary_search(&duration).ok().map(|place| place as u64)
    }

    /// The nearest one, by what it is multiplied with; ties to the longer one. The duration itself without steps.
    pub(crate) fn nearest(&self, duration: Nanos) -> Nanos {
        match self.values.binary_search(&duration) {
            Ok(_) => duration,
            Err(0) => duration,
            Err(place) if place == self.values.len() => self.values[place - 1],
            Err(place) => {
                let (below, above) = (self.values[place - 1], self.values[place]);
                let square = u128::from(duration.0) * u128::from(duration.0);
                if square < u128::from(below.0) * u128::from(above.0) { below } else { above }
            }
        }
    }

    /// The longest one that is not longer. The duration itself without steps.
    pub(crate) fn below(&self, duration: Nanos) -> Nanos {
        match self.values.binary_search(&duration) {
            Ok(_) | Err(0) => duration,
            Err(place) => self.values[place - 1],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_duration_has_a_near_one() {
        for step in [5, 10, 100, 250, 1_000] {
            let grid = Grid::new(step);
            for duration in [0, 1, 2, 3, 17, 1_234_567, 60_000_000_000, 999_999_999_999_999_999] {
                let near = grid.nearest(Nanos(duration));
                let most = (duration as f64 * f64::from(step) / 1e3).max(1.0);
                assert!((near.0 as f64 - duration as f64).abs() <= most, "{duration} at {step}: {near:?}");
                assert_eq!(grid.number(near).and_then(|number| grid.value(number)), Some(near));
                assert_eq!(grid.nearest(near), near);
            }
        }
    }

    #[test]
    fn without_steps_nothing_is_changed() {
        assert_eq!(Grid::new(0).nearest(Nanos(12_345)), Nanos(12_345));
        assert_eq!(Grid::new(0).number(Nanos(12_345)), None);
    }
}
