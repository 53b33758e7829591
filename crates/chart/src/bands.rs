//! Where each worker's row stands: one band of rows for each side, one below the other, the time axis at the bottom.

use crate::viewport::Viewport;

/// Height of the time axis, px.
pub const AXIS_HEIGHT: f32 = 24.0;
/// Height of the line above each band, px.
pub const HEADER_HEIGHT: f32 = 22.0;
/// Free space below each band, px.
pub const BAND_GAP: f32 = 8.0;
/// Up to this much room is spread between the bands, px.
const MOST_SPREAD: f32 = 80.0;
/// Rows are never lower than this, px; what then does not fit is scrolled to.
pub const LEAST_ROW: f32 = 4.0;
/// Nor higher, px.
pub const HIGHEST_ROW: f32 = 40.0;

/// The bands of a picture, in pixels from its top, as scrolled.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// Top to bottom, one for each side.
    pub bands: Vec<Band>,
    /// The height of every row, its gap included: a whole number.
    pub row_height: f32,
    /// Where the axis begins.
    pub axis_top: f32,
    /// How far one can scroll; 0 where all rows fit.
    pub farthest_scroll: f32,
}

/// The rows of one side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The upper edge of its header.
    pub top: f32,
    /// The upper edge of its first row.
    pub rows_top: f32,
    /// The lower edge of its last row.
    pub bottom: f32,
    /// How many rows.
    pub n_rows: u32,
}

impl Bands {
    /// Bands for sides with `n_rows` rows each. Rows are as high as fits, between [`LEAST_ROW`] and [`HIGHEST_ROW`].
    pub fn new(n_rows: &[u32], viewport: &Viewport) -> Self {
        Self::with_least(n_rows, viewport, LEAST_ROW)
    }

    /// The same with rows that are at least so high, px.
    pub fn with_least(n_rows: &[u32], viewport: &Viewport, least: f32) -> Self {
        let axis_top = (viewport.height - AXIS_HEIGHT).max(0.0);
        let n_all: u32 = n_rows.iter().sum();
        let around = n_rows.len() as f32 * (HEADER_HEIGHT + BAND_GAP);
        let row_height = ((axis_top - around) / n_all.max(1) as f32).floor().clamp(least.min(HIGHEST_ROW), HIGHEST_ROW);
        let needed = around + n_all as f32 * row_height;
        let farthest_scroll = (needed - axis_top).max(0.0);
        // A little room that is left goes between the bands; where it is more, the axis stands right below them.
        let left = axis_top - needed;
        let gap = if 0.0 < left && left <= MOST_SPREAD {
            BAND_GAP + (left / n_rows.len().max(1) as f32).floor()
        } else {
            BAND_GAP
        };
        let axis_top = if left <= MOST_SPREAD { axis_top } else { needed };
        let mut top = -viewport.scroll.clamp(0.0, farthest_scroll);
        let bands = n_rows.iter().map(|n_rows| {
            let rows_top = top + HEADER_HEIGHT;
            let band = Band { top, rows_top, bottom: rows_top + *n_rows as f32 * row_height, n_rows: *n_rows };
            top = band.bottom + gap;
            band
        });
        Self { bands: bands.collect(), row_height, axis_top, farthest_scroll }
    }

    /// The height at which all rows of `row_height` show without scrolling.
    pub fn height_for(n_rows: &[u32], row_height: f32) -> f32 {
        let n_all: u32 = n_rows.iter().sum();
        n_rows.len() as f32 * (HEADER_HEIGHT + BAND_GAP) + n_all as f32 * row_height + AXIS_HEIGHT
    }

    /// The upper edge of a row.
    pub fn row_top(&self, side: usize, row: u32) -> f32 {
        self.bands[side].rows_top + row as f32 * self.row_height
    }

    /// The height of the blocks in a row; the rest is the gap to the next.
    pub fn block_height(&self) -> f32 {
        if self.row_height >= 12.0 { self.row_height - 2.0 } else { self.row_height - 1.0 }
    }

    /// Side and row at a height, `None` between them and on the axis.
    pub fn row_at(&self, y: f32) -> Option<(usize, u32)> {
        if y < 0.0 || self.axis_top <= y {
            return None;
        }
        let side = self.bands.iter().position(|band| band.rows_top <= y && y < band.bottom)?;
        let row = ((y - self.bands[side].rows_top) / self.row_height) as u32;
        Some((side, row.min(self.bands[side].n_rows - 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Bands, HIGHEST_ROW, LEAST_ROW};
    use crate::viewport::{TimeRange, Viewport};

    fn viewport(height: f32, scroll: f32) -> Viewport {
        Viewport { width: 800.0, height, gutter: 64.0, scroll, range: TimeRange::default() }
    }

    #[test]
    fn rows_fill_the_height() {
        assert!((Bands::new(&[4, 4], &viewport(600.0, 0.0)).row_height - HIGHEST_ROW).abs() < 0.1);
        let bands = Bands::new(&[32, 32], &viewport(700.0, 0.0));
        assert!((bands.row_height - 9.0).abs() < 0.1);
        assert!(bands.bands[1].bottom <= bands.axis_top);
    }

    #[test]
    fn what_does_not_fit_is_scrolled_to() {
        let bands = Bands::new(&[500, 500], &viewport(600.0, 1e9));
        assert!((bands.row_height - LEAST_ROW).abs() < 0.1);
        assert!(bands.farthest_scroll > 0.0);
        assert!(bands.bands[1].bottom <= bands.axis_top);
    }

    #[test]
    fn every_row_is_found_at_its_place() {
        let bands = Bands::new(&[3, 2], &viewport(300.0, 0.0));
        for (side, row) in [(0, 0), (0, 2), (1, 0), (1, 1)] {
            assert_eq!(bands.row_at(bands.row_top(side, row) + 1.0), Some((side, row)));
        }
        assert_eq!(bands.row_at(bands.bands[0].bottom + 1.0), None);
        assert_eq!(bands.row_at(290.0), None);
        assert_eq!(bands.row_at(bands.axis_top), None);
    }
}
