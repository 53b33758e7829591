//! Bundles of presets, and of a hostile scenario.

use std::io::Read;

use expect_test::expect;
use laneway_engine::simulate::Detail;
use laneway_formats::presets::{self, PRESETS};
use laneway_pipeline::compare::compare;

use super::*;

fn of_preset(id: &str, options: &BundleOptions) -> Bundle {
    let preset = presets::find(id).expect("a preset");
    let suite = presets::suite(id).expect("its suite");
    let mut scenario = presets::scenario(preset);
    scenario.study.replications = 20;
    let comparison = compare(&suite, &scenario, Detail::Summary, &mut |_| {}).expect("it runs");
    files(&scenario, &suite, Side::Candidate, Some(&comparison), options).expect("new files")
}

#[test]
fn a_report_says_what_was_predicted_and_assumed() {
    let bundle = of_preset(
        "lane-split",
        &BundleOptions { link: Some("https://example.org/#v1.abc".to_owned()), ..BundleOptions::default() },
    );
    let report = bundle.files.iter().find(|file| file.path == "REPORT.md").map_or("", |file| file.text.as_str());
    let (open, rest) = report.split_once("\n\n## ").expect("parts");
    assert!(open.contains("<https://example.org/#v1.abc>"), "{open}");
    expect![[r#"
        ## Simulated

        1,929 tests, 8:13 one after another.

        | run | command |
        |---|---|
        | `unit` | `COVERAGE_FILE=.coverage.unit python -m pytest -n 4 --dist load --cov --cov-fail-under=0 tests/unit` |
        | `heavy` | `COVERAGE_FILE=.coverage.heavy python -m pytest -n 0 --cov --cov-fail-under=0 tests/contract tests/integration` |

        What all runs share is in the settings file. They need `pip install pytest pytest-cov pytest-xdist`.

        ## Predicted

        20 runs with other luck each; intervals are 95% intervals.

        | figure | baseline | candidate | difference |
        |---|---|---|---|
        | typical run | 9:14 | 8:41 |  |
        | mean | 9:27 ± 8 s | 9:01 ± 8 s | −39 to −15 s |
        | 9 of 10 runs | 8:54 to 9:50 | 8:27 to 9:22 |  |
        | red | 0 % (0 % to 16 %) | 0 % (0 % to 16 %) | 0 points |
        | until green, mean | 9:27 ± 8 s | 9:01 ± 8 s | −39 to −15 s |
        | until green, 19 of 20 | 9:50 | 9:22 |  |
        | never green | 0 % | 0 % |  |
        | billed a run | 9:48 | 11:00 | 57 s to 1:27 |
        | price a run | $0.059 | $0.066 | $0.006 to $0.009 |
        | price a month | $17.75 | $22.13 |  |
        | people wait a month | 95 h 50 | 91 h 17 |  |
        | workers idle a run | 0 s | 4.56 s | 4.2 to 4.9 s |
        | coverage at the gate | – | 82.0 % (64 to 100) |  |
        | gate margin | – | +2.0 points |  |

        9 of 10 runs of the candidate would take 8:27 to 9:22, and end 15 to 39 s before the baseline's on average, 95 % sure (20 runs of each).

        ## Assumed

        - tests vary by 8 % from run to run, whole jobs by 3 %
        - prices are those of 2026-01-01
        - costs around the tests were not fitted to a real run of this project
        - under which load durations were recorded is not known
        - coverage measures `src`: a guess where no report of coverage says it
        - where reports do not say it, lanes share 50 % of the lines that they could share
    "#]].assert_eq(&format!("## {rest}"));
}

#[test]
fn every_preset_has_a_bundle() {
    let parts = PARTS.iter().map(|info| info.part).filter(|part| *part != Part::Report).collect();
    let options = BundleOptions { parts, ..BundleOptions::default() };
    let mut text = String::new();
    for preset in PRESETS {
        let scenario = presets::scenario(preset);
        let suite = presets::suite(preset.id).expect("its suite");
        let bundle = files(&scenario, &suite, Side::Candidate, None, &options).expect("new files");
        let (project, others): (Vec<_>, Vec<_>) =
            bundle.files.iter().partition(|file| file.path.starts_with("sleeping/"));
        let names: Vec<&str> = others.iter().map(|file| file.path.as_str()).collect();
        let n_renamed = project.iter().filter(|file| file.path == "sleeping/renamed.json").count();
        text.push_str(&format!(
            "{}: {} and {} to run, {n_renamed} lists of other ids\n",
            preset.id,
            names.join(" "),
            project.len()
        ));
        text.extend(bundle.cannot.iter().map(|cannot| format!("  {cannot}\n")));
    }
    expect![[r#"
        slow-first: pyproject.toml .github/workflows/tests.yml Makefile justfile and 406 to run, 0 lists of other ids
        late-giant: pyproject.toml .github/workflows/tests.yml Makefile justfile and 176 to run, 0 lists of other ids
        monster-file: pyproject.toml .github/workflows/tests.yml Makefile justfile and 83 to run, 0 lists of other ids
        science: pyproject.toml .github/workflows/tests.yml Makefile justfile and 33 to run, 0 lists of other ids
        four-tests: pyproject.toml .github/workflows/tests.yml Makefile justfile and 5 to run, 0 lists of other ids
        unit-library: pyproject.toml .github/workflows/tests.yml Makefile justfile and 412 to run, 0 lists of other ids
        web-database: pyproject.toml .github/workflows/tests.yml Makefile justfile and 289 to run, 0 lists of other ids
        services: pyproject.toml .github/workflows/tests.yml Makefile justfile and 133 to run, 0 lists of other ids
        parametrised: pyproject.toml .github/workflows/tests.yml Makefile justfile and 95 to run, 0 lists of other ids
        groups: pyproject.toml .github/workflows/tests.yml conftest.py Makefile justfile and 163 to run, 0 lists of other ids
        module-fixtures: pyproject.toml .github/workflows/tests.yml Makefile justfile and 25 to run, 0 lists of other ids
        crowded-cores: pyproject.toml .github/workflows/tests.yml Makefile justfile and 34 to run, 0 lists of other ids
        independent: pyproject.toml .github/workflows/tests.yml Makefile justfile and 171 to run, 0 lists of other ids
        slowest-first: pyproject.toml .github/workflows/tests.yml conftest.py .test_durations Makefile justfile and 182 to run, 0 lists of other ids
        worksteal-switch: pyproject.toml .github/workflows/tests.yml Makefile justfile and 835 to run, 0 lists of other ids
        lane-split-unit: pyproject.toml .github/workflows/tests.yml Makefile justfile and 111 to run, 0 lists of other ids
        lane-split-heavy: pyproject.toml .github/workflows/tests.yml Makefile justfile and 155 to run, 0 lists of other ids
        thread-pools-unit: pyproject.toml .github/workflows/tests.yml Makefile justfile and 234 to run, 0 lists of other ids
        thread-pools-integration: pyproject.toml .github/workflows/tests.yml conftest.py Makefile justfile and 15 to run, 0 lists of other ids
        coverage-twice: pyproject.toml .github/workflows/tests.yml Makefile justfile and 310 to run, 0 lists of other ids
        lane-split: pyproject.toml .github/workflows/tests.yml Makefile justfile and 262 to run, 0 lists of other ids
        lane-split-by-service: pyproject.toml .github/workflows/tests.yml Makefile justfile and 262 to run, 0 lists of other ids
        thread-pools: pyproject.toml .github/workflows/tests.yml conftest.py Makefile justfile and 245 to run, 0 lists of other ids
          the project of sleeping tests neither fails nor crashes as tests, Unit tests may: only times are repeated
          the project of sleeping tests neither fails nor crashes as tests, Integration tests may: only times are repeated
        thread-pools-mark-alone: pyproject.toml .github/workflows/tests.yml Makefile justfile and 245 to run, 0 lists of other ids
          the project of sleeping tests neither fails nor crashes as tests, Unit tests may: only times are repeated
          the project of sleeping tests neither fails nor crashes as tests, Integration tests may: only times are repeated
        thread-pools-pytest-9-2: pyproject.toml .github/workflows/tests.yml conftest.py Makefile justfile and 245 to run, 0 lists of other ids
          tests, Unit tests: it was simulated as pytest 9.2.0 runs it, which ignores groups; conftest.py stops such a pytest: install pytest<9.2
          tests, Integration tests: it was simulated as pytest 9.2.0 runs it, which ignores groups; conftest.py stops such a pytest: install pytest<9.2
          the project of sleeping tests neither fails nor crashes as tests, Unit tests may: only times are repeated
          the project of sleeping tests neither fails nor crashes as tests, Integration tests may: only times are repeated
        coverage-combined: pyproject.toml .forgejo/workflows/tests.yml Makefile justfile and 310 to run, 0 lists of other ids
        networkx-3-6: pyproject.toml .github/workflows/tests.yml Makefile justfile and 263 to run, 0 lists of other ids
        sympy-1-14: pyproject.toml .github/workflows/tests.yml Makefile justfile and 38 to run, 0 lists of other ids
        tornado-6-5: pyproject.toml .github/workflows/tests.yml Makefile justfile and 37 to run, 0 lists of other ids
        attrs-25-4: pyproject.toml .github/workflows/tests.yml Makefile justfile and 27 to run, 0 lists of other ids
    "#]].assert_eq(&text);
}

#[test]
fn an_archive_holds_every_file_and_is_always_the_same() {
    let bundle = of_preset("four-tests", &BundleOptions::default());
    let bytes = archive(&bundle.files).expect("small");
    assert_eq!(archive(&bundle.files).expect("small"), bytes);
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    assert_eq!(zip.len(), bundle.files.len());
    for file in &bundle.files {
        let mut text = String::new();
        zip.by_name(&file.path).expect("it is there").read_to_string(&mut text).expect("a text");
        assert_eq!(text, file.text);
    }
}
