//! The web app.
//!
//! - [`app`]: the page as a whole, and its effects.
//! - [`state`]: by lifetime: scenario (shared, saved), run (what threads said), view (may be lost).
//! - [`threads`]: the page's side of the threads.
//! - [`panels`]: the parts of the page; they know the domain.
//! - [`timeline`]: the picture of both sides.
//! - [`widgets`]: controls that know nothing of the domain.
//! - [`examples`]: suites to start from.
//! - [`browser`]: every call into the browser.

mod app;

mod state;

mod threads;

mod panels;

mod timeline;

mod widgets;

mod examples;

mod browser;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
