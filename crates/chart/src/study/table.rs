//! A picture as rows of text, for those who read it, copy it or do not see it.

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// One text a column.
    pub header: Vec<String>,
    /// Each as long as the header.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(header: &[&str]) -> Self {
        Self { header: header.iter().map(|text| (*text).to_owned()).collect(), rows: Vec::new() }
    }

    /// One line a row, columns by ` | `.
    #[cfg(test)]
    pub(crate) fn sketch(&self) -> String {
        let lines = std::iter::once(&self.header).chain(&self.rows);
        lines.map(|row| row.join(" | ") + "\n").collect()
    }
}
