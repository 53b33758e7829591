//! The words of a pytest command in a script, with their places, and other options of xdist in place of those it has.

use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_formats::addopts::addopts;

use super::Why;

/// A word and its place.
#[derive(Clone, Debug)]
struct Word {
    start: usize,
    end: usize,
    /// Without quotes.
    text: String,
}

/// How many commands of a script are pytest.
pub(super) fn n_pytests(script: &str) -> usize {
    commands(script).iter().filter(|command| pytest(command).is_some()).count()
}

/// The script with the options of a session in place of those that its pytest has.
pub(super) fn with_session(script: &str, session: &Session) -> Result<String, Why> {
    let plain = Session { selection: Selection::default(), split: None, ..session.clone() };
    with_options(script, &addopts(&plain), &is_of_xdist)
}

/// The script with more options for its pytest.
pub(super) fn with_more(script: &str, options: &str) -> Result<String, Why> {
    with_options(script, options, &|_| None)
}

/// Whether a pytest command of a script has an option that begins so.
pub(super) fn has_option(script: &str, option: &str) -> bool {
    let commands = commands(script);
    let words = commands.iter().filter(|command| pytest(command).is_some()).flatten();
    words.into_iter().any(|word| word.text == option || word.text.starts_with(&format!("{option}=")))
}

/// Takes options away, and puts others behind `pytest`. `is_taken` says of a word whether it is such an option, and whether
/// its value is the next word.
fn with_options(script: &str, options: &str, is_taken: &dyn Fn(&str) -> Option<bool>) -> Result<String, Why> {
    let commands = commands(script);
    let with_pytest: Vec<&Vec<Word>> = commands.iter().filter(|command| pytest(command).is_some()).collect();
    let [command] = with_pytest[..] else { return Err(Why::SeveralPytests) };
    let at = pytest(command).ok_or(Why::NoPytest)?;
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut words = command[at + 1..].iter().peekable();
    while let Some(word) = words.next() {
        if word.text == "--" {
            break;
        }
        let Some(has_value) = is_taken(&word.text) else { continue };
        let value = if has_value { words.next() } else { None };
        if let Some(templated) = [Some(word), value].into_iter().flatten().find(|word| word.text.contains('$')) {
            return Err(Why::Templated { word: templated.text.clone() });
        }
        taken.push((word.start, value.unwrap_or(word).end));
    }
    // With the blanks before them; a line that had nothing else goes whole.
    let mut new = script.to_owned();
    for (start, end) in taken.into_iter().rev() {
        let before = new[..start].trim_end_matches([' ', '\t']);
        let behind = new[end..].trim_start_matches([' ', '\t']);
        let is_first = before.ends_with('\n');
        let is_last = behind.is_empty() || behind.starts_with(['\n', '\r']);
        let goes_on = behind.strip_prefix("\\\n").or_else(|| behind.strip_prefix("\\\r\n"));
        let (start, end) = match goes_on {
            Some(rest) if is_first => (before.len(), new.len() - rest.len()),
            // The last line of a command: the sign at the end of the one before goes with it.
            None if is_first && is_last => (before.trim_end().trim_end_matches('\\').trim_end().len(), end),
            None if is_first => (start, new.len() - behind.len()),
            _ => (before.len(), end),
        };
        new.replace_range(start..end, "");
    }
    new.insert_str(command[at].end, &format!(" {options}"));
    Ok(new)
}

/// Whether a word is an option of xdist that a session has, and whether its value is the next word.
fn is_of_xdist(word: &str) -> Option<bool> {
    const WITH_VALUE: &[&str] =
        &["-n", "--numprocesses", "--maxprocesses", "--dist", "--tx", "--maxschedchunk", "--max-worker-restart"];
    const ALONE: &[&str] = &["-d", "--loadscope-reorder", "--no-loadscope-reorder"];
    let is_short = || {
        word.strip_prefix("-n")
            .is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_digit() || "al=$".contains(char)))
    };
    if WITH_VALUE.contains(&word) {
        return Some(true);
    }
    let has_own = WITH_VALUE.iter().any(|option| option.starts_with("--") && word.starts_with(&format!("{option}=")));
    (ALONE.contains(&word) || has_own || is_short()).then_some(false)
}

/// Words behind which `pytest` is a name and nothing that runs.
const NOT_RUN: &[&str] = &["install", "add", "tox", "nox", "echo", "which", "show", "grep", "cd", "make"];

/// The place of `pytest` in a command: a word of its own, at the beginning, or behind words that run something.
fn pytest(command: &[Word]) -> Option<usize> {
    let at = command.iter().position(|word| {
        let name = word.text.rsplit('/').next().unwrap_or_default();
        name == "pytest" || name == "py.test"
    })?;
    let before = &command[..at];
    (!before.iter().any(|word| NOT_RUN.contains(&word.text.as_str()))).then_some(at)
}

