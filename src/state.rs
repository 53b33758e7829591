//! The state of the page, by lifetime. Nothing else is global.
//!
//! - [`scenario`]: what is simulated; shared, saved, undone. [`history`]: its past and future.
//! - [`opened`]: which run of tests of a pipeline is looked at.
//! - [`jobs`]: changes of the list of jobs.
//! - [`run`]: what the threads said. [`orders`]: of a lost order.
//! - [`study`]: how sure it is. [`search`]: what would be best. [`advice`]: what is wrong. [`export`]: it as files.
//! - [`comment`]: it for a pull request.
//! - [`share`]: links to be sent. [`received`]: the one that was opened.
//! - [`lesson`]: the lesson that is read.
//! - [`files`]: files that are being read, or wait for a word on what they are.
//! - [`view`]: what is looked at; may be lost. [`player`]: where both runs stand on one clock; likewise.
//! - [`disaster`]: what can go wrong.
//! - [`notice`]: words to the user.

use std::sync::Arc;

use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use leptos::prelude::*;

pub mod scenario;

pub mod history;

pub mod opened;

pub mod jobs;

pub mod run;

pub mod orders;

pub mod study;

pub mod search;

pub mod advice;

pub mod export;

pub mod share;

pub mod received;

pub mod lesson;

pub mod comment;

pub mod files;

pub mod view;

pub mod player;

pub mod disaster;

pub mod notice;

use crate::kept_lessons;
use crate::timeline::view::TimelineView;
use advice::Advised;
use comment::{Comment, CommentErrand};
use export::{Export, ExportErrand};
use files::{Errand, Files};
use history::History;
use lesson::{LessonErrand, Lessons};
use notice::Notice;
use opened::Opened;
use player::Player;
use received::Received;
use run::{Run, Sides};
use scenario::Scenario;
use search::{Search, SearchErrand};
use share::{Answer, Share, ShareErrand};
use study::{Study, StudyErrand};
use view::{Middle, SideName, View};

/// Every signal of the page.
#[derive(Clone, Copy)]
pub struct AppState {
    /// What is simulated, and its past and future.
    pub history: RwSignal<History>,
    /// What the threads said last.
    pub run: RwSignal<Run>,
    /// Both sides of `run`; says when they change, and only then.
    pub sides: Memo<Option<Arc<Sides>>>,
    /// The suite that is shown: the scenario's where it is given, else that of the last answer; empty before the first.
    pub suite: Memo<Arc<Suite>>,
    /// Whether both sides are one session and nothing around it.
    pub is_bare: Memo<bool>,
    /// What stands in the middle.
    pub middle: Memo<Middle>,
    /// How sure that is.
    pub study: RwSignal<Study>,
    /// What the threads are to do about the study.
    pub study_errand: RwSignal<Option<StudyErrand>>,
    /// What would be best.
    pub search: RwSignal<Search>,
    /// What the threads are to do about the search.
    pub search_errand: RwSignal<Option<SearchErrand>>,
    /// What is wrong.
    pub advice: RwSignal<Advised>,
    /// Files for others.
    pub export: RwSignal<Export>,
    /// What the threads are to do about those files.
    pub export_errand: RwSignal<Option<ExportErrand>, LocalStorage>,
    /// Links to be sent.
    pub share: RwSignal<Share>,
    /// What the threads are to do about links.
    pub share_errand: RwSignal<Option<ShareErrand>>,
    /// The link that was opened.
    pub received: RwSignal<Option<Received>>,
    /// Lessons.
    pub lessons: RwSignal<Lessons>,
    /// What is to be done about them.
    pub lesson_errand: RwSignal<Option<LessonErrand>>,
    /// It for a pull request.
    pub comment: RwSignal<Comment>,
    /// What the threads are to do about that.
    pub comment_errand: RwSignal<Option<CommentErrand>>,
    /// Files that are being read, or wait.
    pub files: RwSignal<Files>,
    /// What the threads are to do about files.
    pub errand: RwSignal<Option<Errand>, LocalStorage>,
    /// What went wrong, or is worth a word; shown until it is put away.
    pub notices: RwSignal<Vec<Notice>>,
    /// What is looked at.
    pub view: RwSignal<View>,
    /// What of the timeline is looked at.
    pub timeline: RwSignal<TimelineView>,
    /// Where both runs stand on one clock.
    pub player: RwSignal<Player>,
}

