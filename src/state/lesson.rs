//! The lesson that is read: which step, what was guessed, and what was there before it.

use std::collections::BTreeSet;
use std::sync::Arc;

use laneway_lesson::guess::{Answer, Nearness, nearness};
use laneway_lesson::lesson::{Lesson as Text, Step};
use laneway_pool::scribe::protocol::AskedLesson;

use super::scenario::Scenario;

/// Lessons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lessons {
    /// The one that is read.
    pub read: Option<Reading>,
    /// Whether one is on its way.
    pub is_coming: bool,
    /// Addresses of those that were read to their end, on this machine.
    pub done: BTreeSet<String>,
    /// Whether they are listed.
    pub is_list_open: bool,
    /// Whether the page is shown to a room: large type, no chrome.
    pub is_presented: bool,
}

/// A lesson that is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What stands in the address behind the `#`.
    pub link: String,
    /// The lesson.
    pub text: Arc<Text>,
    /// Which step, from 0.
    pub step: usize,
    /// What was guessed at each step.
    pub guesses: Vec<Option<Guessed>>,
    /// The scenario that was there before.
    pub before: Scenario,
}

/// What somebody guessed.
#[derive(Clone, Debug, PartialEq)]
pub enum Guessed {
    /// One of the choices, by its place.
    Choice(usize),
    /// A figure.
    Figure(f64),
    /// Nothing: the answer was asked for.
    Shown,
}

/// What is to be done about lessons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonErrand {
    /// Open one at a step, from 0.
    Open(AskedLesson, usize),
    /// Go to a step.
    Go(usize),
    /// Put the lesson away; the scenario that was there before comes back.
    Leave,
}

/// How a guess went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Right, or as good as.
    Right,
    /// Near.
    Near,
    /// Wrong, or far off.
    Wrong,
    /// It was not guessed.
    Shown,
}

impl Reading {
    /// A lesson at a step; at its last, if it has fewer.
    pub fn new(link: String, text: Text, step: usize, before: Scenario) -> Self {
        let guesses = vec![None; text.steps.len()];
        let step = step.min(text.steps.len().saturating_sub(1));
        Self { link, text: Arc::new(text), step, guesses, before }
    }

    /// The step that is read.
    pub fn current(&self) -> &Step {
        &self.text.steps[self.step]
    }

    /// What was guessed at it.
    pub fn guessed(&self) -> Option<&Guessed> {
        self.guesses[self.step].as_ref()
    }

    /// Whether something is asked that nobody has answered yet: the answer stays covered.
    pub fn is_covered(&self) -> bool {
        self.current().guess.is_some() && self.guessed().is_none()
    }

    /// Whether this is the last step.
    pub fn is_last(&self) -> bool {
        self.step + 1 == self.text.steps.len()
    }

    /// How the guess at this step went.
    pub fn verdict(&self) -> Option<Verdict> {
        let guess = self.current().guess.as_ref()?;
        Some(match (self.guessed()?, &guess.answer) {
            (Guessed::Choice(place), Answer::Choice { right, .. }) if place == right => Verdict::Right,
            (Guessed::Figure(guessed), Answer::Figure { value, .. }) => match nearness(*guessed, *value) {
                Nearness::Right => Verdict::Right,
                Nearness::Near => Verdict::Near,
                Nearness::Far => Verdict::Wrong,
            },
            (Guessed::Shown, _) => Verdict::Shown,
            _ => Verdict::Wrong,
        })
    }

    /// What stands behind the `#` for this step.
    pub fn address(&self) -> String {
        if self.step == 0 { self.link.clone() } else { format!("{}&step={}", self.link, self.step + 1) }
    }
}

/// The lesson that an address names, and at which step; `None`: it names none.
pub fn asked(hash: &str) -> Option<LessonErrand> {
    let (lesson, rest) = hash.split_once('&').unwrap_or((hash, ""));
    let asked = if let Some(id) = lesson.strip_prefix("lesson=") {
        AskedLesson::Own(id.to_owned())
    } else if lesson.starts_with("lesson.") {
        AskedLesson::Link(lesson.to_owned())
    } else {
        return None;
    };
    let step = rest.split('&').find_map(|part| part.strip_prefix("step=")?.parse::<usize>().ok());
    Some(LessonErrand::Open(asked, step.unwrap_or(1).saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_lesson_and_a_step() {
        let own = |id: &str, step| Some(LessonErrand::Open(AskedLesson::Own(id.to_owned()), step));
        assert_eq!(asked("lesson=stealing"), own("stealing", 0));
        assert_eq!(asked("lesson=stealing&step=3"), own("stealing", 2));
        assert_eq!(asked("lesson=stealing&step=0"), own("stealing", 0));
        let link = AskedLesson::Link("lesson.H4sIAAAA".to_owned());
        assert_eq!(asked("lesson.H4sIAAAA&step=2"), Some(LessonErrand::Open(link, 1)));
        assert_eq!(asked("v1.AAAA"), None);
    }
}
