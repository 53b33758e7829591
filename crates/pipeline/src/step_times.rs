//! How long the steps of a job take in one run.

use laneway_engine::distribution::Distribution;
use laneway_engine::random::{Purpose, Stream};
use laneway_engine::time::Nanos;
use rand::RngExt as _;

use crate::draws::Draws;

/// One draw; nothing where the distribution cannot be, which the check says before.
pub(crate) fn sample(takes: &Distribution, random: &mut Stream) -> Nanos {
    takes.sampler().map_or(Nanos::ZERO, |sampler| sampler.sample(random))
}

/// How long a step takes, named by its job and its own name.
pub(crate) fn draw(takes: &Distribution, draws: Draws, names: &[&str]) -> Nanos {
    sample(takes, &mut draws.stream(Purpose::Steps, names))
}

/// How long a step with a cache takes. The luck of the cache does not shift how long it takes.
pub(crate) fn draw_cached(
    hits: f64,
    on_hit: &Distribution,
    on_miss: &Distribution,
    draws: Draws,
    names: &[&str],
) -> Nanos {
    let mut random = draws.stream(Purpose::Steps, names);
    let luck: f64 = random.random();
    sample(if luck < hits { on_hit } else { on_miss }, &mut random)
}
