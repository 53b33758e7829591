//! Tests in a queue, kept as spans of consecutive numbers, which is what a node is mostly given.

use std::collections::VecDeque;
use std::ops::Range;

/// A Python list of tests. Most have one span, or two; those take no memory elsewhere.
#[derive(Clone, Default)]
pub(crate) struct Spans {
    /// Empty where there is nothing.
    first: Range<u32>,
    /// Empty where there is nothing after the first.
    second: Range<u32>,
    /// What comes after the second, none of it empty.
    #[expect(clippy::box_collection, reason = "hardly ever there, and a queue is four times as large")]
    more: Option<Box<VecDeque<Range<u32>>>>,
    len: u32,
}

impl From<Range<u32>> for Spans {
    fn from(span: Range<u32>) -> Self {
        Self { len: span.len() as u32, first: span, ..Self::default() }
    }
}

impl Spans {
    pub(crate) fn len(&self) -> usize {
        self.len as usize
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.spans().flatten()
    }

    /// The tests, if they are one span.
    pub(crate) fn as_one(&self) -> Option<Range<u32>> {
        self.second.is_empty().then(|| self.first.clone())
    }

    /// `list.extend(tests)`.
    pub(crate) fn extend(&mut self, tests: &[u32]) {
        tests.iter().for_each(|&test| self.push(test..test + 1));
    }

    /// `list.extend(others)`.
    pub(crate) fn append(&mut self, others: &Self) {
        match others.as_one() {
            Some(span) => self.push(span),
            None => others.spans().for_each(|span| self.push(span)),
        }
    }

    /// `list[:count]`, removed; a negative count leaves that many at the end, as in Python.
    pub(crate) fn cut(&mut self, count: i64) -> Self {
        let len = i64::from(self.len);
        let n = if count < 0 { (len + count).max(0) } else { count.min(len) } as u32;
        let span = self.take_first(n);
        if span.len() as u32 == n { Self::from(span) } else { self.cut_more(span, n) }
    }

    fn cut_more(&mut self, span: Range<u32>, n: u32) -> Self {
        let mut taken = Self::from(span);
        while taken.len < n {
            taken.push(self.take_first(n - taken.len));
        }
        taken
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
        let mut left = n as u32;
        while left > 0 {
            left -= self.take_first(left).len() as u32;
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
    pub(crate) fn last(&self, n: usize) -> Self {
        let mut last = Self::default();
        let mut n_before = self.len() - n;
        for span in self.spans() {
            let skipped = n_before.min(span.len());
            n_before -= skipped;
            last.push(span.start + skipped as u32..span.end);
        }
        last
    }

    /// Leaves out all `tests`. Cost: their number if they are the last, else a sort.
    pub(crate) fn take_away(&mut self, tests: &[u32]) {
        if tests.len() <= self.len() && self.last(tests.len()).iter().eq(tests.iter().copied()) {
            return self.drop_last(tests.len() as u32);
        }
        let mut tests = tests.to_vec();
        tests.sort_unstable();
        let kept: Vec<u32> = self.iter().filter(|test| tests.binary_search(test).is_err()).collect();
        *self = Self::default();
        self.extend(&kept);
    }

    fn drop_last(&mut self, n: u32) {
        self.len -= n;
        let mut left = n;
        while left > 0 {
            let last = self.last_span();
            let taken = left.min(last.len() as u32);
            last.end -= taken;
            left -= taken;
            if last.start == last.end
                && let Some(more) = &mut self.more
            {
                more.pop_back();
            }
        }
    }

    fn spans(&self) -> impl Iterator<Item = Range<u32>> {
        [&self.first, &self.second].into_iter().chain(self.more.iter().flat_map(|more| more.iter())).cloned()
    }

    /// Takes so many tests off, or the first span if it has fewer.
    #[inline]
    fn take_first(&mut self, most: u32) -> Range<u32> {
        let start = self.first.start;
        let end = self.first.end.min(start + most);
        self.first.start = end;
        self.len -= end - start;
        self.fill();
        start..end
    }

    fn push(&mut self, span: Range<u32>) {
        if span.is_empty() {
            return;
        }
        self.len += span.len() as u32;
        if self.first.is_empty() {
            self.first = span;
            return;
        }
        let last = self.last_span();
        if last.end == span.start {
            last.end = span.end;
        } else if self.second.is_empty() {
            self.second = span;
        } else {
            self.more.get_or_insert_default().push_back(span);
        }
    }

    /// The last that is not empty, if there is one.
    fn last_span(&mut self) -> &mut Range<u32> {
        if self.second.is_empty() {
            return &mut self.first;
        }
        self.more.as_mut().and_then(|more| more.back_mut()).unwrap_or(&mut self.second)
    }

    /// Nothing is first only where nothing is left.
    fn fill(&mut self) {
        if self.first.is_empty() && !self.second.is_empty() {
            let next = self.more.as_mut().and_then(|more| more.pop_front());
            self.first = std::mem::replace(&mut self.second, next.unwrap_or_default());
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
                match from.int_in_range(0..=6)? {
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
                        assert!(spans.last(n).iter().eq(given.iter().copied()));
                        spans.take_away(&given);
                    }
                    5 => {
                        let count: i64 = from.int_in_range(-25..=25)?;
                        let n_cut = if count < 0 {
                            list.len().saturating_sub(count.unsigned_abs() as usize)
                        } else {
                            list.len().min(count as usize)
                        };
                        let cut = spans.cut(count);
                        assert!(cut.iter().eq(list.drain(..n_cut)));
                        if from.arbitrary()? {
                            spans.append(&cut);
                            list.extend(cut.iter());
                        }
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
