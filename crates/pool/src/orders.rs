//! Other orders that a suite might have been collected in, where the order within files is lost.

use laneway_engine::suite::Test;

/// `tests` with the tests of each file shuffled; files stay in their order. Same number, same order.
pub(crate) fn shuffled(tests: &[Test], number: u32) -> Vec<Test> {
    let mut tests = tests.to_vec();
    let mut bits = u64::from(number);
    let mut from = 0;
    for file in tests.clone().chunk_by(|one, next| one.file() == next.file()) {
        for last in (1..file.len()).rev() {
            let other = (u128::from(next(&mut bits)) * (last as u128 + 1)) >> 64;
            tests.swap(from + last, from + other as usize);
        }
        from += file.len();
    }
    tests
}

/// The next number of `SplitMix64`, <https://prng.di.unimi.it/splitmix64.c>.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut bits = *state;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use laneway_formats::typed;

    use super::*;

    fn check(text: &str, number: u32, expect: Expect) {
        let suite = typed::read(text).expect("a suite");
        let tests = shuffled(&suite.tests, number);
        expect.assert_eq(&tests.iter().map(|test| test.id.as_str()).collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn files_stay_where_they_are() {
        let text = "a: x=1 y=1 z=1 / b: x=1 y=1";
        check(text, 1, expect!["a::x a::z a::y b::x b::y"]);
        check(text, 2, expect!["a::x a::z a::y b::x b::y"]);
    }
}
