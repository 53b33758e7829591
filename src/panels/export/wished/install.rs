//! How dependencies come: by pip, by uv, or by a command of the user's own.

use laneway_export::offer::Wish;
use laneway_export::workflow::options::Install;
use leptos::prelude::*;

use super::{change, wish_of};
use crate::state::use_app;
use crate::widgets::choice::Choice;
use crate::widgets::text_field::TextField;

const INSTALLS: [(&str, &str); 3] =
    [("pip", "pip, a file of requirements"), ("uv", "uv sync --locked"), ("own", "your own command")];

/// The choice, and what goes with it.
#[component]
pub(super) fn InstallFields() -> impl IntoView {
    let app = use_app();
    let wish = wish_of(app);
    let set = move |by: &dyn Fn(&mut Wish)| change(app, by);
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
