//! Why what a link holds makes no sense, and where in the document.

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// A later Laneway wrote it: a field or a kind that this one does not know.
    Newer(String),
    /// It unpacks to more than a link may.
    TooLarge,
    /// Found, and expected.
    Found(String, &'static str),
}

/// Where and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// `scenario.baseline.jobs[0].runner`; grows from its end.
    pub(crate) place: String,
    /// Why.
    pub(crate) why: Why,
}

impl Broken {
    pub(super) fn new(why: Why) -> Self {
        Self { place: String::new(), why }
    }

    pub(super) fn found(found: impl ToString, expected: &'static str) -> Self {
        Self::new(Why::Found(found.to_string(), expected))
    }

    /// The same, said from further outside.
    pub(super) fn inside(mut self, name: &str) -> Self {
        if name.is_empty() {
            return self;
        }
        let dot = if self.place.is_empty() || self.place.starts_with('[') { "" } else { "." };
        self.place = format!("{name}{dot}{}", self.place);
        self
    }
}
