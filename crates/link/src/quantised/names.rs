//! Names left out: files, classes, tests, groups and marks get the usual names of their places, which take no room.
//!
//! What the pipelines name as paths or marks is kept, since selections go by it: a file under `tests/unit` becomes
//! `tests/unit/f7.py` where a session selects that folder.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use laneway_engine::selection::{Selection, is_under};
use laneway_engine::session::ScopeCost;
use laneway_engine::suite::{Suite, Test};
use laneway_pipeline::coverage::{Covered, LineReport};
use laneway_pipeline::job::Job;
use laneway_pipeline::scenario::Scenario;

use crate::fidelity::{N_LONGEST, Names};
use crate::v1::ids::{Id, class_name, file_name, joined, label_name, rest_name};

/// What a suite is called whose names are left out.
const NAMELESS: &str = "Imported suite";

/// Names as they were, by the new ones' place.
#[derive(Default)]
struct Renamed {
    /// Files, and classes with their files: old name, new name.
    scopes: BTreeMap<String, String>,
    ids: Vec<String>,
}

/// What is not left out.
struct Kept {
    /// Paths of selections, as a test's id begins.
    paths: Vec<String>,
    /// Ids and files that are mentioned.
    mentioned: BTreeSet<String>,
    /// Groups and marks of selections.
    labels: BTreeSet<String>,
}

/// Leaves names out of a suite, and of what the scenario says of its files and classes.
pub(super) fn leave_out(scenario: &mut Scenario, suite: &mut Suite, names: &Names) {
    let kept = Kept::of(scenario, suite, names);
    // A project may really have a file `f3.py`: then usual names begin otherwise, and take some room.
    let stems = ["", "_", "__", "laneway_"];
    let mut all = stems.iter().map(|stem| kept.rename(&suite.tests, stem));
    let found = all.find(|renamed| kept.is_right(&suite.tests, renamed));
    // Names that are to be left out are left out in any case.
    let renamed = found.unwrap_or_else(|| kept.rename(&suite.tests, stems[0]));
    for (test, id) in suite.tests.iter_mut().zip(renamed.ids) {
        test.id = id;
    }
    rename_costs(scenario, &renamed.scopes);
    kept.rename_labels(&mut suite.tests);
    if *names == Names::None {
        NAMELESS.clone_into(&mut suite.name);
    }
    rename_sources(scenario);
}

impl Kept {
    fn of(scenario: &Scenario, suite: &Suite, names: &Names) -> Self {
        let runs = || {
            [&scenario.baseline, &scenario.candidate].into_iter().flat_map(|side| &side.jobs).flat_map(Job::test_runs)
        };
        let hazards = runs().flat_map(|run| run.hazards.crashes.iter().map(|crash| &crash.tests));
        let selections: Vec<&Selection> = runs().map(|run| &run.session.selection).chain(hazards).collect();
        let plain = |path: &String| path.strip_prefix("./").unwrap_or(path).trim_end_matches('/').to_owned();
        let paths: BTreeSet<String> =
            selections.iter().flat_map(|it| it.paths.iter().chain(&it.without)).map(plain).collect();
        let labels = selections.iter().flat_map(|it| it.marked.iter().chain(&it.unmarked)).cloned().collect();
        let mut mentioned = BTreeSet::new();
        if let Names::Mentioned(list) = names {
            let mut longest: Vec<&Test> = suite.tests.iter().collect();
            longest.sort_by_key(|test| Reverse(test.duration));
            mentioned.extend(longest.iter().take(N_LONGEST).map(|test| test.id.clone()));
            mentioned.extend(list.iter().cloned());
        }
        let paths = paths.into_iter().filter(|path| !path.is_empty() && path != ".").collect();
        Self { paths, mentioned, labels }
    }

    /// New names of all tests.
    fn rename(&self, tests: &[Test], stem: &str) -> Renamed {
        let mut kept_scopes: BTreeSet<&str> = BTreeSet::new();
        let is_kept = |id: &str| {
            self.mentioned.contains(id)
                || self.paths.iter().any(|path| path.contains("::") && is_under(id, path) && !is_scope(id, path))
        };
        let kept_ids: BTreeSet<&str> = tests.iter().map(|test| test.id.as_str()).filter(|id| is_kept(id)).collect();
        for id in &kept_ids {
            let scopes = Id::of(id);
            kept_scopes.insert(scopes.file);
            kept_scopes.extend(scope_of(id));
        }
        let mut renamed = Renamed::default();
        let mut files: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for test in tests {
            let Id { file, rest, .. } = Id::of(&test.id);
            let number = files.len();
            let (_, n_tests) = files.entry(file).or_insert_with(|| {
                let name = if kept_scopes.contains(file) || self.names_file(file) {
                    file.to_owned()
                } else {
                    self.under_folder(file, &format!("{stem}{}", file_name(number)))
                };
                renamed.scopes.insert(file.to_owned(), name);
                (0, 0)
            });
            let place = *n_tests;
            *n_tests += 1;
            let new_file = renamed.scopes[file].clone();
            let class = scope_of(&test.id).map(|scope| {
                let n_classes = &mut files.get_mut(file).expect("it is there").0;
                let class = &scope[file.len() + 2..];
                let fresh = || {
                    let number = *n_classes;
                    *n_classes += 1;
                    let is_kept = kept_scopes.contains(scope) || self.paths.iter().any(|path| is_under(path, scope));
                    let usual = format!("{stem}{}", class_name(number));
                    let name = if is_kept { class.to_owned() } else { self.in_class(file, scope, &usual) };
                    format!("{new_file}::{name}")
                };
                let scope = renamed.scopes.entry(scope.to_owned()).or_insert_with(fresh);
                scope[new_file.len() + 2..].to_owned()
            });
            let rest = if kept_ids.contains(test.id.as_str()) { rest.to_owned() } else { usual_rest(stem, place) };
            renamed.ids.push(joined(&new_file, class.as_deref(), &rest));
        }
        renamed
    }

