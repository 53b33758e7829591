//! Coverage as links of version 1 hold it.

use std::collections::BTreeMap;

use laneway_pipeline::coverage::lines::{Branches, FileLines, Lines};
use laneway_pipeline::coverage::{Collect, Covered, LaneCheck, LineReport, Rules, Tool};

use super::broken::Broken;
use super::coder::{Coder, Place};
use super::wire::{Wire, kinds, part, record};

record! { 70 Rules { fail_under = None, precision = 0, overlap = 0.5 }}

record! { 71 Collect {
    tool = Tool::CTrace,
    branch = false,
    covers = Covered::base(),
    data_file = ".coverage".to_owned(),
    lane_check = LaneCheck::FromRules,
    reports_first = false,
}}

kinds! { 72 Tool { 0 CTrace {}, 1 SysMon {}, 2 Slipcover {} }}

kinds! { 73 Covered {
    0 Percent { 0: percent = 0.0 },
    1 Lines { 0: lines = std::sync::Arc::base() },
}}

kinds! { 74 LaneCheck {
    0 FromRules {},
    1 Off {},
    2 At { 0: at_least = 0.0 },
}}

record! { 75 LineReport { files = BTreeMap::new() }}

record! { 76 FileLines { statements = Lines::default(), executed = Lines::default(), branches = BTreeMap::new() }}

record! { 77 Branches { n = 0, missing = std::collections::BTreeSet::new() }}

impl Wire for Lines {
    fn base() -> Self {
        Self::default()
    }

    /// How many ranges; of each, the lines left out before it and the lines in it, less one.
    fn code(&mut self, _base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        let mut ranges = Self::of_ranges(self.ranges().to_vec()).ranges().to_vec();
        let length = coder.length(at, ranges.len(), size_of::<(u32, u32)>())?;
        if coder.is_reading() {
            ranges.clear();
        }
        let mut next = 0_u64;
        for place in 0..length {
            let (first, last) = ranges.get(place).copied().unwrap_or_default();
            let gap = coder.number(1, at, u64::from(first).wrapping_sub(next))?;
            let more = coder.number(2, at, u64::from(last.wrapping_sub(first)))?;
            let read_first = next.saturating_add(gap);
            let read_last = read_first.saturating_add(more);
            if coder.is_reading() {
                let line = |line: u64| u32::try_from(line).map_err(|_| Broken::found(line, "a line number"));
                ranges.push((line(read_first)?, line(read_last)?));
            }
            next = read_last.saturating_add(1);
        }
        *self = Self::of_ranges(ranges);
        Ok(())
    }
}

impl Wire for BTreeMap<u32, Branches> {
    fn base() -> Self {
        Self::new()
    }

    /// By line, each as the distance from the one before.
    fn code(&mut self, _base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        let mut entries = std::mem::take(self).into_iter();
        let length = coder.length(at, entries.len(), size_of::<(u32, Branches)>())?;
        let mut before = 0_u32;
        for _ in 0..length {
            let (line, mut branches) = entries.next().unwrap_or_else(|| (before, Branches::base()));
            let gap = coder.number(0, at, u64::from(line.wrapping_sub(before)))?;
            let line = u64::from(before).saturating_add(gap);
            let line = u32::try_from(line).map_err(|_| Broken::found(line, "a line number"))?;
            part(coder, "branches", at, &mut branches, &Branches::base())?;
            self.insert(line, branches);
            before = line;
        }
        Ok(())
    }
}
