//! When the runs of both sides end, as one picture: whole runs of pipelines, or sessions.

use leptos::prelude::*;

use super::pictures::{HISTOGRAM, is_other, picture_of_lines};
use crate::state::use_app;

/// The histogram; empty until runs were repeated.
#[component]
pub fn WhenRunsEnd() -> impl IntoView {
    let app = use_app();
    let sessions = Memo::new_with_compare(move |_| app.study.with(|study| study.sides.clone()), is_other);
    let pipelines = Memo::new_with_compare(move |_| app.study.with(|study| study.pipelines.clone()), is_other);
    let lines = Signal::derive(move || {
        let of_sessions = || sessions.get().map(|it| it.times.iter().take(2).cloned().collect::<Vec<_>>());
        let of_pipelines = pipelines.get().map(|it| it.wall_clocks.to_vec());
        let times = of_pipelines.or_else(of_sessions).unwrap_or_default();
        ["baseline", "candidate"].map(str::to_owned).into_iter().zip(times).collect()
    });
    picture_of_lines(&HISTOGRAM, "runs-when", "When runs end", lines)
}
