//! `laneway export`: a side of a scenario as files, written into a folder.
//!
//! - [`own_workflow`]: a workflow that is there.

mod own_workflow;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use laneway_engine::simulate::Detail;
use laneway_export::bundle::{Bundle, BundleOptions, PARTS, Part, archive, files};
use laneway_export::merge::config_file::{CONFIG_FILES, ConfigFile};
use laneway_export::merge::diff::unified;
use laneway_export::merge::shadow;
use laneway_export::settings::SettingsOptions;
use laneway_export::side::Side;
use laneway_export::workflow::Note;
use laneway_formats::source;
use laneway_link::address::address;
use laneway_link::fidelity::Names;
use laneway_link::shared::Shared;
use laneway_pipeline::compare::compare;
use laneway_pipeline::scenario::Scenario;
use serde::Serialize;

use self::own_workflow::ByHand;
use crate::workflow_args::WorkflowArgs;
use crate::{link_file, named_file, print, report_file, scenario_file};

/// Writes a side of a scenario as files that work when pasted: settings, conftest.py, targets, a report.
///
/// Exit code 1 if something of the side is in no file, or works against what the files say.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway export --preset lane-split out
  laneway export scenario.json . --into pyproject.toml --dry-run
  laneway export scenario.json . --into setup.cfg --only settings --force
  laneway export scenario.json out --only project
  laneway export scenario.json out --only workflow --service forgejo --python 3.13 --uv
  laneway export scenario.json . --only workflow --workflow-into .github/workflows/ci.yml --dry-run
  laneway export scenario.json out.zip

Nothing that is there is overwritten without --force; --into changes its keys alone, --workflow-into its jobs in question. docs/exports.md describes the files.")]
pub(crate) struct Arguments {
    /// The scenario, unless --preset is given; then the folder, or a file that ends with .zip
    #[arg(required = true, num_args = 1..=2, value_names = ["SCENARIO", "DIR"])]
    paths: Vec<PathBuf>,

    /// A scenario to start from; `laneway presets` lists them
    #[arg(long, value_name = "ID")]
    preset: Option<String>,

    /// Reports of a real run, in place of the scenario's tests
    #[arg(long, value_name = "FILE")]
    tests: Vec<PathBuf>,

    /// Which side
    #[arg(long, default_value = "candidate", value_parser = ["baseline", "candidate"])]
    side: String,

    /// Which parts: settings, workflow, conftest, durations, targets, report, project (default: all but project)
    #[arg(long, value_name = "PART", value_delimiter = ',', value_parser = PARTS.iter().map(|info| info.flag).collect::<Vec<_>>())]
    only: Vec<String>,

    /// The file of settings, changed where it is there: pyproject.toml, pytest.ini, .pytest.ini, tox.ini, setup.cfg or .coveragerc
    #[arg(long, value_name = "FILE", default_value = "pyproject.toml")]
    into: String,

    /// A workflow that is there, for example .github/workflows/ci.yml, which is changed in place of writing a new one
    #[arg(long, value_name = "FILE", conflicts_with = "service")]
    workflow_into: Option<String>,

    /// What coverage measures (default: what coverage reports of the scenario name, or src)
    #[arg(long, value_name = "FOLDER")]
    source: Vec<String>,

    /// Tests start no Python processes that coverage should measure
    #[arg(long)]
    no_subprocesses: bool,

    #[command(flatten)]
    workflow: WorkflowArgs,

    /// The page that opens links, for REPORT.md; names of tests are left out of the link
    #[arg(long, value_name = "ADDRESS")]
    base_url: Option<String>,

    /// Overwrites and changes files that are there
    #[arg(long)]
    force: bool,

    /// Writes nothing: says what would change, as a diff
    #[arg(long)]
    dry_run: bool,

