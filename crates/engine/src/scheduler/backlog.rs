//! Tests that are assigned to no worker: a Python list from whose front slices are cut.

/// `pending` of xdist's schedulers. Cutting costs what is cut; adding is amortised.
#[derive(Default)]
pub(crate) struct Backlog {
    tests: Vec<u32>,
    n_cut: usize,
}

impl Backlog {
    pub(crate) fn len(&self) -> usize {
        self.tests.len() - self.n_cut
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn extend(&mut self, tests: impl IntoIterator<Item = u32>) {
        self.tests.extend(tests);
    }

    /// `pending[:count]`, removed; a negative count leaves that many at the end, as in Python.
    pub(crate) fn cut(&mut self, count: i64) -> &[u32] {
        let len = self.len() as i64;
        let count = if count < 0 { (len + count).max(0) } else { count.min(len) };
        let from = self.n_cut;
        self.n_cut += count as usize;
        &self.tests[from..self.n_cut]
    }
}
