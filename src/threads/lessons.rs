//! The thread that opens lessons. It is there only meanwhile.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_worker::WorkerBridge;
use laneway_lesson::document::{MAX_DOCUMENT, Show};
use laneway_lesson::lesson::Lesson;
use laneway_pool::protocol::RequestId;
use laneway_pool::scribe::protocol::{AskedLesson, Reply, Request};
use laneway_pool::thread::Scribe;
use leptos::prelude::*;

use super::spawn;
use crate::browser::files::{self, Source};
use crate::kept_lessons;
use crate::state::AppState;
use crate::state::lesson::{LessonErrand, Reading};
use crate::state::notice::Notice;
use crate::state::scenario::Scenario;
use crate::state::view::{Middle, SideName};

#[derive(Clone)]
pub(super) struct Lessons {
    app: AppState,
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    bridge: Option<WorkerBridge<Scribe>>,
    newest: RequestId,
    /// What was asked last, and the step to begin with.
    asked: Option<(AskedLesson, usize)>,
}

impl Lessons {
    pub(super) fn new(app: AppState) -> Self {
        Self { app, inner: Rc::default() }
    }

    pub(super) fn run(&self, errand: LessonErrand) {
        match errand {
            LessonErrand::Open(asked, step) => self.open(asked, step),
            LessonErrand::Go(step) => self.go(step),
            LessonErrand::Leave => self.leave(),
        }
    }

    /// A thread died, perhaps this one: another one opens the lesson.
    pub(super) fn again(&self) {
        let asked = {
            let inner = self.inner.borrow();
            inner.asked.clone().filter(|_| inner.bridge.is_some())
        };
        if let Some((asked, step)) = asked {
            self.open(asked, step);
        }
    }

    /// A thread died, perhaps this one.
    pub(super) fn lost(&self) {
        self.inner.borrow_mut().bridge = None;
        self.app.lessons.update(|lessons| lessons.is_coming = false);
    }

    fn open(&self, asked: AskedLesson, step: usize) {
        let lessons = self.clone();
        let mut inner = self.inner.borrow_mut();
        inner.newest += 1;
        let newest = inner.newest;
        let bridge = spawn(self.app, move |reply| {
            if let Reply::Lesson { id, link, lesson } = reply
                && lessons.inner.borrow().newest == id
            {
                lessons.show(link, lesson, step);
            }
        });
        bridge.send(Request::Lesson { id: newest, asked: asked.clone() });
        (inner.bridge, inner.asked) = (Some(bridge), Some((asked, step)));
        drop(inner);
        self.app.lessons.update(|lessons| (lessons.is_coming, lessons.is_list_open) = (true, false));
    }

    /// Opens the lesson of a file.
    pub(super) fn read(&self, source: Source) {
        let lessons = self.clone();
        leptos::task::spawn_local(async move {
            match text_of(source).await {
                Ok(text) => lessons.open(AskedLesson::Document(text), 0),
                Err(why) => lessons.app.say(Notice::error(why)),
            }
        });
    }

    fn show(&self, link: String, lesson: Result<Lesson, String>, step: usize) {
        let app = self.app;
        self.inner.borrow_mut().bridge = None;
        app.lessons.update(|lessons| lessons.is_coming = false);
        match lesson {
            Err(why) => app.say(Notice::error(format!("The lesson cannot be opened: {why}."))),
            Ok(lesson) => {
                app.lessons.update(|lessons| {
                    // What was there before the first lesson comes back after the last.
                    let before = lessons.read.take().map(|read| read.before);
                    let before = before.unwrap_or_else(|| app.history.with_untracked(|it| it.scenario().clone()));
                    lessons.read = Some(Reading::new(link, lesson, step, before));
                });
                self.show_step();
            }
        }
    }

    fn go(&self, step: usize) {
        self.app.lessons.update(|lessons| {
            if let Some(read) = &mut lessons.read {
                read.step = step.min(read.text.steps.len() - 1);
                if read.is_last() {
                    lessons.done.insert(read.link.clone());
                    kept_lessons::keep_done(&lessons.done);
                }
            }
        });
        self.show_step();
    }

    fn show_step(&self) {
        let app = self.app;
        let shown = app.lessons.with_untracked(|lessons| {
            let read = lessons.read.as_ref()?;
            let step = read.current();
            Some((Scenario::from_document(step.scenario.clone()), step.show, read.address()))
        });
        let Some((scenario, show, address)) = shown else { return };
        app.edit("", |current| *current = scenario);
        let middle = if show == Show::Pipeline { Middle::Pipeline } else { Middle::Timeline };
        app.view.update(|view| (view.middle, view.side, view.unfolded) = (middle, SideName::Candidate, None));
        kept_lessons::show(&address);
    }

    fn leave(&self) {
        let app = self.app;
        let mut before = None;
        app.lessons.update(|lessons| {
            lessons.is_presented = false;
            before = lessons.read.take().map(|read| read.before);
        });
        if let Some(before) = before {
            app.edit("", |scenario| *scenario = before);
        }
    }
}

/// The text of a file that may be a lesson.
async fn text_of(source: Source) -> Result<String, String> {
    let name = source.name();
    let file = files::list(vec![source]).await?.into_iter().next().ok_or_else(|| format!("{name} is no file."))?;
    let mut bytes = Vec::new();
    file.read(|piece| {
        bytes.extend(piece);
        bytes.len() <= MAX_DOCUMENT
    })
    .await?;
    String::from_utf8(bytes)
        .map_err(|_| format!("{name}: found no text, expected a lesson, as docs/lessons.md has it."))
}
