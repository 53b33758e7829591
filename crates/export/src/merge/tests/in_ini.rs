//! pytest.ini, tox.ini and setup.cfg of users, and coverage in all of them.

use expect_test::expect;

use super::*;

#[test]
fn coverage_keeps_what_the_user_measures() {
    let text = r#"[tool.coverage.run]
source_pkgs = ["shop"]
branch = false
omit = ["*/x.py"]
[tool.coverage.report]
fail_under = 70
precision = 1
"#;
    check(
        &with_coverage(),
        ConfigFile::Pyproject,
        text,
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,7 +1,15 @@
         [tool.coverage.run]
         source_pkgs = ["shop"]
        -branch = false
        +branch = true
         omit = ["*/x.py"]
        +patch = ["subprocess"]
         [tool.coverage.report]
        -fail_under = 70
        +fail_under = 80
         precision = 1
        +
        +[tool.coverage.paths]
        +source = ["src", "*/src"]
        +
        +[tool.pytest.ini_options]
        +addopts = "-n 4 --dist worksteal"
        +markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
    let text = "[coverage:run]\n; ours\nsource =\n    shop\n    lib\npatch = _exit\n\n[coverage:report]\nfail_under: 80\n\n[flake8]\nmax = 1\n";
    check(
        &with_coverage(),
        ConfigFile::SetupCfg,
        text,
        expect![[r#"
            --- a/setup.cfg
            +++ b/setup.cfg
            @@ -4,9 +4,22 @@
                 shop
                 lib
             patch = _exit
            +    subprocess
            +branch = true
 
             [coverage:report]
             fail_under: 80
            +precision = 1
 
             [flake8]
             max = 1
            +
            +[tool:pytest]
            +addopts = -n 4 --dist worksteal
            +markers =
            +    slow: a lane of CI selects by it
            +
            +[coverage:paths]
            +source =
            +    src
            +    */src
        "#]],
    );
}

#[test]
fn ini_options_change_in_place() {
    let text = "[tox]\nenvlist = py\n\n[pytest]\n# options\naddopts =\n    -ra\n    # workers\n    -n 8 --dist load\n    --maxschedchunk 2\n    -m \"not slow\"\ntestpaths = tests\n\n[testenv]\ncommands =\n    pytest {posargs}\n";
    check(
        &settings(),
        ConfigFile::ToxIni,
        text,
        expect![[r#"
            --- a/tox.ini
            +++ b/tox.ini
            @@ -6,10 +6,11 @@
             addopts =
                 -ra
                 # workers
            -    -n 8 --dist load
            -    --maxschedchunk 2
            +    -n 4 --dist worksteal
                 -m "not slow"
             testpaths = tests
            +markers =
            +    slow: a lane of CI selects by it
 
             [testenv]
             commands =
            line 11: `-m not slow` chooses tests too: what was simulated chose without it
        "#]],
    );
    check(
        &settings(),
        ConfigFile::PytestIni,
        "[pytest]\naddopts = -p no:xdist -nauto",
        expect![[r#"
        --- a/pytest.ini
        +++ b/pytest.ini
        @@ -1,2 +1,4 @@
         [pytest]
        -addopts = -p no:xdist -nauto
        \ No newline at end of file
        +addopts = -p no:xdist -n 4 --dist worksteal
        +markers =
        +    slow: a lane of CI selects by it
        line 2: `-p no:xdist` switches off the plugin that these settings need, and pytest ends with a usage error: take it out
    "#]],
    );
    check(
        &settings(),
        ConfigFile::PytestIni,
        "[pytest]\naddopts =\n",
        expect![[r#"
        --- a/pytest.ini
        +++ b/pytest.ini
        @@ -1,2 +1,4 @@
         [pytest]
        -addopts =
        +addopts = -n 4 --dist worksteal
        +markers =
        +    slow: a lane of CI selects by it
    "#]],
    );
    check(
        &settings(),
        ConfigFile::SetupCfg,
        "[pytest]\naddopts = -v\n",
        expect![[r#"
        --- a/setup.cfg
        +++ b/setup.cfg
        @@ -1,2 +1,7 @@
         [pytest]
         addopts = -v
        +
        +[tool:pytest]
        +addopts = -n 4 --dist worksteal
        +markers =
        +    slow: a lane of CI selects by it
        line 1: pytest refuses a section [pytest] in setup.cfg: call it [tool:pytest]
    "#]],
    );
}

#[test]
fn what_belongs_to_the_last_section_stands_before_new_ones() {
    let text = "[coverage:report]\nskip_empty = true\n";
    check(
        &with_coverage(),
        ConfigFile::SetupCfg,
        text,
        expect![[r#"
        --- a/setup.cfg
        +++ b/setup.cfg
        @@ -1,2 +1,21 @@
         [coverage:report]
         skip_empty = true
        +fail_under = 80
        +precision = 1
        +
        +[tool:pytest]
        +addopts = -n 4 --dist worksteal
        +markers =
        +    slow: a lane of CI selects by it
        +
        +[coverage:run]
        +branch = true
        +source =
        +    src
        +patch =
        +    subprocess
        +
        +[coverage:paths]
        +source =
        +    src
        +    */src
    "#]],
    );
}
