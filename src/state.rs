//! The state of the page, by lifetime. Nothing else is global.
//!
//! - [`scenario`]: what is simulated; shared, saved, undone.
//! - [`run`]: what the threads said.

pub mod run;

pub mod scenario;

use laneway_engine::session::Session;
use laneway_formats::read::Reading;
use leptos::prelude::*;

use run::Run;
use scenario::{History, Scenario};

/// Every signal of the page.
#[derive(Clone, Copy)]
pub struct AppState {
    /// What is simulated, and its past and future.
    pub history: RwSignal<History>,
    /// What the threads said last.
    pub run: RwSignal<Run>,
    /// Files that were opened and wait for a word on what they are.
    pub opened: RwSignal<Option<Opened>>,
    /// What went wrong, or is worth a word; shown until it is put away.
    pub notices: RwSignal<Vec<Notice>>,
    /// How much of the files has been read, 0 to 1, while they are.
    pub reading: RwSignal<Option<f64>>,
}

/// Files that were read.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// At least one.
    pub readings: Vec<Reading>,
}

/// A word to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whether something failed.
    pub is_error: bool,
    /// What to say.
    pub text: String,
    /// More, line by line.
    pub lines: Vec<String>,
}

impl AppState {
    /// A page with a scenario.
    pub fn new(scenario: Scenario) -> Self {
        Self {
            history: RwSignal::new(History::new(scenario)),
            run: RwSignal::new(Run::default()),
            opened: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            reading: RwSignal::new(None),
        }
    }

    /// The scenario as it is.
    pub fn scenario(&self) -> Signal<Scenario> {
        let history = self.history;
        Signal::derive(move || history.with(|history| history.scenario().clone()))
    }

    /// Changes the candidate. Edits with one `key` in a row are undone together.
    pub fn edit_candidate(&self, key: &'static str, edit: impl FnOnce(&mut Session)) {
        self.history.update(|history| history.edit(key, |scenario| edit(&mut scenario.candidate)));
    }

    /// Says something.
    pub fn say(&self, is_error: bool, text: impl Into<String>, lines: Vec<String>) {
        self.notices.update(|notices| notices.push(Notice { is_error, text: text.into(), lines }));
    }
}

/// The state of the page, from anywhere in it.
pub fn use_app() -> AppState {
    expect_context()
}
