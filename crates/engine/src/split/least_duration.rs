//! `least_duration`: the longest first, each to the shard that has the least so far.
//!
//! Mirrors pytest-split 0.11.0, `algorithms.py` (`LeastDurationAlgorithm`). Equal durations go by name, where a name is
//! what Python prints of a pytest item, `<Function test_x[1]>`: without its file and class, so that tests of one name
//! stay as collected, and with a `>` at its end, which stands behind digits and before letters. Tests of other kinds, such
//! as `<TestCaseFunction test_x>` and `<DoctestItem x>`, are taken to be functions.

use super::to_least::to_least;

/// The shard of each test; of shards with equal sums the first takes it.
pub(super) fn split<'a>(secs: &[f64], n_shards: usize, id: impl Fn(usize) -> &'a str) -> Vec<u32> {
    let mut order: Vec<usize> = (0..secs.len()).collect();
    order.sort_by(|&one, &other| {
        secs[other].total_cmp(&secs[one]).then_with(|| printed(id(one)).cmp(printed(id(other))))
    });
    to_least(order, secs, n_shards)
}

/// How an item is printed, as far as that differs between functions.
fn printed(id: &str) -> impl Iterator<Item = u8> {
    name(id).bytes().chain([b'>'])
}

/// The name of an item: what stands behind the last `::` that is in no parameter. Folders may have brackets too.
fn name(id: &str) -> &str {
    let Some((_, within)) = id.split_once("::") else { return id };
    let parameters = within.find('[').unwrap_or(within.len());
    let class = within[..parameters].rfind("::").map_or(0, |colons| colons + 2);
    &within[class..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_functions() {
        assert_eq!(name("a/test_a.py::TestIt::test_x[a::b]"), "test_x[a::b]");
        assert_eq!(name("a[1]/test_a.py::test_x"), "test_x");
        assert_eq!(name("plain"), "plain");
    }

    #[test]
    fn a_bracket_closes_each_name() {
        let mut names = ["t", "t1", "t_", "t[1]", "ta", "t0[x]"];
        names.sort_by(|one, other| printed(one).cmp(printed(other)));
        assert_eq!(names, ["t0[x]", "t1", "t", "t[1]", "t_", "ta"]);
    }
}