/// The commands of a script, each its words. An expression of GitHub is one piece of a word, whatever it holds.
fn commands(script: &str) -> Vec<Vec<Word>> {
    let mut commands: Vec<Vec<Word>> = vec![Vec::new()];
    let mut word: Option<Word> = None;
    let mut at = 0;
    while let Some(char) = script[at..].chars().next() {
        let rest = &script[at..];
        let (taken, value): (usize, &str) = if rest.starts_with("${{") {
            let length = rest.find("}}").map_or(rest.len(), |end| end + 2);
            (length, &rest[..length])
        } else if let Some(behind) = rest.strip_prefix('\'') {
            let length = behind.find('\'').unwrap_or(behind.len());
            ((length + 2).min(rest.len()), &behind[..length])
        } else if let Some(behind) = rest.strip_prefix('"') {
            let length = behind.find('"').unwrap_or(behind.len());
            ((length + 2).min(rest.len()), &behind[..length])
        } else if rest.starts_with("\\\n") || rest.starts_with("\\\r\n") {
            end_word(&mut word, &mut commands);
            at += if rest.starts_with("\\\n") { 2 } else { 3 };
            continue;
        } else if char == '#' && word.is_none() {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if char.is_whitespace() || ";|&()`".contains(char) {
            end_word(&mut word, &mut commands);
            if char != ' ' && char != '\t' {
                commands.push(Vec::new());
            }
            at += char.len_utf8();
            continue;
        } else {
            (char.len_utf8(), &rest[..char.len_utf8()])
        };
        let open = word.get_or_insert_with(|| Word { start: at, end: at, text: String::new() });
        open.text.push_str(value);
        at += taken;
        open.end = at;
    }
    end_word(&mut word, &mut commands);
    commands.retain(|command| !command.is_empty());
    commands
}

fn end_word(word: &mut Option<Word>, commands: &mut [Vec<Word>]) {
    if let (Some(word), Some(command)) = (word.take(), commands.last_mut()) {
        command.push(word);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use laneway_engine::dist_mode::DistMode;

    use super::*;

    fn check(script: &str, expected: Expect) {
        let session = Session { workers: 4, dist: DistMode::WorkSteal, ..Session::default() };
        let found = with_session(script, &session).unwrap_or_else(|why| why.to_string());
        expected.assert_eq(&found);
    }

    #[test]
    fn ok_options_are_replaced_and_all_else_stays() {
        check("pytest", expect!["pytest -n 4 --dist worksteal"]);
        check("uv run pytest -n auto tests", expect!["uv run pytest -n 4 --dist worksteal tests"]);
        check(
            "python -m pytest -nauto --dist=loadfile -m 'not slow' --tx 2*popen -v",
            expect!["python -m pytest -n 4 --dist worksteal -m 'not slow' -v"],
        );
        check("A=1 pytest  --numprocesses=3 -x  # fast", expect!["A=1 pytest -n 4 --dist worksteal -x  # fast"]);
        check(
            "pip install pytest && pytest -d -k \"a -n b\"",
            expect![[r#"pip install pytest && pytest -n 4 --dist worksteal -k "a -n b""#]],
        );
        check("pytest -n 2 -- -n 3", expect!["pytest -n 4 --dist worksteal -- -n 3"]);
        check("pytest ${{ inputs.a b }} -n 2", expect!["pytest -n 4 --dist worksteal ${{ inputs.a b }}"]);
    }

    #[test]
    fn ok_lines_go_with_what_they_held() {
        check(
            "pytest \\\n  -n 2 \\\n  --dist loadfile \\\n  tests",
            expect![[r#"
                pytest -n 4 --dist worksteal \
                  tests"#]],
        );
        check(
            "pytest tests \\\n  -n 2\necho done",
            expect![[r#"
            pytest -n 4 --dist worksteal tests
            echo done"#]],
        );
    }

    #[test]
    fn ok_several_lines_go_and_the_rest_of_a_line_stays() {
        check("pytest \\\n  -n 2 \\\n  --dist load", expect!["pytest -n 4 --dist worksteal"]);
        check(
            "pytest \\\n  -n 2 tests \\\n  -x",
            expect![[r#"
                pytest -n 4 --dist worksteal \
                  tests \
                  -x"#]],
        );
    }

    #[test]
    fn ok_other_words_stay_whatever_the_script() {
        const WORDS: &[&str] =
            &["-n", "2", "-n3", "--dist=load", "--dist", "load", "-x", "'a b'", "tests", "-m", "\"not slow\"", "-d"];
        const BETWEEN: &[&str] = &[" ", "  ", " \\\n    ", "\t", " \\\r\n  "];
        arbtest::arbtest(|from| {
            let mut script = "A=1 uv run pytest".to_owned();
            for _ in 0..from.int_in_range(0..=8)? {
                script.push_str(from.choose(BETWEEN)?);
                script.push_str(from.choose(WORDS)?);
            }
            script.push_str(from.choose(&["", "\necho -n 1", " && echo -n 1"])?);
            let others = |script: &str| -> Vec<String> {
                let mut words = commands(script).concat().into_iter().map(|word| word.text).peekable();
                let mut others = Vec::new();
                let mut is_pytest = false;
                while let Some(word) = words.next() {
                    is_pytest = (is_pytest || word == "pytest") && word != "echo";
                    match is_of_xdist(&word).filter(|_| is_pytest) {
                        Some(true) => drop(words.next_if(|next| next != "echo")),
                        Some(false) => {}
                        None => others.push(word),
                    }
                }
                others
            };
            let session = Session { workers: 4, dist: DistMode::WorkSteal, ..Session::default() };
            let new = with_session(&script, &session).expect("one command");
            assert_eq!(others(&new), others(&script), "{script:?} {new:?}");
            assert_eq!(with_session(&new, &session).as_deref(), Ok(new.as_str()), "{script:?}");
            Ok(())
        })
        .budget_ms(1_000);
    }

    #[test]
    fn err_what_only_a_run_knows_and_what_is_not_one_command() {
        check("pytest -n ${{ matrix.n }}", expect!["`${{ matrix.n }}` is only known in a run"]);
        check("pytest -n $N", expect!["`$N` is only known in a run"]);
        check(
            "pytest a\npytest b",
            expect!["the job has several pytest commands, and which one is meant is not known"],
        );
        assert_eq!(n_pytests("tox -e pytest; pip install pytest; echo pytest"), 0);
    }
}
