//! What people type: command lines, tests by hand, values of a search.

#![no_main]

use laneway_engine::session::Session;
use laneway_formats::{addopts, command_line, space_text, typed};
use laneway_fuzz::{simulate_session, some_tests};
use laneway_pipeline::service::Service;
use laneway_search::dimension::DIMENSIONS;
use laneway_search::space::Free;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(line) = command_line::read(text) {
        let session = line.apply(&Session::default(), 4);
        // A shell's own words, as `do`, are none where they stand in a file of settings.
        let written = addopts::addopts(&session);
        if !written.contains(char::is_control) {
            let again = command_line::read(&format!("[pytest]\naddopts = {written}\n"));
            let again = again.unwrap_or_else(|error| panic!("{error}, of {written}"));
            assert_eq!(addopts::addopts(&again.apply(&Session::default(), 4)), written);
        }
        simulate_session(&some_tests().tests, &session);
    }
    if let Ok(suite) = typed::read(text) {
        let again = typed::read(&typed::write(&suite)).map(|suite| suite.tests);
        assert_eq!(again.as_ref(), Ok(&suite.tests), "{}", typed::write(&suite));
        simulate_session(&suite.tests, &Session::default());
    }
    for info in DIMENSIONS {
        let mut free = Free::of("tests", 0);
        if space_text::read(&mut free, info.dimension, text, Service::default()).is_ok() {
            let (written, mut again) = (space_text::write(&free, info.dimension), Free::of("tests", 0));
            let result = space_text::read(&mut again, info.dimension, &written, Service::default());
            assert!(result.is_ok() && again == free, "{written}");
        }
    }
});
