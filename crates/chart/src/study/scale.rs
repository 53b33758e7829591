//! From numbers to pixels, evenly or by their logarithms.

use laneway_engine::time::Nanos;

use crate::viewport::TimeRange;

/// Numbers to pixels; what lies outside is moved to the nearer end.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    from: f64,
    span: f64,
    px_from: f32,
    px_to: f32,
    is_log: bool,
}

impl Scale {
    /// Logarithmic scales begin at 1 at the earliest.
    pub(crate) fn new(from: f64, to: f64, px_from: f32, px_to: f32, is_log: bool) -> Self {
        let (from, to) = if is_log { (from.max(1.0).ln(), to.max(1.0).ln()) } else { (from, to) };
        Self { from, span: to - from, px_from, px_to, is_log }
    }

    /// How far along a pixel is, 0 to 1.
    pub(crate) fn share(&self, px: f32) -> f64 {
        f64::from((px - self.px_from) / (self.px_to - self.px_from)).clamp(0.0, 1.0)
    }

    pub(crate) fn px(&self, value: f64) -> f32 {
        let value = if self.is_log { value.max(1.0).ln() } else { value };
        let share = if self.span > 0.0 { ((value - self.from) / self.span).clamp(0.0, 1.0) } else { 0.5 };
        self.px_from + (self.px_to - self.px_from) * share as f32
    }

    pub(crate) fn at(&self, time: Nanos) -> f32 {
        self.px(time.0 as f64)
    }
}

/// From a little before the least to a little behind the greatest of some times; never empty.
pub(crate) fn range_around(least: Nanos, most: Nanos) -> TimeRange {
    let span = most.0 - least.0;
    let room = if span == 0 { (most.0 / 20).max(1) } else { (span / 25).max(1) };
    TimeRange { from: Nanos(least.0.saturating_sub(room)), to: Nanos(most.0.saturating_add(room)) }
}
