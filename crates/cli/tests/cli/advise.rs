//! `laneway advise`, as a user types it.

use expect_test::expect;

use crate::door::{check, folder, laneway};

const SCENARIO: &str = r#"{"schema": 1,
    "source": {"generated": {"spec": {"tests": 60}, "seed": 1}},
    "baseline": {"jobs": [{"id": "tests", "steps": [{"name": "Test", "work": {"tests": {"session": {"workers": 4}}}}]}]},
    "candidate": {"jobs": [{"id": "tests", "steps": [{"name": "Test", "work": {"tests": {"session":
        {"workers": 0, "dist": "worksteal"}}}}]}]}}"#;

#[test]
fn what_is_wrong_is_said_with_what_mending_gains() {
    let folder = folder("advise", &[("scenario.json", SCENARIO)]);
    check(
        &folder,
        "advise scenario.json --replications 50",
        1,
        expect![[r#"
        1. job `tests`, step 1, session.workers (dist-without-workers)
           The dist mode is worksteal, and there are no workers. Without `-n` xdist starts no workers: all tests run in one process, one after another.
           Say how many: `-n 4`, or `-n logical` for all that the runner has.
           Mended, a run would take 22.7 to 23.2 s less, 95 % sure.
    "#]],
    );
    let (code, json) = laneway(&folder, "advise scenario.json --replications 50 --json");
    assert!(code == 1 && json.contains(r#""rule":"dist-without-workers""#) && json.contains(r#""gain":{"#), "{json}");
    check(
        &folder,
        "advise scenario.json --side baseline",
        0,
        expect![[r#"
            Nothing found by 23 rules.
        "#]],
    );
    check(
        &folder,
        "advise --preset none",
        2,
        expect![[r#"
        laneway: --preset is `none`, expected an id that `laneway presets` lists
    "#]],
    );
}
