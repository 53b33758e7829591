//! Which side, whose workflow, into which file settings go, and what no scenario says: Python, branch, sources;
//! [`install`]: dependencies.

use laneway_export::merge::config_file::{CONFIG_FILES, ConfigFile};
use laneway_export::offer::Wish;
use laneway_export::side::Side;
use laneway_pipeline::service::Service;
use leptos::prelude::*;

mod install;

use crate::state::{AppState, use_app};
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::tabs::Tabs;
use crate::widgets::text_field::TextField;
use install::InstallFields;

const SERVICES: [(Option<Service>, &str, &str); 4] = [
    (None, "own", "the pipeline's"),
    (Some(Service::GitHub), "github", "GitHub"),
    (Some(Service::Forgejo), "forgejo", "Forgejo"),
    (Some(Service::GitLab), "gitlab", "GitLab"),
];

/// The wish, field by field.
#[component]
pub(super) fn WishedPart() -> impl IntoView {
    let app = use_app();
    let wish = wish_of(app);
    let set = move |by: &dyn Fn(&mut Wish)| change(app, by);
    let service = move || SERVICES.iter().find(|(it, ..)| *it == wish.get().service).map_or("", |(_, id, _)| *id);
    view! {
        <div class="export-panel__wished">
            <Tabs
                label="Whose files"
                name="export-side"
                options=vec![(Side::Candidate, "Candidate"), (Side::Baseline, "Baseline")]
                value=Signal::derive(move || wish.get().side)
                on_change=Callback::new(move |side| set(&|wish| wish.side = side))
            />
            <div class="export-panel__fields">
                <Choice
                    label="Workflow for"
                    about="The CI service whose workflow is written"
                    options=SERVICES.map(|(_, id, words)| (id.to_owned(), words.to_owned())).to_vec()
                    value=Signal::derive(move || service().to_owned())
                    on_change=Callback::new(move |id: String| {
                        if let Some((service, ..)) = SERVICES.iter().find(|(_, other, _)| *other == id) {
                            set(&|wish| wish.service = *service);
                        }
                    })
                />
                <Choice
                    label="Settings in"
                    about="The file of settings of pytest and coverage"
                    options=CONFIG_FILES.iter().map(|info| (info.name.to_owned(), info.name.to_owned())).collect()
                    value=Signal::derive(move || wish.get().config_file.name().to_owned())
                    on_change=Callback::new(move |name: String| {
                        if let Some(config_file) = ConfigFile::from_name(&name) {
                            set(&|wish| wish.config_file = config_file);
                        }
                    })
                />
                <TextField
                    label="Python"
                    about="The version, where no matrix has one"
                    value=Signal::derive(move || wish.get().workflow.python)
                    on_change=Callback::new(move |python: String| {
                        let python = python.trim().to_owned();
                        set(&|wish| wish.workflow.python.clone_from(&python));
                    })
                />
                <TextField
                    label="Branch"
                    about="Its pushes run the workflow"
                    value=Signal::derive(move || wish.get().workflow.branch)
                    on_change=Callback::new(move |branch: String| {
                        let branch = branch.trim().to_owned();
                        set(&|wish| wish.workflow.branch.clone_from(&branch));
                    })
                />
                <TextField
                    label="Sources"
                    about="What coverage measures: folders, separated by commas"
                    empty="as reports say, or src"
                    value=Signal::derive(move || wish.get().sources.join(", "))
                    on_change=Callback::new(move |text: String| {
                        let sources = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                        let sources: Vec<String> = sources.map(str::to_owned).collect();
                        set(&|wish| wish.sources.clone_from(&sources));
                    })
                />
                <InstallFields />
                <Check
                    label="Sleeping tests"
                    about="A project that really runs under pytest-xdist; its tests sleep as long as yours take"
                    value=Signal::derive(move || wish.get().has_project)
                    on_change=Callback::new(move |has_project| {
                        app.export.update(|export| {
                            export.wish.has_project = has_project;
                            // How it is run, and what becomes of its report.
                            export.chosen = has_project.then(|| "sleeping/README.md".to_owned());
                        });
                    })
                />
            </div>
        </div>
    }
}

/// The wish without the user's own files, which are long.
fn wish_of(app: AppState) -> Memo<Wish> {
    Memo::new(move |_| app.export.with(|export| Wish { own: Vec::new(), ..export.wish.clone() }))
}

fn change(app: AppState, by: &dyn Fn(&mut Wish)) {
    app.export.update(|export| by(&mut export.wish));
}
