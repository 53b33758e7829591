//! Where and with what a run of tests measures coverage.

use laneway_pipeline::coverage::{Collect, Tool};
use laneway_pipeline::step::TestRun;
use serde::{Deserialize, Serialize};

/// A way to measure coverage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Measured {
    /// Where.
    pub at: Where,
    /// With what.
    pub tool: Tool,
}

/// Where coverage is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// While the tests run.
    #[default]
    SameRun,
    /// In a job beside that runs them all again.
    OwnJob,
    /// Not at all. A gate then has nothing to combine.
    Nowhere,
}

/// The run as it measures with that tool: what it covers stays, what it costs is the tool's. Of a run that did not measure,
/// the measured code is assumed to be what usual suites spend, and to be covered wholly.
pub(crate) fn with_tool(run: &TestRun, tool: Tool) -> TestRun {
    let mut run = run.clone();
    let collect = run.coverage.get_or_insert_with(Collect::default);
    let python = match run.session.coverage_permille {
        0 => USUAL_PYTHON,
        added => added * 1000 / collect.tool.weight_permille(collect.branch),
    };
    collect.tool = tool;
    run.session.coverage_permille = python * tool.weight_permille(collect.branch) / 1000;
    run
}

/// The run as it does not measure.
pub(crate) fn without(run: &TestRun) -> TestRun {
    let mut run = run.clone();
    run.coverage = None;
    run.session.coverage_permille = 0;
    run
}

/// The share of time that usual suites spend in measured Python code, in thousandths: what makes of it 20 to 40% under the C
/// tracer, as teams report.
const USUAL_PYTHON: u32 = 300;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_each_tool_adds_what_it_costs() {
        let mut run = TestRun { coverage: Some(Collect::default()), ..TestRun::default() };
        run.session.coverage_permille = 400;
        let added = |run: &TestRun, tool| with_tool(run, tool).session.coverage_permille;
        assert_eq!([Tool::CTrace, Tool::SysMon, Tool::Slipcover].map(|tool| added(&run, tool)), [400, 60, 40]);
        assert_eq!(added(&TestRun::default(), Tool::CTrace), 300);
        assert_eq!(without(&run).session.coverage_permille, 0);
    }
}
