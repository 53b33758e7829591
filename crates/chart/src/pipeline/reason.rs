//! Why a job did not succeed, in words.

use laneway_pipeline::outcome::{Conclusion, Reason};

use crate::human;

/// `success`, `failed`, `cancelled`, `skipped`.
pub fn conclusion(conclusion: Conclusion) -> &'static str {
    match conclusion {
        Conclusion::Success => "success",
        Conclusion::Failure => "failed",
        Conclusion::Cancelled => "cancelled",
        Conclusion::Skipped => "skipped",
    }
}

/// A reason, to stand behind a colon.
pub fn words(reason: &Reason) -> String {
    let tests = |n: &u32| format!("{} test{}", human::count((*n).into()), if *n == 1 { "" } else { "s" });
    match reason {
        Reason::TestsFailed { n, is_broken: true } => format!("{} broken by the change", tests(n)),
        Reason::TestsFailed { n, is_broken: false } => format!("{} failed by chance", tests(n)),
        Reason::WorkersCrashed { n: 1 } => "a worker died".to_owned(),
        Reason::WorkersCrashed { n } => format!("{n} workers died"),
        Reason::InternalError(error) => format!("internal error of pytest-xdist, {error}"),
        Reason::Hang => "pytest would hang until the time-out".to_owned(),
        Reason::TimedOut => "it took longer than its time-out".to_owned(),
        Reason::NoTests => "no test was selected, pytest exits with 5".to_owned(),
        Reason::SplitFailed => "pytest-split has tests left and no shard for them".to_owned(),
        Reason::LaneUnder { covered, threshold } => {
            format!("the lane alone covers {}, pytest-cov asks for {}", percent(*covered), percent(*threshold))
        }
        Reason::ArtifactTaken(name) => format!("another job stored an artifact `{name}`"),
        Reason::NoFiles(files) => format!("no file matches `{files}`"),
        Reason::NoArtifact(name) => format!("there is no artifact `{name}`"),
        Reason::NothingToCombine => "there is no coverage data to combine".to_owned(),
        Reason::MixedBranches => "data with branches cannot be combined with data without".to_owned(),
        Reason::NoSources => "coverage finds no sources".to_owned(),
        Reason::GateUnder { covered, threshold } => {
            format!("all lanes cover {}, the gate asks for {}", percent(*covered), percent(*threshold))
        }
        Reason::FailFast => "another job of its matrix failed".to_owned(),
        Reason::Needs(id) => format!("{id} did not succeed"),
        Reason::NothingFailed => "it runs only after a failure".to_owned(),
        Reason::SwitchedOff => "its condition is never true".to_owned(),
    }
}

/// Percent, with at most two decimals.
fn percent(value: f64) -> String {
    let text = format!("{value:.2}");
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::{Reason, words};

    #[test]
    fn a_reason_says_what_was_found_and_what_was_asked() {
        assert_eq!(
            words(&Reason::LaneUnder { covered: 61.25, threshold: 80.0 }),
            "the lane alone covers 61.25 %, pytest-cov asks for 80 %"
        );
        assert_eq!(words(&Reason::TestsFailed { n: 1, is_broken: false }), "1 test failed by chance");
    }
}
