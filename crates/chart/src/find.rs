//! Tests by a part of their id.

use laneway_engine::suite::Suite;

use crate::side::{RunRef, Side};

/// Per test of a suite, whether its id contains every word of `text`, upper and lower case alike; `None` if `text` is
/// blank.
pub fn find(suite: &Suite, text: &str) -> Option<Vec<bool>> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return None;
    }
    let is_found = |id: &str| {
        let id = id.to_lowercase();
        words.iter().all(|word| id.contains(word.as_str()))
    };
    Some(suite.tests.iter().map(|test| is_found(&test.id)).collect())
}

/// The runs of found tests, side by side and there by time.
pub fn found_runs(sides: &[Side<'_>], found: &[bool]) -> Vec<RunRef> {
    let mut runs = Vec::new();
    for (side, of_side) in sides.iter().enumerate() {
        let is_found = |run: &u32| of_side.index.block(*run).is_some_and(|block| found[block.test as usize]);
        let of_side = (0..of_side.index.n_runs() as u32).filter(is_found);
        runs.extend(of_side.map(|run| RunRef { side, run }));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::sample::suite;

    #[test]
    fn all_words_must_occur() {
        let suite = suite(&[1; 4], 2);
        assert_eq!(find(&suite, "B.PY test_3"), Some(vec![false, false, false, true]));
        assert_eq!(find(&suite, " "), None);
    }
}
