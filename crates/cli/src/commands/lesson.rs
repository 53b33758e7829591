//! `laneway lesson`: reads a lesson aloud, and holds what it says against the simulation.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use laneway_lesson::guess::{Answer, Guess};
use laneway_lesson::lesson::Lesson;
use laneway_lesson::link;
use laneway_lesson::own::{self, OWN};
use serde::Serialize;

use crate::{named_file, print};

/// Reads a lesson, simulates all that it asks and claims, and prints it with its answers; without one, lists Laneway's own.
///
/// Exit code 2 if it is no lesson, or claims what the simulation does not show.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway lesson
  laneway lesson stealing
  laneway lesson ours.toml --base-url https://example.org/laneway/")]
pub(crate) struct Arguments {
    /// A file, or the id of one of Laneway's own
    #[arg(value_name = "LESSON")]
    lesson: Option<String>,
    /// Prints a link that opens the lesson on this page, https://...
    #[arg(long, value_name = "ADDRESS", requires = "lesson")]
    base_url: Option<String>,
    /// Prints its document: something to begin with
    #[arg(long, requires = "lesson", conflicts_with_all = ["base_url", "json"])]
    document: bool,
    /// For programs: one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    #[serde(flatten)]
    lesson: &'a Lesson,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Some(name) = &arguments.lesson else {
        print(&list(arguments.json)?)?;
        return Ok(ExitCode::SUCCESS);
    };
    let text = match own::document(name) {
        Some(text) => text.to_owned(),
        None if Path::new(name).exists() => named_file::text(Path::new(name))?,
        None => {
            let ids: Vec<&str> = OWN.iter().map(|own| own.id).collect();
            return Err(anyhow!("{name} is no file, and no lesson: expected a file, or one of {}", ids.join(", ")));
        }
    };
    if arguments.document {
        print(&text)?;
        return Ok(ExitCode::SUCCESS);
    }
    let lesson = Lesson::read(&text).with_context(|| name.clone())?;
    let link = arguments.base_url.as_ref().map(|base| {
        let hash = if own::document(name).is_some() { format!("lesson={name}") } else { link::write(&text) };
        format!("{}#{hash}", base.trim_end_matches('#'))
    });
    if arguments.json {
        print(&format!("{}\n", serde_json::to_string(&Document { schema: 1, lesson: &lesson, link })?))?;
        return Ok(ExitCode::SUCCESS);
    }
    print(&match link {
        Some(link) => format!("{link}\n"),
        None => aloud(&lesson),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn list(is_json: bool) -> anyhow::Result<String> {
    if is_json {
        let rows: Vec<_> =
            OWN.iter().map(|own| serde_json::json!({"id": own.id, "title": own.title, "about": own.about})).collect();
        return Ok(format!("{}\n", serde_json::to_string(&serde_json::json!({"schema": 1, "lessons": rows}))?));
    }
    let width = OWN.iter().map(|own| own.id.len()).max().unwrap_or_default();
    Ok(OWN.iter().map(|own| format!("{:width$}  {}\n{:width$}  {}\n", own.id, own.title, "", own.about)).collect())
}

fn aloud(lesson: &Lesson) -> String {
    let mut text = format!("{}\n{}\n", lesson.title, lesson.about);
    for (place, step) in lesson.steps.iter().enumerate() {
        text.push_str(&format!("\n{}. {}\n", place + 1, step.text.join("\n\n   ")));
        text.push_str(&step.guess.as_ref().map(asked).unwrap_or_default());
        if !step.free.is_empty() {
            let free: Vec<&str> = step.free.iter().map(|control| control.words()).collect();
            text.push_str(&format!("   Free: {}\n", free.join(", ")));
        }
    }
    text
}

fn asked(guess: &Guess) -> String {
    let answer: String = match &guess.answer {
        Answer::Choice { choices, right } => choices
            .iter()
            .enumerate()
            .map(|(place, choice)| format!("   {} {choice}\n", if place == *right { "*" } else { "-" }))
            .collect(),
        Answer::Figure { words, .. } => format!("   * {words}\n"),
    };
    format!("\n   {}\n{answer}   {}\n", guess.ask.trim(), guess.because)
}
