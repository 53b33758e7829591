//! When service containers are ready, as GitHub's runner sees it.
//!
//! The runner pulls and starts one container after another, then waits for each in turn (actions/runner,
//! `ContainerOperationProvider.cs`): it asks Docker for the health and, while that is `starting`, sleeps 2 s plus
//! (2^n - 1) x 1.6 to 2.4 s, at most 32 s, after its n-th look from 0 (`BackoffTimerHelper.cs`). Docker itself looks first one
//! health interval after the start, then after each next one.

use laneway_engine::time::Nanos;

use crate::draws::Draws;
use crate::job::Container;
use crate::step_times::Luck;
use laneway_engine::random::Purpose;

/// A second in nanoseconds.
const SECOND: u64 = 1_000_000_000;

/// The longest that the runner sleeps.
const LONGEST_SLEEP: u64 = 32 * SECOND;

/// So many looks are made one by one; a container that takes more than a day is worked out.
const MOST_LOOKS: u32 = 3_000;

/// How long starting one container took, and when the runner went on, both since the first one was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Started {
    /// When its pull began.
    pub(crate) begun: Nanos,
    /// When it ran.
    pub(crate) runs: Nanos,
    /// When the runner found it healthy; the last of these is when steps begin.
    pub(crate) ready: Nanos,
}

/// All containers of a job. `names` name the job.
pub(crate) fn start(containers: &[Container], draws: Draws, names: &[&str]) -> Vec<Started> {
    let mut luck = Luck::new(draws, Purpose::Steps, &[names, &["containers"]].concat());
    let mut now = Nanos::ZERO;
    let mut started = Vec::new();
    let mut healthy = Vec::new();
    for container in containers {
        let begun = now;
        now += luck.sample(&container.start);
        let ready = luck.sample(&container.ready);
        healthy.push(now + healthy_after(ready, container.health_interval));
        started.push(Started { begun, runs: now, ready: now });
    }
    for (container, healthy) in started.iter_mut().zip(healthy) {
        let mut n_looks = 0;
        while now < healthy {
            if n_looks == MOST_LOOKS {
                // Each further sleep is the longest one.
                let n_left = (healthy - now).0.div_ceil(LONGEST_SLEEP);
                now += Nanos(n_left.saturating_mul(LONGEST_SLEEP));
                break;
            }
            now += back_off(n_looks, luck.share());
            n_looks += 1;
        }
        container.ready = now;
    }
    started
}

/// When Docker calls a container healthy, since it runs.
fn healthy_after(ready: Nanos, interval: Nanos) -> Nanos {
    if interval == Nanos::ZERO {
        return Nanos::ZERO;
    }
    Nanos(ready.0.div_ceil(interval.0).max(1).saturating_mul(interval.0))
}

/// How long the runner sleeps; `luck` from 0 to below 1.
fn back_off(n_looks: u32, luck: f64) -> Nanos {
    let more = ((1_u64 << n_looks.min(10)) - 1) as f64 * (1.6 + 0.8 * luck);
    Nanos((2 * SECOND + (more * 1e9).round() as u64).min(LONGEST_SLEEP))
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;
    use crate::timing::constant;

    fn secs(containers: &[Container]) -> Vec<f64> {
        let draws = Draws { seed: 0, replication: 0, attempt: 0 };
        start(containers, draws, &["job"]).iter().map(|it| (it.ready.as_secs() * 10.0).round() / 10.0).collect()
    }

    fn container(start: f64, ready: f64, interval: u64) -> Container {
        Container {
            start: constant(start),
            ready: constant(ready),
            health_interval: Nanos(interval * SECOND),
            ..Container::default()
        }
    }

    #[test]
    fn ok_docker_looks_after_whole_intervals() {
        let after =
            |ready: u64, interval: u64| healthy_after(Nanos(ready * SECOND), Nanos(interval * SECOND)).as_secs();
        assert_eq!(
            [after(0, 10), after(3, 10), after(10, 10), after(11, 10), after(3, 0)],
            [10.0, 10.0, 10.0, 20.0, 0.0]
        );
    }

    #[test]
    fn ok_decades_are_worked_out_at_once() {
        let containers = vec![container(1e9, 1e9, 1_000_000_000); 50];
        let ready = secs(&containers);
        assert!(ready[49] >= 18e9 && ready[49] < 19e9, "{ready:?}: the end of the clock");
        let day = secs(&[container(0.0, 86_400.0, 1)])[0];
        assert!((86_400.0..86_432.0).contains(&day), "{day}");
    }

    #[test]
    fn ok_the_runner_sleeps_longer_each_time() {
        let sleeps = |luck| (0..7).map(|n| back_off(n, luck).as_secs()).collect::<Vec<_>>();
        assert_eq!(sleeps(0.5), [2.0, 4.0, 8.0, 16.0, 32.0, 32.0, 32.0]);
        assert_eq!(sleeps(0.0), [2.0, 3.6, 6.8, 13.2, 26.0, 32.0, 32.0]);
    }

    #[test]
    fn ok_containers_start_one_after_another_and_are_awaited_in_turn() {
        assert_eq!(secs(&[]), [] as [f64; 0]);
        assert_eq!(secs(&[container(5.0, 1.0, 0)]), [5.0]);
        // Healthy 10 s after its start: the runner looks at 0, 2, about 6 and about 14 s.
        let one = secs(&[container(5.0, 3.0, 10)])[0];
        assert!((17.0..=21.0).contains(&one), "{one}");
        // The second one is healthy long before the first.
        let two = secs(&[container(5.0, 3.0, 10), container(5.0, 0.5, 1)]);
        assert_eq!(two[0], two[1]);
    }
}
