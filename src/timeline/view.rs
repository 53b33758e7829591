//! What of the timeline is looked at. It may be lost.

use laneway_chart::side::RunRef;
use laneway_chart::window::Window;
use laneway_engine::time::Nanos;

use super::edits::Pending;

/// The state of the timeline; plain data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineView {
    /// The stretch of time and the rows that are seen.
    pub window: Window,
    /// The run under the pointer.
    pub hovered: Option<RunRef>,
    /// Where the pointer is, CSS pixels.
    pub pointer: (f32, f32),
    /// The run that is looked at: chosen by a click, by key, or by a search.
    pub chosen: Option<RunRef>,
    /// Whether keys go from run to run; else they move the window.
    pub is_walking: bool,
    /// What is searched for.
    pub search: String,
    /// Which of the found runs is shown.
    pub found_at: Option<usize>,
    /// A change of the suite in the making.
    pub pending: Option<Pending>,
    /// Whether the table stands in place of the picture.
    pub is_table: bool,
}

/// A change of the suite, made with the pointer in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuiteEdit {
    /// A test gets another place in collection order.
    Move {
        /// Where it is.
        from: u32,
        /// Where it will be.
        to: u32,
    },
    /// A test gets another duration.
    Resize {
        /// Its place in collection order.
        test: u32,
        /// Its new duration.
        duration: Nanos,
    },
}
