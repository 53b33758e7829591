//! docs/lessons.md lists every figure. `UPDATE_EXPECT=1 cargo test -p laneway-lesson --test docs` writes it.

use std::fs;
use std::path::Path;

use laneway_lesson::figure::{OF_PIPELINES, OF_SESSIONS};
use laneway_lesson::lesson::Lesson;

fn page() -> (std::path::PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/lessons.md");
    let text = fs::read_to_string(&path).expect("docs/lessons.md is there");
    (path, text)
}

#[test]
fn the_tables_of_figures_are_those_of_the_code() {
    let rows = |rows: Vec<(&str, &str)>| -> String {
        rows.iter().map(|(name, about)| format!("| `{name}` | {about} |\n")).collect()
    };
    let tables = [
        ("sessions", rows(OF_SESSIONS.iter().map(|(name, about, _)| (*name, *about)).collect())),
        ("pipelines", rows(OF_PIPELINES.iter().map(|(name, about, _)| (*name, *about)).collect())),
    ];
    let (path, found) = page();
    let mut expected = found.clone();
    for (of, rows) in tables {
        let (begin, end) = (format!("<!-- figures of {of}: begin -->\n"), format!("<!-- figures of {of}: end -->"));
        let (before, rest) = expected.split_once(&begin).expect("a place for the table");
        let (_, after) = rest.split_once(&end).expect("an end of the table");
        expected = format!("{before}{begin}{rows}{end}{after}");
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, expected).expect("docs/lessons.md can be written");
    } else {
        assert!(found == expected, "docs/lessons.md is old: run this test with UPDATE_EXPECT=1");
    }
}

#[test]
fn the_example_is_a_lesson() {
    let (_, page) = page();
    let (_, example) = page.split_once("```toml\n").expect("an example");
    let (example, _) = example.split_once("```").expect("its end");
    assert_eq!(Lesson::read(example).map(|lesson| lesson.steps.len()).map_err(|error| error.to_string()), Ok(2));
}
