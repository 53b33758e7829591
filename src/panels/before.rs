//! The baseline's value of an option, where the candidate has another.

use laneway_engine::session::Session;
use leptos::prelude::*;

use crate::state::AppState;
use crate::state::view::SideName;
use crate::widgets::field::Before;

/// The baseline's value in words, where the candidate is at hand and has another; and the way back to it.
pub fn before(app: AppState, text: fn(&Session) -> String, copy: fn(&mut Session, &Session)) -> Before {
    let differing = move || {
        let is_candidate = app.view.with(|view| view.side == SideName::Candidate);
        let [baseline, candidate] = app.look(|scenario| scenario.sessions().map(text));
        (is_candidate && baseline != candidate).then_some(baseline)
    };
    let back = move |()| {
        app.edit("", |scenario| {
            let baseline = scenario.session(SideName::Baseline).clone();
            scenario.edit_session(SideName::Candidate, |candidate| copy(candidate, &baseline));
        });
    };
    Before { text: Signal::derive(differing), on_back: Callback::new(back) }
}
