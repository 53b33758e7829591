//! A change of a file as a unified diff, as `git apply` and `patch -p1` take it.

use similar::TextDiff;

/// What changes, with three lines around it; empty where nothing does. A file that is not there is an empty `old`.
/// Costs O(n d) of the lines and of those that differ.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let before = if old.is_empty() { "/dev/null".to_owned() } else { format!("a/{path}") };
    TextDiff::from_lines(old, new).unified_diff().context_radius(3).header(&before, &format!("b/{path}")).to_string()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::unified;

    #[test]
    fn ok_only_what_changes_is_shown() {
        expect![[r#"
            --- a/x.ini
            +++ b/x.ini
            @@ -1,2 +1,2 @@
             [pytest]
            -addopts = -n 2
            +addopts = -n 4
        "#]]
        .assert_eq(&unified("x.ini", "[pytest]\naddopts = -n 2\n", "[pytest]\naddopts = -n 4\n"));
        assert_eq!(unified("x.ini", "a", "a"), "");
    }
}
