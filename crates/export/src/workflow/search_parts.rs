//! A search that is too big for one machine as a workflow of GitHub Actions: a matrix of parts, then a job that merges them.
//!
//! The answer is that of `laneway search` on one machine, to the last byte of `--json`.

use super::github::GITHUB;
use super::yaml::{Item, Map, Yaml, write};
use super::{Workflow, shell};

/// The most parts: the most jobs that GitHub makes of one matrix.
pub const MAX_PARTS: u32 = 256;

/// A search on several machines.
#[derive(Clone, Copy, Debug)]
pub struct SearchParts<'a> {
    /// What stands behind `laneway search`: the files that it names must be in the repository. No zero bytes.
    pub arguments: &'a [String],
    /// On how many machines, 1 to [`MAX_PARTS`].
    pub n_parts: u32,
    /// The commands that bring `laneway`, the user's own words, one a line; expressions stay expressions.
    pub install: &'a str,
}

const HEAD: &str = "Written by Laneway: a search in parts, started by hand. The files that it names must be in the repository.\n\
                    Look for \"Edit\".";
const EDIT_INSTALL: &str = "Edit: how laneway comes.";

/// Minutes after which a part, or the merge, is cancelled.
const TIMEOUT_MINUTES: u64 = 60;

/// No winner is no failure: the answer says so.
const MERGE: &str = "\
code=0
laneway merge parts/part-*.json --json --output best.json > search.json || code=$?
if [ \"$code\" -gt 1 ]; then exit \"$code\"; fi";

/// The workflow. Same arguments, same text. Its artifact `search` has the answer, and the best scenario as a file that the page
/// opens.
pub fn search_parts(search: &SearchParts<'_>) -> Workflow {
    let jobs = Map::new().with("part", Yaml::Map(part(search))).with("merge", Yaml::Map(merge(search)));
    let group = Map::new()
        .with("group", Yaml::expression("${{ github.workflow }}-${{ github.ref }}"))
        .with("cancel-in-progress", Yaml::bool(true));
    let root = Map::new()
        .with("name", Yaml::text("Search"))
        .with("on", Yaml::Map(Map::new().with("workflow_dispatch", Yaml::Map(Map::new()))))
        .with("permissions", Yaml::Map(Map::new().with("contents", Yaml::text("read"))))
        .with("concurrency", Yaml::Map(group))
        .with("jobs", Yaml::Map(jobs));
    Workflow { path: ".github/workflows/search.yml", text: write(HEAD, &root), notes: Vec::new() }
}

fn part(search: &SearchParts<'_>) -> Map {
    let n = search.n_parts;
    let parts = (1..=n).map(|part| Yaml::number(part.into())).collect();
    let strategy = Map::new().with("matrix", Yaml::Map(Map::new().with("part", Yaml::Flow(parts))));
    let arguments = shell::words(search.arguments.iter().map(String::as_str));
    let command = format!("laneway search {arguments} --part \"$PART/{n}\" --output \"part-$PART.json\"");
    let step = named("Search")
        .with("env", Yaml::Map(Map::new().with("PART", Yaml::expression("${{ matrix.part }}"))))
        .with("run", Yaml::Script(command));
    let steps = [step, upload("search-part-${{ matrix.part }}", "part-${{ matrix.part }}.json")];
    let head = Map::new().with("strategy", Yaml::Map(strategy));
    job(search, head, steps)
}

fn merge(search: &SearchParts<'_>) -> Map {
    let what = Map::new()
        .with("pattern", Yaml::text("search-part-*"))
        .with("path", Yaml::text("parts"))
        .with("merge-multiple", Yaml::bool(true));
    let download = GITHUB.download.used_by(named("Fetch all parts")).with("with", Yaml::Map(what));
    let run = named("Merge").with("run", Yaml::Script(MERGE.to_owned()));
    let head = Map::new().with("needs", Yaml::texts(["part"]));
    job(search, head, [download, run, upload("search", "search.json\nbest.json")])
}

/// A job that begins with `head`, has `laneway`, and does these steps.
fn job<const N: usize>(search: &SearchParts<'_>, head: Map, steps: [Map; N]) -> Map {
    let keeps_nothing = Map::new().with("persist-credentials", Yaml::bool(false));
    let checkout = GITHUB.checkout.used_by(named("Check out")).with("with", Yaml::Map(keeps_nothing));
    let install = named("Install").with("run", Yaml::Script(search.install.to_owned()));
    let before = [Item::new(Yaml::Map(checkout)), Item::new(Yaml::Map(install)).above(Some(EDIT_INSTALL))];
    let steps = before.into_iter().chain(steps.map(|step| Item::new(Yaml::Map(step)))).collect();
    head.with("runs-on", Yaml::text("ubuntu-24.04"))
        .with("timeout-minutes", Yaml::number(TIMEOUT_MINUTES))
        .with("steps", Yaml::List(steps))
}

fn named(name: &str) -> Map {
    Map::new().with("name", Yaml::text(name))
}

/// Stores files; none at all is a mistake.
fn upload(name: &str, path: &str) -> Map {
    let what = Map::new()
        .with("name", Yaml::expression(name))
        .with("path", if path.contains('\n') { Yaml::Script(path.to_owned()) } else { Yaml::expression(path) })
        .with("if-no-files-found", Yaml::text("error"));
    GITHUB.upload.used_by(named("Store")).with("with", Yaml::Map(what))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn workflow(arguments: &[&str]) -> String {
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        search_parts(&SearchParts { arguments: &arguments, n_parts: 3, install: "pipx install ./laneway.whl" }).text
    }

    #[test]
    fn ok_a_matrix_of_parts_and_a_merge_behind_it() {
        expect![[r##"
            # Written by Laneway: a search in parts, started by hand. The files that it names must be in the repository.
            # Look for "Edit".
            name: Search

            "on":
              workflow_dispatch: {}

            permissions:
              contents: read

            concurrency:
              group: ${{ github.workflow }}-${{ github.ref }}
              cancel-in-progress: true

            jobs:
              part:
                strategy:
                  matrix:
                    part: [1, 2, 3]
                runs-on: ubuntu-24.04
                timeout-minutes: 60
                steps:
                  - name: Check out
                    uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
                    with:
                      persist-credentials: false
                  # Edit: how laneway comes.
                  - name: Install
                    run: pipx install ./laneway.whl
                  - name: Search
                    env:
                      PART: ${{ matrix.part }}
                    run: |
                      laneway search --scenario scenario.json --free 'workers=2, 4' --part "$PART/3" --output "part-$PART.json"
                  - name: Store
                    uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
                    with:
                      name: search-part-${{ matrix.part }}
                      path: part-${{ matrix.part }}.json
                      if-no-files-found: error

              merge:
                needs: [part]
                runs-on: ubuntu-24.04
                timeout-minutes: 60
                steps:
                  - name: Check out
                    uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
                    with:
                      persist-credentials: false
                  # Edit: how laneway comes.
                  - name: Install
                    run: pipx install ./laneway.whl
                  - name: Fetch all parts
                    uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1
                    with:
                      pattern: "search-part-*"
                      path: parts
                      merge-multiple: true
                  - name: Merge
                    run: |
                      code=0
                      laneway merge parts/part-*.json --json --output best.json > search.json || code=$?
                      if [ "$code" -gt 1 ]; then exit "$code"; fi
                  - name: Store
                    uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
                    with:
                      name: search
                      path: |
                        search.json
                        best.json
                      if-no-files-found: error
        "##]].assert_eq(&workflow(&["--scenario", "scenario.json", "--free", "workers=2, 4"]));
    }

    #[test]
    fn ok_words_stay_words_and_expressions_none() {
        let text = workflow(&["--job", "a'; id #", "--preset", "${{ secrets.X }}"]);
        let line = text.lines().find(|line| line.contains("laneway search")).expect("the command");
        expect![[r#"          laneway search --job 'a'\''; id #' --preset '$''{{ secrets.X }}' --part "$PART/3" --output "part-$PART.json""#]].assert_eq(line);
    }
}
