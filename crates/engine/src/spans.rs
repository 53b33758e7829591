//! Tests in a queue, kept as spans of consecutive numbers, which is what a node is mostly given.

use std::collections::VecDeque;
use std::ops::Range;

/// A Python list of tests. Most have one span, or two; those take no memory elsewhere, or little.
#[derive(Clone, Default)]
pub(crate) struct Spans {
    /// Empty where there is nothing.
    first: Range<u32>,
    /// None of them empty.
    more: VecDeque<Range<u32>>,
    len: usize,
}

impl Spans {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.spans().flatten()
    }

    /// `list.extend(tests)`.
    pub(crate) fn extend(&mut self, tests: &[u32]) {
        let Some(&first) = tests.first() else { return };
        // Counted to the end, without a way out, it looks at many at once.
        let n_in_place = tests.iter().zip(first..).filter(|(test, next)| *test == next).count();
        if n_in_place == tests.len() {
            self.push(first..first + tests.len() as u32);
        } else {
            tests.iter().for_each(|&test| self.push(test..test + 1));
        }
    }

    /// `list.pop(0)`.
    pub(crate) fn pop_front(&mut self) -> Option<u32> {
        let test = self.first.next()?;
        self.len -= 1;
        self.fill();
        Some(test)
    }

    /// `del list[:n]`, of that many at least.
    pub(crate) fn drop_first(&mut self, n: usize) {
        self.len -= n;
        let mut n = n as u32;
        while n > 0 {
            let taken = n.min(self.first.len() as u32);
            self.first.start += taken;
            n -= taken;
            self.fill();
        }
    }

    /// `list.remove(test)`: the first of its kind; whether there was one.
    pub(crate) fn remove(&mut self, test: u32) -> bool {
        if self.first.start == test && !self.first.is_empty() {
            return self.pop_front().is_some();
        }
        let Some(place) = self.iter().position(|other| other == test) else { return false };
        let others: Vec<u32> = self.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, test)| test).collect();
        *self = Self::default();
        self.extend(&others);
        true
    }

    /// `list[-n:]`, of that many at least.
    pub(crate) fn last(&self, n: usize) -> Vec<u32> {
        let mut last = Vec::with_capacity(n);
        let mut n_before = self.len - n;
        for span in self.spans() {
            let skipped = n_before.min(span.len());
            n_before -= skipped;
            last.extend(span.start + skipped as u32..span.end);
        }
        last
    }

    /// Leaves out all `tests`. Cost: their number if they are the last, else a sort.
    pub(crate) fn take_away(&mut self, tests: &[u32]) {
        if tests.len() <= self.len && self.last(tests.len()) == tests {
            return self.drop_last(tests.len());
        }
        let mut tests = tests.to_vec();
        tests.sort_unstable();
        let kept: Vec<u32> = self.iter().filter(|test| tests.binary_search(test).is_err()).collect();
        *self = Self::default();
        self.extend(&kept);
    }

    fn drop_last(&mut self, n: usize) {
        self.len -= n;
        let mut n = n as u32;
        while n > 0 {
            let last = self.more.back_mut().unwrap_or(&mut self.first);
            let taken = n.min(last.len() as u32);
            last.end -= taken;
            n -= taken;
            if last.start == last.end {
                self.more.pop_back();
            }
        }
    }

    fn spans(&self) -> impl Iterator<Item = Range<u32>> {
        std::iter::once(self.first.clone()).chain(self.more.iter().cloned())
    }

    fn push(&mut self, span: Range<u32>) {
        self.len += span.len();
        if self.first.is_empty() {
            self.first = span;
            return;
        }
        let last = self.more.back_mut().unwrap_or(&mut self.first);
        if last.end == span.start {
            last.end = span.end;
        } else {
            self.more.push_back(span);
        }
    }

    /// Nothing is first only where nothing is left.
    fn fill(&mut self) {
        if self.first.is_empty()
            && let Some(next) = self.more.pop_front()
        {
            self.first = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use arbtest::arbtest;

    use super::*;

    #[test]
    fn ok_it_is_a_list() {
        arbtest(|from| {
            let (mut spans, mut list) = (Spans::default(), Vec::new());
            for _ in 0..from.int_in_range(1..=30)? {
                let n = from.int_in_range(0..=list.len())?;
                match from.int_in_range(0..=5)? {
                    0 => {
                        let first = from.int_in_range(0..=20)?;
                        let mut tests: Vec<u32> = (first..first + from.int_in_range(0..=5)?).collect();
                        if from.arbitrary()? {
                            tests.reverse();
                        }
                        spans.extend(&tests);
                        list.extend(tests);
                    }
                    1 => assert_eq!(spans.pop_front(), (!list.is_empty()).then(|| list.remove(0))),
                    2 => {
                        spans.drop_first(n);
                        list.drain(..n);
                    }
                    3 => {
                        let test = from.int_in_range(0..=25)?;
                        let place = list.iter().position(|other| *other == test);
                        assert_eq!(spans.remove(test), place.map(|place| list.remove(place)).is_some());
                    }
                    4 => {
                        let given = list.split_off(list.len() - n);
                        assert_eq!(spans.last(n), given);
                        spans.take_away(&given);
                    }
                    _ => {
                        let tests = [from.int_in_range(0..=25)?, from.int_in_range(0..=25)?];
                        spans.take_away(&tests);
                        list.retain(|test| !tests.contains(test));
                    }
                }
                assert!(spans.iter().eq(list.iter().copied()), "{list:?}");
                assert_eq!((spans.len(), spans.is_empty()), (list.len(), list.is_empty()));
            }
            Ok(())
        });
    }
}
