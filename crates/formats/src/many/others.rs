//! Files that are no reports of tests: coverage reports, real runs, workflows.

use laneway_chart::human;
use serde::{Deserialize, Serialize};

use super::{Document, Refusal};
use crate::actions::{self, ActionsError, History};
use crate::coverage::{self, CoverageReading};
use crate::dropped::Dropped;
use crate::imported::Imported;
use crate::measured::{self, Measured};
use crate::workflow::{self, WorkflowError};

/// A pipeline that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PipelineFile {
    /// What people call it: the file; of real runs their workflow too.
    pub name: String,
    /// The pipeline, with what was assumed and what was odd.
    pub imported: Imported,
}

/// A coverage report that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoverageFile {
    /// The file's name; in a folder or a zip, its path.
    pub name: String,
    /// Its lines.
    pub reading: CoverageReading,
}

/// What was read so far. Runs of all files belong together.
#[derive(Default)]
pub(super) struct Others {
    workflows: Vec<PipelineFile>,
    runs: History,
    run_files: Vec<String>,
    coverage: Vec<CoverageFile>,
}

impl Others {
    /// Reads a document of that kind; nothing for a report of tests.
    pub(super) fn read(&mut self, document: &Document, kind: Dropped) -> Result<(), Refusal> {
        let text = String::from_utf8_lossy(&document.bytes);
        let name = document.name.clone();
        match kind {
            Dropped::Coverage => {
                let reading = coverage::read(&text).map_err(|error| refusal(&error, false))?;
                self.coverage.push(CoverageFile { name, reading });
            }
            Dropped::Runs => {
                let runs = actions::read(&text);
                self.runs.append(runs.map_err(|error| refusal(&error, error == ActionsError::NoJobs))?);
                self.run_files.push(name);
            }
            Dropped::Workflow => {
                let imported = workflow::read(&text).map_err(|error| {
                    let is_other_kind = matches!(error, WorkflowError::NoWorkflow { .. });
                    refusal(&error, is_other_kind)
                })?;
                self.workflows.push(PipelineFile { name, imported });
            }
            Dropped::Tests => {}
        }
        Ok(())
    }

    /// How long the real runs took.
    pub(super) fn measured(&self) -> Vec<Measured> {
        measured::of_history(&self.runs)
    }

    /// Pipelines and coverage reports, and which workflow of real runs makes no pipeline.
    pub(super) fn end(self) -> (Vec<PipelineFile>, Vec<CoverageFile>, Vec<(String, Refusal)>) {
        let (mut pipelines, mut problems) = (self.workflows, Vec::new());
        let file = match self.run_files.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [first, rest @ ..] => format!("{first} and {} more", human::count(rest.len() as u64)),
        };
        let workflows = self.runs.workflows();
        for workflow in workflows.keys() {
            let name = if workflow.is_empty() { file.clone() } else { format!("{workflow}, of {file}") };
            match self.runs.pipeline(Some(workflow)) {
                Ok(imported) => pipelines.push(PipelineFile { name, imported }),
                // Beside workflows that went well it is nothing bad.
                Err(error) => {
                    let is_other_kind = workflows.len() > 1 && matches!(error, ActionsError::NoSuccess { .. });
                    problems.push((name, refusal(&error, is_other_kind)));
                }
            }
        }
        (pipelines, self.coverage, problems)
    }
}

