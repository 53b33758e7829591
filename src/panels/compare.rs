//! Both sides compared: every change in words, what it comes to, and what would end later; candidates that are kept.
//!
//! - [`delayed`]: what would end later. [`kept`]: candidates under names.

use laneway_chart::pipeline::changes as verdict;
use laneway_chart::study::verdict::{self as of_sessions, Judged};
use laneway_formats::changes::changes;
use leptos::prelude::*;

use crate::panels::comment::CommentButton;
use crate::state::scenario::Scenario;
use crate::state::{AppState, use_app};

mod delayed;

mod kept;

use delayed::Delayed;
use kept::Kept;

/// The comparison.
#[component]
pub fn ComparePanel() -> impl IntoView {
    let app = use_app();
    let words = Memo::new(move |_| app.look(|scenario| changes(&scenario.baseline, &scenario.candidate)));
    let is_same = Memo::new(move |_| words.with(Vec::is_empty));
    let is_old = Memo::new(move |_| app.study.with(|study| study.is_old));
    let rows = move || match words.get() {
        words if words.is_empty() => view! { <li>"Both sides are the same"</li> }.into_any(),
        words => words.into_iter().map(|line| view! { <li>{line}</li> }).collect_view().into_any(),
    };
    let said = Memo::new(move |_| said(app).replace(" %", "\u{a0}%"));
    view! {
        <section class="compare-panel" aria-label="Compare">
            <div class="compare-panel__head">
                <h2 class="panel__title">"What the candidate changes"</h2>
                <button
                    class="button button--small"
                    type="button"
                    disabled=is_same
                    on:click=move |_| app.edit("", Scenario::swap_sides)
                >
                    "Swap sides"
                </button>
                <button
                    class="button button--small"
                    type="button"
                    disabled=is_same
                    on:click=move |_| app.edit("", Scenario::adopt_candidate)
                >
                    "Make it the baseline"
                </button>
                <CommentButton />
            </div>
            <ul class="compare-panel__changes" aria-label="Changes">{rows}</ul>
            <p class="compare-panel__verdict" class:is-stale=is_old role="status">{said}</p>
            <Delayed />
            <Kept />
            <p class="compare-panel__note">
                "Did it come true? Drop the jobs of the run after the merge, or its report, and choose \u{201c}Compare with what was predicted\u{201d}."
            </p>
        </section>
    }
}

/// What many runs say.
fn said(app: AppState) -> String {
    let waits = || "Runs are being repeated.".to_owned();
    if !app.is_bare.get() {
        return app.study.with(|study| {
            let it = study.pipelines.as_deref().and_then(|it| Some((it.rows.get(1)?, it.n_replications)));
            it.map_or_else(waits, |(candidate, n)| verdict::sentence(candidate, n))
        });
    }
    let least_share = app.look(Scenario::least_share);
    app.study.with(|study| {
        let Some(compared) = study.sides.as_deref() else { return waits() };
        let ([baseline, candidate, ..], [before, after, ..]) = (compared.sessions.as_slice(), compared.rows.as_slice())
        else {
            return waits();
        };
        of_sessions::sentence(&Judged { baseline: (baseline, before), candidate: (candidate, after), least_share })
    })
}
