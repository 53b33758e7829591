//! Which side, whose workflow, into which file settings go, and what no scenario says: Python, branch, dependencies, sources.

use laneway_export::merge::config_file::{CONFIG_FILES, ConfigFile};
use laneway_export::offer::Wish;
use laneway_export::side::Side;
use laneway_export::workflow::options::Install;
use laneway_pipeline::service::Service;
use leptos::prelude::*;

use crate::state::use_app;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::tabs::Tabs;
use crate::widgets::text_field::TextField;

const SERVICES: [(Option<Service>, &str, &str); 4] = [
    (None, "own", "the pipeline's"),
    (Some(Service::GitHub), "github", "GitHub"),
    (Some(Service::Forgejo), "forgejo", "Forgejo"),
    (Some(Service::GitLab), "gitlab", "GitLab"),
];

const INSTALLS: [(&str, &str); 3] =
    [("pip", "pip, a file of requirements"), ("uv", "uv sync --locked"), ("own", "your own command")];

/// The wish, field by field.
#[component]
pub(super) fn WishedPart() -> impl IntoView {
    let app = use_app();
    let wish = Memo::new(move |_| app.export.with(|export| Wish { own: Vec::new(), ..export.wish.clone() }));
    let set = move |change: &dyn Fn(&mut Wish)| app.export.update(|export| change(&mut export.wish));
    let service = move || SERVICES.iter().find(|(it, ..)| *it == wish.get().service).map_or("", |(_, id, _)| *id);
    let install = Memo::new(move |_| match wish.get().workflow.install {
        Install::Pip { .. } => "pip",
        Install::UvSync => "uv",
        Install::Commands { .. } => "own",
    });
    let more = move || {
        match install.get() {
        "pip" => view! {
            <TextField
                label="Requirements"
                about="The file that pip installs"
                value=Signal::derive(move || match wish.get().workflow.install {
                    Install::Pip { requirements } => requirements,
                    _ => String::new(),
                })
                on_change=Callback::new(move |requirements: String| {
                    let requirements = requirements.trim().to_owned();
                    set(&|wish| wish.workflow.install = Install::Pip { requirements: requirements.clone() });
                })
            />
        }
        .into_any(),
        "own" => view! {
            <TextField
                label="Command"
                about="It must bring the plugins too; it stands in the workflow as it is"
                empty="poetry install"
                value=Signal::derive(move || commands(&wish.get()).0)
                on_change=Callback::new(move |commands: String| set(&|wish| put_commands(wish, Some(commands.clone()), None)))
            />
            <TextField
                label="Before pytest"
                about="What stands before pytest and coverage"
                empty="poetry run"
                value=Signal::derive(move || commands(&wish.get()).1)
                on_change=Callback::new(move |prefix: String| set(&|wish| put_commands(wish, None, Some(prefix.clone()))))
            />
        }
        .into_any(),
        _ => ().into_any(),
    }
    };
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
                <Choice
                    label="Install by"
                    about="How dependencies come"
                    options=INSTALLS.map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec()
                    value=Signal::derive(move || install.get().to_owned())
                    on_change=Callback::new(move |id: String| {
                        set(&|wish| wish.workflow.install = match id.as_str() {
                            "uv" => Install::UvSync,
                            "own" => Install::Commands { commands: String::new(), prefix: String::new() },
                            _ => Install::default(),
                        });
                    })
                />
                {more}
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

/// A command of one's own, and what stands before pytest.
fn commands(wish: &Wish) -> (String, String) {
    match &wish.workflow.install {
        Install::Commands { commands, prefix } => (commands.clone(), prefix.clone()),
        Install::Pip { .. } | Install::UvSync => Default::default(),
    }
}

fn put_commands(wish: &mut Wish, new_commands: Option<String>, new_prefix: Option<String>) {
    let (commands, prefix) = commands(wish);
    let install =
        Install::Commands { commands: new_commands.unwrap_or(commands), prefix: new_prefix.unwrap_or(prefix) };
    wish.workflow.install = install;
}
