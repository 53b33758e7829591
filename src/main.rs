//! The web app.
//!
//! - [`app`]: the page as a whole. [`effects`]: what it does by itself whenever something changes.
//! - [`state`]: by lifetime: scenario (shared, saved), run (what threads said), view (may be lost).
//! - [`threads`]: the page's side of the threads.
//! - [`later`]: parts of the page whose program comes after it.
//! - [`keep`]: where the scenario is kept.
//! - [`kept_lessons`]: where a lesson is kept.
//! - [`panels`]: the parts of the page; they know the domain.
//! - [`timeline`]: the picture of both sides.
//! - [`charts`]: pictures of numbers.
//! - [`widgets`]: controls that know nothing of the domain.
//! - [`browser`]: every call into the browser.

#![expect(
    unreachable_pub,
    reason = "nobody uses a program's items from outside; `pub` says what a module offers to the others"
)]

mod app;

mod effects;

mod state;

mod threads;

mod later;

mod keep;

mod kept_lessons;

mod panels;

mod timeline;

mod charts;

mod widgets;

mod browser;

fn main() {
    leptos::mount::mount_to_body(app::start);
}
