//! What is looked at. It may be lost.

/// The state of the controls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Which side the controls change.
    pub side: SideName,
    /// Whether fixed costs are set for each side alone; else a cost is changed on both.
    pub costs_differ: bool,
    /// Whether the controls are open where there is no room for a column of them.
    pub is_sheet_open: bool,
    /// Whether the list of keys is open.
    pub is_keys_open: bool,
    /// What stands in the middle; see also `AppState::middle`.
    pub middle: Middle,
    /// The job that is unfolded in the panel of the pipeline; on both sides the same place, so that one can compare.
    pub unfolded: Option<usize>,
    /// How many threads repeat the scenario; `None`: as many as the machine has.
    pub n_threads: Option<u32>,
    /// What became of the scenario when it was kept last.
    pub kept: Kept,
}

/// What the middle of the page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Middle {
    /// One run of the pipelines, job by job; one run of the tests where there is nothing around them.
    #[default]
    Pipeline,
    /// One run, test by test.
    Timeline,
    /// Many runs.
    Study,
    /// The search for the best.
    Search,
    /// What differs, what ends later, candidates that are kept.
    Compare,
    /// Files for others.
    Export,
}

/// What links call each view.
const MIDDLES: [(Middle, &str); 6] = [
    (Middle::Pipeline, "pipeline"),
    (Middle::Timeline, "timeline"),
    (Middle::Study, "study"),
    (Middle::Search, "search"),
    (Middle::Compare, "compare"),
    (Middle::Export, "export"),
];

impl Middle {
    /// What links call it.
    pub fn flag(self) -> &'static str {
        MIDDLES[self as usize].1
    }

    /// The view that a link calls by that name.
    pub fn from_flag(flag: &str) -> Option<Self> {
        MIDDLES.iter().find(|(_, it)| *it == flag).map(|(middle, _)| *middle)
    }
}

/// One of the two sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SideName {
    /// As it is run now.
    Baseline,
    /// What is tried.
    #[default]
    Candidate,
}

/// Both, in the order of everything that has one for each.
pub const SIDES: [SideName; 2] = [SideName::Baseline, SideName::Candidate];

/// Where a scenario is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// In the address, and in this browser.
    #[default]
    Everywhere,
    /// In this browser alone: too large for an address.
    Here,
    /// Nowhere: too large for the browser's store, or the browser keeps nothing.
    Nowhere,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_is_found_by_its_flag() {
        for (middle, flag) in MIDDLES {
            assert_eq!((middle.flag(), Middle::from_flag(flag)), (flag, Some(middle)));
        }
    }
}
