//! The processor: the cores that computing workers share, all at the same rate.
//!
//! Egalitarian processor sharing by attained service: everyone who computes gets the same, so one clock of service
//! (virtual time) stands for all. Who joins with some work leaves when the clock has moved on by that work; a heap of
//! those targets is all the state there is. Source: Kleinrock, Queueing Systems II, section 4.4; the virtual time is
//! that of Parekh and Gallager (1993) for generalized processor sharing.
//!
//! Rounding: service is counted in units of 1 / [`UNITS`] ns. While k compute on C cores, each gets floor(`UNITS` x
//! min(k, C) / k) units a nanosecond: exact for k up to 32, and short by less than one part in 10^10 up to 10,000.
//! Someone leaves at the first whole nanosecond at which the work is done. So the cores never do more than they can,
//! and every activity gets at least its work. Cost of joining and leaving: O(log k).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Units of service in a nanosecond: the least common multiple of 1 to 32.
const UNITS: u64 = 144_403_552_893_600;

/// Cores, and who computes on them.
pub(super) struct Processor {
    cores: u64,
    /// When `service` and `rate` were last worked out: at the last change of who computes.
    since: u64,
    /// What everyone who was there from the beginning would have got.
    service: u128,
    /// Units of service a nanosecond for each who computes.
    rate: u64,
    /// When the first leaves; `u64::MAX` while nobody computes.
    next: u64,
    /// Service at which each leaves, who came first, and who it is.
    leaving: BinaryHeap<Reverse<(u128, u64, u32)>>,
}

impl Processor {
    pub(super) fn new(cores: u32) -> Self {
        let cores = u64::from(cores);
        Self { cores, since: 0, service: 0, rate: UNITS, next: u64::MAX, leaving: BinaryHeap::new() }
    }

    /// At `now`, `owner` begins to compute for `work` nanoseconds. Everyone due before must have left.
    pub(super) fn join(&mut self, now: u64, created: u64, owner: u32, work: u64) {
        self.move_on(now);
        let target = self.service + u128::from(work) * u128::from(UNITS);
        self.leaving.push(Reverse((target, created, owner)));
        self.plan();
    }

    /// When the next leaves; `u64::MAX` if nobody computes.
    pub(super) fn next(&self) -> u64 {
        self.next
    }

    /// Lets the first leave, at [`Self::next`], if anybody computes: the number under which it came, and who it is.
    /// Whoever has computed by the same nanosecond is the next to leave, at the same time.
    pub(super) fn leave(&mut self) -> Option<(u64, u32)> {
        let Reverse((_, created, owner)) = self.leaving.pop()?;
        self.move_on(self.next);
        self.plan();
        Some((created, owner))
    }

    /// At `now`, some who compute are gone. Everyone due before must have left. Cost: O(k).
    pub(super) fn forget(&mut self, now: u64, is_gone: impl Fn(u32) -> bool) {
        self.move_on(now);
        self.leaving.retain(|Reverse((_, _, owner))| !is_gone(*owner));
        self.plan();
    }

    fn move_on(&mut self, now: u64) {
        self.service += u128::from(now - self.since) * u128::from(self.rate);
        self.since = now;
    }

    fn plan(&mut self) {
        let n_computing = self.leaving.len() as u64;
        self.rate = UNITS * n_computing.min(self.cores) / n_computing.max(1);
        self.next = match self.leaving.peek() {
            Some(Reverse((target, ..))) => self.since + time_for(target.saturating_sub(self.service), self.rate),
            None => u64::MAX,
        };
    }
}

/// Nanoseconds until that much service is there, rounded up: `service.div_ceil(rate)`, without the slow division of 128 bits
/// where an estimate in floating point is at most one off.
#[inline]
fn time_for(service: u128, rate: u64) -> u64 {
    const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;
    /// Below this many nanoseconds, the better part of an hour, the estimate is within a thousandth.
    const SURE: f64 = 4e12;
    let as_f64 = (service >> 64) as u64 as f64 * TWO_TO_64 + service as u64 as f64;
    let estimate = as_f64 / rate as f64;
    if estimate >= SURE {
        return service.div_ceil(u128::from(rate)) as u64;
    }
    let below = estimate as u64;
    let served = u128::from(below) * u128::from(rate);
    if served >= service {
        below - u64::from(below > 0 && served - u128::from(rate) >= service)
    } else {
        below + 1 + u64::from(served + u128::from(rate) < service)
    }
}

