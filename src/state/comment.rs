//! A comment for a pull request, as far as it is written. It may be lost.

use std::sync::Arc;

use laneway_export::foretold::Foretold;
use laneway_formats::measured::Measured;

/// Where writing one has come to; its dialog is open while there is any.
#[derive(Clone, Default)]
pub enum Comment {
    /// Nobody asked.
    #[default]
    None,
    /// Both sides are being repeated.
    Writing,
    /// Here it is.
    Written(Arc<Written>),
    /// There is none, and why.
    Failed(String),
}

/// A comment.
pub struct Written {
    /// All of it, in Markdown.
    pub text: String,
    /// What was predicted beside what was measured; none: it says what would change.
    pub foretold: Vec<Foretold>,
    /// The address that opens the scenario; `None`: no link is short enough.
    pub address: Option<String>,
}

/// Something to do about comments.
#[derive(Clone)]
pub enum CommentErrand {
    /// Write one about the scenario as it is, held against these real runs, if any.
    Write(Vec<Measured>),
    /// Close the dialog, and give up what is not written yet.
    Stop,
}
