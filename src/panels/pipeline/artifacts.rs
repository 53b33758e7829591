//! Artifacts: what is stored, and what is fetched.

use laneway_pipeline::step::{Download, IfNone, Upload, Work};
use leptos::prelude::*;

use super::at::StepAt;
use super::fields::Options;
use super::part::{Part, lens};

const IF_NONE: Options<IfNone> =
    &[(IfNone::Warn, "warn", "warn"), (IfNone::Error, "error", "error"), (IfNone::Ignore, "ignore", "ignore")];

/// What `upload-artifact` does.
#[component]
pub(super) fn UploadFields(at: StepAt) -> impl IntoView {
    let upload: Part<Upload> = at.work(
        |work| if let Work::Upload(upload) = work { Some(upload) } else { None },
        |work| if let Work::Upload(upload) = work { Some(upload) } else { None },
    );
    view! {
        {upload.text("Artifact", "Unique in a run; {cell} and {shard} stand for those of the job", "", lens!(artifact))}
        {upload.text("Files", "Coverage data files of the job, with * for anything", "", lens!(files))}
        {upload.check(
            "Hidden files too",
            "include-hidden-files: without it, .coverage is left out, and nothing is said",
            lens!(include_hidden),
        )}
        {upload.choice("Without any file", "if-no-files-found", IF_NONE, lens!(if_none))}
    }
}

/// What `download-artifact` does.
#[component]
pub(super) fn DownloadFields(at: StepAt) -> impl IntoView {
    let download: Part<Download> = at.work(
        |work| if let Work::Download(download) = work { Some(download) } else { None },
        |work| if let Work::Download(download) = work { Some(download) } else { None },
    );
    view! {
        {download.text(
            "Artifacts",
            "Names, with * for anything; a name that is not there fails the step, a pattern without a match does not",
            "",
            lens!(artifacts),
        )}
        {download.check(
            "All in one folder",
            "merge-multiple: equal names overwrite each other; without it each artifact has a folder",
            lens!(merge),
        )}
    }
}
