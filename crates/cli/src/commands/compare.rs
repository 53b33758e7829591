//! `laneway compare`: both sides of a scenario, for a reader, a program or a pull request; and whether it came true.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use laneway_chart::human;
use laneway_chart::pipeline::changes;
use laneway_chart::pipeline::later::Kind;
use laneway_engine::simulate::Detail;
use laneway_engine::statistics::Verdict;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_export::foretold::{Foretold, Place, foretell, of_session, sentence};
use laneway_export::pull_request::{HEADER, changed, comment, figures, follow_up, later};
use laneway_formats::dropped::{self, Dropped};
use laneway_formats::measured::{Clock, Measured, of_history, of_reading};
use laneway_formats::{actions, source};
use laneway_link::address::address;
use laneway_link::fidelity::Names;
use laneway_link::shared::Shared;
use laneway_pipeline::compare::{Comparison, compare};
use laneway_pipeline::scenario::Scenario;
use serde::Serialize;

use super::pipeline::without_runs;
use crate::sides_args::SidesArgs;
use crate::{link_file, print, report_file, table};

/// How many of a kind that would end later are listed.
const MOST_LATER: usize = 10;

/// Compares both sides of a scenario: what differs, what that would change, how sure it is, what would end later.
///
/// Exit code 1 if the candidate would be red without bad luck, with --fail-if-slower also if it is surely slower, and with
/// --measured if a run lies outside what was predicted.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway compare --preset lane-split
  laneway compare scenario.json --markdown --base-url https://example.org/laneway/ > comment.md
  laneway compare --baseline ci.yml --candidate new.yml --tests report.xml --fail-if-slower
  laneway compare scenario.json --measured run.json
  laneway compare scenario.json --measured report.jsonl --job unit --markdown

--measured takes the jobs of real runs as `gh api --paginate repos/OWNER/NAME/actions/runs/ID/jobs` prints them, or a report of
tests that knows how long its run took. docs/compare.md says more. Intervals are 95% intervals.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    sides: SidesArgs,

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

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    suite: &'a str,
    n_tests: usize,
    changes: &'a [String],
    later: Vec<LaterKind<'a>>,
    /// What real runs came to; empty without any.
    foretold: &'a [Foretold],
    #[serde(flatten)]
    comparison: &'a Comparison,
}

#[derive(Serialize)]
struct LaterKind<'a> {
    kind: &'a str,
    n_both: usize,
    n_later: usize,
    /// The most delayed, at most [`MOST_LATER`].
    most_delayed: Vec<Later<'a>>,
}

#[derive(Serialize)]
struct Later<'a> {
    name: &'a str,
    before: Nanos,
    after: Nanos,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (scenario, notes) = arguments.sides.open()?;
    let measured = arguments.measured.iter().map(|path| open(path)).collect::<anyhow::Result<Vec<_>>>()?.concat();
    // A report of tests is held against its own session.
    let is_of_session = measured.first().is_some_and(|it| it.clock != Clock::Pipeline);
    if measured.iter().any(|it| (it.clock != Clock::Pipeline) != is_of_session) {
        bail!("--measured has reports of tests beside runs of whole pipelines, expected one of these");
    }
    if arguments.job.is_some() && !is_of_session {
        bail!("--job says which job a report of tests is of, expected such a report as --measured");
    }
    let scenario = if is_of_session { of_session(&scenario, arguments.job.as_deref())? } else { scenario };
    let suite = source::make(&scenario.source)?;
    let comparison = compare(&suite, &scenario, Detail::Full, &mut |_| {})?;
    let foretold = foretell(&scenario, &comparison, measured);
    let code = arguments.exit_code(&comparison, &foretold);
    if arguments.markdown {
        let link = arguments.link(&scenario);
        print(&match foretold.as_slice() {
            [] => comment(&scenario, &suite, &comparison, link.as_deref()),
            foretold => follow_up(&suite, foretold, link.as_deref()),
        })?;
        return Ok(code);
    }
    let (changes, later) = (changed(&scenario), later(&scenario, &suite, &comparison));
    if arguments.json {
        let document = Document {
            schema: 1,
            suite: &suite.name,
            n_tests: suite.tests.len(),
            changes: &changes,
            later: later.iter().map(LaterKind::of).collect(),
            foretold: &foretold,
            comparison: &without_runs(comparison),
        };
        print(&format!("{}\n", serde_json::to_string(&document)?))?;
        return Ok(code);
    }
    let text = match foretold.as_slice() {
        [] => describe(&suite, &scenario, &comparison, &changes, &later),
        foretold => describe_foretold(foretold),
    };
    print(&format!("{text}{}", notes.concat()))?;
    Ok(code)
}

