//! Which of the opened pipelines each side becomes.

use std::sync::Arc;

use laneway_engine::session::Session;
use laneway_formats::imported::Imported;
use laneway_formats::many::others::PipelineFile;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pool::scribe::protocol::OpenedFiles;
use leptos::prelude::*;

use crate::state::notice::Notice;
use crate::state::use_app;
use crate::state::view::SIDES;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;

/// The answer.
#[derive(Clone, Copy, PartialEq)]
pub struct Chosen {
    /// Which of the pipelines, the baseline's first; `None`: as it is.
    pub sides: [Option<usize>; 2],
    /// Whether steps that run tests, as their names say, become runs of the suite.
    pub is_with_tests: bool,
}

impl Chosen {
    /// Both sides the pipeline that says most of its tests. Steps become runs of tests where there is a report of these.
    pub fn first_guess(files: &OpenedFiles) -> Self {
        let says =
            |imported: &Imported| (imported.pipeline.sessions().count(), imported.test_steps.len(), imported.n_runs);
        let best = files.pipelines.iter().enumerate().rev().max_by_key(|(_, file)| says(&file.imported));
        Self { sides: [best.map(|(place, _)| place); 2], is_with_tests: !files.reports.is_empty() }
    }

    /// What takes the place of each side's pipeline.
    pub fn pipelines(self, files: &OpenedFiles, session: &Session) -> [Option<Pipeline>; 2] {
        self.sides.map(|side| {
            let imported = &files.pipelines.get(side?)?.imported;
            Some(if self.is_with_tests { imported.with_tests(session) } else { imported.pipeline.clone() })
        })
    }

    /// What was kept, assumed and odd in the pipelines that are taken.
    pub fn notices(self, files: &OpenedFiles) -> Vec<Notice> {
        let is_taken = |place: usize| self.sides.contains(&Some(place));
        let taken = files.pipelines.iter().enumerate().filter(|(place, _)| is_taken(*place));
        taken.filter_map(|(_, PipelineFile { name, imported })| said(name, imported)).collect()
    }
}

fn said(name: &str, imported: &Imported) -> Option<Notice> {
    let n_assumed = imported.assumed.len();
    let counted = match n_assumed {
        0 => String::new(),
        1 => "; 1 number was in no file and is assumed".to_owned(),
        n => format!("; {n} numbers were in no file and are assumed"),
    };
    let lines = imported.assumed.iter().map(|it| format!("assumed: {}", it.line())).collect();
    Notice::of_warnings(&format!("Kept of {name}: {}{counted}", imported.in_short()), lines, &imported.warnings)
}

/// The pipelines that were opened, and a menu for each side.
#[component]
pub fn SidesQuestion(
    /// What was opened.
    files: Arc<OpenedFiles>,
    /// The answer.
    chosen: RwSignal<Chosen>,
) -> impl IntoView {
    let app = use_app();
    let as_it_is = if app.is_bare.get_untracked() { "as it is: one plain session" } else { "as it is" };
    let mut options = vec![(String::new(), as_it_is.to_owned())];
    options.extend(files.pipelines.iter().enumerate().map(|(place, file)| (place.to_string(), file.name.clone())));
    let menu = |side| {
        let place = side as usize;
        view! {
            <Choice
                label=["Baseline", "Candidate"][place]
                about=["The pipeline as it runs now", "The pipeline that is tried: begin with the same, then change it"][place]
                options=options.clone()
                value=Signal::derive(move || chosen.get().sides[place].map_or_else(String::new, |it| it.to_string()))
                on_change=Callback::new(move |value: String| {
                    chosen.update(|chosen| chosen.sides[place] = value.parse().ok());
                })
            />
        }
    };
    let named = files.pipelines.iter().map(|PipelineFile { name, imported }| {
        view! {
            <li class="opened-dialog__report">
                <span class="opened-dialog__name">{name.clone()}</span>
                <span class="opened-dialog__figures">{figures(imported)}</span>
            </li>
        }
    });
    let has_steps = {
        let files = Arc::clone(&files);
        move || {
            let sides = chosen.with(|chosen| chosen.sides);
            let taken = sides.into_iter().flatten().filter_map(|place| files.pipelines.get(place));
            taken.into_iter().any(|file| !file.imported.test_steps.is_empty())
        }
    };
    view! {
        <ul class="opened-dialog__reports">{named.collect_view()}</ul>
        {SIDES.map(menu).collect_view()}
        <Show when=has_steps>
            <Check
                label="Simulate its tests"
                about="Steps that run tests, as their names say, become runs of the suite; else they take as long as they did"
                value=Signal::derive(move || chosen.get().is_with_tests)
                on_change=Callback::new(move |is_on| chosen.update(|chosen| chosen.is_with_tests = is_on))
            />
        </Show>
    }
}

/// `5 jobs, 2 run tests; 12 assumed, 3 warnings`.
fn figures(imported: &Imported) -> String {
    let odd = [(imported.assumed.len() as u64, "assumed", "assumed"), (imported.warnings.n_all, "warning", "warnings")];
    let odd = odd.into_iter().filter(|(n, ..)| *n > 0);
    let odd: Vec<_> = odd.map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many })).collect();
    let odd = if odd.is_empty() { String::new() } else { format!("; {}", odd.join(", ")) };
    format!("{}{odd}", imported.in_short())
}
