//! What a file is that somebody opens or drops: a test report, a coverage report, real runs, or a workflow.
//!
//! Told by its content, never by its name.

use crate::{actions, coverage, workflow};

/// What a file is, and which reader takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// A report of tests, or nothing known: [`crate::read::read`] says which.
    Tests,
    /// A coverage report: [`coverage::read`].
    Coverage,
    /// Real runs: [`actions::read`].
    Runs,
    /// A workflow file: [`workflow::read`].
    Workflow,
}

/// How much of a file is looked at.
pub const HEAD_BYTES: usize = 64 << 10;

/// What a file is that begins so. What could be several is the first of: coverage, runs, tests, workflow.
pub fn recognise(head: &[u8]) -> Dropped {
    let head = String::from_utf8_lossy(&head[..head.len().min(HEAD_BYTES)]);
    let first = head.trim_start_matches('\u{feff}').trim_start().chars().next();
    match first {
        _ if coverage::Format::recognise(&head).is_some() => Dropped::Coverage,
        Some('{' | '[') if is_of_tests(&head) => Dropped::Tests,
        _ if actions::recognise(&head) => Dropped::Runs,
        None | Some('{' | '[' | '<') => Dropped::Tests,
        _ if workflow::recognise(&head) => Dropped::Workflow,
        _ => Dropped::Tests,
    }
}

/// Whether JSON is one of pytest's.
fn is_of_tests(head: &str) -> bool {
    ["\"$report_type\"", "\"pytest_timing_version\"", "::"].iter().any(|sign| head.contains(sign))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn all(folder: &str) -> Vec<(String, Vec<u8>)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(folder);
        let entries = fs::read_dir(folder).expect("the samples are there").map(|entry| entry.expect("an entry").path());
        let mut files: Vec<_> = entries.filter(|path| path.is_file()).collect();
        files.sort();
        files.into_iter().map(|path| (path.display().to_string(), fs::read(&path).expect("it reads"))).collect()
    }

    #[test]
    fn ok_reports_of_tests_are_none_of_the_others() {
        for (name, bytes) in all("reports") {
            assert_eq!(recognise(&bytes), Dropped::Tests, "{name}");
        }
    }

    #[test]
    fn ok_coverage_reports_are_told() {
        for (name, bytes) in all("coverage")
            .into_iter()
            .filter(|(name, _)| !name.ends_with(".md") && !name.ends_with("totals.txt") && !name.ends_with(".sh"))
        {
            assert_eq!(recognise(&bytes), Dropped::Coverage, "{name}");
        }
    }

    #[test]
    fn ok_runs_and_workflows_are_told() {
        for (text, expected) in [
            (r#"[{"run_id": 1, "started_at": "2026-01-01T00:00:00Z"}]"#, Dropped::Runs),
            (r#"{"total_count": 0, "jobs": []}"#, Dropped::Runs),
            ("# CI\nname: x\non: push\njobs:\n  a:\n", Dropped::Workflow),
            ("unit:\n  script: pytest\n", Dropped::Workflow),
            ("", Dropped::Tests),
            ("{}", Dropped::Tests),
        ] {
            assert_eq!(recognise(text.as_bytes()), expected, "{text}");
        }
    }
}
