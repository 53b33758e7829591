//! Replay cases: every line has an answer, which is JSON; valid sessions obey the laws.

#![no_main]

use laneway_formats::replay::answer::Verdict;
use laneway_formats::replay::case::Case;
use laneway_formats::replay::stream::replay_all;
use laneway_fuzz::simulate_session;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let is_small = |case: &Case| case.session.workers <= 24;
    match Case::read(text) {
        Ok(case) if !is_small(&case) => return,
        Ok(case) => simulate_session(&case.tests, &case.session),
        Err(_) => assert_eq!(laneway_formats::replay::answer(text).verdict(), Verdict::Invalid),
    }
    if text.lines().all(|line| Case::read(line).map_or(true, |case| is_small(&case))) {
        let mut output = Vec::new();
        let tally = replay_all(text.as_bytes(), &mut output).expect("memory");
        let output = String::from_utf8(output).expect("text");
        assert_eq!(output.lines().count() as u64, tally.n_cases);
        for line in output.lines() {
            assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
        }
    }
});
