//! Whether what the run in sight says of two sides holds over many runs, and in other orders of the tests.

use std::cmp::Ordering;

use laneway_engine::statistics::Verdict;

/// What is known beyond the run in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beyond {
    /// What many runs say of the candidate; `None`: there were none yet.
    pub verdict: Option<Verdict>,
    /// By how many nanoseconds the candidate takes longer, least and most, over orders that may be the real one; `None`: the
    /// order is known.
    pub orders: Option<(i64, i64)>,
}

/// What to add where the run in sight is told; `shown` is the candidate's time beside the baseline's. Empty where nothing
/// speaks against it. An order outweighs noise: it moves every run.
pub fn doubt(shown: Ordering, beyond: Beyond) -> &'static str {
    let in_other_orders = beyond.orders.and_then(|(least, most)| match shown {
        Ordering::Less => (most > 0).then_some("; in other orders of the tests, after it"),
        Ordering::Greater => (least < 0).then_some("; in other orders of the tests, after it"),
        Ordering::Equal => (least < 0 || most > 0).then_some("; in other orders of the tests, they would not"),
    });
    in_other_orders.unwrap_or(match (beyond.verdict, shown) {
        (None, _)
        | (Some(Verdict::Faster), Ordering::Less)
        | (Some(Verdict::Slower), Ordering::Greater)
        | (Some(Verdict::TooCloseToCall | Verdict::TooSmallToMatter), Ordering::Equal) => "",
        (Some(Verdict::Faster | Verdict::Slower), Ordering::Equal) => "; on average over many runs, they would not",
        (Some(Verdict::Faster | Verdict::Slower), _) => "; on average over many runs, after it",
        (Some(Verdict::TooCloseToCall), _) => "; over many runs, that is too close to call",
        (Some(Verdict::TooSmallToMatter), _) => "; over many runs, that is too small to matter",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOWN: [Ordering; 3] = [Ordering::Less, Ordering::Equal, Ordering::Greater];

    fn check(beyond: Beyond, expected: [&str; 3]) {
        assert_eq!(SHOWN.map(|shown| doubt(shown, beyond)), expected, "{beyond:?}");
    }

    #[test]
    fn many_runs_may_say_otherwise() {
        let check = |verdict, expected| check(Beyond { verdict, orders: None }, expected);
        check(None, ["", "", ""]);
        let (differ, after) = ("; on average over many runs, they would not", "; on average over many runs, after it");
        check(Some(Verdict::Faster), ["", differ, after]);
        check(Some(Verdict::Slower), [after, differ, ""]);
        let close = "; over many runs, that is too close to call";
        check(Some(Verdict::TooCloseToCall), [close, "", close]);
        let small = "; over many runs, that is too small to matter";
        check(Some(Verdict::TooSmallToMatter), [small, "", small]);
    }

    #[test]
    fn so_may_another_order_of_the_tests() {
        let check =
            |orders, expected| check(Beyond { verdict: Some(Verdict::TooCloseToCall), orders: Some(orders) }, expected);
        let close = "; over many runs, that is too close to call";
        let (differ, after) =
            ("; in other orders of the tests, they would not", "; in other orders of the tests, after it");
        check((-2, 5), [after, differ, after]);
        check((-5, -2), [close, differ, after]);
        check((0, 5), [after, differ, close]);
        check((0, 0), [close, "", close]);
    }
}
