//! The bare loop: each test goes to whoever is free first, with nothing asked, sent or written down.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

/// The makespan of all tests, in order, each taking what `draw` makes of its duration.
pub(crate) fn run(tests: &[Test], workers: u32, mut draw: impl FnMut(Nanos) -> Nanos) -> Nanos {
    let mut free: BinaryHeap<Reverse<u64>> = (0..workers).map(|_| Reverse(0)).collect();
    let mut makespan = 0;
    for test in tests {
        let duration = draw(test.duration).0;
        if let Some(mut soonest) = free.peek_mut() {
            soonest.0 += duration;
            makespan = makespan.max(soonest.0);
        }
    }
    Nanos(makespan)
}
