//! The words for pytest in what was pasted: a command line, a script, or the `addopts` of a configuration file.

use super::CommandLineError;
use super::section::addopts_of;

/// Words of a shell that end a command.
const ENDS: [&str; 10] = ["&&", "||", "|", ";", "&", ">", ">>", "2>&1", "then", "do"];

/// The options and arguments that pytest gets, and whether there are several commands (then the first counts).
pub(crate) fn words(text: &str) -> Result<(Vec<String>, bool), CommandLineError> {
    let text = &join_expressions(text);
    if let Some(addopts) = addopts_of(text) {
        return Ok((split(&addopts)?, false));
    }
    let text = text.replace("\\\r\n", " ").replace("\\\n", " ");
    let mut from_environment = Vec::new();
    let mut found: Option<Vec<String>> = None;
    let mut is_several = false;
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        // A key of YAML may stand before, such as `run:` or `PYTEST_ADDOPTS:`.
        let line = line.trim_start_matches("- ").trim_start_matches("$ ");
        if let Some(value) = line.strip_prefix("PYTEST_ADDOPTS:") {
            from_environment.extend(split(value.trim().trim_matches(['"', '\'']))?);
            continue;
        }
        if !line.contains("pytest") && !line.contains("py.test") && !line.contains("PYTEST_") && !line.starts_with('-')
        {
            continue;
        }
        for command in split(line)?.split(|word| ENDS.contains(&word.as_str())) {
            let at = command.iter().position(is_pytest);
            let before = &command[..at.unwrap_or(command.len())];
            for word in before {
                if let Some(value) = word.strip_prefix("PYTEST_ADDOPTS=") {
                    from_environment.extend(split(value)?);
                }
            }
            let is_installation = before.iter().any(|word| word == "install" || word == "add");
            let options = match at {
                Some(at) if !is_installation => &command[at + 1..],
                None if command.first().is_some_and(|word| word.starts_with('-')) => command,
                _ => continue,
            };
            is_several |= found.is_some();
            found.get_or_insert_with(|| options.to_vec());
        }
    }
    if found.is_none() && from_environment.is_empty() {
        return Err(CommandLineError::Nothing);
    }
    from_environment.extend(found.unwrap_or_default());
    Ok((from_environment, is_several))
}

/// Takes the blanks out of expressions of workflows, `${{ matrix.group }}`, so that each is part of one word.
fn join_expressions(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (expression, after))) =
        rest.split_once("${{").and_then(|(before, rest)| Some((before, rest.split_once("}}")?)))
    {
        joined.push_str(before);
        joined.push_str("${{");
        joined.extend(expression.chars().filter(|char| !char.is_whitespace()));
        joined.push_str("}}");
        rest = after;
    }
    joined + rest
}

#[expect(clippy::ptr_arg, reason = "it is given to a search over a list of them")]
fn is_pytest(word: &String) -> bool {
    // The backslashes of a Windows path are gone by now.
    let name = word.rsplit('/').next().unwrap_or(word);
    matches!(name, "pytest" | "py.test" | "pytest-3") || name.ends_with("pytest.exe")
}

fn split(text: &str) -> Result<Vec<String>, CommandLineError> {
    shlex::split(text).ok_or_else(|| CommandLineError::OpenQuote(text.trim().chars().take(80).collect()))
}
