//! What the page does by itself whenever something changes: simulates, keeps, advises, exports, loads what is to come.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::browser::{events, update};
use crate::keep::{self, Opened};
use crate::kept_lessons;
use crate::later::{self, do_later};
use crate::panels::player::clock;
use crate::state::AppState;
use crate::state::history::History;
use crate::state::notice::Notice;
use crate::state::received::Received;
use crate::state::view::{Middle, SideName};
use crate::threads::Threads;

/// How long the hand rests before the scenario is kept.
const REST: Duration = Duration::from_millis(500);

/// The threads of the page, which each effect has for itself.
type Shared = SendWrapper<Threads>;

/// Starts all of them, and the threads. `is_embedded`: nothing is kept.
pub fn start(app: AppState, is_embedded: bool) {
    let threads = SendWrapper::new(Threads::new(app));
    simulate(app, threads.clone());
    keep_at_rest(app, threads.clone(), is_embedded);
    look_at_jobs(app);
    go_on_when_answered(app, threads.clone());
    advise(app, threads.clone());
    start_errands(app, &threads);
    fetch_the_rest(app);
    export(app, threads.clone());
    share(app, threads.clone());
    check_links(app, threads.clone());
    clock::keep(app);
    listen(app, threads);
}

/// Every scenario is simulated at once.
fn simulate(app: AppState, threads: Shared) {
    Effect::new(move |_| {
        app.history.track();
        threads.scenario_changed();
    });
}

/// A scenario is kept, and may be undone to, once the hand rests.
fn keep_at_rest(app: AppState, threads: Shared, is_embedded: bool) {
    let n_changes = StoredValue::new(0_u32);
    Effect::new(move |previous: Option<()>| {
        app.history.track();
        // The first run is the visit itself: nothing is changed yet.
        let is_new = previous.is_some() && !is_embedded;
        let number = n_changes.get_value() + 1;
        n_changes.set_value(number);
        let threads = threads.clone();
        set_timeout(
            move || {
                if n_changes.get_value() == number {
                    app.history.update_untracked(History::settle);
                    threads.scenario_rested(is_new);
                }
            },
            REST,
        );
    });
}

/// A pipeline is looked at job by job first, unless its sender looked at something else.
fn look_at_jobs(app: AppState) {
    Effect::new(move |_| {
        if !app.is_bare.get() {
            let is_about = |received: &&Received| app.history.with_untracked(|now| received.is_about(now.scenario()));
            let sent = app.received.with_untracked(|it| it.as_ref().filter(is_about).map(Received::middle));
            app.view.update(|view| view.middle = sent.unwrap_or_default());
        }
    });
}

/// What follows an answer.
fn go_on_when_answered(app: AppState, threads: Shared) {
    Effect::new(move |_| {
        app.sides.track();
        threads.scenario_answered();
    });
}

/// Advice is about the side that is looked at.
fn advise(app: AppState, threads: Shared) {
    Effect::new(move |before: Option<SideName>| {
        let side = app.view.with(|view| view.side);
        // The first side is looked at with the scenario.
        if before.is_some_and(|before| before != side) {
            threads.side_changed();
        }
        side
    });
}

/// The rest of the program comes once there is an answer to look at, so that it takes nothing from that: painted in the next frame,
/// loaded from the one after it on.
fn fetch_the_rest(app: AppState) {
    let has_answer = Memo::new(move |_| app.sides.with(Option::is_some));
    Effect::new(move |_| {
        if has_answer.get() {
            request_animation_frame(|| request_animation_frame(later::fetch));
        }
    });
}

/// Files are written while they are looked at.
fn export(app: AppState, threads: Shared) {
    let wish = Memo::new(move |_| app.export.with(|export| export.wish.clone()));
    Effect::new(move |_| {
        if app.middle.get() == Middle::Export {
            app.history.track();
            // Read, since a memo that nobody reads hears of nothing.
            wish.with(|_| ());
            threads.export_wished();
        }
    });
}

/// The link is made while its dialog is open.
fn share(app: AppState, threads: Shared) {
    let to_share = Memo::new(move |_| {
        let texts =
            app.share.with(|share| share.is_open.then(|| (share.title.clone(), share.note.clone(), share.names)));
        // Figures that are confirmed in the meantime are those of the link.
        texts.map(|texts| (texts, app.received.with(|received| received.as_ref().map(Received::verified))))
    });
    Effect::new(move |before: Option<bool>| {
        let is_open = to_share.with(Option::is_some);
        if is_open || before == Some(true) {
            threads.share_wished(is_open);
        }
        is_open
    });
}

/// What the sender of a link saw is computed again.
fn check_links(app: AppState, threads: Shared) {
    let is_other_link = |before: Option<&Option<Received>>, now: Option<&Option<Received>>| {
        let hash =
            |it: Option<&Option<Received>>| it.and_then(Option::as_ref).map(|received| Arc::clone(&received.shared));
        match (hash(before), hash(now)) {
            (Some(before), Some(now)) => !Arc::ptr_eq(&before, &now),
            (before, now) => before.is_some() != now.is_some(),
        }
    };
    let link = Memo::new_with_compare(move |_| app.received.get(), is_other_link);
    Effect::new(move |_| {
        link.with(|received| {
            if let Some(received) = received.as_ref().filter(|it| it.recomputed.is_none() && !it.is_plain()) {
                threads.link_received(received);
            }
        });
    });
}

/// Keys, the address, a newer page, and a thread that dies.
fn listen(app: AppState, threads: Shared) {
    update::on_waiting(move || app.say(Notice::update()));
    events::on_plain_key(move |key| {
        let is_list = key == "?";
        if is_list {
            app.view.update(|view| view.is_keys_open = !view.is_keys_open);
        }
        is_list
    });
    events::on_hash_change(move || address_changed(app));
    events::on_thread_failure(move |why| threads.died(&why));
    events::on_shortcut(move |key, is_shift| {
        match (key, is_shift) {
            ("z", false) => app.history.update(History::undo),
            ("z", true) | ("y", false) => app.history.update(History::redo),
            _ => return false,
        }
        true
    });
}

do_later! {
    fn address_changed(app: AppState) {
        match app.received.with_untracked(|it| keep::from_address(it.as_ref())) {
            None => {
                if let Some(errand) = kept_lessons::in_address() {
                    app.lesson_errand.set(Some(errand));
                }
            }
            Some(Ok(Opened { scenario, received, title, note })) => {
                app.take_over(received, title, note);
                keep::recent::begin_another();
                app.edit("", |current| *current = scenario);
            }
            Some(Err(why)) => app.say(Notice::error(why)),
        }
    }
}

/// What panels ask for goes to the threads.
fn start_errands(app: AppState, threads: &Shared) {
    fn start<T: 'static>(
        errand: impl Get<Value = Option<T>> + 'static,
        threads: &Shared,
        run: impl Fn(&Threads, T) + 'static,
    ) {
        let threads = threads.clone();
        Effect::new(move |_| {
            if let Some(errand) = errand.get() {
                run(&threads, errand);
            }
        });
    }
    start(app.errand, threads, Threads::run_errand);
    start(app.study_errand, threads, Threads::run_study_errand);
    start(app.search_errand, threads, Threads::run_search_errand);
    start(app.lesson_errand, threads, Threads::run_lesson_errand);
    start(app.export_errand, threads, Threads::run_export_errand);
    start(app.share_errand, threads, Threads::run_share_errand);
    start(app.comment_errand, threads, Threads::run_comment_errand);
}
