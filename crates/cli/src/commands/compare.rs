//! `laneway compare`: candidates beside their baseline, for a reader, a program or a pull request; and whether they came true.
//!
//! - [`words`]: one candidate as text. [`document`]: what `--json` prints. [`measured`]: real runs.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use laneway_chart::pipeline::later::Kind;
use laneway_engine::simulate::Detail;
use laneway_engine::statistics::Verdict;
use laneway_engine::suite::Suite;
use laneway_export::candidates::{self, Named};
use laneway_export::foretold::{Foretold, Place, foretell, of_session};
use laneway_export::pull_request::{changed, comment, follow_up, later};
use laneway_formats::measured::Measured;
use laneway_link::address::address;
use laneway_link::fidelity::Names;
use laneway_link::shared::Shared;
use laneway_pipeline::compare::{Comparison, compare};
use laneway_pipeline::scenario::Scenario;

use super::pipeline::without_runs;
use crate::candidates_args::{Candidate, CandidatesArgs};
use crate::{link_file, print, table};

mod words;

mod document;

mod measured;

use document::{Document, Found, LaterKind, Several};

/// How many of a kind that would end later are listed.
const MOST_LATER: usize = 10;

/// Compares a candidate with the baseline, or several: what differs, what that would change, how sure it is, what would end later.
///
/// Several candidates make one table, each with the same random numbers. Exit code 1 if a candidate would be red without bad luck,
/// with --fail-if-slower also if one is surely slower; with --measured instead if a run lies outside what was predicted, of
/// several candidates by each of them.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway compare --preset lane-split
  laneway compare scenario.json --markdown --base-url https://example.org/laneway/ > comment.md
  laneway compare --baseline ci.yml --candidate new.yml --tests report.xml --fail-if-slower
  laneway compare scenario.json --measured run.json
  laneway compare scenario.json --measured report.jsonl --job unit --markdown

Several candidates:
  laneway compare today.json shards=four-shards.json lanes=lanes.laneway.json
  laneway compare lanes.json 'https://example.org/laneway/#v1.EwUT...' --tests report.xml --json
  laneway compare --baseline ci.yml --candidate shards=a.yml --candidate lanes=b.yml --tests report.xml --measured run.json

--measured takes the jobs of real runs as `gh api --paginate repos/OWNER/NAME/actions/runs/ID/jobs` prints them, or a report of
tests that knows how long its run took. docs/compare.md says more. Intervals are 95% intervals.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    candidates: CandidatesArgs,

    /// A comment for a pull request, in Markdown with a picture that GitHub draws
    #[arg(long, conflicts_with = "json")]
    markdown: bool,

    /// For programs: one JSON document, times in nanoseconds, prices in millionths of a dollar
    #[arg(long)]
    json: bool,

    /// The page that opens links, for the comment; names of tests are left out of the link
    #[arg(long, value_name = "ADDRESS")]
    base_url: Option<String>,

    /// Exit code 1 if the candidate is slower, surely and by more than what matters
    #[arg(long)]
    fail_if_slower: bool,

    /// A run measured after the change: says whether it came true
    #[arg(long, value_name = "FILE")]
    measured: Vec<PathBuf>,

    /// Which job of the candidate a report of tests is of
    #[arg(long, value_name = "NAME", requires = "measured")]
    job: Option<String>,
}

/// A candidate, and all that was found of it.
struct Compared {
    name: String,
    scenario: Scenario,
    comparison: Comparison,
    foretold: Vec<Foretold>,
    changes: Vec<String>,
    later: Vec<Kind>,
    link: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let given = arguments.candidates.open()?;
    let (measured, is_of_session) = measured::open_all(&arguments.measured)?;
    if arguments.job.is_some() && !is_of_session {
        bail!("--job says which job a report of tests is of, expected such a report as --measured");
    }
    let (n_given, suite) = (given.all.len(), &*given.suite);
    let mut all = Vec::with_capacity(n_given);
    for candidate in given.all {
        let name = candidate.name.clone();
        let compared = arguments.compared(suite, candidate, &measured, is_of_session);
        // Only of several it says something which one.
        all.push(if n_given > 1 { compared.with_context(|| format!("candidate `{name}`"))? } else { compared? });
    }
    let code = arguments.exit_code(&all);
    let text = match all.as_slice() {
        [only] if arguments.markdown => only.comment(suite),
        [only] if arguments.json => json(suite, only.found())?,
        [only] => only.text(suite) + &given.notes.concat(),
        all if arguments.markdown => candidates::comment(&named(all), suite),
        all if arguments.json => {
            let candidates = all.iter().map(|it| document::Named { name: &it.name, found: it.found() });
            json(suite, Several { candidates: candidates.collect() })?
        }
        all => describe(suite, &named(all)) + &given.notes.concat(),
    };
    print(&text)?;
    Ok(code)
}

