//! Artifacts: what is stored, and what is fetched.

use laneway_pipeline::step::{Download, IfNone, Upload, Work};
use leptos::prelude::*;

use super::at::StepAt;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::text_field::TextField;

const IF_NONE: &[(IfNone, &str)] = &[(IfNone::Warn, "warn"), (IfNone::Error, "error"), (IfNone::Ignore, "ignore")];

/// What `upload-artifact` does.
#[component]
pub(super) fn UploadFields(at: StepAt) -> impl IntoView {
    let look = move |get: fn(&Upload) -> String| {
        Signal::derive(move || at.look_at_work(|work| if let Work::Upload(it) = work { Some(get(it)) } else { None }))
    };
    let edit = move |edit: &dyn Fn(&mut Upload)| {
        at.edit("", |step| {
            if let Work::Upload(it) = &mut step.work {
                edit(it);
            }
        });
    };
    let hidden =
        move || at.look_at_work(|work| if let Work::Upload(it) = work { Some(it.include_hidden) } else { None });
    view! {
        <TextField
            label="Artifact"
            about="Unique in a run; {cell} and {shard} stand for those of the job"
            value=look(|it| it.artifact.clone())
            on_change=Callback::new(move |name: String| edit(&|it| name.trim().clone_into(&mut it.artifact)))
        />
        <TextField
            label="Files"
            about="Coverage data files of the job, with * for anything"
            value=look(|it| it.files.clone())
            on_change=Callback::new(move |files: String| edit(&|it| files.trim().clone_into(&mut it.files)))
        />
        <Check
            label="Hidden files too"
            about="include-hidden-files: without it, .coverage is left out, and nothing is said"
            value=Signal::derive(hidden)
            on_change=Callback::new(move |is_on| edit(&|it| it.include_hidden = is_on))
        />
        <Choice
            label="Without any file"
            about="if-no-files-found"
            options=IF_NONE.iter().map(|(_, flag)| ((*flag).to_owned(), (*flag).to_owned())).collect()
            value=look(|it| {
                IF_NONE.iter().find(|(if_none, _)| *if_none == it.if_none).map_or("", |(_, flag)| flag).to_owned()
            })
            on_change=Callback::new(move |flag: String| {
                let if_none = IF_NONE.iter().find(|(_, it)| *it == flag).map_or(IfNone::Warn, |(it, _)| *it);
                edit(&|it| it.if_none = if_none);
            })
        />
    }
}

/// What `download-artifact` does.
#[component]
pub(super) fn DownloadFields(at: StepAt) -> impl IntoView {
    let edit = move |edit: &dyn Fn(&mut Download)| {
        at.edit("", |step| {
            if let Work::Download(it) = &mut step.work {
                edit(it);
            }
        });
    };
    view! {
        <TextField
            label="Artifacts"
            about="Names, with * for anything; a name that is not there fails the step, a pattern without a match does not"
            value=Signal::derive(move || {
                at.look_at_work(|work| if let Work::Download(it) = work { Some(it.artifacts.clone()) } else { None })
            })
            on_change=Callback::new(move |names: String| edit(&|it| names.trim().clone_into(&mut it.artifacts)))
        />
        <Check
            label="All in one folder"
            about="merge-multiple: equal names overwrite each other; without it each artifact has a folder"
            value=Signal::derive(move || {
                at.look_at_work(|work| if let Work::Download(it) = work { Some(it.merge) } else { None })
            })
            on_change=Callback::new(move |is_on| edit(&|it| it.merge = is_on))
        />
    }
}
