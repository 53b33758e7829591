//! What holds of any option and any file.

use arbtest::arbitrary::{Result, Unstructured};

use super::*;
use crate::merge::words::{placed, split};

const FILES: [ConfigFile; 6] = [
    ConfigFile::Pyproject,
    ConfigFile::PytestIni,
    ConfigFile::DotPytestIni,
    ConfigFile::ToxIni,
    ConfigFile::SetupCfg,
    ConfigFile::Coveragerc,
];

/// Pieces of files, right and wrong.
const PIECES: &[&str] = &[
    "[pytest]\n",
    "[tool:pytest]\n",
    "[tool.pytest.ini_options]\n",
    "[tool.pytest]\n",
    "[coverage:run]\n",
    "[run]\n",
    "[tool.coverage.run]\n",
    "[tool]\n",
    "addopts",
    "markers",
    "patch",
    "source",
    " = ",
    "=",
    ":",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    ",",
    "\"-n\"",
    "\"8\"",
    "-n 2",
    "-nauto",
    "-qn4",
    "--dist",
    "load",
    "-m",
    "slow",
    "--",
    "true",
    "1",
    "\\",
    "\\\n",
    "# x",
    ";",
    "\n",
    "\n",
    "\n    ",
    "\r\n",
    "\u{2028}",
    "\u{feff}",
    "é",
    " ",
    "\t",
    "{",
    "}",
    ".",
];

/// How files begin that have options.
const HEADS: &[&str] = &[
    "",
    "[pytest]\naddopts =",
    "[pytest]\naddopts =\n    ",
    "[tool:pytest]\naddopts=",
    "[tool.pytest.ini_options]\naddopts = \"\"\"",
    "[tool.pytest.ini_options]\naddopts = [\"-ra\", ",
];

fn text(u: &mut Unstructured<'_>) -> Result<String> {
    let head = *u.choose(HEADS)?;
    let n_pieces = u.int_in_range(0..=25)?;
    let pieces: String = (0..n_pieces).map(|_| u.choose(PIECES).copied()).collect::<Result<_>>()?;
    let end = match head {
        head if head.ends_with("\"\"\"") => "\"\"\"\n",
        head if head.ends_with(' ') && head.contains('[') && head.contains("\", ") => "]\n",
        _ => "",
    };
    Ok(format!("{head}{pieces}{end}"))
}

/// As Python parts a value into words.
fn words(value: &str) -> Vec<String> {
    let words = split(&placed(value, 0).collect::<Vec<_>>()).expect("closed quotes");
    words.into_iter().map(|word| word.text).collect()
}

#[test]
fn law_any_file_is_merged_once_or_refused() {
    arbtest::arbtest(|u| {
        let text = text(u)?;
        let settings = with_coverage();
        for file in FILES {
            if let Ok(merged) = merge(&settings, file, &text) {
                let again = merge(&settings, file, &merged.text).unwrap_or_else(|error| panic!("{error}, of {text:?}"));
                assert_eq!(again.text, merged.text, "{file:?} of {text:?}");
            }
        }
        Ok(())
    })
    .budget_ms(1_500);
}

#[test]
fn law_any_option_is_read_again() {
    arbtest::arbtest(|u| {
        let path: String = u.arbitrary()?;
        let path = path.replace('\0', "");
        let settings = Settings { addopts: vec![PytestOption::Deselect(path.clone())], ..Settings::default() };
        let expected = [format!("--deselect={path}")];
        let toml = merge(&settings, ConfigFile::Pyproject, "").expect("a new file").text;
        let document = toml.parse::<toml_edit::DocumentMut>().expect("TOML");
        let value = document["tool"]["pytest"]["ini_options"]["addopts"].as_str().expect("a text");
        assert_eq!(words(value), expected);
        let ini = merge(&settings, ConfigFile::PytestIni, "").expect("a new file");
        match ini.text.strip_prefix("[pytest]\naddopts = ") {
            Some(value) => assert_eq!((words(value), ini.cannot.len()), (expected.to_vec(), 0)),
            None => assert_eq!((ini.text.as_str(), ini.cannot.len()), ("", 1)),
        }
        Ok(())
    });
}

/// Found by fuzzing: Python strips and ends lines at separators that Rust takes for letters.
#[test]
fn ok_separators_are_blanks_and_line_ends() {
    let settings = with_coverage();
    let text = "[pytest]\naddopts =\u{1d}other=a b\"\n";
    let merged = merge(&settings, ConfigFile::PytestIni, text).expect("pytest reads it").text;
    assert!(merged.contains("\u{1d}other=a b\"\n"), "{merged:?}");
    assert_eq!(merge(&settings, ConfigFile::PytestIni, &merged).expect("again").text, merged);
}

/// Found by fuzzing: a line whose first option goes must not become a comment.
#[test]
fn ok_no_word_becomes_a_comment() {
    let settings = Settings { addopts: vec![PytestOption::Deselect("x".to_owned())], ..Settings::default() };
    let text = "[pytest]\naddopts = -ra\n    -n 2 ;b -n 3 c\n";
    let merged = merge(&settings, ConfigFile::PytestIni, text).expect("pytest reads it").text;
    assert_eq!(merged, "[pytest]\naddopts = -ra ';b' --deselect=x c\n");
    assert_eq!(merge(&settings, ConfigFile::PytestIni, &merged).expect("again").text, merged);
}

/// Found by fuzzing: a word may go over a line's end, and its rest must stay a part of the value.
#[test]
fn ok_no_rest_of_a_word_becomes_a_key() {
    let settings = Settings { addopts: vec![PytestOption::Workers(8)], ..Settings::default() };
    let text = "[pytest]\naddopts = -n 2 ;b\n    -n 3 ;c\n    -m \"not slow and\n    not db\"\n";
    let merged = merge(&settings, ConfigFile::PytestIni, text).expect("pytest reads it").text;
    assert_eq!(merged, "[pytest]\naddopts = -n 8 ';b' ';c' -m 'not slow and\n    not db'\n");
    assert_eq!(merge(&settings, ConfigFile::PytestIni, &merged).expect("again").text, merged);
}

/// Found by fuzzing: a line is stripped of more than parts its words, so that one which comes to stand first would be another.
#[test]
fn ok_no_word_becomes_another() {
    let settings = Settings { addopts: vec![PytestOption::Workers(8)], ..Settings::default() };
    let text = "[pytest]\naddopts = -ra\n    -n 2 \u{1f}-x\n";
    let merged = merge(&settings, ConfigFile::PytestIni, text).expect("pytest reads it").text;
    assert!(merged.contains("\u{1f}-x"), "{merged:?}");
    let words = |text: &str| text.split(['\'', ' ', '\n']).any(|word| word == "-x");
    assert!(!words(&merged), "{merged:?}");
    assert_eq!(merge(&settings, ConfigFile::PytestIni, &merged).expect("again").text, merged);
}
