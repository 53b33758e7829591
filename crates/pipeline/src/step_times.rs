//! How long the steps of a job take in one run.

use laneway_engine::distribution::Distribution;
use laneway_engine::random::{Purpose, Stream};
use laneway_engine::time::Nanos;

use crate::draws::Draws;

/// What is drawn for the steps of one run, or its middle where nothing is left to luck.
pub(crate) struct Luck {
    random: Option<Stream>,
}

impl Luck {
    /// For one thing of the run, by its names.
    pub(crate) fn new(draws: Draws, purpose: Purpose, names: &[&str]) -> Self {
        Self { random: (!draws.is_typical()).then(|| draws.stream(purpose, names)) }
    }

    /// How long something takes; nothing where the distribution cannot be, which the check says before.
    pub(crate) fn sample(&mut self, takes: &Distribution) -> Nanos {
        let Some(random) = &mut self.random else {
            let median = takes.shape().map_or(0.0, |shape| shape.quantile(0.5));
            return Nanos::from_secs(median).unwrap_or_default();
        };
        takes.sampler().map_or(Nanos::ZERO, |sampler| sampler.sample(random))
    }

    /// From 0 to below 1.
    pub(crate) fn share(&mut self) -> f64 {
        self.random.as_mut().map_or(0.5, rand::RngExt::random)
    }
}

/// How long a step takes, named by its job and its own name.
pub(crate) fn draw(takes: &Distribution, draws: Draws, names: &[&str]) -> Nanos {
    Luck::new(draws, Purpose::Steps, names).sample(takes)
}

/// How long a step with a cache takes. The luck of the cache does not shift how long it takes.
pub(crate) fn draw_cached(
    hits: f64,
    on_hit: &Distribution,
    on_miss: &Distribution,
    draws: Draws,
    names: &[&str],
) -> Nanos {
    let mut luck = Luck::new(draws, Purpose::Steps, names);
    let is_hit = luck.share() < hits;
    luck.sample(if is_hit { on_hit } else { on_miss })
}
