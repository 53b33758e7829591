//! `laneway link`: a scenario as an address that opens it, and the other way.

use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use laneway_chart::human;
use laneway_engine::suite::Suite;
use laneway_formats::{scenario_json, source};
use laneway_link::address::{self, n_before};
use laneway_link::answer::{Moved, best};
use laneway_link::fidelity::{LEVELS, Level, NamesKept};
use laneway_link::headline::{Headline, Mismatch};
use laneway_link::link::read_shared;
use laneway_link::said::{figures, moved};
use laneway_link::sending::{headline, names, sent};
use laneway_link::shared::Shared;
use laneway_pipeline::scenario::Scenario;
use serde::Serialize;

use crate::number_arg::whole;
use crate::{link_file, named_file, print, report_file, say, scenario_file, table};

/// Makes a link that opens a scenario, or opens one.
///
/// Exit code 1 if the link is longer than --max-length, or the sender's figures are not those computed here.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway link --preset lane-split --base-url https://example.org/laneway/
  laneway link scenario.json --base-url https://example.org/ --title 'Two lanes' --names mentioned
  laneway link scenario.json --tests report.xml --base-url https://example.org/ --fidelity steps
  laneway link --open 'https://example.org/#v1.EwUT...' --output scenario.laneway.json

What is simulated from a link is what it holds: it says how far the answer moves by that. docs/link.md describes links.")]
pub(crate) struct Arguments {
    /// A scenario: a suite, the pipeline now, the pipeline tried
    #[arg(conflicts_with_all = ["preset", "open"])]
    scenario: Option<PathBuf>,

    /// A scenario to start from; `laneway presets` lists them
    #[arg(long, value_name = "ID")]
    preset: Option<String>,

    /// Reports of a real run, in place of the scenario's tests
    #[arg(long, value_name = "FILE")]
    tests: Vec<PathBuf>,

    /// The page that opens links, https://...
    #[arg(long, value_name = "ADDRESS", required_unless_present = "open")]
    base_url: Option<String>,

    /// How much of the suite is kept (default: the shortest that keeps the answer): fine, steps, shape
    #[arg(long, value_name = "LEVEL", value_parser = LEVELS.iter().map(|info| info.flag).collect::<Vec<_>>())]
    fidelity: Option<String>,

    /// Which names are kept: none, those that advice mentions and of the longest tests, or all
    #[arg(long, value_name = "WHICH", default_value = "none", value_parser = ["none", "mentioned", "all"])]
    names: String,

    /// The longest address, in characters; a scenario that needs more is written as a file
    #[arg(long, value_name = "N", default_value_t = link_file::MAX_LENGTH, value_parser = length)]
    max_length: usize,

    /// What the link is about
    #[arg(long, value_name = "TEXT", default_value = "")]
    title: String,

    /// What its readers should know
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,

    /// What is open: pipeline, timeline, study or search
    #[arg(long, value_name = "VIEW", default_value = "", hide_default_value = true)]
    view: String,

    /// Opens a link; `-` reads it from standard input
    #[arg(long, value_name = "LINK")]
    open: Option<String>,

    /// Where the scenario is written: of an opened link, or of one that is too long
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// For programs: one JSON document
    #[arg(long)]
    json: bool,
}

/// What `--json` prints of a link that is made.
#[derive(Serialize)]
struct Made<'a> {
    schema: u32,
    /// `None`: it is too long.
    link: Option<&'a str>,
    n_characters: usize,
    fidelity: String,
    headline: Option<&'a Headline>,
    /// What was simulated of the scenario as it is and as linked, seconds.
    moved: Option<&'a Moved>,
    is_same: bool,
}

/// What `--json` prints of a link that is opened.
#[derive(Serialize)]
struct Opened<'a> {
    schema: u32,
    shared: &'a Shared,
    recomputed: &'a Headline,
    mismatch: Option<Mismatch>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match (&arguments.open, &arguments.base_url) {
        (Some(link), _) => open(arguments, link),
        (None, Some(base_url)) => make(arguments, base_url),
        (None, None) => bail!("there is no --base-url, expected the page that opens links, https://..."),
    }
}

fn make(arguments: &Arguments, base_url: &str) -> anyhow::Result<ExitCode> {
    address::check(base_url).context("--base-url")?;
    let mut scenario = scenario_file::open(arguments.scenario.as_deref(), arguments.preset.as_deref())?;
    if !arguments.tests.is_empty() {
        scenario.source = report_file::open(&arguments.tests, None)?.suite.into();
    }
    let suite = source::make(&scenario.source)?;
    let as_is = headline(&scenario, &suite, scenario.study.replications)?;
    let names = names(arguments.names_kept(), &scenario, &suite);
    let Arguments { title, note, view, .. } = arguments;
    let [title, note, view] = [title, note, view].map(Clone::clone);
    let shared = Shared { title, note, view, headline: Some(as_is), ..Shared::from(scenario.clone()) };
    let mut offers = sent(&shared, &suite, &names, scenario.study.replications);
    let n_before = n_before(base_url);
    if !arguments.json {
        say(&table::set(
            &offers.iter().map(|offer| vec![offer.words(n_before), moved(offer.moved.as_ref())]).collect::<Vec<_>>(),
        ));
    }
    let level = arguments.fidelity.as_deref().and_then(Level::from_flag);
    // A suite that is made by rule has one link alone.
    offers.retain(|offer| offer.level.is_none() || level.is_none() || offer.level == level);
    let best = best(&offers, arguments.max_length.saturating_sub(n_before));
    if address::is_local(base_url) {
        say("the address is that of this machine: colleagues cannot open it\n");
    }
    let Some(offer) = best.or(offers.first().filter(|_| arguments.json)) else {
        return too_long(arguments, &scenario);
    };
    let address = address::address(base_url, &offer.link);
    let code = if best.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if arguments.json {
        let made = Made {
            schema: 1,
            link: best.map(|_| address.as_str()),
            n_characters: address.chars().count(),
            fidelity: offer.shared.fidelity.words(),
            headline: offer.shared.headline.as_ref(),
            moved: offer.moved.as_ref(),
            is_same: offer.is_same(),
        };
        print(&format!("{}\n", serde_json::to_string(&made)?))?;
        return Ok(code);
    }
    say(&format!("taken: {}\n", offer.words(n_before)));
    if let (Some(as_is), Some(linked)) = (&offer.shared.as_is, &offer.shared.headline) {
        say("the link changes the answer:\n");
        say(&beside(["", "as it is", "as linked"], as_is, linked));
    }
    print(&format!("{address}\n"))?;
    Ok(code)
}

