//! Every preset is what it says: names, figures, and the times that were published.

use std::collections::BTreeSet;
use std::io::BufReader;

use expect_test::{expect, expect_file};
use flate2::read::GzDecoder;
use laneway_chart::human;
use laneway_engine::simulate::Detail;
use laneway_engine::simulate::simulate;
use laneway_engine::time::Nanos;

use super::*;
use crate::read::read;

fn made(preset: &Preset) -> Suite {
    suite(preset.id).expect("every preset has a suite")
}

/// When the session ends, in seconds.
fn secs(tests: &[Test], session: &Session) -> f64 {
    let outcome = simulate(tests, session, Detail::Summary).expect("a session that makes sense");
    outcome.summary.session_end.as_secs()
}

/// A parameter in seconds.
fn param(preset: &Preset, name: &str) -> f64 {
    let found = preset.parameters.iter().find(|parameter| parameter.name == name);
    match found.map(|parameter| parameter.value) {
        Some(Value::Secs(secs)) => secs,
        other => panic!("{}: {name} is {other:?}", preset.id),
    }
}

/// `found` lies within `percent` of `expected`.
fn near(what: &str, found: f64, expected: f64, percent: f64) {
    let off = 100.0 * (found / expected - 1.0);
    assert!(off.abs() <= percent, "{what}: {found:.1} s, expected {expected} s, {off:+.1}%");
}

#[test]
fn ids_are_in_links_for_ever() {
    let ids: Vec<&str> = PRESETS.iter().map(|preset| preset.id).collect();
    expect!["slow-first late-giant monster-file science four-tests unit-library web-database services parametrised groups module-fixtures crowded-cores independent slowest-first worksteal-switch lane-split-unit lane-split-heavy thread-pools-unit thread-pools-integration coverage-twice lane-split lane-split-by-service thread-pools thread-pools-mark-alone thread-pools-pytest-9-2 coverage-combined networkx-3-6 sympy-1-14 tornado-6-5 attrs-25-4"].assert_eq(&ids.join(" "));
}

#[test]
fn names_differ_and_lines_are_short() {
    let titles: BTreeSet<&str> = PRESETS.iter().map(|preset| preset.title).collect();
    let ids: BTreeSet<&str> = PRESETS.iter().map(|preset| preset.id).collect();
    assert_eq!((titles.len(), ids.len()), (PRESETS.len(), PRESETS.len()));
    let is_id = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    for preset in PRESETS {
        assert!(preset.id.chars().all(is_id), "{}", preset.id);
        assert!(preset.about.len() <= 115 && !preset.about.ends_with('.'), "{}", preset.about);
        assert!(!preset.parameters.is_empty() && !preset.source.is_empty(), "{}", preset.id);
    }
    assert!(find("no-such-preset").is_none() && suite("no-such-preset").is_none());
}

#[test]
fn every_suite_has_the_character_that_it_says() {
    let traits = PRESETS.iter().flat_map(|preset| {
        let tests = made(preset).tests;
        let figure = move |is: &Trait| (preset.id, *is, is.measure.of(&tests));
        preset.character.iter().map(figure).collect::<Vec<_>>()
    });
    let is_off = |(_, is, found): &(&str, Trait, f64)| *found < is.least || is.most < *found;
    let off: Vec<String> = traits.filter(is_off).map(|(id, is, found)| format!("{id}: {is}: {found:.3}")).collect();
    assert_eq!(off, Vec::<String>::new());
}