#[cfg(test)]
mod tests {
    use arbtest::arbtest;

    use super::*;

    /// Joins `(at, work)` in order of time; when each left.
    fn share(cores: u32, jobs: &[(u64, u64)]) -> Vec<u64> {
        let mut processor = Processor::new(cores);
        let mut left = vec![0; jobs.len()];
        let mut leave_until = |processor: &mut Processor, until: u64| {
            while processor.next() <= until && processor.next() < u64::MAX {
                let now = processor.next();
                let (_, owner) = processor.leave().expect("it was planned");
                left[owner as usize] = now;
            }
        };
        for (&(at, work), number) in jobs.iter().zip(0..) {
            leave_until(&mut processor, at);
            processor.join(at, u64::from(number), number, work);
        }
        leave_until(&mut processor, u64::MAX);
        left
    }

    /// The same nanosecond by nanosecond, in whole shares: 27,720 is divisible by every k up to 12.
    fn step_by_step(cores: u32, jobs: &[(u64, u64)]) -> Vec<u64> {
        let mut left = vec![0; jobs.len()];
        let mut open: Vec<(usize, u64)> = Vec::new();
        let mut now = 0;
        while left.contains(&0) {
            let coming = (0..jobs.len()).filter(|&job| jobs[job].0 == now);
            open.extend(coming.map(|job| (job, jobs[job].1 * 27_720)));
            let share = 27_720 * open.len().min(cores as usize) as u64 / open.len().max(1) as u64;
            now += 1;
            open.iter_mut().for_each(|(_, work)| *work = work.saturating_sub(share));
            open.iter().filter(|(_, work)| *work == 0).for_each(|(job, _)| left[*job] = now);
            open.retain(|(_, work)| *work > 0);
        }
        left
    }

    #[test]
    fn ok_the_time_for_some_service_is_exact() {
        arbtest(|from| {
            let rate = from.int_in_range(1..=UNITS)?;
            let n_bits = from.int_in_range(0..=60)?;
            let nanos = from.int_in_range(0..=1_u64 << n_bits)?;
            let service = u128::from(nanos) * u128::from(rate) + from.int_in_range(0..=2)?;
            for service in [service, service.saturating_sub(from.int_in_range(1..=3_u128)?)] {
                assert_eq!(
                    u128::from(time_for(service, rate)),
                    service.div_ceil(u128::from(rate)),
                    "{service} / {rate}"
                );
            }
            Ok(())
        });
    }

    #[test]
    fn ok_two_on_one_core_take_twice_as_long() {
        assert_eq!(share(1, &[(0, 10), (0, 10)]), [20, 20]);
        assert_eq!(share(1, &[(0, 10), (4, 3)]), [13, 10]);
        assert_eq!(share(2, &[(0, 10), (4, 3)]), [10, 7]);
        assert_eq!(share(2, &[(0, 10), (0, 10), (0, 10)]), [15, 15, 15]);
    }

    #[test]
    fn ok_it_is_what_sharing_nanosecond_by_nanosecond_comes_to() {
        arbtest(|from| {
            let cores = from.int_in_range(1..=5)?;
            let mut jobs = Vec::new();
            for _ in 0..from.int_in_range(1..=12)? {
                jobs.push((from.int_in_range(0..=150)?, from.int_in_range(1..=90)?));
            }
            jobs.sort_unstable();
            assert_eq!(share(cores, &jobs), step_by_step(cores, &jobs));
            Ok(())
        });
    }

    /// Many more than can be shared out exactly, over a day.
    #[test]
    fn ok_ten_thousand_on_three_cores_lose_next_to_nothing() {
        let work = 86_400_000_000_000 / 10_000 * 3;
        let left = share(3, &vec![(0, work); 10_000]);
        let late = left[0] - 86_400_000_000_000;
        assert!(late <= 86_400_000_000_000 / 10_000_000_000, "{late} ns");
        assert!(left.iter().all(|&at| at == left[0]));
    }
}