impl Arguments {
    fn exit_code(&self, comparison: &Comparison, foretold: &[Foretold]) -> ExitCode {
        let candidate = &comparison.candidate;
        let is_slower = self.fail_if_slower && candidate.runs.verdict == Some(Verdict::Slower);
        let is_good = match foretold {
            [] => candidate.typical.is_green && !is_slower,
            all => all.iter().all(|it| it.place == Place::Inside),
        };
        if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn link(&self, scenario: &Scenario) -> Option<String> {
        let base_url = self.base_url.as_deref()?;
        link_file::best(&Shared::from(scenario.clone()), &Names::None, link_file::MAX_LENGTH, base_url)
            .map(|offer| address(base_url, &offer.link))
    }
}

impl<'a> LaterKind<'a> {
    fn of(kind: &'a Kind) -> Self {
        let most_delayed = kind.later.iter().take(MOST_LATER);
        let later = most_delayed.map(|it| Later { name: &it.name, before: it.before, after: it.after });
        Self { kind: kind.kind, n_both: kind.n_both, n_later: kind.later.len(), most_delayed: later.collect() }
    }
}

/// What a file says of the time that real runs took.
fn open(path: &Path) -> anyhow::Result<Vec<Measured>> {
    let name = || path.display().to_string();
    let bytes = fs::read(path).with_context(name)?;
    if dropped::recognise(&bytes[..bytes.len().min(dropped::HEAD_BYTES)]) == Dropped::Runs {
        let history = actions::read(&String::from_utf8_lossy(&bytes)).with_context(name)?;
        let runs = of_history(&history);
        if runs.is_empty() {
            bail!("{}: no run has times, expected `started_at` and `completed_at` of its jobs", path.display());
        }
        return Ok(runs);
    }
    let reading = report_file::open(&[path.to_owned()], None)?;
    let measured = of_reading(&reading).with_context(|| {
        format!(
            "{}: it does not say how long its run took, expected JUnit XML, a report-log, pytest's output, or the jobs of a run",
            path.display()
        )
    })?;
    Ok(vec![measured])
}

fn describe(suite: &Suite, scenario: &Scenario, comparison: &Comparison, changes: &[String], later: &[Kind]) -> String {
    let total = human::time(suite.tests.iter().map(|test| test.duration).sum());
    let n_tests = human::count(suite.tests.len() as u64);
    let replications = scenario.study.replications;
    let mut text = format!("{}: {n_tests} tests, {total} in all\n\n", suite.name);
    text.push_str(&format!("{}\n", changes::sentence(&comparison.candidate.runs, replications)));
    let mut rows = vec![HEADER.map(str::to_owned).to_vec()];
    rows.extend(figures(comparison, scenario.is_bare()));
    text.push_str(&format!("\n{}\nchanges:\n", table::set(&rows)));
    match changes {
        [] => text.push_str("  none: both sides are the same\n"),
        changes => text.extend(changes.iter().map(|change| format!("  {change}\n"))),
    }
    for kind in later {
        text.push_str(&format!("\n{}", kind.words()));
        if kind.later.is_empty() {
            text.push('\n');
            continue;
        }
        let of_kind = kind.table(MOST_LATER);
        let rows: Vec<_> = std::iter::once(of_kind.header).chain(of_kind.rows).collect();
        text.push_str(&format!(":\n{}", table::set(&rows)));
    }
    text
}

fn describe_foretold(foretold: &[Foretold]) -> String {
    let mut rows = vec![["run", "predicted", "measured", ""].map(str::to_owned).to_vec()];
    rows.extend(foretold.iter().map(|it| {
        vec![it.measured.name.clone(), it.range(), human::time(it.measured.took), it.place.words().to_owned()]
    }));
    let mut text = format!("{}\n\n{}", sentence(foretold), table::set(&rows));
    if let Some(it) = foretold.iter().find(|it| !it.jobs.is_empty()) {
        let mut rows = vec![["job", "typical", "measured", "difference"].map(str::to_owned).to_vec()];
        rows.extend(it.jobs.iter().map(|(name, typical, took)| {
            vec![name.clone(), human::time(*typical), human::time(*took), human::difference(*typical, *took)]
        }));
        text.push_str(&format!("\n{}:\n{}", it.measured.name, table::set(&rows)));
    }
    text
}
