//! What may change: dimension by dimension the values that are tried, each to be typed over or emptied.

use laneway_chart::human;
use laneway_engine::suite::Suite;
use laneway_formats::space_text;
use laneway_pipeline::pipeline::Pipeline;
use laneway_search::dimension::{DIMENSIONS, Dimension, DimensionInfo};
use laneway_search::space::{Free, MAX_CHOICES};
use leptos::prelude::*;

use crate::state::use_app;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::text_field::TextField;

/// The space, folded away until somebody looks.
#[component]
pub(super) fn SpacePart() -> impl IntoView {
    let app = use_app();
    // What depends on the scenario, worked out when it or what is wanted changes.
    let proposed = Memo::new(move |_| {
        let wanted = app.search.with(|search| search.wanted.clone());
        app.suite.with(|suite| app.look(|scenario| wanted.proposed(&scenario.candidate, suite)))
    });
    let n_choices = Memo::new(move |_| {
        let wanted = app.search.with(|search| search.wanted.clone());
        let count =
            |pipeline: &Pipeline, suite: &Suite| wanted.space(pipeline, suite).ok().map(|space| space.n_choices());
        app.suite.with(|suite| app.look(|scenario| count(&scenario.candidate, suite)))
    });
    let summary = move || match n_choices.get() {
        None => "What may change: some values cannot be read".to_owned(),
        Some(n) if n > MAX_CHOICES => {
            format!(
                "What may change: {} configurations, at most {} can be searched",
                human::count(n),
                human::count(MAX_CHOICES)
            )
        }
        Some(n) => format!("What may change: up to {} configurations", human::count(n)),
    };
    let rows = move || {
        let is_bare = app.is_bare.get();
        let shown = DIMENSIONS.iter().filter(move |info| !(is_bare && info.is_of_job));
        shown.map(|info| row(info, proposed)).collect_view()
    };
    let jobs = Memo::new(move |_| {
        let ids = |pipeline: &Pipeline| {
            pipeline
                .jobs
                .iter()
                .filter(|job| job.test_runs().next().is_some())
                .map(|job| job.id.clone())
                .collect::<Vec<_>>()
        };
        app.look(|scenario| ids(&scenario.candidate))
    });
    let job_menu = move || {
        let jobs = jobs.get();
        (jobs.len() > 1).then(|| {
            view! {
                <Choice
                    label="Tests of"
                    about="The job whose tests are run otherwise"
                    options=jobs.into_iter().map(|id| (id.clone(), id)).collect()
                    value=Signal::derive(move || proposed.with(|free| free.job.clone()))
                    on_change=Callback::new(move |id| app.search.update(|search| search.wanted.job = Some(id)))
                />
            }
        })
    };
    view! {
        <details class="search-panel__space">
            <summary>{summary}</summary>
            <p class="search-panel__note">
                "What is left empty stays as it is in the candidate. What is proposed keeps promises: a plain pytest stays one \
                 process, and what a mode keeps together stays together."
            </p>
            {job_menu}
            {rows}
        </details>
    }
}

fn row(info: &'static DimensionInfo, proposed: Memo<Free>) -> AnyView {
    let app = use_app();
    let dimension = info.dimension;
    if !space_text::has_text(dimension) {
        let is_free = move || app.search.with(|search| !search.wanted.fixed.contains(&dimension));
        let has_values = move || proposed.with(|free| free.n_values(dimension) > 1);
        let label = if dimension == Dimension::Lanes { "lanes by folder" } else { "coverage tool" };
        return view! {
            <Check
                label=label
                about="Tried where the suite and the job offer some"
                value=Signal::derive(move || is_free() && has_values())
                is_off=Signal::derive(move || !has_values())
                on_change=Callback::new(move |is_free: bool| {
                    app.search.update(|search| {
                        if is_free { search.wanted.fixed.remove(&dimension) } else { search.wanted.fixed.insert(dimension) };
                    });
                })
            />
        }
        .into_any();
    }
    let typed = Memo::new(move |_| app.search.with(|search| search.wanted.values.get(&dimension).cloned()));
    let value = move || typed.get().unwrap_or_else(|| proposed.with(|free| space_text::write(free, dimension)));
    let error = move || {
        let text = typed.get()?;
        let service = app.look(|scenario| scenario.candidate.service);
        space_text::read(&mut proposed.get(), dimension, &text, service).err().map(|error| error.to_string())
    };
    view! {
        <TextField
            label=info.words
            empty="stays as it is"
            value=Signal::derive(value)
            error=Signal::derive(error)
            on_change=Callback::new(move |text: String| {
                app.search.update(|search| drop(search.wanted.values.insert(dimension, text)));
            })
        />
    }
    .into_any()
}