impl AppState {
    /// A page with a scenario.
    pub fn new(scenario: Scenario) -> Self {
        let costs_differ = scenario.has_own_costs();
        let run = RwSignal::new(Run::default());
        let is_other = |before: Option<&Option<Arc<Sides>>>, now: Option<&Option<Arc<Sides>>>| match (before, now) {
            (Some(Some(before)), Some(Some(now))) => !Arc::ptr_eq(before, now),
            (Some(None), Some(None)) => false,
            _ => true,
        };
        let sides = Memo::new_with_compare(move |_| run.with(|run| run.sides.clone()), is_other);
        let history = RwSignal::new(History::new(scenario));
        let suite = move |_: Option<&Arc<Suite>>| {
            let given = history.with(|history| history.scenario().source.given().cloned());
            let shown = || sides.with(|sides| sides.as_ref().map(|sides| Arc::clone(&sides.suite)));
            given.or_else(shown).unwrap_or_default()
        };
        let is_other_suite = |before: Option<&Arc<Suite>>, now: Option<&Arc<Suite>>| {
            !before.zip(now).is_some_and(|(before, now)| Arc::ptr_eq(before, now))
        };
        let view = RwSignal::new(View { costs_differ, ..View::default() });
        let is_bare = Memo::new(move |_| history.with(|history| history.scenario().is_bare()));
        let middle = move |_: Option<&Middle>| match view.with(|view| view.middle) {
            Middle::Pipeline if is_bare.get() => Middle::Timeline,
            middle => middle,
        };
        Self {
            view,
            is_bare,
            middle: Memo::new(middle),
            history,
            run,
            sides,
            suite: Memo::new_with_compare(suite, is_other_suite),
            study: RwSignal::new(Study::default()),
            study_errand: RwSignal::new(None),
            search: RwSignal::new(Search::default()),
            search_errand: RwSignal::new(None),
            advice: RwSignal::new(Advised::default()),
            export: RwSignal::new(Export::default()),
            export_errand: RwSignal::new_local(None),
            share: RwSignal::new(Share::default()),
            share_errand: RwSignal::new(None),
            received: RwSignal::new(None),
            lessons: RwSignal::new(Lessons { done: kept_lessons::done(), ..Lessons::default() }),
            lesson_errand: RwSignal::new(None),
            comment: RwSignal::new(Comment::None),
            comment_errand: RwSignal::new(None),
            files: RwSignal::new(Files::None),
            errand: RwSignal::new_local(None),
            notices: RwSignal::new(Vec::new()),
            timeline: RwSignal::new(TimelineView::default()),
            player: RwSignal::new(Player::default()),
        }
    }

    /// Looks something up in the scenario as it is.
    pub fn look<T>(&self, get: impl FnOnce(&Scenario) -> T) -> T {
        self.history.with(|history| get(history.scenario()))
    }

    /// Looks something up in the session that is looked at on one side.
    pub fn look_at<T>(&self, side: SideName, get: impl FnOnce(&Session) -> T) -> T {
        self.look(|scenario| get(scenario.session(side)))
    }

    /// Changes the scenario. Edits with one `key` in a row are undone together; an empty key never is.
    pub fn edit(&self, key: &'static str, edit: impl FnOnce(&mut Scenario)) {
        self.history.update(|history| history.edit(key, edit));
    }

    /// Changes the session that is looked at on the side that the controls are about.
    pub fn edit_side(&self, key: &'static str, edit: impl FnOnce(&mut Session)) {
        let side = self.view.with_untracked(|view| view.side);
        self.edit(key, |scenario| scenario.edit_session(side, edit));
    }

    /// Takes over what the address or the browser had: the link that it comes from, and what is to be sent with it.
    pub fn take_over(&self, received: Option<Received>, title: String, note: String) {
        if let Some(received) = &received {
            let middle = received.middle();
            self.view.update(|view| view.middle = middle);
        }
        self.received.set(received);
        self.share.update(|share| {
            (share.title, share.note, share.answer) = (title, note, Answer::None);
            (share.level, share.offered) = (None, None);
        });
    }

    /// Opens another run of tests on one side: the panels change it, and `middle` shows it.
    pub fn open(&self, side: SideName, opened: Opened, middle: Middle) {
        self.history.update(|history| history.open(side, opened));
        self.view.update(|view| (view.side, view.middle) = (side, middle));
    }

    /// Says something.
    pub fn say(&self, notice: Notice) {
        self.notices.update(|notices| notices.push(notice));
    }
}

/// The state of the page, from anywhere in it.
pub fn use_app() -> AppState {
    expect_context()
}
