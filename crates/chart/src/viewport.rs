//! Which stretch of time is seen, on how many pixels.

use laneway_engine::time::Nanos;

use crate::bands::{Bands, LEAST_ROW};
use crate::side::{Side, end, n_rows};

/// A stretch of simulated time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeRange {
    /// Its beginning.
    pub from: Nanos,
    /// Its end; not before its beginning.
    pub to: Nanos,
}

impl TimeRange {
    /// From 0 to a little behind `end`, so that what is written behind the end has room; never empty.
    pub fn whole(end: Nanos) -> Self {
        Self { from: Nanos::ZERO, to: Nanos(end.0 + end.0 / 16 + 1) }
    }

    /// How long it is.
    pub fn span(self) -> Nanos {
        Nanos(self.to.0.saturating_sub(self.from.0))
    }

    /// Longer (`factor` above 1) or shorter, `at` staying in its place; inside `bounds`, and at least [`LEAST_SPAN`]
    /// long where these allow it.
    #[must_use]
    pub fn zoomed(self, factor: f64, at: Nanos, bounds: Self) -> Self {
        let least = LEAST_SPAN.0.min(bounds.span().0).max(1);
        let old = self.span().0.max(1) as f64;
        let span = (old * factor).clamp(least as f64, bounds.span().0.max(1) as f64);
        let before = (at.0 as f64 - self.from.0 as f64) / old * span;
        let from = at.0 as f64 - before;
        Self::placed(from, span, bounds)
    }

    /// The same length, `by` nanoseconds later, inside `bounds`.
    #[must_use]
    pub fn moved(self, by: f64, bounds: Self) -> Self {
        Self::placed(self.from.0 as f64 + by, self.span().0 as f64, bounds)
    }

    /// `times` the length of `inner`, which stands in the middle where `bounds` allow it.
    #[must_use]
    pub fn around(inner: Self, times: f64, bounds: Self) -> Self {
        let most = bounds.span().0.max(1) as f64;
        let span = (inner.span().0 as f64 * times).clamp((LEAST_SPAN.0 as f64).min(most), most);
        let middle = f64::midpoint(inner.from.0 as f64, inner.to.0 as f64);
        Self::placed(middle - span / 2.0, span, bounds)
    }

    /// Moved as little as needed, so that as much of `inner` as fits is inside.
    #[must_use]
    pub fn showing(self, inner: Self, bounds: Self) -> Self {
        let late = inner.to.0.saturating_sub(self.to.0) as f64;
        let moved = if late > 0.0 { self.moved(late, bounds) } else { self };
        let early = moved.from.0.saturating_sub(inner.from.0) as f64;
        if early > 0.0 { moved.moved(-early, bounds) } else { moved }
    }

    fn placed(from: f64, span: f64, bounds: Self) -> Self {
        let latest = (bounds.to.0 as f64 - span).max(bounds.from.0 as f64);
        let from = from.clamp(bounds.from.0 as f64, latest).round() as u64;
        Self { from: Nanos(from), to: Nanos((from + span.round() as u64).min(bounds.to.0).max(from)) }
    }
}

/// From time to pixels.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    /// The left edge of the range, px.
    pub(crate) left: f64,
    /// Its right edge, px.
    pub(crate) right: f64,
    from: f64,
    px_per_nano: f64,
}

impl Scale {
    pub(crate) fn x(self, at: Nanos) -> f64 {
        self.left + (at.0 as f64 - self.from) * self.px_per_nano
    }

    /// Both ends of a span, cut to the range.
    pub(crate) fn cut(self, from: Nanos, to: Nanos) -> (f64, f64) {
        (self.x(from).clamp(self.left, self.right), self.x(to).clamp(self.left, self.right))
    }
}

/// How far one can zoom in: a microsecond across the picture.
pub const LEAST_SPAN: Nanos = Nanos(1_000);

/// A width for the workers' names that suits a wide picture, px.
pub const GUTTER: f32 = 76.0;

/// The window on the picture. All lengths in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// The whole width, worker names included.
    pub width: f32,
    /// The whole height, time axis included.
    pub height: f32,
    /// The width of the column with the workers' names, at the left.
    pub gutter: f32,
    /// How far the rows are scrolled up.
    pub scroll: f32,
    /// What stands between the gutter and the right edge. An empty range is drawn as if one nanosecond long.
    pub range: TimeRange,
}

impl Viewport {
    /// Everything: all the time, all the rows. The rows are as high as suits their number.
    pub fn whole(sides: &[Side<'_>], width: f32) -> Self {
        let n_rows = n_rows(sides);
        let row_height = match n_rows.iter().sum() {
            0..=24 => 22.0,
            25..=64 => 16.0,
            65..=160 => 8.0,
            _ => LEAST_ROW,
        };
        let (height, range) = (Bands::height_for(&n_rows, row_height), TimeRange::whole(end(sides)));
        Self { width, height, gutter: GUTTER, scroll: 0.0, range }
    }

    /// Where a time stands, from the left edge of the picture; outside the picture for times out of range.
    pub fn x(&self, at: Nanos) -> f64 {
        self.scale().x(at)
    }

    /// From time to pixels, for many times.
    pub(crate) fn scale(&self) -> Scale {
        let (left, from) = (f64::from(self.gutter), self.range.from.0 as f64);
        Scale { left, right: f64::from(self.width).max(left), from, px_per_nano: self.px_per_nano() }
    }

    /// Which time stands at `x`; not clamped to the range, but never below 0.
    pub fn time_at(&self, x: f64) -> Nanos {
        let nanos = self.range.from.0 as f64 + (x - f64::from(self.gutter)) / self.px_per_nano();
        Nanos(nanos.round().max(0.0) as u64)
    }

    /// How many pixels a nanosecond takes.
    pub fn px_per_nano(&self) -> f64 {
        f64::from(self.width - self.gutter).max(1.0) / self.range.span().0.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::{TimeRange, Viewport};
    use laneway_engine::time::Nanos;

    const BOUNDS: TimeRange = TimeRange { from: Nanos(0), to: Nanos(1_000_000) };

    #[test]
    fn zooming_keeps_the_point_under_the_cursor() {
        let viewport = |range| Viewport { width: 1_064.0, height: 100.0, gutter: 64.0, scroll: 0.0, range };
        let at = Nanos(300_000);
        let before = viewport(BOUNDS).x(at);
        let zoomed = viewport(BOUNDS.zoomed(0.25, at, BOUNDS));
        assert!((zoomed.x(at) - before).abs() < 0.01);
        assert_eq!(zoomed.time_at(before), at);
    }

    #[test]
    fn one_cannot_leave_the_bounds() {
        let part = TimeRange { from: Nanos(100_000), to: Nanos(200_000) };
        assert_eq!(part.zoomed(100.0, Nanos(150_000), BOUNDS), BOUNDS);
        assert_eq!(part.moved(-1e9, BOUNDS), TimeRange { from: Nanos(0), to: Nanos(100_000) });
        assert_eq!(part.moved(1e9, BOUNDS), TimeRange { from: Nanos(900_000), to: Nanos(1_000_000) });
        let late = TimeRange { from: Nanos(190_000), to: Nanos(260_000) };
        assert_eq!(part.showing(late, BOUNDS), TimeRange { from: Nanos(160_000), to: Nanos(260_000) });
        assert_eq!(part.showing(BOUNDS, BOUNDS).from, Nanos(0));
        assert_eq!(part.zoomed(1e-9, Nanos(150_000), BOUNDS).span(), Nanos(1_000));
    }
}