impl Arguments {
    fn names_kept(&self) -> NamesKept {
        match self.names.as_str() {
            "all" => NamesKept::All,
            "mentioned" => NamesKept::Mentioned,
            _ => NamesKept::None,
        }
    }
}

/// Says that no link is short enough, and writes the file if it is told where.
fn too_long(arguments: &Arguments, scenario: &Scenario) -> anyhow::Result<ExitCode> {
    let most = arguments.max_length;
    match &arguments.output {
        Some(path) => {
            named_file::write(path, scenario_json::write(scenario))?;
            say(&format!(
                "no link has {most} characters or fewer: {} is written, to be dropped on the page\n",
                path.display()
            ));
        }
        None => say(&format!(
            "no link has {most} characters or fewer: `--output scenario.laneway.json` writes a file to be dropped on the page, \
             `--fidelity shape` and `--names none` make shorter links\n"
        )),
    }
    Ok(ExitCode::FAILURE)
}

fn open(arguments: &Arguments, link: &str) -> anyhow::Result<ExitCode> {
    let mut text = link.to_owned();
    if link == "-" {
        text.clear();
        std::io::stdin().read_to_string(&mut text).context("standard input")?;
    }
    let shared = read_shared(&text)?;
    let suite = source::make(&shared.scenario.source)?;
    let study = &shared.scenario.study;
    let n_runs = shared.headline.as_ref().map_or(study.replications, |sent| sent.replications);
    let recomputed = headline(&shared.scenario, &suite, n_runs)?;
    let mismatch = shared.headline.as_ref().and_then(|sent| sent.mismatch(shared.model, &recomputed));
    let code = if mismatch.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    let document = scenario_json::write(&shared.scenario);
    if let Some(path) = &arguments.output {
        named_file::write(path, &document)?;
    }
    if arguments.json {
        let opened = Opened { schema: 1, shared: &shared, recomputed: &recomputed, mismatch };
        print(&format!("{}\n", serde_json::to_string(&opened)?))?;
        return Ok(code);
    }
    let about = describe(&shared, &suite, &recomputed, mismatch);
    if arguments.output.is_some() {
        print(&about)?;
    } else {
        say(&about);
        print(&format!("{document}\n"))?;
    }
    Ok(code)
}

fn describe(shared: &Shared, suite: &Suite, recomputed: &Headline, mismatch: Option<Mismatch>) -> String {
    let mut text = String::new();
    for line in [&shared.title, &shared.note].into_iter().filter(|line| !line.is_empty()) {
        // A terminal obeys control characters.
        text.push_str(&format!("{}\n", line.replace(|c: char| c.is_control() && c != '\n', " ")));
    }
    let names = match shared.names {
        NamesKept::None => ", names left out",
        NamesKept::Mentioned => ", some names",
        NamesKept::All => "",
    };
    let n_tests = human::count(suite.tests.len() as u64);
    text.push_str(&format!("{n_tests} tests, {}{names}\n\n", shared.fidelity.words()));
    let Some(sent) = &shared.headline else {
        text.push_str("The sender simulated nothing.\n\n");
        text.push_str(&beside(["", "computed here", ""], recomputed, recomputed));
        return text;
    };
    text.push_str(&beside(["", "sender's figures", "computed here"], sent, recomputed));
    match mismatch {
        None => text.push_str("\nThe same to the last digit.\n"),
        Some(why) => text.push_str(&format!("\nThey differ: {}.\n", why.words())),
    }
    if let Some(as_is) = &shared.as_is {
        text.push_str("\nBefore the sender made the link shorter, the figures were others:\n\n");
        text.push_str(&beside(["", "as it was", "as linked"], as_is, sent));
    }
    text
}

/// Two headlines as columns.
fn beside(header: [&str; 3], one: &Headline, other: &Headline) -> String {
    let has_other = !header[2].is_empty();
    let row = |cells: [String; 3]| cells.into_iter().take(if has_other { 3 } else { 2 }).collect::<Vec<_>>();
    let mut all = vec![row(header.map(str::to_owned))];
    let rows = figures(one).into_iter().zip(figures(other));
    all.extend(rows.map(|((name, one), (_, other))| row([name.to_owned(), one, other])));
    table::set(&all)
}

fn length(text: &str) -> Result<usize, String> {
    whole(0, u32::MAX)(text).map(|length| length as usize)
}
