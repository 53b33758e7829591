//! Tests that are given to a run: by drag, in a menu, or by key, always the same change.

use laneway_pipeline::assignment::RunPlace;
use laneway_pipeline::assignment::moves::{How, What, assign};
use laneway_pipeline::assignment::tree::Tree;
use leptos::prelude::*;

use crate::state::AppState;
use crate::state::view::SideName;

/// What tests are called while they are dragged.
pub(in crate::panels) const TESTS: &str = "tests";

/// What stands for tests while they are dragged.
pub(super) fn text(what: &What) -> String {
    match what {
        What::Path(path) => format!("path:{path}"),
        What::Mark(mark) => format!("mark:{mark}"),
    }
}

/// Gives what was dropped to a run alone.
pub(in crate::panels) fn give(app: AppState, side: SideName, dropped: &str, to: RunPlace) {
    let what = match dropped.split_once(':') {
        Some(("path", path)) => What::Path(path.to_owned()),
        Some(("mark", mark)) => What::Mark(mark.to_owned()),
        _ => return,
    };
    change(app, side, &what, to, How::Alone);
}

/// Gives tests to a run, or takes them away.
pub(super) fn change(app: AppState, side: SideName, what: &What, to: RunPlace, how: How) {
    let suite = app.suite.get_untracked();
    let tree = Tree::new(&suite.tests);
    app.edit("", |scenario| assign(scenario.side_mut(side), &tree, &suite.tests, what, to, how));
}
