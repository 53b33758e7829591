//! Random tests, in a few files, some in a class or a group.

use arbtest::arbitrary::{Result, Unstructured};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

/// One test at least.
pub(crate) fn any_tests(
    from: &mut Unstructured<'_>,
    most_tests: u32,
    most_files: u32,
    longest: Nanos,
) -> Result<Vec<Test>> {
    let n_tests = from.int_in_range(1..=most_tests)?;
    let test = |number: u32, from: &mut Unstructured<'_>| {
        let (file, class) = (from.int_in_range(1..=most_files)?, if from.ratio(1, 3)? { "::TestIt" } else { "" });
        let groups = if from.ratio(1, 5)? { vec![format!("g{}", from.int_in_range(0..=2)?)] } else { Vec::new() };
        let duration = Nanos(from.int_in_range(0..=longest.0)?);
        Ok(Test { id: format!("test_{file}.py{class}::test_{number}"), duration, groups, ..Test::default() })
    };
    (0..n_tests).map(|number| test(number, from)).collect()
}
