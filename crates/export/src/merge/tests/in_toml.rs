//! pyproject.toml of users.

use expect_test::{Expect, expect};

use super::*;

#[test]
fn toml_options_change_in_place_and_all_else_stays() {
    check(
        &settings(),
        ConfigFile::Pyproject,
        r#"# Ours.
[project]
name = "shop"   # the name

[tool.pytest.ini_options]
minversion = "7"
addopts = "-ra  -n auto --dist=load --strict-markers" # fast
markers = [
    "slow: takes long",  # keep
    "db",
]

[tool.ruff]
line-length = 100
"#,
        expect![[r#"
            --- a/pyproject.toml
            +++ b/pyproject.toml
            @@ -4,7 +4,7 @@
 
             [tool.pytest.ini_options]
             minversion = "7"
            -addopts = "-ra  -n auto --dist=load --strict-markers" # fast
            +addopts = "-ra  -n 4 --dist worksteal --strict-markers" # fast
             markers = [
                 "slow: takes long",  # keep
                 "db",
        "#]],
    );
}

#[test]
fn toml_texts_of_several_lines_keep_them() {
    let text = "[tool.pytest.ini_options]\naddopts = \"\"\"\n  -ra\n  -n 2\n  --dist load \\\n  --maxschedchunk=3\n  -v\n\"\"\"\n";
    check(
        &settings(),
        ConfigFile::Pyproject,
        text,
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,8 +1,8 @@
         [tool.pytest.ini_options]
         addopts = """
           -ra
        -  -n 2
        -  --dist load \
        -  --maxschedchunk=3
        +  -n 4
        +  --dist worksteal \
           -v
         """
        +markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
    let text = "[tool.pytest.ini_options]\naddopts = '-m \"not slow\" -n2'\n";
    check(
        &settings(),
        ConfigFile::Pyproject,
        text,
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,2 +1,3 @@
         [tool.pytest.ini_options]
        -addopts = '-m "not slow" -n2'
        +addopts = '-m "not slow" -n 4 --dist worksteal'
        +markers = ["slow: a lane of CI selects by it"]
        line 2: `-m not slow` chooses tests too: what was simulated chose without it
    "#]],
    );
}

#[test]
fn a_word_that_goes_takes_its_own_line_and_no_other_comment() {
    let settings = Settings { addopts: vec![PytestOption::Workers(4)], ..Settings::default() };
    let check = |list: &str, expected: Expect| {
        let text = format!("[tool.pytest.ini_options]\naddopts = {list}\n");
        let merged = merge(&settings, ConfigFile::Pyproject, &text).expect("TOML").text;
        let list = merged.strip_prefix("[tool.pytest.ini_options]\naddopts = ").expect("the list");
        expected.assert_eq(list);
    };
    // In the middle, on a line of its own, and on one that it shares.
    check(
        r#"[
    "-n", "4",
    "-q", # quiet
    "-n2", # two
    "-x", # stop
    "-ra", "-n3", # summary
    "-v",
]"#,
        expect![[r#"
            [
                "-n", "4",
                "-q", # quiet
                "-x", # stop
                "-ra", # summary
                "-v",
            ]
        "#]],
    );
    // Last, with a comma behind it and without.
    check(
        r#"[
    "-n", "4", # four
    "-q", # quiet
    "-n2", # two
]"#,
        expect![[r#"
            [
                "-n", "4", # four
                "-q", # quiet
            ]
        "#]],
    );
    check(
        r#"[
    "-n", "4",
    "-q", # quiet
    "-n2"]"#,
        expect![[r#"
            [
                "-n", "4",
                "-q" # quiet
            ]
        "#]],
    );
    check(
        r#"["-n", "4", "-n2",]"#,
        expect![[r#"
            ["-n", "4",]
        "#]],
    );
}

#[test]
fn a_word_that_comes_last_stands_behind_the_comment_of_the_line_before() {
    for (end, comma) in [(", # quiet\n]", ","), (" # quiet\n]", "")] {
        let text = format!("[tool.pytest.ini_options]\naddopts = [\n    \"-q\"{end}\n");
        let settings = Settings { addopts: vec![PytestOption::MaxSchedChunk(4)], ..Settings::default() };
        let merged = merge(&settings, ConfigFile::Pyproject, &text).expect("TOML").text;
        let list = format!("[\n    \"-q\", # quiet\n    \"--maxschedchunk=4\"{comma}\n]\n");
        assert_eq!(merged, format!("[tool.pytest.ini_options]\naddopts = {list}"));
    }
}

#[test]
fn toml_lists_keep_comments() {
    let text = r#"[tool.pytest.ini_options]
addopts = [
    "-ra", # summary
    "-n", "8", # workers
    "--dist=load",
    # and more
    "--strict-config",
]
"#;
    check(
        &settings(),
        ConfigFile::Pyproject,
        text,
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,8 +1,10 @@
         [tool.pytest.ini_options]
         addopts = [
             "-ra", # summary
        -    "-n", "8", # workers
        -    "--dist=load",
        +    "-n", "4", # workers
        +    "--dist",
        +    "worksteal",
             # and more
             "--strict-config",
         ]
        +markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest.ini_options]\naddopts = [\"-ra\"]\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,2 +1,3 @@
         [tool.pytest.ini_options]
        -addopts = ["-ra"]
        +addopts = ["-ra", "-n", "4", "--dist", "worksteal"]
        +markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest.ini_options]\naddopts = [\n    \"-ra\",\n]\nmarkers = [\n  \"db\"\n]\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,7 +1,12 @@
         [tool.pytest.ini_options]
         addopts = [
             "-ra",
        +    "-n",
        +    "4",
        +    "--dist",
        +    "worksteal",
         ]
         markers = [
        -  "db"
        +  "db",
        +  "slow: a lane of CI selects by it"
         ]
    "#]],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest.ini_options]\naddopts = []\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,2 +1,3 @@
         [tool.pytest.ini_options]
        -addopts = []
        +addopts = ["-n", "4", "--dist", "worksteal"]
        +markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
}

#[test]
fn native_tables_of_pytest_9_are_seen() {
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest]\naddopts = [\"-ra\"]\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,2 +1,3 @@
         [tool.pytest]
        -addopts = ["-ra"]
        +addopts = ["-ra", "-n", "4", "--dist", "worksteal"]
        +markers = ["slow: a lane of CI selects by it"]
        line 2: [tool.pytest] is read by pytest 9 and later alone; settings were written there, as lists
    "#]],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest]\naddopts = [\"-ra\"]\n[tool.pytest.ini_options]\nminversion = \"8\"\n",
        expect![[r#"
            --- a/pyproject.toml
            +++ b/pyproject.toml
            @@ -2,3 +2,5 @@
             addopts = ["-ra"]
             [tool.pytest.ini_options]
             minversion = "8"
            +addopts = "-n 4 --dist worksteal"
            +markers = ["slow: a lane of CI selects by it"]
            line 3: [tool.pytest] and [tool.pytest.ini_options] are both there, which pytest refuses: move all into one
        "#]],
    );
}

#[test]
fn inline_tables_and_dotted_keys_are_tables() {
    check(
        &settings(),
        ConfigFile::Pyproject,
        "tool.pytest.ini_options.addopts = \"-n 1\"\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1 +1,2 @@
        -tool.pytest.ini_options.addopts = "-n 1"
        +tool.pytest.ini_options.addopts = "-n 4 --dist worksteal"
        +tool.pytest.ini_options.markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool]\npytest = { ini_options = { addopts = \"-v\" } }\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,2 +1,2 @@
         [tool]
        -pytest = { ini_options = { addopts = "-v" } }
        +pytest = { ini_options = { addopts = "-v -n 4 --dist worksteal" , markers = ["slow: a lane of CI selects by it"] } }
    "#]],
    );
}
