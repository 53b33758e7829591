//! Several candidates compared with one baseline, as a user types it; and those that do not belong together.

use std::fs;
use std::path::PathBuf;

use expect_test::expect;
use serde_json::Value;

use crate::compare::RUN;
use crate::door::{check, folder, laneway};

/// A folder with `lanes.laneway.json`, `same.json` whose candidate is the baseline, and the pipelines of both.
fn files(name: &str) -> PathBuf {
    let folder = folder(name, &[("run.json", RUN)]);
    laneway(&folder, "pipeline --preset lane-split --replications 20 --write lanes.laneway.json");
    let text = fs::read_to_string(folder.join("lanes.laneway.json")).expect("a scenario");
    let lanes: Value = serde_json::from_str(&text).expect("JSON");
    let with = |change: &dyn Fn(&mut Value)| {
        let mut changed = lanes.clone();
        change(&mut changed);
        changed.to_string()
    };
    for (name, text) in [
        ("baseline.json", lanes["baseline"].to_string()),
        ("candidate.json", lanes["candidate"].to_string()),
        ("same.json", with(&|it| it["candidate"] = lanes["baseline"].clone())),
        ("seed.json", with(&|it| it["study"]["seed"] = 3.into())),
        ("runs.json", with(&|it| it["study"]["replications"] = 30.into())),
        ("suite.json", with(&|it| it["source"]["preset"] = "late-giant".into())),
        ("moved.json", with(&|it| it["baseline"] = lanes["candidate"].clone())),
    ] {
        fs::write(folder.join(name), text).expect("a file for the test");
    }
    folder
}

