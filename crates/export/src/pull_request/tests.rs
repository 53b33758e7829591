//! Comments of presets, and of a scenario whose names try to be anything but names.

use expect_test::expect;
use laneway_engine::simulate::Detail;
use laneway_engine::time::Nanos;
use laneway_formats::measured::{Clock, Measured};
use laneway_formats::presets;
use laneway_pipeline::compare::compare;

use super::*;
use crate::foretold::foretell;

fn of_preset(id: &str) -> (Scenario, Comparison, String) {
    let mut scenario = presets::scenario(presets::find(id).expect("a preset"));
    scenario.study.replications = 20;
    let suite = presets::suite(id).expect("its suite");
    let comparison = compare(&suite, &scenario, Detail::Full, &mut |_| {}).expect("it runs");
    let text = comment(&scenario, &suite, &comparison, Some("https://example.org/#v1.abc"));
    (scenario, comparison, text)
}

#[test]
fn pipelines_have_their_bill_and_gate() {
    expect![[r#"
        ### What this would change: `Case: one job split into lanes`

        9 of 10 runs of the candidate would take 8:27 to 9:22, and end 15 to 39 s before the baseline's on average, 95 % sure (20 runs of each).

        |  | baseline | candidate | difference (95 %) |
        |---|---|---|---|
        | typical run | 9:14 | 8:41 |  |
        | half of the runs within | 9:28 | 9:04 |  |
        | 19 of 20 runs within | 9:50 | 9:22 |  |
        | mean | 9:27 ± 8 s | 9:01 ± 8 s | −39 to −15 s |
        | red | 0 % (0 % to 16 %) | 0 % (0 % to 16 %) | 0 points |
        | billed a run | 9:48 | 11:00 | 57 s to 1:27 |
        | price a run | $0.059 | $0.066 | $0.006 to $0.009 |
        | price a month | $17.75 | $22.13 |  |
        | people wait a month | 95 h 50 | 91 h 17 |  |
        | coverage at the gate | – | 82.0 % (64 to 100) |  |
        | gate margin | – | +2.0 points |  |

        **Changes**

        - `` without job `backend` ``
        - `` new job `unit` ``
        - `` new job `heavy` ``
        - `` new job `gate` ``
        - `required backend → gate`

        <details><summary>A typical run of each</summary>

        ```mermaid
        gantt
          dateFormat YYYY-MM-DD HH:mm:ss.SSS
          axisFormat %H:%M:%S
          section baseline
            backend :active, s0j0, 2001-01-01 00:00:05.000, 548736ms
          section candidate
            unit :done, s1j0, 2001-01-01 00:00:05.000, 53347ms
            heavy :active, s1j1, 2001-01-01 00:00:05.000, 488142ms
            gate :active, s1j2, 2001-01-01 00:08:18.142, 23000ms
        ```

        </details>

        <details><summary>What this assumes</summary>

        - tests vary by 8 % from run to run, whole jobs by 3 %
        - prices are those of 2026-01-01
        - costs around the tests were not fitted to a real run of this project
        - under which load durations were recorded is not known

        </details>

        [Open in Laneway](<https://example.org/#v1.abc>) · a model, 20 runs of each
    "#]].assert_eq(&of_preset("lane-split").2);
}

#[test]
fn a_plain_session_has_neither() {
    expect![[r#"
        ### What this would change: `Command-line tool, one 80 s test late`

        9 of 10 runs of the candidate would take 3:03 to 3:43, and end 43.1 to 45.0 s before the baseline's on average, 95 % sure (20 runs of each).

        |  | baseline | candidate | difference (95 %) |
        |---|---|---|---|
        | typical run | 4:17 | 3:32 |  |
        | half of the runs within | 4:16 | 3:31 |  |
        | 19 of 20 runs within | 4:26 | 3:43 |  |
        | mean | 4:15 ± 5 s | 3:31 ± 5 s | −45.0 to −43.1 s |

        **Changes**

        - `dist load → worksteal`

        <details><summary>What would end later</summary>

        7 of 8 workers would end later:

        |  | baseline | candidate | later by |
        |---|---|---|---|
        | `gw7` | 3:01 | 3:32 | +30.8 s |
        | `gw1` | 3:03 | 3:12 | +8.72 s |
        | `gw6` | 3:01 | 3:08 | +7.57 s |
        | `gw3` | 3:03 | 3:11 | +7.46 s |
        | `gw5` | 3:02 | 3:09 | +6.76 s |

        1,135 of 2,400 tests would end later:

        |  | baseline | candidate | later by |
        |---|---|---|---|
        | `tests/func/test_command_037.py::test_run[525]` | 37 ms | 2:28 | +2:28 |
        | `tests/func/test_command_037.py::test_run[526]` | 0.24 s | 2:28 | +2:28 |
        | `tests/func/test_command_037.py::test_run[527]` | 0.34 s | 2:28 | +2:28 |
        | `tests/func/test_command_037.py::test_run[528]` | 0.4 s | 2:28 | +2:28 |
        | `tests/func/test_command_037.py::test_run[529]` | 0.69 s | 2:29 | +2:28 |

        </details>

        <details><summary>A typical run of each</summary>

        ```mermaid
        gantt
          dateFormat YYYY-MM-DD HH:mm:ss.SSS
          axisFormat %H:%M:%S
          section baseline
            gw0 :active, s0j0, 2001-01-01 00:00:00.000, 256774ms
            gw1 :done, s0j1, 2001-01-01 00:00:00.000, 183168ms
            gw2 :done, s0j2, 2001-01-01 00:00:00.000, 183650ms
            gw3 :done, s0j3, 2001-01-01 00:00:00.000, 183280ms
            gw4 :done, s0j4, 2001-01-01 00:00:00.000, 184087ms
            gw5 :done, s0j5, 2001-01-01 00:00:00.000, 182424ms
            gw6 :done, s0j6, 2001-01-01 00:00:00.000, 180822ms
            gw7 :done, s0j7, 2001-01-01 00:00:00.000, 181145ms
          section candidate
            gw0 :done, s1j0, 2001-01-01 00:00:00.000, 186875ms
            gw1 :done, s1j1, 2001-01-01 00:00:00.000, 191884ms
            gw2 :done, s1j2, 2001-01-01 00:00:00.000, 187587ms
            gw3 :done, s1j3, 2001-01-01 00:00:00.000, 190743ms
            gw4 :done, s1j4, 2001-01-01 00:00:00.000, 188709ms
            gw5 :done, s1j5, 2001-01-01 00:00:00.000, 189186ms
            gw6 :done, s1j6, 2001-01-01 00:00:00.000, 188391ms
            gw7 :active, s1j7, 2001-01-01 00:00:00.000, 211975ms
        ```

        </details>

        <details><summary>What this assumes</summary>

        - tests vary by 8 % from run to run, whole jobs by 3 %
        - costs around the tests were not fitted to a real run of this project
        - under which load durations were recorded is not known

        </details>

        [Open in Laneway](<https://example.org/#v1.abc>) · a model, 20 runs of each
    "#]].assert_eq(&of_preset("late-giant").2);
}

#[test]
fn afterwards_both_stand_side_by_side() {
    let (scenario, comparison, _) = of_preset("lane-split");
    let secs = |secs: u64| Nanos(secs * 1_000_000_000);
    let run = |id: u32, took| Measured {
        name: format!("run {id}"),
        clock: Clock::Pipeline,
        took: secs(took),
        jobs: vec![("unit".to_owned(), secs(200))],
    };
    let foretold = foretell(&scenario, &comparison, vec![run(7, 540), run(8, 900)]);
    let suite = Suite { name: "dvc".to_owned(), ..Suite::default() };
    expect![[r#"
        ### Did it come true? `dvc`

        1 of 2 runs lie inside what was predicted for 9 of 10, from the trigger to the last job.

        | run | predicted, 9 of 10 runs | measured |  |
        |---|---|---|---|
        | `run 7` | 8:27 to 9:22 | 9:00 | inside |
        | `run 8` | 8:27 to 9:22 | 15:00 | **outside, slower** |

        Job by job in `run 7`:

        | job | predicted, 9 of 10 runs | measured |  |
        |---|---|---|---|
        | `unit` | 47.3 to 58.3 s | 3:20 | **outside, slower** |

        costs were not fitted to a real run, so the range is that of chance alone
    "#]]
    .assert_eq(&follow_up(&suite, &foretold, None));
}

/// What names hold that means something to Markdown, HTML, GitHub or Mermaid.
const HOSTILE: &[&str] = &[
    "a | b",
    "`code` ``two``",
    "<img src=x onerror=alert(1)>",
    "@octocat fixes #123 and GH-1",
    "x:::danger; click a",
    "line\nsection evil\n```\n# heading",
    "%%{init: {'theme': 'forest'}}%%",
    "https://evil.example/ www.evil.example",
    "title evil",
    "",
];

/// Markdown without its code, spans and blocks.
fn without_code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        out.push_str(&rest[..start]);
        let n_ticks = rest[start..].chars().take_while(|c| *c == '`').count();
        let fence = "`".repeat(n_ticks);
        let inside = &rest[start + n_ticks..];
        let mut from = 0;
        let end = loop {
            let found = from + inside[from..].find(&fence).expect("a code span ends");
            let n_here = inside[found..].chars().take_while(|c| *c == '`').count();
            if n_here == n_ticks {
                break found;
            }
            from = found + n_here;
        };
        rest = &inside[end + n_ticks..];
    }
    out + rest
}

#[test]
fn hostile_names_stay_names() {
    let (mut scenario, _, _) = of_preset("lane-split");
    let suite = presets::suite("lane-split").expect("its suite");
    for (place, name) in HOSTILE.iter().enumerate() {
        let place = place % scenario.candidate.jobs.len();
        let before = scenario.clone();
        scenario.candidate.jobs[place].name = (*name).to_owned();
        scenario.candidate.jobs[place].steps[0].name = (*name).to_owned();
        let comparison = compare(&suite, &scenario, Detail::Summary, &mut |_| {}).expect("it runs");
        let suite = Suite { name: (*name).to_owned(), ..suite.clone() };
        let measured = Measured { name: (*name).to_owned(), clock: Clock::Pipeline, took: Nanos(1), jobs: Vec::new() };
        let texts = [
            comment(&scenario, &suite, &comparison, Some("https://example.org/#v1.a`>b")),
            follow_up(&suite, &foretell(&scenario, &comparison, vec![measured]), None),
        ];
        for text in texts {
            let plain = without_code(&text);
            for bad in ["evil", "@", "#1", "GH-1", "<img", "www.", ":::", "%%", "alert"] {
                assert!(!plain.contains(bad), "{name:?} gives {bad:?} in\n{plain}");
            }
            let tables = text.lines().filter(|line| line.starts_with('|'));
            let n_cells = |line: &str| line.replace("\\|", "").matches('|').count();
            assert!(tables.map(n_cells).all(|n| n == 5), "{text}");
        }
        scenario = before;
    }
}