#[test]
fn every_preset_is_the_same_for_ever() {
    let row = |preset: &Preset| {
        let suite = made(preset);
        assert_eq!(suite.name, preset.title);
        let ids: BTreeSet<&str> = suite.tests.iter().map(|test| test.id.as_str()).collect();
        assert_eq!(ids.len(), suite.tests.len(), "{}: every id is there once", preset.id);
        let total: Nanos = suite.tests.iter().map(|test| test.duration).sum();
        let ends = [preset.baseline(), preset.candidate()].map(|session| {
            let secs = secs(&suite.tests, &session);
            format!("{} x {} {secs:.1} s", session.dist.flag(), session.workers)
        });
        format!("{}: {} tests, {} ns, {}\n", preset.id, suite.tests.len(), total.0, ends.join(", "))
    };
    expect![[r#"
        slow-first: 10195 tests, 3693645000000 ns, load x 32 189.0 s, worksteal x 32 119.3 s
        late-giant: 2400 tests, 1535350000000 ns, load x 8 256.8 s, worksteal x 8 212.0 s
        monster-file: 1774 tests, 818296000000 ns, loadfile x 8 576.4 s, loadgroup x 8 103.7 s
        science: 116 tests, 2632907000000 ns, load x 4 1154.1 s, worksteal x 4 990.7 s
        four-tests: 4 tests, 13000000000 ns, load x 2 9.0 s, worksteal x 2 9.0 s
        unit-library: 4800 tests, 380694685243 ns, load x 8 117.5 s, worksteal x 8 51.5 s
        web-database: 3200 tests, 3047097213869 ns, load x 4 763.0 s, load x 8 385.2 s
        services: 1400 tests, 971256274795 ns, loadscope x 8 195.0 s, worksteal x 8 123.2 s
        parametrised: 12000 tests, 1079082813753 ns, loadfile x 8 348.5 s, worksteal x 8 139.3 s
        groups: 1800 tests, 834170606010 ns, worksteal x 8 116.3 s, loadgroup x 8 229.5 s
        module-fixtures: 600 tests, 59148906662 ns, loadgroup x 4 140.9 s, loadfile x 4 48.3 s
        crowded-cores: 400 tests, 47209163189 ns, worksteal x 16 19.7 s, worksteal x 4 14.5 s
        independent: 2000 tests, 741270609636 ns, load x 4 186.6 s, worksteal x 4 186.5 s
        slowest-first: 2000 tests, 664584497112 ns, load x 8 266.0 s, loadgroup x 8 83.1 s
        worksteal-switch: 10195 tests, 2930589937771 ns, load x 32 172.4 s, worksteal x 32 123.1 s
        lane-split-unit: 1240 tests, 59594679973 ns, no x 0 63.6 s, load x 4 24.3 s
        lane-split-heavy: 689 tests, 433142000000 ns, no x 0 439.1 s, loadfile x 4 118.9 s
        thread-pools-unit: 2508 tests, 30348968567 ns, worksteal x 4 9.4 s, loadgroup x 4 9.4 s
        thread-pools-integration: 154 tests, 688431000000 ns, worksteal x 4 175.6 s, loadgroup x 4 204.4 s
        coverage-twice: 3400 tests, 630902241299 ns, no x 0 720.9 s, worksteal x 4 248.0 s
        lane-split: 1929 tests, 492736679973 ns, no x 0 500.7 s, load x 4 24.3 s
        lane-split-by-service: 1929 tests, 492736679973 ns, load x 4 24.3 s, load x 4 24.3 s
        thread-pools: 2662 tests, 718779968567 ns, worksteal x 4 9.4 s, loadgroup x 4 9.4 s
        thread-pools-mark-alone: 2662 tests, 718779968567 ns, worksteal x 4 9.4 s, worksteal x 4 9.4 s
        thread-pools-pytest-9-2: 2662 tests, 718779968567 ns, worksteal x 4 9.4 s, loadgroup x 4 9.4 s
        coverage-combined: 3400 tests, 630902241299 ns, worksteal x 4 164.0 s, worksteal x 4 187.7 s
        networkx-3-6: 6859 tests, 147046325000 ns, load x 8 20.6 s, loadgroup x 8 18.9 s
        sympy-1-14: 664 tests, 216298375000 ns, load x 4 62.4 s, worksteal x 4 54.2 s
        tornado-6-5: 1306 tests, 27794908000 ns, loadfile x 8 5.8 s, worksteal x 8 3.7 s
        attrs-25-4: 1370 tests, 18682010000 ns, loadfile x 4 10.8 s, worksteal x 4 5.1 s
    "#]]
    .assert_eq(&PRESETS.iter().map(row).collect::<String>());
}

#[test]
fn the_switch_to_worksteal_gains_what_was_published() {
    let preset = &cases::worksteal_switch::PRESET;
    let tests = made(preset).tests;
    let (load, worksteal) = (secs(&tests, &preset.baseline()), secs(&tests, &preset.candidate()));
    near("load", load, param(preset, "session by load"), 5.0);
    near("worksteal", worksteal, param(preset, "session by worksteal"), 5.0);
    let gain = 100.0 * (1.0 - worksteal / load);
    assert!((22.0..=30.0).contains(&gain), "gain {gain:.1}%");
    assert!(tests.iter().all(|test| test.duration.as_secs() <= param(preset, "longest a test may take")));
}

#[test]
fn both_lanes_of_the_split_take_what_was_published() {
    let (unit, heavy) = (&cases::lane_split::UNIT, &cases::lane_split::HEAVY);
    let (unit_tests, heavy_tests) = (made(unit).tests, made(heavy).tests);
    let unit_lane = param(unit, "set-up steps of the lane") + secs(&unit_tests, &unit.candidate());
    near("unit lane", unit_lane, param(unit, "lane"), 5.0);
    let serial = secs(&heavy_tests, &heavy.baseline());
    near("serial heavy session", serial, param(heavy, "serial session"), 5.0);
    let set_up = param(heavy, "set-up steps and services of the lane");
    near("heavy lane", set_up + serial, param(heavy, "lane"), 5.0);
    let unit_serial = secs(&unit_tests, &unit.baseline());
    near("serial unit session", unit_serial, param(unit, "serial session"), 5.0);
    near("job before", set_up + serial + unit_serial, param(unit, "job before the split"), 5.0);
}

#[test]
fn integration_files_need_the_services_that_were_published() {
    let suite = made(&cases::lane_split::HEAVY);
    let files: BTreeSet<&str> =
        suite.tests.iter().map(Test::file).filter(|file| file.starts_with("tests/integration/")).collect();
    let need = |service: &str| {
        let folder = |file: &&&str| file.split('/').nth(2).is_some_and(|folder| folder.contains(service));
        files.iter().filter(folder).count()
    };
    let needs = ["elasticsearch", "postgres", "opensearch", "solr"].map(need);
    assert_eq!((files.len(), needs), (139, [87, 47, 14, 6]));
}

#[test]
fn crashing_workers_run_for_as_long_as_was_published() {
    let (unit, integration) = (&cases::thread_pools::UNIT, &cases::thread_pools::INTEGRATION);
    near("unit tests", secs(&made(unit).tests, &unit.baseline()), param(unit, "session"), 10.0);
    let tests = made(integration).tests;
    near("integration tests", secs(&tests, &integration.baseline()), param(integration, "session"), 10.0);
    let marked: Vec<&Test> = tests.iter().filter(|test| !test.groups.is_empty()).collect();
    let classes: BTreeSet<_> = marked.iter().map(|test| laneway_engine::suite::class_of(&test.id)).collect();
    assert_eq!((tests.len(), marked.len(), classes.len(), made(unit).tests.len()), (154, 42, 3, 2_508));
}

#[test]
fn running_all_tests_again_takes_what_was_published() {
    let preset = &cases::coverage_twice::PRESET;
    near("nox session", secs(&made(preset).tests, &preset.baseline()), param(preset, "nox session of it"), 5.0);
}

#[test]
fn recorded_suites_read_without_a_warning() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/recorded");
    let files = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "gz")).collect();
    let recorded: Vec<&Preset> = PRESETS.iter().filter(|preset| preset.shelf == Shelf::Recorded).collect();
    assert_eq!(files.len(), recorded.len());
    for file in files {
        let bytes = std::fs::read(&file).expect("a file");
        let reading = read("recorded", BufReader::new(GzDecoder::new(bytes.as_slice())), &mut |_| {}).expect("a table");
        assert_eq!(reading.warnings.n_all, 0, "{}", file.display());
        assert!(reading.suite.tests.iter().all(|test| test.groups.is_empty()), "{}", file.display());
    }
    for preset in recorded {
        let suite = made(preset);
        let total: f64 = suite.tests.iter().map(|test| test.duration.as_secs()).sum();
        near(preset.id, total, param(preset, "all tests together"), 0.5);
        assert!(preset.title.contains(&human::count(suite.tests.len() as u64)), "{}", preset.title);
    }
}

