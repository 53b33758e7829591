//! A word to the user: what went wrong, or is worth knowing.

use laneway_formats::read::Warnings;

/// Shown until it is put away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whether something failed.
    pub is_error: bool,
    /// What to say.
    pub text: String,
    /// More, line by line.
    pub lines: Vec<String>,
    /// Whether the page is to be opened anew for it.
    pub is_update: bool,
}

impl Notice {
    /// Something failed.
    pub fn error(text: impl Into<String>) -> Self {
        Self { is_error: true, text: text.into(), lines: Vec::new(), is_update: false }
    }

    /// Something is worth a word.
    pub fn note(text: impl Into<String>) -> Self {
        Self { is_error: false, text: text.into(), lines: Vec::new(), is_update: false }
    }

    /// There is a newer version of the page.
    pub fn update() -> Self {
        let text = "A newer version of Laneway is ready. What you work on is kept.";
        Self { is_update: true, ..Self::note(text) }
    }

    /// With more, line by line.
    pub fn with_lines(self, lines: Vec<String>) -> Self {
        Self { lines, ..self }
    }

    /// What was kept of a file, and what was odd in it, after `lines` of another kind; `None` if there is nothing to say.
    pub fn of_warnings(kept: &str, lines: Vec<String>, warnings: &Warnings) -> Option<Self> {
        let mut lines = lines;
        let n_warnings = warnings.n_all;
        if lines.is_empty() && n_warnings == 0 {
            return None;
        }
        let n_hidden = n_warnings.saturating_sub(warnings.shown.len() as u64);
        lines.extend(warnings.shown.iter().map(ToString::to_string));
        lines.extend((n_hidden > 0).then(|| format!("and {n_hidden} more")));
        let counted = match n_warnings {
            0 => String::new(),
            1 => ", 1 warning".to_owned(),
            n => format!(", {n} warnings"),
        };
        Some(Self::note(format!("{kept}{counted}.")).with_lines(lines))
    }
}
