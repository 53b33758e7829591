//! What the reader of a step may change: the same controls that the whole page has.

use laneway_engine::time::Nanos;
use laneway_formats::typed::read_time;
use laneway_lesson::control::Control;
use laneway_lesson::figure::Kind;
use leptos::prelude::*;

use crate::panels::run::controls::{
    ChunkControl, DistControl, OrderControl, ReorderControl, RestartsControl, WorkersControl,
};
use crate::state::use_app;

/// The free controls of the step that is read. Nothing where all are locked, or none is.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let app = use_app();
    let free = app.lessons.with_untracked(|it| it.read.as_ref().map(|read| read.current().free.clone()));
    let free = free.unwrap_or_default();
    let controls = free
        .iter()
        .filter_map(|control| {
            Some(match control {
                Control::Workers => view! { <WorkersControl /> }.into_any(),
                Control::Dist => view! { <DistControl /> }.into_any(),
                Control::Order => view! { <OrderControl /> }.into_any(),
                Control::Chunk => view! { <ChunkControl /> }.into_any(),
                Control::Reorder => view! { <ReorderControl /> }.into_any(),
                Control::Restarts => view! { <RestartsControl /> }.into_any(),
                Control::Everything => return None,
            })
        })
        .collect_view();
    let has_own = free.iter().any(|control| *control != Control::Everything);
    has_own.then(|| {
        view! {
            <div class="lesson-controls" role="group" aria-label="Yours to change">
                <p class="lesson-controls__word">"Yours to change"</p>
                {controls}
            </div>
        }
    })
}

/// A figure as somebody types it.
///
/// # Errors
/// What is expected.
pub(super) fn read_figure(text: &str, kind: Option<Kind>) -> Result<f64, &'static str> {
    let number = |text: &str| text.trim().replace(',', "").parse::<f64>().ok().filter(|number| number.is_finite());
    match kind {
        Some(Kind::Time) => read_time(&text.replace(':', "m")).map(Nanos::as_secs).ok_or("A time such as 16 s or 2:05"),
        Some(Kind::Share) => {
            let share = number(text.trim().trim_end_matches('%')).map(|percent| percent / 100.0);
            share.ok_or("A percentage such as 30")
        }
        Some(Kind::Money) => {
            number(text.trim().trim_start_matches('$')).map(|dollars| dollars * 1e6).ok_or("Dollars such as 0.05")
        }
        Some(Kind::Count) | None => number(text).ok_or("A number such as 12"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_people_type_them() {
        assert_eq!(read_figure("2:05", Some(Kind::Time)), Ok(125.0));
        assert_eq!(read_figure("16", Some(Kind::Time)), Ok(16.0));
        assert_eq!(read_figure("30 %", Some(Kind::Share)), Ok(0.3));
        assert_eq!(read_figure("$0.05", Some(Kind::Money)), Ok(50_000.0));
        assert_eq!(read_figure("10,195", Some(Kind::Count)), Ok(10_195.0));
        assert_eq!(read_figure("some", None), Err("A number such as 12"));
    }
}