fn refusal(error: &dyn std::error::Error, is_other_kind: bool) -> Refusal {
    Refusal { why: error.to_string(), is_other_kind }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::many::open;

    fn check(files: &[(&str, &str)], expect: Expect) {
        let document =
            |(name, text): &(&str, &str)| Document { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() };
        let opened = open(files.iter().map(document).collect(), &mut |_| {});
        let mut text = String::new();
        for reading in &opened.readings {
            text += &format!("{}: {} tests\n", reading.suite.name, reading.suite.tests.len());
        }
        for PipelineFile { name, imported } in &opened.pipelines {
            text += &format!("{name}: {}\n", imported.in_short());
        }
        for CoverageFile { name, reading } in &opened.coverage {
            text += &format!("{name}: {:.1} %\n", reading.report.percent());
        }
        for (list, why) in [(opened.skipped, "skipped"), (opened.refused, "refused")] {
            for (name, reason) in list {
                text += &format!("{name}: {why}: {reason}\n");
            }
        }
        expect.assert_eq(&text);
    }

    const WORKFLOW: &str =
        "on: push\njobs:\n  unit:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest -n 4\n";
    const LCOV: &str = "TN:\nSF:a.py\nDA:1,1\nDA:2,0\nend_of_record\n";

    fn run(id: u64, workflow: &str, conclusion: &str) -> String {
        format!(
            r#"[{{"id": {id}, "run_id": {id}, "name": "unit", "workflow_name": "{workflow}", "conclusion": "{conclusion}",
            "started_at": "2026-01-01T00:00:00Z", "completed_at": "2026-01-01T00:01:00Z", "steps": []}}]"#
        )
    }

    #[test]
    fn ok_each_file_is_what_it_is() {
        check(
            &[("ci.yml", WORKFLOW), ("a.csv", "a,1"), ("unit.lcov", LCOV), ("notes.md", "hello there")],
            expect![[r#"
                a.csv: 1 tests
                ci.yml: 1 job, it runs tests
                unit.lcov: 50.0 %
                notes.md: skipped: the file begins with `hello there`, expected one of: .test_durations JSON, JUnit XML, pytest --report-log, pytest-timing JSON, pytest --durations=0 -vv output, pytest --collect-only -q output, or CSV rows `id,seconds`; or a coverage report, a workflow, runs of GitHub Actions as JSON
            "#]],
        );
    }

    #[test]
    fn ok_runs_of_several_files_belong_together_by_their_workflow() {
        let (one, two, lint) = (run(1, "CI", "success"), run(2, "CI", "success"), run(3, "Lint", "failure"));
        check(
            &[("1.json", &one), ("2.json", &two), ("1-again.json", &one), ("3.json", &lint)],
            expect![[r#"
            CI, of 1.json and 3 more: 1 job of 2 runs, none runs tests
            Lint, of 1.json and 3 more: skipped: no job of the workflow `Lint` succeeded, expected at least one: open runs that went well
        "#]],
        );
        check(
            &[("3.json", &lint)],
            expect![[r#"
            Lint, of 3.json: refused: no job of the workflow `Lint` succeeded, expected at least one: open runs that went well
        "#]],
        );
    }

    #[test]
    fn err_what_is_broken_says_where() {
        check(
            &[
                ("ci.yml", "jobs:\n  unit: [\n"),
                ("compose.yml", "jobs: none\nservices:\n  db:\n"),
                ("unit.lcov", "TN:\nSF:a.py\nDA:one,1\n"),
                ("runs.json", r#"[{"run_id": 1, "started_at": "2026"#),
            ],
            expect![[r#"
                compose.yml: skipped: the YAML is no workflow: it has `jobs`, `services`, expected `jobs:` as in .github/workflows, or jobs with `script:` as in .gitlab-ci.yml
                ci.yml: refused: line 2, column 9: the YAML is broken: unclosed bracket '['
                unit.lcov: refused: line 3: the LCOV is broken: it ends without `end_of_record`, as if cut off: make it again
                runs.json: refused: line 1: the list of jobs is broken: at column 34, EOF while parsing a string: fetch it again
            "#]],
        );
        check(
            &[("compose.yml", "jobs: none\nservices:\n  db:\n")],
            expect![[r#"
            compose.yml: refused: the YAML is no workflow: it has `jobs`, `services`, expected `jobs:` as in .github/workflows, or jobs with `script:` as in .gitlab-ci.yml
        "#]],
        );
    }
}
