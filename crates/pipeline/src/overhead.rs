//! What measuring coverage adds to a run of tests, as it is measured otherwise.

use crate::coverage::{Collect, Tool};
use crate::step::TestRun;

/// The share of time that usual suites spend in measured Python code, in thousandths: what makes of it 20 to 40% under the C
/// tracer, as teams report.
const USUAL_PYTHON: u32 = 300;

impl TestRun {
    /// Measures with that tool: what it covers stays, what it adds (`session.coverage_permille`) becomes the tool's by
    /// [`Tool::weight_permille`], to the nearest thousandth. Where nothing was added, the measured code is assumed to be what usual
    /// suites spend; a run that did not measure is assumed to cover nothing until somebody says.
    pub fn measure_with(&mut self, tool: Tool) {
        let branch = self.coverage.as_ref().is_some_and(|collect| collect.branch);
        self.measure(tool, branch);
    }

    /// Measures branches too, or no longer; what that adds changes as in [`Self::measure_with`].
    pub fn measure_branches(&mut self, branch: bool) {
        let tool = self.coverage.as_ref().map(|collect| collect.tool).unwrap_or_default();
        self.measure(tool, branch);
    }

    /// Measures nothing; nothing is added.
    pub fn stop_measuring(&mut self) {
        self.coverage = None;
        self.session.coverage_permille = 0;
    }

    fn measure(&mut self, tool: Tool, branch: bool) {
        let collect = self.coverage.get_or_insert_with(Collect::default);
        let (added, of) = match self.session.coverage_permille {
            0 => (USUAL_PYTHON, 1_000),
            added => (added, collect.tool.weight_permille(collect.branch)),
        };
        (collect.tool, collect.branch) = (tool, branch);
        let weight = u64::from(tool.weight_permille(branch));
        let scaled = (u64::from(added) * weight + u64::from(of) / 2) / u64::from(of);
        self.session.coverage_permille = u32::try_from(scaled).unwrap_or(u32::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measuring(added: u32) -> TestRun {
        let mut run = TestRun { coverage: Some(Collect::default()), ..TestRun::default() };
        run.session.coverage_permille = added;
        run
    }

    fn check(mut run: TestRun, change: impl FnOnce(&mut TestRun), expected: u32) {
        change(&mut run);
        assert_eq!(run.session.coverage_permille, expected);
    }

    #[test]
    fn ok_each_tool_adds_what_it_costs() {
        check(measuring(400), |run| run.measure_with(Tool::CTrace), 400);
        check(measuring(400), |run| run.measure_with(Tool::SysMon), 60);
        check(measuring(400), |run| run.measure_with(Tool::Slipcover), 40);
    }

    #[test]
    fn ok_what_is_not_known_is_what_usual_suites_spend() {
        check(measuring(0), |run| run.measure_with(Tool::SysMon), 45);
        check(TestRun::default(), |run| run.measure_with(Tool::CTrace), 300);
    }

    #[test]
    fn ok_there_and_back_is_where_it_was() {
        let there_and_back = |run: &mut TestRun| {
            run.measure_with(Tool::SysMon);
            run.measure_with(Tool::CTrace);
        };
        check(measuring(333), there_and_back, 333);
    }

    #[test]
    fn ok_branches_cost_where_the_tool_says_so() {
        check(measuring(400), |run| run.measure_branches(true), 480);
        let with_sysmon = |run: &mut TestRun| {
            run.measure_with(Tool::SysMon);
            run.measure_branches(true);
        };
        check(measuring(400), with_sysmon, 60);
    }

    #[test]
    fn ok_what_measures_nothing_adds_nothing() {
        let mut run = measuring(400);
        run.stop_measuring();
        assert_eq!(run, TestRun::default());
    }
}