#[test]
fn candidates_stand_in_one_table() {
    let folder = files("candidates-table");
    let expected = expect![[r#"
        Case: one job split into lanes: 1,929 tests, 8:13 in all

        2 candidates beside one baseline, 20 runs of each with the same luck.

                  9 of 10 runs  difference (95 %)                                      red  billed a run  price a run  gate margin
        baseline  8:54 to 9:50                                           0 % (0 % to 16 %)          9:48       $0.059            –
        lanes     8:27 to 9:22       −39 to −15 s                faster  0 % (0 % to 16 %)         11:00       $0.066  +2.0 points
        still     8:54 to 9:50                0 s  the same in each run  0 % (0 % to 16 %)          9:48       $0.059            –
    "#]];
    check(&folder, "compare lanes.laneway.json still=same.json", 0, expected);
    let of = |line: &str| laneway(&folder, line).1;
    let pipelines = "compare lanes.laneway.json --candidate lanes=candidate.json --candidate still=baseline.json";
    assert_eq!(of("compare lanes.laneway.json still=same.json"), of(pipelines));
    let (_, link) = laneway(&folder, "link lanes.laneway.json --base-url https://example.org/ --title lanes");
    let link = link.lines().find(|line| line.starts_with("https://")).expect("a link");
    assert_eq!(of("compare lanes.laneway.json still=same.json"), of(&format!("compare {link} still=same.json")));
    assert_eq!(of("compare lanes.laneway.json"), of(&format!("compare one={link}")), "one prints what it always did");
}

#[test]
fn each_is_held_against_a_measured_run() {
    let folder = files("candidates-measured");
    check(
        &folder,
        "compare lanes.laneway.json same.json --measured run.json",
        0,
        expect![[r#"
            Case: one job split into lanes: 1,929 tests, 8:13 in all

            The measured run lies inside what was predicted for lanes and same, from the trigger to the last job.

                      9 of 10 runs  difference (95 %)                                      red  billed a run  price a run  gate margin  run 7: 9:00
            baseline  8:54 to 9:50                                           0 % (0 % to 16 %)          9:48       $0.059            –
            lanes     8:27 to 9:22       −39 to −15 s                faster  0 % (0 % to 16 %)         11:00       $0.066  +2.0 points       inside
            same      8:54 to 9:50                0 s  the same in each run  0 % (0 % to 16 %)          9:48       $0.059            –       inside
        "#]],
    );
    fs::write(folder.join("slow.json"), RUN.replace("00:09:00", "00:29:00")).expect("a slow run");
    assert_eq!(laneway(&folder, "compare lanes.laneway.json same.json --measured slow.json").0, 1);
    fs::write(folder.join("quick.json"), RUN.replace("00:09:00", "00:08:40")).expect("a quick run");
    assert_eq!(laneway(&folder, "compare same.json --measured quick.json").0, 1);
    let line = "compare lanes.laneway.json same.json --measured quick.json";
    assert_eq!(laneway(&folder, line).0, 0, "one candidate predicted it");
    let (_, text) = laneway(&folder, &format!("{line} --markdown --base-url https://example.org/"));
    assert!(text.contains("inside what was predicted for `lanes`,"), "{text}");
    assert_eq!(text.matches("(<https://example.org/#v1.").count(), 2, "{text}");
}

#[test]
fn a_program_reads_one_part_a_candidate() {
    let folder = files("candidates-json");
    let (_, text) = laneway(&folder, "compare lanes.laneway.json same.json --measured run.json --json");
    let several: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(several["schema"], 1);
    assert_eq!(several["candidates"][1]["name"], "same");
    assert_eq!(several["candidates"][1]["foretold"][0]["place"], "inside");
    let (_, text) = laneway(&folder, "compare lanes.laneway.json --measured run.json --json");
    let one: Value = serde_json::from_str(&text).expect("JSON");
    for key in ["changes", "later", "foretold", "baseline", "candidate"] {
        assert_eq!(several["candidates"][0][key], one[key], "the same luck as alone: {key}");
    }
}

#[test]
fn slower_candidates_are_a_no_only_where_it_is_asked_for() {
    let folder = files("candidates-slower");
    let line = "compare --baseline candidate.json same.json moved.json";
    assert_eq!(laneway(&folder, line).0, 0);
    assert_eq!(laneway(&folder, &format!("{line} --fail-if-slower")).0, 1);
}

#[test]
fn what_does_not_belong_together_is_told() {
    let folder = files("candidates-apart");
    for (line, expected) in [
        (
            "lanes.laneway.json seed.json",
            expect![[r#"
            laneway: `lanes` has the seed 0, `seed` 3, expected one: `--seed N` gives all the same luck
        "#]],
        ),
        (
            "lanes.laneway.json runs.json",
            expect![[r#"
            laneway: `lanes` has 20 replications, `runs` 30, expected as many: `--replications N` gives all the same
        "#]],
        ),
        (
            "lanes.laneway.json suite.json",
            expect![[r#"
            laneway: `lanes` and `suite` run other tests (1929 of Case: one job split into lanes, 2400 of Command-line tool, one 80 s test late), expected one suite: `--tests REPORT` gives all the same
        "#]],
        ),
        (
            "lanes.laneway.json moved.json",
            expect![[r#"
            laneway: `lanes` and `moved` have different baselines, expected one: `--baseline FILE` gives all the same
        "#]],
        ),
        (
            "lanes.laneway.json lanes.laneway.json",
            expect![[r#"
            laneway: two candidates are called `lanes`, expected a name each, such as `four-shards=FILE`
        "#]],
        ),
        (
            "lanes.laneway.json same.json --candidate candidate.json",
            expect![[r#"
            laneway: --candidate stands beside 2 scenarios, expected one at most: each brings a candidate of its own
        "#]],
        ),
        (
            "lanes.laneway.json other=https://example.org/#v1.AAAA",
            expect![[r#"
            laneway: the link `https://example.org/#v1.AAAA`: the link ends early: 4 of 6 characters: a program cut it; copy it again, whole, or ask for its file
        "#]],
        ),
        (
            "lanes.laneway.json other=nothing.json",
            expect![[r#"
                laneway: nothing.json is not there, expected a file: check its name, which counts from the folder that you are in
            "#]],
        ),
    ] {
        check(&folder, &format!("compare {line}"), 2, expected);
    }
    for line in [
        "lanes.laneway.json seed.json --seed 4",
        "lanes.laneway.json runs.json --replications 20",
        "lanes.laneway.json moved.json --baseline baseline.json",
    ] {
        let (code, said) = laneway(&folder, &format!("compare {line}"));
        assert_eq!(code, 0, "what the message says helps: {line}: {said}");
    }
}
