//! A suite as CSV, `id,seconds`, that [`crate::read`] reads as the same tests.

use std::collections::BTreeSet;

use laneway_engine::suite::Test;

/// Rows in collection order under a header. Groups stand behind the id as `loadgroup` puts them there: `@a_b`, so that
/// several read as one. Durations are exact to the nanosecond up to 2^53 of them, 104 days. Costs O(n).
pub fn write(tests: &[Test]) -> String {
    let mut csv = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = csv.write_record(["id", "seconds"]);
    for test in tests {
        let groups: BTreeSet<&str> = test.groups.iter().map(String::as_str).collect();
        let groups = groups.into_iter().collect::<Vec<_>>().join("_");
        let at = if groups.is_empty() { "" } else { "@" };
        let _ = csv.write_record([[&test.id, at, &groups].concat(), test.duration.as_secs().to_string()]);
    }
    csv.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use laneway_engine::time::Nanos;

    use super::*;
    use crate::read::read;

    fn test(id: &str, nanos: u64, groups: &[&str]) -> Test {
        let groups = groups.iter().map(|group| (*group).to_owned()).collect();
        Test { id: id.to_owned(), duration: Nanos(nanos), groups, ..Test::default() }
    }

    #[test]
    fn ok_what_is_written_reads_the_same() {
        let tests = [
            test("a.py::one[1, 2]", 1, &[]),
            test("a.py::two[\"x\"]", 2_500_000_000, &[]),
            test("a~2.py::C::three", 1_234_567_890_123_456, &["db"]),
        ];
        let text = write(&tests);
        let reading = read("suite.csv", text.as_bytes(), &mut |_| {}).expect("a table");
        assert_eq!(reading.suite.tests, tests);
        expect![[r#"
            id,seconds
            "a.py::one[1, 2]",0.000000001
            "a.py::two[""x""]",2.5
            a~2.py::C::three@db,1234567.890123456
        "#]]
        .assert_eq(&text);
    }

    #[test]
    fn ok_several_groups_are_one_as_loadgroup_has_them() {
        expect!["a.py::one@db_web,1\n"].assert_eq(&write(&[test("a.py::one", 1_000_000_000, &["web", "db"])])[11..]);
    }
}