/// The page of the documentation is made from the rows: run this test with `UPDATE_EXPECT=1` after a change.
#[test]
fn the_documentation_shows_every_preset() {
    let mut text = "# Presets\n\n\
        Suites to start from, each with two sessions or two pipelines. `laneway presets` lists them, `laneway simulate --preset ID`\n\
        runs a session, `laneway pipeline --preset ID` a pipeline.\n\
        Tests hold every suite to its character, and the cases to the times that were published. `published`, `measured`,\n\
        `assumed` and `fitted` say how far a number can be trusted. This page is made from `crates/formats/src/presets/`.\n"
        .to_owned();
    for (shelf, title) in SHELVES {
        text.push_str(&format!(
            "\n## {title}\n\n| preset | what it shows | character | numbers |\n|---|---|---|---|\n"
        ));
        for preset in PRESETS.iter().filter(|preset| preset.shelf == shelf) {
            let Preset { id, title, about, source, durations, .. } = preset;
            let character: Vec<String> = preset.character.iter().map(ToString::to_string).collect();
            let number = |it: &Parameter| format!("{} {} ({})", it.name, it.value, it.basis.word());
            let numbers: Vec<String> = preset.parameters.iter().map(number).collect();
            let (character, numbers) = (character.join("; "), numbers.join("; "));
            let durations = durations.words();
            text.push_str(&format!(
                "| `{id}`<br>{title} | {about} | {character} | {durations}, from {source}: {numbers} |\n"
            ));
        }
        for preset in PRESETS.iter().filter(|preset| preset.shelf == shelf && !preset.story.is_empty()) {
            text.push_str(&format!("\n`{}`: {}\n", preset.id, preset.story));
        }
    }
    expect_file![concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/presets.md")].assert_eq(&text);
}

#[test]
fn what_a_first_visit_needs_is_as_in_the_whole() {
    let heads = PRESETS.iter().map(|&Preset { id, title, about, shelf, .. }| Head { id, title, about, shelf });
    assert_eq!(HEADS.to_vec(), heads.collect::<Vec<_>>());
    assert_eq!(first_scenario(), scenario(&PRESETS[0]));
    assert_eq!(first_suite(PRESETS[0].id), suite(PRESETS[0].id));
}