    /// Whether a path or a mention is about the file itself, or something in it.
    fn names_file(&self, file: &str) -> bool {
        self.mentioned.contains(file) || self.paths.iter().any(|path| is_under(path, file))
    }

    /// A name in the deepest folder of a selection that the file lies in.
    fn under_folder(&self, file: &str, name: &str) -> String {
        let folder = self.paths.iter().filter(|path| is_under(file, path)).max_by_key(|path| path.len());
        folder.map_or_else(|| name.to_owned(), |folder| format!("{folder}/{name}"))
    }

    /// A name in the innermost class of a selection that the class lies in.
    fn in_class(&self, file: &str, scope: &str, name: &str) -> String {
        let classes = self.paths.iter().filter(|path| is_under(scope, path));
        let outer = classes.filter_map(|path| path.get(file.len() + 2..)).max_by_key(|class| class.len());
        outer.map_or_else(|| name.to_owned(), |outer| format!("{outer}::{name}"))
    }

    /// Whether files and classes are as many as before, ids differ as before, and every path selects the same tests.
    fn is_right(&self, tests: &[Test], renamed: &Renamed) -> bool {
        let n_different = |names: &mut dyn Iterator<Item = &str>| names.collect::<BTreeSet<&str>>().len();
        let n_scopes = n_different(&mut renamed.scopes.values().map(String::as_str));
        let n_ids = n_different(&mut renamed.ids.iter().map(String::as_str));
        let is_alike = |path: &String| {
            let pairs = tests.iter().zip(&renamed.ids);
            pairs.into_iter().all(|(test, id)| is_under(&test.id, path) == is_under(id, path))
        };
        n_scopes == renamed.scopes.len()
            && n_ids >= n_different(&mut tests.iter().map(|test| test.id.as_str()))
            && self.paths.iter().all(is_alike)
    }

    /// Groups get the usual names, marks go, unless a selection names them.
    fn rename_labels(&self, tests: &mut [Test]) {
        let mut groups: BTreeMap<String, String> = BTreeMap::new();
        for test in tests {
            for group in &mut test.groups {
                let mut usual = label_name(groups.len());
                while self.labels.contains(&usual) {
                    usual.push('_');
                }
                let kept = self.labels.contains(group);
                let name = groups.entry(group.clone()).or_insert_with(|| if kept { group.clone() } else { usual });
                group.clone_from(name);
            }
            test.marks.retain(|mark| self.labels.contains(mark));
        }
    }
}

/// The file and class of a test in a class.
fn scope_of(id: &str) -> Option<&str> {
    laneway_engine::suite::class_of(id)
}

/// Whether a path is that of the file or of a class around a test, and not the test's own.
fn is_scope(id: &str, path: &str) -> bool {
    scope_of(id).is_some_and(|scope| is_under(scope, path)) || Id::of(id).file == path
}

fn usual_rest(stem: &str, number: usize) -> String {
    let usual = rest_name(number);
    if stem.is_empty() { usual } else { usual.replace("::", &format!("::{stem}")) }
}

/// What fixtures of files and classes cost, by their new names; those of no test are left out, since nobody pays them.
fn rename_costs(scenario: &mut Scenario, scopes: &BTreeMap<String, String>) {
    for session in super::sessions(scenario) {
        for cost in [&mut session.fixtures.module, &mut session.fixtures.class] {
            if let ScopeCost::By(costs) = cost {
                let old = std::mem::take(costs).into_iter();
                costs.extend(old.filter_map(|(scope, cost)| Some((scopes.get(&scope)?.clone(), cost))));
            }
        }
    }
}

/// Sources in coverage reports get numbers, the same ones in all reports.
fn rename_sources(scenario: &mut Scenario) {
    let mut reports: Vec<&mut Arc<LineReport>> = Vec::new();
    for run in super::test_runs(scenario) {
        if let Some(Covered::Lines(report)) = run.coverage.as_mut().map(|collect| &mut collect.covers) {
            reports.push(report);
        }
    }
    let paths: BTreeSet<String> = reports.iter().flat_map(|report| report.files.keys().cloned()).collect();
    // As many digits each, so that they stay in order.
    let width = paths.len().to_string().len();
    let names: BTreeMap<String, String> =
        paths.into_iter().enumerate().map(|(number, path)| (path, format!("s{number:0width$}.py"))).collect();
    for report in reports {
        let report = Arc::make_mut(report);
        let old = std::mem::take(&mut report.files).into_iter();
        report.files.extend(old.map(|(path, lines)| (names[&path].clone(), lines)));
    }
}
