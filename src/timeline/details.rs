//! What there is to say about the run under the pointer, or the chosen one.

use std::sync::Arc;

use laneway_chart::hit_test::place;
use laneway_chart::words::{self, RunWords};
use leptos::prelude::*;

use super::picture::Picture;
use super::view::TimelineView;

/// Roughly how wide the box is, CSS pixels; its style sheet keeps it below that.
const WIDTH: f32 = 400.0;
/// And how high.
const HEIGHT: f32 = 104.0;

/// A box beside the run. It is for the eye; the live region says the same.
#[component]
pub fn Details(
    /// What is drawn.
    #[prop(into)]
    picture: Signal<Option<Arc<Picture>>>,
    /// What of it is seen.
    view: RwSignal<TimelineView>,
    /// The area, CSS pixels.
    size: RwSignal<(f32, f32)>,
) -> impl IntoView {
    let said = Memo::new(move |_| {
        let run = view.with(|view| view.hovered.or(view.chosen))?;
        words::run(&picture.get()?.sides(), run)
    });
    // Beside the pointer, or the chosen run; on the other side of it where there is no room.
    let corner = move || {
        let (width, height) = size.get();
        let near = view.with(|view| match (view.hovered, view.chosen, picture.get()) {
            (Some(_), ..) => Some((view.pointer.0, view.pointer.1, 0.0)),
            (None, Some(run), Some(picture)) => {
                let rect = place(&picture.sides(), &picture.viewport(view, size.get()), run)?;
                Some((rect.x, rect.y + rect.height - 12.0, rect.height))
            }
            _ => None,
        });
        let (x, y, above) = near?;
        let left = if x + 14.0 + WIDTH <= width { x + 14.0 } else { (x - 14.0 - WIDTH).max(0.0) };
        let top = if y + 18.0 + HEIGHT <= height { y + 18.0 } else { (y - above - 6.0 - HEIGHT).max(0.0) };
        Some((left.round(), top.round()))
    };
    let shown = move || said.get().filter(|_| corner().is_some());
    view! {
        <div
            class="timeline__details"
            class:timeline__details--off=move || shown().is_none()
            style:left=move || format!("{}px", corner().unwrap_or_default().0)
            style:top=move || format!("{}px", corner().unwrap_or_default().1)
            aria-hidden="true"
        >
            {move || shown().map(lines)}
        </div>
    }
}

fn lines(said: RunWords) -> impl IntoView {
    let RunWords { id, place, when, duration, fixtures, crashed, .. } = said;
    view! {
        <p class="timeline__details-id">{id}</p>
        <p>
            <strong>{duration}</strong>
            {fixtures.map(|fixtures| format!(", {fixtures}"))}
        </p>
        <p>{format!("{place}, {when}")}</p>
        {crashed.then(|| view! { <p class="timeline__details-crash">"The worker dies in it."</p> })}
    }
}

/// Says the chosen run, when keys moved to it.
#[component]
pub fn Spoken(
    /// What is drawn.
    #[prop(into)]
    picture: Signal<Option<Arc<Picture>>>,
    /// What of it is seen.
    view: RwSignal<TimelineView>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| view.with(|view| view.chosen));
    let said = move || {
        let said = words::run(&picture.get()?.sides(), chosen.get()?)?;
        let fixtures = said.fixtures.map(|fixtures| format!(", {fixtures}")).unwrap_or_default();
        let crash = if said.crashed { ", the worker dies in it" } else { "" };
        Some(format!("{}, {}, {}, {}{fixtures}{crash}", said.id, said.place, said.duration, said.when))
    };
    view! {
        <p class="visually-hidden" role="status" aria-live="polite">
            {said}
        </p>
    }
}
