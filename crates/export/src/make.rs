//! Targets for local use: a Makefile and a justfile with one target for each run of tests, one for all, and the gate.

use crate::cannot::CannotExpress;
use crate::settings::{Configured, LaneCommand};

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// GNU make.
    Make,
    /// just.
    Just,
}

/// The file, and what it leaves out: a command that does not fit in one line.
pub fn targets(configured: &Configured, tool: Tool) -> (String, Vec<CannotExpress>) {
    let mut cannot = Vec::new();
    let mut rows: Vec<(String, String, Vec<String>)> = Vec::new();
    for command in &configured.commands {
        let shell = command.shell();
        match escaped(&shell, tool) {
            Some(line) => rows.push((format!("test-{}", command.slug), about(command), vec![line])),
            None => cannot.push(CannotExpress::TargetLine { lane: command.lane.clone(), text: shell }),
        }
    }
    let names: Vec<String> = rows.iter().map(|(name, ..)| name.clone()).collect();
    let files: Vec<&String> = configured.commands.iter().filter_map(|command| command.data_file.as_ref()).collect();
    let n_files = files.len();
    let gate = laneway_formats::addopts::join(files.into_iter().cloned());
    if let Some(files) = escaped(&gate, tool).filter(|files| !files.is_empty()) {
        let lines = match n_files {
            1 => vec![format!("COVERAGE_FILE={files} coverage report")],
            _ => vec![format!("coverage combine --keep {files}"), "coverage report".to_owned()],
        };
        rows.push(("gate".to_owned(), "coverage of all runs together, held against fail_under".to_owned(), lines));
    }
    let mut text = String::from("# Runs of tests as CI has them, without shards: each runs all of its tests.\n");
    if tool == Tool::Make {
        let all: Vec<&str> = rows.iter().map(|(name, ..)| name.as_str()).collect();
        text.push_str(&format!("\n.PHONY: test {}\n", all.join(" ")));
    }
    text.push_str(&format!("\n# All runs, one after another.\ntest: {}\n", names.join(" ")));
    let indent = if tool == Tool::Make { "\t" } else { "    " };
    for (name, about, lines) in rows {
        let lines: String = lines.iter().map(|line| format!("{indent}{line}\n")).collect();
        text.push_str(&format!("\n# {about}\n{name}:\n{lines}"));
    }
    (text, cannot)
}

fn about(command: &LaneCommand) -> String {
    // Names of people stay out of comments: only what is plain stands there.
    let plain: String =
        command.lane.chars().map(|c| if c.is_alphanumeric() || " _-.,".contains(c) { c } else { '?' }).collect();
    match command.n_shards {
        1 => plain,
        n_shards => format!("{plain}; in CI {n_shards} shards share its tests out"),
    }
}

/// A command on one line of the file; `None` where it has a line break.
fn escaped(command: &str, tool: Tool) -> Option<String> {
    if command.contains(|c: char| c.is_control()) {
        return None;
    }
    Some(match tool {
        Tool::Make => command.replace('$', "$$"),
        Tool::Just => command.replace("{{", "{{{{"),
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::settings::Settings;

    fn check(tool: Tool, expected: Expect) {
        let command = |lane: &str, slug: &str, word: &str, n_shards| LaneCommand {
            lane: lane.to_owned(),
            slug: slug.to_owned(),
            data_file: Some(format!(".coverage.{slug}")),
            words: vec![word.to_owned()],
            n_shards,
            plugins: Vec::new(),
        };
        let commands = vec![
            command("unit", "unit", "-n", 1),
            command("a\nb: $(c)", "a-b", "$(x) {{y}} #z", 4),
            command("broken", "broken", "a\nb", 1),
        ];
        let configured = Configured { settings: Settings::default(), commands, cannot: Vec::new() };
        let (text, cannot) = targets(&configured, tool);
        let cannot: String = cannot.iter().map(|cannot| format!("{cannot}\n")).collect();
        expected.assert_eq(&format!("{text}---\n{cannot}"));
    }

    #[test]
    fn hostile_names_stay_in_their_line() {
        check(
            Tool::Make,
            expect![[r##"
            # Runs of tests as CI has them, without shards: each runs all of its tests.

            .PHONY: test test-unit test-a-b gate

            # All runs, one after another.
            test: test-unit test-a-b

            # unit
            test-unit:
            	COVERAGE_FILE=.coverage.unit python -m pytest -n

            # a?b? ??c?; in CI 4 shards share its tests out
            test-a-b:
            	COVERAGE_FILE=.coverage.a-b python -m pytest '$$(x) {{y}} #z'

            # coverage of all runs together, held against fail_under
            gate:
            	coverage combine --keep .coverage.unit .coverage.a-b .coverage.broken
            	coverage report
            ---
            a target for broken cannot be written, since "COVERAGE_FILE=.coverage.broken python -m pytest 'a\nb'" breaks its line: rename it
        "##]],
        );
        check(
            Tool::Just,
            expect![[r##"
            # Runs of tests as CI has them, without shards: each runs all of its tests.

            # All runs, one after another.
            test: test-unit test-a-b

            # unit
            test-unit:
                COVERAGE_FILE=.coverage.unit python -m pytest -n

            # a?b? ??c?; in CI 4 shards share its tests out
            test-a-b:
                COVERAGE_FILE=.coverage.a-b python -m pytest '$(x) {{{{y}} #z'

            # coverage of all runs together, held against fail_under
            gate:
                coverage combine --keep .coverage.unit .coverage.a-b .coverage.broken
                coverage report
            ---
            a target for broken cannot be written, since "COVERAGE_FILE=.coverage.broken python -m pytest 'a\nb'" breaks its line: rename it
        "##]],
        );
    }
}
