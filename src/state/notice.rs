//! A word to the user: what went wrong, or is worth knowing.

/// Shown until it is put away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whether something failed.
    pub is_error: bool,
    /// What to say.
    pub text: String,
    /// More, line by line.
    pub lines: Vec<String>,
}

impl Notice {
    /// Something failed.
    pub fn error(text: impl Into<String>) -> Self {
        Self { is_error: true, text: text.into(), lines: Vec::new() }
    }

    /// Something is worth a word.
    pub fn note(text: impl Into<String>) -> Self {
        Self { is_error: false, text: text.into(), lines: Vec::new() }
    }

    /// With more, line by line.
    pub fn with_lines(self, lines: Vec<String>) -> Self {
        Self { lines, ..self }
    }
}
