//! The options that say which candidates are compared with one baseline: scenarios, links or pipelines, under names.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use laneway_engine::suite::Suite;
use laneway_formats::source;
use laneway_link::link::read_shared;
use laneway_pipeline::scenario::Scenario;

use crate::scenario_file;
use crate::start_args::{StartArgs, pipeline};

/// One candidate, or several that belong together.
#[derive(clap::Args)]
pub(crate) struct CandidatesArgs {
    /// A scenario (a suite, the pipeline now, the pipeline tried) as a file or a link; several are as many candidates, and
    /// NAME=SCENARIO gives one a name
    #[arg(value_name = "SCENARIO", conflicts_with = "preset")]
    #[arg(required_unless_present_any = ["preset", "baseline"])]
    scenarios: Vec<OsString>,

    #[command(flatten)]
    start: StartArgs,

    /// The pipeline to try, likewise (default: the scenario's, or the baseline); given again, another candidate, and NAME=FILE
    /// gives one a name
    #[arg(long, value_name = "FILE")]
    candidate: Vec<OsString>,
}

/// A candidate: what it is called, and the scenario that tries it.
pub(crate) struct Candidate {
    pub(crate) name: String,
    pub(crate) scenario: Scenario,
}

/// All of them, on one suite.
pub(crate) struct Candidates {
    /// At least one; several have the same baseline, tests, seed and replications.
    pub(crate) all: Vec<Candidate>,
    /// The tests of all.
    pub(crate) suite: Arc<Suite>,
    /// What had to be assumed.
    pub(crate) notes: Vec<String>,
}

impl CandidatesArgs {
    /// What is compared. Several candidates that do not belong together are an error, which says what tells them apart.
    pub(crate) fn open(&self) -> anyhow::Result<Candidates> {
        let mut notes = Vec::new();
        let preset = self.start.preset.as_deref();
        if !self.candidate.is_empty() && self.scenarios.len() > 1 {
            let n = self.scenarios.len();
            bail!("--candidate stands beside {n} scenarios, expected one at most: each brings a candidate of its own");
        }
        let (mut names, mut scenarios) = (Vec::new(), Vec::new());
        for text in &self.scenarios {
            let (name, scenario) = opened(text)?;
            names.push(name);
            scenarios.push(scenario);
        }
        if scenarios.is_empty() {
            names.push(preset.unwrap_or("candidate").to_owned());
            scenarios.push(if preset.is_some() { scenario_file::open(None, preset)? } else { Scenario::default() });
        }
        self.start.put_into(&mut scenarios, &mut notes)?;
        if !self.candidate.is_empty() {
            let start = scenarios.swap_remove(0);
            names.clear();
            scenarios.clear();
            for text in &self.candidate {
                let (name, file) = named(text);
                let path = PathBuf::from(file);
                names.push(name.unwrap_or_else(|| stem(&path)));
                scenarios.push(Scenario { candidate: pipeline(&path, &mut notes)?, ..start.clone() });
            }
        } else if self.scenarios.is_empty() && preset.is_none() {
            scenarios[0].candidate = scenarios[0].baseline.clone();
        }
        notes.extend(self.start.unused_tests(&scenarios));
        let suite = source::make(&scenarios[0].source)?;
        // A terminal obeys control characters, and a name is one line of a table.
        let names = names.iter().map(|name| name.replace(char::is_control, " ").trim().to_owned());
        let all: Vec<_> = names.zip(scenarios).map(|(name, scenario)| Candidate { name, scenario }).collect();
        check(&all, &suite)?;
        Ok(Candidates { all, suite, notes })
    }
}

