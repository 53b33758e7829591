//! Settings files of a team, with options put into them: still TOML, once is enough, and nothing else is lost.

#![no_main]

use laneway_engine::session::Session;
use laneway_export::merge::config_file::CONFIG_FILES;
use laneway_export::merge::{diff, merge, shadow};
use laneway_export::own;
use laneway_export::settings::{Settings, SettingsOptions, configure};
use laneway_formats::addopts::PytestOption;
use laneway_fuzz::some_tests;
use laneway_pipeline::pipeline::Pipeline;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = own::recognise(text);
    let session = Session { workers: 8, ..Session::default() };
    let configured = configure(&Pipeline::bare(session), &some_tests(), &SettingsOptions::default()).settings;
    let deselect = Settings { addopts: vec![PytestOption::Deselect("a b/'c\".py".to_owned())], ..Settings::default() };
    for settings in [&configured, &deselect] {
        for info in CONFIG_FILES {
            let Ok(merged) = merge(settings, info.file, text) else { continue };
            assert!(merged.text.len() <= text.len() * 2 + 4_000, "{}: bounded", info.name);
            if info.name == "pyproject.toml" {
                let body = merged.text.trim_start_matches('\u{feff}');
                assert!(body.parse::<toml_edit::DocumentMut>().is_ok(), "no TOML: {body}");
            }
            let again = merge(settings, info.file, &merged.text).unwrap_or_else(|error| panic!("{error}, of {text:?}"));
            assert_eq!(again.text, merged.text, "{} of {text:?}", info.name);
            let _ = diff::unified(info.name, text, &merged.text);
            let _ = shadow::shadows(info.file, true, &[("tox.ini".to_owned(), text.to_owned())]);
        }
    }
});
