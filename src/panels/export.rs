//! A side of the scenario as files: what they do not say first, then the files, each to be read, copied and taken away; and
//! the user's own, which come back with their changes.
//!
//! - [`wished`]: which side, whose workflow, and what no scenario says. [`said`]: what to know beforehand.
//! - [`list`]: the files. [`own`]: a way in for the user's. [`shown`]: the one that is looked at; [`text`]: its lines.

use leptos::prelude::*;

use crate::state::export::ExportErrand;
use crate::state::use_app;

mod wished;

mod said;

mod list;

mod own;

mod shown;

mod text;

use list::FileList;
use own::OwnPart;
use said::SaidPart;
use shown::ShownPart;
use wished::WishedPart;

/// What is wished for, what to know, and the files; the last answer stays until the next one is there.
#[component]
pub fn ExportPanel() -> impl IntoView {
    let app = use_app();
    let error = Memo::new(move |_| app.export.with(|export| export.error.clone()));
    let is_old = Memo::new(move |_| app.export.with(|export| export.is_old));
    let n_taken = Memo::new(move |_| {
        app.export.with(|export| {
            let files = export.offer.iter().flat_map(|offer| &offer.files);
            files.filter(|file| file.is_taken).count()
        })
    });
    let is_predicting = Memo::new(move |_| app.export.with(|export| export.is_predicting));
    let predicting = move || if is_predicting.get() { "Predictions for REPORT.md are being simulated." } else { "" };
    view! {
        <section class="export-panel" aria-label="Export">
            <h2 class="visually-hidden">"Export"</h2>
            <WishedPart />
            {move || error.get().map(|error| view! { <p class="export-panel__error" role="alert">{error}</p> })}
            <div class:is-stale=is_old>
                <SaidPart />
                <div class="export-panel__take">
                    <button
                        class="button button--strong"
                        type="button"
                        disabled=move || n_taken.get() == 0
                        on:click=move |_| app.export_errand.set(Some(ExportErrand::Download))
                    >
                        {move || format!("Download all {} files as a zip", n_taken.get())}
                    </button>
                    <span class="export-panel__note" role="status">{predicting}</span>
                </div>
                <FileList />
                <OwnPart />
                <ShownPart />
            </div>
        </section>
    }
}
