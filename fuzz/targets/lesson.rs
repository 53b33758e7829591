//! Lessons: documents, and links to them.

#![no_main]

use laneway_lesson::lesson::Lesson;
use laneway_lesson::link;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(document) = link::read(text) {
        assert_eq!(link::read(&link::write(&document)).as_deref(), Ok(document.as_str()));
        let _ = Lesson::read(&document);
        return;
    }
    // Presets take long to make, and many workers long to run.
    let is_soon_done =
        !text.contains("preset") && text.split(|it: char| !it.is_ascii_digit()).all(|digits| digits.len() < 3);
    if is_soon_done && let Ok(lesson) = Lesson::read(text) {
        assert!(!lesson.steps.is_empty());
        assert_eq!(Lesson::read(text).ok(), Some(lesson));
    }
});