    /// For programs: one JSON document of files, what is in none of them, and what is in the way
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    side: &'a str,
    files: Vec<File<'a>>,
    /// In sentences.
    not_in_files: Vec<String>,
    /// Likewise.
    to_do: Vec<String>,
    in_the_way: Vec<InTheWay>,
    by_hand: &'a [ByHand],
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    about: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct InTheWay {
    file: &'static str,
    /// From 1; `None`: nowhere in this file.
    line: Option<usize>,
    what: String,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (document, target) = match (&arguments.preset, arguments.paths.as_slice()) {
        (Some(_), [target]) => (None, target.as_path()),
        (None, [document, target]) => (Some(document.as_path()), target.as_path()),
        (Some(_), _) => bail!("there are a scenario and --preset, expected one of them"),
        (None, _) => bail!("there is one path, expected a scenario and a folder, or --preset and a folder"),
    };
    let mut scenario = scenario_file::open(document, arguments.preset.as_deref())?;
    if !arguments.tests.is_empty() {
        scenario.source = report_file::open(&arguments.tests, None)?.suite.into();
    }
    let suite = source::make(&scenario.source)?;
    let options = arguments.options(target)?;
    let side = if arguments.side == "baseline" { Side::Baseline } else { Side::Candidate };
    let is_told = options.parts.contains(&Part::Report);
    let comparison = is_told.then(|| compare(&suite, &scenario, Detail::Summary, &mut |_| {})).transpose()?;
    let options = BundleOptions { link: arguments.link(&scenario), ..options };
    let mut bundle = files(&scenario, &suite, side, comparison.as_ref(), &options)?;
    let by_hand = match &arguments.workflow_into {
        Some(path) => own_workflow::bring_into(&mut bundle, target, path, side.of(&scenario), &options.workflow)?,
        None => Vec::new(),
    };
    let is_all = bundle.cannot.is_empty() && bundle.conflicts.is_empty() && by_hand.is_empty();
    let code = if is_all { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if is_zip(target) {
        if target.exists() && !arguments.force {
            bail!("{} is there, expected a new file: --force overwrites it", target.display());
        }
        if !arguments.dry_run {
            named_file::write(target, archive(&bundle.files)?)?;
        }
        if arguments.json {
            print(&arguments.document(&bundle, &by_hand)?)?;
            return Ok(code);
        }
        let names: String = bundle.files.iter().map(|file| format!("{}  {}\n", file.path, file.about)).collect();
        print(&format!("{names}{}", said(&bundle, &by_hand)))?;
        return Ok(code);
    }
    let left = said(&bundle, &by_hand);
    let written = arguments.write(target, &bundle, &left)?;
    print(&if arguments.json { arguments.document(&bundle, &by_hand)? } else { format!("{written}{left}") })?;
    Ok(code)
}

impl Arguments {
    /// The address that opens the scenario, where it is asked for and has room in an address.
    fn link(&self, scenario: &Scenario) -> Option<String> {
        let base_url = self.base_url.as_deref()?;
        link_file::best(&Shared::from(scenario.clone()), &Names::None, link_file::MAX_LENGTH, base_url)
            .map(|offer| address(base_url, &offer.link))
    }

    fn options(&self, target: &Path) -> anyhow::Result<BundleOptions> {
        let usual = BundleOptions::default();
        let config_file = ConfigFile::from_name(&self.into).with_context(|| {
            // What pytest 9 reads before all others, and what is written into none of them.
            let is_toml = matches!(self.into.rsplit(['/', '\\']).next(), Some("pytest.toml" | ".pytest.toml"));
            let way_out = if is_toml { ": put in by hand what `--into pytest.ini --dry-run` shows" } else { "" };
            let names: Vec<&str> = CONFIG_FILES.iter().map(|info| info.name).collect();
            format!("--into is `{}`, expected one of {}{way_out}", self.into, names.join(", "))
        })?;
        let mut existing = Vec::new();
        for name in shadow::FILES.iter().filter(|_| !is_zip(target)) {
            let path = target.join(name);
            if path.is_file() {
                let text = named_file::text(&path)?;
                existing.push(((*name).to_owned(), text));
            }
        }
        let parts = PARTS.iter().filter(|info| self.only.iter().any(|flag| flag == info.flag)).map(|info| info.part);
        Ok(BundleOptions {
            parts: if self.only.is_empty() { usual.parts } else { parts.collect() },
            config_file,
            existing,
            settings: SettingsOptions { sources: self.source.clone(), measures_subprocesses: !self.no_subprocesses },
            workflow: self.workflow.options(),
            service: self.workflow.service(),
            link: None,
        })
    }

    fn document(&self, bundle: &Bundle, by_hand: &[ByHand]) -> anyhow::Result<String> {
        let files = bundle.files.iter().map(|file| File { path: &file.path, about: &file.about, text: &file.text });
        let in_the_way = bundle.conflicts.iter().map(|(file, conflict)| InTheWay {
            file: file.name(),
            line: conflict.line(),
            what: conflict.to_string(),
        });
        let document = Document {
            schema: 1,
            side: &self.side,
            files: files.collect(),
            not_in_files: bundle.cannot.iter().map(ToString::to_string).collect(),
            to_do: bundle.notes.iter().map(note).collect(),
            in_the_way: in_the_way.collect(),
            by_hand,
        };
        Ok(format!("{}\n", serde_json::to_string(&document)?))
    }

    /// Writes the files, all or none; what was done, or would be. `left` is what is left to do.
    fn write(&self, folder: &Path, bundle: &Bundle, left: &str) -> anyhow::Result<String> {
        let mut text = String::new();
        let mut changed = Vec::new();
        for file in &bundle.files {
            let path = folder.join(&file.path);
            let old = if path.exists() { Some(named_file::text(&path)?) } else { None };
            match old {
                Some(old) if old == file.text => text.push_str(&format!("{}  is so already\n", file.path)),
                Some(old) => {
                    text.push_str(&unified(&file.path, &old, &file.text));
                    changed.push(file.path.as_str());
                }
                None if self.dry_run => text.push_str(&unified(&file.path, "", &file.text)),
                None => text.push_str(&format!("{}  {}\n", file.path, file.about)),
            }
        }
        if self.dry_run {
            return Ok(text);
        }
        if !changed.is_empty() && !self.force {
            print(&format!("{text}{left}"))?;
            bail!("{} would change, nothing was written: --force writes it as shown", changed.join(", "));
        }
        for file in &bundle.files {
            let path = folder.join(&file.path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
            }
            named_file::write(&path, &file.text)?;
        }
        Ok(text)
    }
}

fn note(note: &Note) -> String {
    format!("{}: {}", note.place, note.message)
}

fn is_zip(target: &Path) -> bool {
    target.extension().is_some_and(|extension| extension == "zip")
}

/// What the files do not say, and what works against them.
fn said(bundle: &Bundle, by_hand: &[ByHand]) -> String {
    let mut text = String::new();
    if !bundle.conflicts.is_empty() {
        text.push_str("\nin the way:\n");
        let conflicts = bundle.conflicts.iter();
        text.extend(conflicts.map(|(file, conflict)| format!("  {}, {conflict}\n", file.name())));
    }
    if !by_hand.is_empty() {
        text.push_str("\nto do by hand:\n");
        text.extend(by_hand.iter().map(|edit| format!("  {edit}\n")));
    }
    if !bundle.notes.is_empty() {
        text.push_str("\nto look at in the workflow:\n");
        text.extend(bundle.notes.iter().map(|it| format!("  {}\n", note(it))));
    }
    if !bundle.cannot.is_empty() {
        text.push_str("\nnot in the files:\n");
        text.extend(bundle.cannot.iter().map(|cannot| format!("  {cannot}\n")));
    }
    text
}
