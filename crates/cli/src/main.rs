//! `laneway`: what a change to how tests run in CI would do, on the command line.
//!
//! - [`commands`]: one file a subcommand.
//! - [`session_args`]: the options that describe a session, named like pytest-xdist's.
//! - [`suite_args`]: those that say which suite.
//! - [`selection_args`]: those that say which part of it.
//! - [`calibrated_file`]: costs of a real run.
//! - [`order_arg`]: the orders of collection, as an option.
//! - [`number_arg`]: whole numbers, as options.
//! - [`conditions`]: what a session does to recorded durations, in sentences.
//! - [`named_file`]: what is said of files that cannot be read or written.
//! - [`report_file`]: opens test reports.
//! - [`pipeline_file`]: opens workflow files and real runs.
//! - [`scenario_file`]: opens scenarios, or finds presets. [`link_file`]: the link to take of those that can be made.
//! - [`sides_args`]: those that say which two pipelines are simulated. [`candidates_args`]: which candidates are compared.
//! - [`start_args`]: what both start from.
//! - [`workflow_args`]: the options of a workflow.
//! - [`table`]: columns of text.
//!
//! Exit codes: 0 good, 1 the answer is "no", 2 bad input.

mod commands;

mod session_args;

mod suite_args;

mod selection_args;

mod calibrated_file;

mod order_arg;

mod number_arg;

mod conditions;

mod named_file;

mod report_file;

mod pipeline_file;

mod scenario_file;

mod link_file;

mod start_args;

mod sides_args;

mod candidates_args;

mod workflow_args;

mod table;

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use commands::{
    advise, calibrate, compare, completions, export, generate, import, lesson, link, pipeline, presets, replay, search,
    simulate, split, study,
};

/// Simulates pytest-xdist runs on your own test durations.
#[derive(Parser)]
#[command(
    name = "laneway",
    version,
    propagate_version = true,
    after_help = "Begin with the durations that you have, or with a preset:
  laneway simulate .test_durations -n 8 --dist all
  laneway simulate report.xml -n 4 --dist worksteal
  laneway pipeline --preset lane-split

Times are numbers with a unit: 250ms, 1.5s, 9min. `laneway COMMAND --help` has the options, defaults and examples of a command.
Exit codes: 0 good, 1 the answer is \"no\" (each command says when), 2 input that cannot be used."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Simulate(simulate::Arguments),
    Study(study::Arguments),
    Pipeline(pipeline::Arguments),
    Compare(compare::Arguments),
    Advise(advise::Arguments),
    Search(search::Arguments),
    Merge(search::MergeArguments),
    Export(export::Arguments),
    Link(link::Arguments),
    Lesson(lesson::Arguments),
    Split(split::Arguments),
    Calibrate(calibrate::Arguments),
    Presets(presets::Arguments),
    Generate(generate::Arguments),
    Import(import::Arguments),
    Replay(replay::Arguments),
    Completions(completions::Arguments),
}

/// The exit code for input that cannot be used.
const BAD_INPUT: u8 = 2;

fn main() -> ExitCode {
    // `-1` is a number that is too small, no option.
    let known = Arguments::command().mut_subcommands(|command| command.allow_negative_numbers(true));
    let arguments = Arguments::from_arg_matches(&known.get_matches()).unwrap_or_else(|error| error.exit());
    let result = match arguments.command {
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Study(arguments) => study::run(&arguments),
        Command::Pipeline(arguments) => pipeline::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Advise(arguments) => advise::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Merge(arguments) => search::run_merge(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Link(arguments) => link::run(&arguments),
        Command::Lesson(arguments) => lesson::run(&arguments),
        Command::Split(arguments) => split::run(&arguments),
        Command::Calibrate(arguments) => calibrate::run(&arguments),
        Command::Presets(arguments) => presets::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
    };
    match result {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

/// Writes to standard output; a reader that has gone away is an error like any other.
fn print(text: &str) -> std::io::Result<()> {
    std::io::stdout().lock().write_all(text.as_bytes())
}

/// Says something beside what is printed.
#[expect(clippy::print_stderr, reason = "standard output is for the result alone")]
fn say(text: &str) {
    eprint!("{text}");
}

#[expect(clippy::print_stderr, reason = "this is where a command says why it failed")]
fn fail(error: &anyhow::Error) -> ExitCode {
    let is_closed_pipe = |cause: &std::io::Error| cause.kind() == std::io::ErrorKind::BrokenPipe;
    if error.downcast_ref::<std::io::Error>().is_some_and(is_closed_pipe) {
        return ExitCode::SUCCESS;
    }
    eprintln!("laneway: {}", causes(error));
    ExitCode::from(BAD_INPUT)
}

/// An error and what caused it, from the outside in; what the one before has said already is not said again.
fn causes(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.ends_with(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}
