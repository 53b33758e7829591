//! Lessons: found, unpacked, and simulated.

use laneway_lesson::lesson::Lesson;
use laneway_lesson::{link, own};

use crate::scribe::protocol::AskedLesson;

/// The address of a lesson, and the lesson; or why there is none.
pub(super) fn lesson(asked: AskedLesson) -> (String, Result<Lesson, String>) {
    let (address, document) = match asked {
        AskedLesson::Own(id) => {
            let document = own::document(&id).map(str::to_owned);
            let why = || format!("no lesson is called `{id}`: reload the page, it may be a newer one");
            (format!("lesson={id}"), document.ok_or_else(why))
        }
        AskedLesson::Link(hash) => {
            let document = link::read(&hash).map_err(|error| error.to_string());
            (hash, document)
        }
        AskedLesson::Document(text) => (link::write(&text), Ok(text)),
    };
    let lesson = document.and_then(|text| Lesson::read(&text).map_err(|error| error.to_string()));
    (address, lesson)
}
