//! `laneway link`, as a user types it.

use expect_test::expect;

use crate::door::{check, folder, laneway};

const SCENARIO: &str = r#"{"schema": 1, "study": {"replications": 20},
    "source": {"given": {"name": "report.xml", "tests": [
        {"id": "tests/test_a.py::test_slow", "duration": 8123456789}, {"id": "tests/test_a.py::test_b", "duration": 1234567},
        {"id": "tests/test_b.py::TestB::test_c", "duration": 2345678901, "groups": ["db"]}]}},
    "baseline": {"jobs": [{"id": "tests", "steps": [{"name": "Test", "work": {"tests": {"session": {"workers": 1}}}}]}]},
    "candidate": {"jobs": [{"id": "tests", "steps": [{"name": "Test", "work": {"tests": {"session": {"workers": 2}}}}]}]}}"#;

#[test]
fn a_link_opens_with_the_same_figures() {
    let folder = folder("link", &[("scenario.json", SCENARIO)]);
    let (code, said) =
        laneway(&folder, "link scenario.json --base-url https://example.org/laneway/ --title Two --json");
    let made: serde_json::Value = serde_json::from_str(&said).expect("a document");
    let link = made["link"].as_str().expect("a link");
    assert_eq!((code, &made["is_same"]), (0, &true.into()), "{said}");
    assert!(link.starts_with("https://example.org/laneway/#v1."), "{link}");
    check(
        &folder,
        &format!("link --open {link} --output opened.laneway.json"),
        0,
        expect![[r#"
            Two
            3 tests, exact order, 10% steps, names left out

                                                   sender's figures                    computed here
            baseline, typical run                            10.5 s                           10.5 s
            candidate, typical run                           10.5 s                           10.5 s
            baseline, mean                10.3 s (9.93 s to 10.6 s)        10.3 s (9.93 s to 10.6 s)
            candidate, mean               10.3 s (9.93 s to 10.6 s)        10.3 s (9.93 s to 10.6 s)
            difference              −1.21 ms (−1.27 ms to −1.16 ms)  −1.21 ms (−1.27 ms to −1.16 ms)

            The same to the last digit.
        "#]],
    );
    let opened = std::fs::read_to_string(folder.join("opened.laneway.json")).expect("the document");
    assert!(opened.contains("f0.py::t1") && !opened.contains("test_slow"), "{opened}");
    let (code, _) = laneway(&folder, "pipeline opened.laneway.json");
    assert_eq!(code, 0, "the document is one that commands take");
    let (code, cut) = laneway(&folder, &format!("link --open {}", &link[..60]));
    assert!(code == 2 && cut.contains("the link ends early: 28 of "), "{cut}");
}

#[test]
fn what_is_too_long_becomes_a_file() {
    let folder = folder("link-long", &[("scenario.json", SCENARIO)]);
    let (code, said) =
        laneway(&folder, "link scenario.json --base-url http://localhost:80/ --max-length 50 --output s.laneway.json");
    assert!(
        code == 1 && said.contains("colleagues cannot open it") && said.contains("s.laneway.json is written"),
        "{said}"
    );
    assert!(folder.join("s.laneway.json").exists());
}

#[test]
fn names_are_kept_where_they_are_asked_for() {
    let folder = folder("link-names", &[("scenario.json", SCENARIO)]);
    for (names, is_kept) in [("none", false), ("mentioned", true), ("all", true)] {
        let made = format!("link scenario.json --base-url https://a.b/ --names {names} --json");
        let made: serde_json::Value = serde_json::from_str(&laneway(&folder, &made).1).expect("a document");
        let (_, opened) = laneway(&folder, &format!("link --json --open {}", made["link"].as_str().expect("a link")));
        assert_eq!(opened.contains("tests/test_a.py::test_slow"), is_kept, "{names}: {opened}");
    }
}

#[test]
fn what_cannot_be_is_said() {
    let folder = folder("link-err", &[]);
    check(
        &folder,
        "link --preset four-tests --base-url example.org",
        2,
        expect![[r#"
            laneway: --base-url: the address is `example.org`, expected one such as https://example.org/laneway/
        "#]],
    );
    check(
        &folder,
        "link --open https://example.org/",
        2,
        expect![[r#"
        laneway: the address holds no link of Laneway's, expected it to begin with `#v1.`: copy the link again, whole
    "#]],
    );
}

#[test]
fn an_exported_report_has_the_link() {
    let folder = folder("link-export", &[("scenario.json", SCENARIO)]);
    let (_, said) = laneway(&folder, "export scenario.json out --only report --force --base-url https://example.org/");
    let report = std::fs::read_to_string(folder.join("out/REPORT.md")).unwrap_or(said);
    let link = report.split_once("Open it: <").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(link, _)| link);
    let (code, opened) = laneway(&folder, &format!("link --open {link}"));
    assert!(code == 0 && opened.contains("The sender simulated nothing."), "{report}{opened}");
}