impl Arguments {
    fn compared(
        &self,
        suite: &Suite,
        candidate: Candidate,
        measured: &[Measured],
        is_of_session: bool,
    ) -> anyhow::Result<Compared> {
        let Candidate { name, scenario } = candidate;
        // A report of tests is held against its own session.
        let scenario = if is_of_session { of_session(&scenario, self.job.as_deref())? } else { scenario };
        let comparison = compare(suite, &scenario, Detail::Full, &mut |_| {})?;
        let foretold = foretell(&scenario, &comparison, measured.to_vec());
        let (changes, later) = (changed(&scenario), later(&scenario, suite, &comparison));
        let link = if self.markdown { self.link(&scenario) } else { None };
        // The comment has a picture of the runs.
        let comparison = if self.markdown { comparison } else { without_runs(comparison) };
        Ok(Compared { name, scenario, comparison, foretold, changes, later, link })
    }

    fn exit_code(&self, all: &[Compared]) -> ExitCode {
        let is_good = |it: &Compared| {
            let candidate = &it.comparison.candidate;
            let is_slower = self.fail_if_slower && candidate.runs.verdict == Some(Verdict::Slower);
            candidate.typical.is_green && !is_slower
        };
        let n_measured = all.first().map_or(0, |it| it.foretold.len());
        let is_good = match n_measured {
            0 => all.iter().all(is_good),
            n => (0..n).all(|run| all.iter().any(|it| it.foretold[run].place == Place::Inside)),
        };
        if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn link(&self, scenario: &Scenario) -> Option<String> {
        let base_url = self.base_url.as_deref()?;
        link_file::best(&Shared::from(scenario.clone()), &Names::None, link_file::MAX_LENGTH, base_url)
            .map(|offer| address(base_url, &offer.link))
    }
}

impl Compared {
    fn text(&self, suite: &Suite) -> String {
        match self.foretold.as_slice() {
            [] => words::describe(suite, &self.scenario, &self.comparison, &self.changes, &self.later),
            foretold => words::describe_foretold(foretold),
        }
    }

    fn comment(&self, suite: &Suite) -> String {
        match self.foretold.as_slice() {
            [] => comment(&self.scenario, suite, &self.comparison, self.link.as_deref()),
            foretold => follow_up(suite, foretold, self.link.as_deref()),
        }
    }

    fn named(&self) -> Named<'_> {
        let Self { name, scenario, comparison, foretold, link, .. } = self;
        Named { name, scenario, comparison, foretold, link: link.as_deref() }
    }

    fn found(&self) -> Found<'_> {
        let Self { comparison, foretold, changes, later, .. } = self;
        Found { changes, later: later.iter().map(LaterKind::of).collect(), foretold, comparison }
    }
}

fn named(all: &[Compared]) -> Vec<Named<'_>> {
    all.iter().map(Compared::named).collect()
}

/// Several candidates for a reader.
fn describe(suite: &Suite, all: &[Named<'_>]) -> String {
    let found = candidates::table(all);
    let rows: Vec<_> = std::iter::once(found.header).chain(found.rows).collect();
    format!("{}{}\n\n{}", words::of_suite(suite), candidates::sentence(all), table::set(&rows))
}

fn json<T: serde::Serialize>(suite: &Suite, found: T) -> anyhow::Result<String> {
    let document = Document { schema: 1, suite: &suite.name, n_tests: suite.tests.len(), found };
    Ok(format!("{}\n", serde_json::to_string(&document)?))
}
