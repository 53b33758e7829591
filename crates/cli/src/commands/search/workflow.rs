//! A search in parts as a workflow: the same command, part by part.

use std::env;
use std::ffi::OsString;

use anyhow::Context;
use laneway_export::workflow::search_parts::{MAX_PARTS, SearchParts, search_parts};

use crate::number_arg::whole;

/// A search on several machines of GitHub.
#[derive(clap::Args)]
pub(super) struct SearchWorkflowArgs {
    /// Searches nothing: prints a GitHub workflow that searches in so many parts and merges them, with this very command
    #[arg(
        long,
        value_name = "N",
        requires = "install",
        conflicts_with_all = ["part", "output", "json"],
        value_parser = whole(1, MAX_PARTS)
    )]
    workflow: Option<u32>,

    /// The command that brings laneway to the machines of the workflow
    #[arg(long, value_name = "COMMAND", requires = "workflow")]
    install: Option<String>,
}

impl SearchWorkflowArgs {
    /// The workflow that is asked for; `None`: a search is.
    pub(super) fn text(&self) -> anyhow::Result<Option<String>> {
        let Some((n_parts, install)) = self.workflow.zip(self.install.as_deref()) else { return Ok(None) };
        let arguments = without_workflow(env::args_os().skip(2))?;
        Ok(Some(search_parts(&SearchParts { arguments: &arguments, n_parts, install }).text))
    }
}

/// The words behind `laneway search`, less those that ask for the workflow.
fn without_workflow(words: impl Iterator<Item = OsString>) -> anyhow::Result<Vec<String>> {
    let mut words = words;
    let mut kept = Vec::new();
    while let Some(word) = words.next() {
        let word = text(word)?;
        match word.as_str() {
            "--workflow" | "--install" => drop(words.next()),
            _ if word.starts_with("--workflow=") || word.starts_with("--install=") => {}
            // Its value may look like an option.
            "--baseline" => {
                kept.push(word);
                kept.extend(words.next().map(text).transpose()?);
            }
            _ => kept.push(word),
        }
    }
    Ok(kept)
}

fn text(word: OsString) -> anyhow::Result<String> {
    let text = word.into_string().ok();
    text.context("an argument is no UTF-8, expected text that a workflow can hold")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &str) {
        let kept = without_workflow(words.split(' ').map(OsString::from)).expect("texts");
        assert_eq!(kept.join(" "), expected);
    }

    #[test]
    fn ok_the_command_less_what_asks_for_the_workflow() {
        check("--scenario s.json --workflow 4 --install get -n 4", "--scenario s.json -n 4");
        check("--workflow=4 --preset four --install=get", "--preset four");
    }

    #[test]
    fn ok_a_pytest_line_stays_whole() {
        check("a.json --baseline --workflow --install get", "a.json --baseline --workflow");
    }
}
