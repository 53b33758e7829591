//! What is no workflow, or would be one without end.

use arbtest::arbtest;
use expect_test::expect;

use super::super::read;
use super::{LANES, assert_fits, check};

#[test]
fn err_messages() {
    check(
        "",
        expect![[r#"
        line 1, column 1: the YAML is broken: it is empty, expected a workflow
    "#]],
    );
    check(
        "- 1\n- 2\n",
        expect![[r#"
        the YAML is no workflow: it has a list, expected `jobs:` as in .github/workflows, or jobs with `script:` as in .gitlab-ci.yml
    "#]],
    );
    check(
        "name: x\nsettings:\n  a: 1\n",
        expect![[r#"
        the YAML is no workflow: it has `name`, `settings`, expected `jobs:` as in .github/workflows, or jobs with `script:` as in .gitlab-ci.yml
    "#]],
    );
    check(
        "on: push\njobs: []\n",
        expect![[r#"
        the YAML is no workflow: it has `on`, `jobs`, expected `jobs:` as in .github/workflows, or jobs with `script:` as in .gitlab-ci.yml
    "#]],
    );
    check(
        "on: push\njobs:\n  a: 3\n",
        expect![[r#"
        line 3, column 6: the job `a` is `3`, expected a map with `runs-on:` and `steps:`
    "#]],
    );
    check(
        "on: push\njobs:\n  a:\n    runs-on: x\n",
        expect![[r#"
            line 4, column 5: `steps` of the job `a` is missing, expected a list of steps, or `uses:` with another workflow
        "#]],
    );
    check(
        "jobs:\n  a:\n    needs: b\n    steps: [{run: x}]\n",
        expect![[r#"
        line 3, column 12: a job in `needs` is `b`, expected the id of a job
    "#]],
    );
    check(
        "jobs:\n  a:\n    runs-on: x\n    steps: [{run: x}]\n  a:\n    steps: [{run: y}]\n",
        expect![[r#"
            line 5, column 3: the key `a` is here a second time, after line 2, expected each key of a map once: keep one of them
        "#]],
    );
    check(
        "jobs:\n  a:\n    steps: [{}]\n",
        expect![[r#"
        line 3, column 13: step 1 of `a` is an empty map, expected a map with `run:` or `uses:`
    "#]],
    );
    check(
        "jobs:\n  a:\n    steps: [1]\n",
        expect![[r#"
        line 3, column 13: step 1 of `a` is `1`, expected a map with `run:` or `uses:`
    "#]],
    );
    check(
        "jobs:\n  a:\n    strategy: {matrix: [1]}\n    steps: [{run: x}]\n",
        expect![[r#"
        line 3, column 24: the matrix of `a` is a list, expected a map of axes
    "#]],
    );
    check(
        "jobs:\n  a: {steps: [\n",
        expect![[r#"
            line 2, column 14: the YAML is broken: unclosed bracket '['
        "#]],
    );
    check(
        "jobs:\n\ta: 1\n",
        expect![[r#"
        line 2, column 2: the YAML is broken: tabs disallowed within this context (block indentation)
    "#]],
    );
    check(
        "jobs: *nothing\n",
        expect![[r#"
        line 1, column 7: the YAML is broken: while parsing node, found unknown anchor
    "#]],
    );
    check(
        &format!("a: {}", "[".repeat(300)),
        expect![[r#"
        line 1, column 259: the YAML is broken: recursion limit exceeded
    "#]],
    );
    check(
        &format!("a:\n{}", (0..60).map(|depth| format!("{}b:\n", " ".repeat(depth + 1))).collect::<String>()),
        expect![[r#"
            line 51, column 51: the YAML is broken: values are nested deeper than 50, expected few levels
        "#]],
    );
    let bomb =
        (1..9).map(|place| format!("a{place}: &a{place} [{}]\n", vec![format!("*a{}", place - 1); 10].join(", ")));
    check(
        &format!("a0: &a0 [x, x]\n{}", bomb.collect::<String>()),
        expect![[r#"
        line 6, column 20: the YAML is broken: there are more than 100000 values, aliases counted each time, expected fewer
    "#]],
    );
    check(
        "a: &a [*a]\n",
        expect![[r#"
        line 1, column 8: the YAML is broken: an alias stands within its own value
    "#]],
    );
    let axes: String = (0..9).map(|axis| format!("        a{axis}: [1, 2]\n")).collect();
    check(
        &format!("jobs:\n  a:\n    strategy:\n      matrix:\n{axes}    steps: [{{run: x}}]\n"),
        expect![[r#"
        line 5, column 9: the matrix of `a` is 512 cells and 0 included, expected at most 256 jobs, as GitHub has it
    "#]],
    );
    check(
        &format!("jobs:\n{}", (0..201).map(|job| format!("  a{job}: {{steps: []}}\n")).collect::<String>()),
        expect![[r#"
            line 2, column 3: `jobs` is 201 jobs, expected from 1 to 200
        "#]],
    );
    check(
        "a:\n  script: x\n  parallel: 1000\n",
        expect![[r#"
        line 3, column 13: `parallel` of `a` is `1000`, expected a number from 1 to 200, or `matrix:`
    "#]],
    );
    check(
        &" ".repeat(2 << 20),
        expect![[r#"
        line 1, column 1: the YAML is broken: it is longer than 1 MiB, expected a workflow
    "#]],
    );
}

/// Pieces that a scanner could take a long time over.
#[test]
fn ok_long_documents_end_soon() {
    for piece in [
        "- ", "? ", "[", "{", "a: ", "&a ", "!a ", "\"", "'", "| ", ">\n", "*a ", "- - ", "a:\n", "#", "%", "---\n",
        "\t", "{a: ", "x\n\n",
    ] {
        let text = piece.repeat(300_000 / piece.len());
        assert!(read(&text).is_err(), "{piece:?}");
        let text = format!("jobs:\n  a:\n    steps:\n      - run: {text}");
        let _ = read(&text);
    }
}

#[test]
fn no_change_of_a_workflow_panics() {
    let gitlab = "stages: [a, b]\nx:\n  stage: a\n  script: [pytest -n 2]\ny:\n  extends: x\n  parallel: 2\n  script: coverage combine\n";
    arbtest(|u| {
        let mut bytes = u.choose(&[LANES, gitlab])?.as_bytes().to_vec();
        for _ in 0..u.int_in_range(1..=6)? {
            let at = u.int_in_range(0..=bytes.len().saturating_sub(1))?;
            let pieces = [
                "9", "- ", ":", "\n", "\"", "'", "[", "}", "{", "*a", "&a ", "<<: ", "${{ ", "}}", "| ", "\u{fffd}",
                "    ", "1e999",
            ];
            match u.int_in_range(0..=3)? {
                0 => bytes.truncate(at),
                1 => bytes.splice(at..at, u.choose(&pieces)?.bytes()).for_each(drop),
                2 if !bytes.is_empty() => bytes[at] = u.arbitrary()?,
                _ => bytes.drain(at..bytes.len().min(at + 9)).for_each(drop),
            }
        }
        if let Ok(imported) = read(&String::from_utf8_lossy(&bytes)) {
            assert_fits(&imported);
        }
        Ok(())
    });
}