/// A scenario and what it is called: as it is given, as its link says, or after its file.
fn opened(text: &OsStr) -> anyhow::Result<(String, Scenario)> {
    let (name, place) = named(text);
    if let Some(link) = place.to_str().filter(|_| is_link(&place)) {
        let shared = read_shared(link).with_context(|| format!("the link {}", shown(link)))?;
        let title = Some(shared.title).filter(|title| !title.trim().is_empty());
        return Ok((name.or(title).unwrap_or_else(|| "link".to_owned()), shared.scenario));
    }
    let path = PathBuf::from(place);
    let scenario = scenario_file::open(Some(&path), None)?;
    Ok((name.unwrap_or_else(|| stem(&path)), scenario))
}

/// `NAME=PLACE` in its parts. What is a file as it stands has no name, nor has an address that holds `=`.
fn named(text: &OsStr) -> (Option<String>, OsString) {
    let parts = text.to_str().filter(|_| !Path::new(text).exists()).and_then(|text| text.split_once('='));
    match parts.filter(|(name, _)| !name.is_empty() && !name.contains(['/', '\\', ':', '#'])) {
        Some((name, place)) => (Some(name.to_owned()), place.into()),
        None => (None, text.to_owned()),
    }
}

/// Whether it is an address, or what stands in one behind the `#`.
fn is_link(place: &OsStr) -> bool {
    let is_version = |text: &str| {
        let version = text.trim_start_matches('#').strip_prefix('v').and_then(|rest| rest.split_once('.'));
        version.is_some_and(|(digits, _)| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit()))
    };
    let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://") || is_version(text);
    !Path::new(place).exists() && place.to_str().is_some_and(is_address)
}

/// The beginning of a link.
fn shown(link: &str) -> String {
    let begin: String = link.chars().take(60).collect();
    if begin.len() < link.len() { format!("`{begin}...`") } else { format!("`{begin}`") }
}

/// The file's name without what says its kind.
fn stem(path: &Path) -> String {
    let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
    name.strip_suffix(".laneway").unwrap_or(&name).to_owned()
}

/// Whether all belong together: one name each; one suite, baseline, seed and noise for all, so that runs can be paired.
fn check(all: &[Candidate], suite: &Suite) -> anyhow::Result<()> {
    let [first, others @ ..] = all else { return Ok(()) };
    let mut names = BTreeSet::new();
    if let Some(twice) = all.iter().find(|it| !names.insert(it.name.as_str())) {
        bail!("two candidates are called `{}`, expected a name each, such as `four-shards=FILE`", twice.name);
    }
    for other in others {
        let (a, b, one) = (&first.name, &other.name, &first.scenario);
        let it = &other.scenario;
        if it.source != one.source {
            let own = source::make(&it.source)?;
            if (&own.tests, &own.recording) != (&suite.tests, &suite.recording) {
                let [n, n_own] = [suite, &own].map(|suite| suite.tests.len());
                bail!(
                    "`{a}` and `{b}` run other tests ({n} of {}, {n_own} of {}), expected one suite: `--tests REPORT` gives all the same",
                    suite.name,
                    own.name
                );
            }
        }
        let (study, own) = (&one.study, &it.study);
        if own.seed != study.seed {
            let (seed, own) = (study.seed, own.seed);
            bail!("`{a}` has the seed {seed}, `{b}` {own}, expected one: `--seed N` gives all the same luck");
        }
        if own.replications != study.replications {
            let (n, n_own) = (study.replications, own.replications);
            bail!("`{a}` has {n} replications, `{b}` {n_own}, expected as many: `--replications N` gives all the same");
        }
        if (own.noise, own.worthwhile) != (study.noise, study.worthwhile) {
            bail!(
                "`{a}` and `{b}` differ in `noise` or `worthwhile` of their `study`, expected the same in both files"
            );
        }
        if it.calibration != one.calibration {
            bail!("`{a}` and `{b}` rest on different calibrations, expected one: save both with the same one");
        }
        if it.baseline != one.baseline {
            bail!("`{a}` and `{b}` have different baselines, expected one: `--baseline FILE` gives all the same");
        }
    }
    Ok(())
}
