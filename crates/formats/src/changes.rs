//! What differs between two pipelines, in words: `unit: dist load → worksteal`. Fields are those of the scenario's document.

use laneway_chart::human;
use laneway_engine::time::Nanos;
use laneway_pipeline::pipeline::Pipeline;
use serde_json::{Map, Value};

/// A field of the document, and how its values are said.
struct Field {
    /// How its path ends, within its job and step.
    path: &'static str,
    words: &'static str,
    says: Says,
}

/// How a value is said.
#[derive(Clone, Copy)]
enum Says {
    /// As the document has it; no value by this word.
    Plain(&'static str),
    /// Nanoseconds.
    Time,
    /// Thousandths, as percent.
    Permille,
    /// Whether there is one at all, whatever it is.
    Presence,
    /// How many there are.
    Number,
}

/// Every field whose name in the document is not what people call it; all others go by that name.
const FIELDS: &[Field] = &[
    field("session.dist", "dist"),
    field("session.workers", "workers"),
    field("session.order", "order"),
    Field { path: "session.maxschedchunk", words: "maxschedchunk", says: Says::Plain("no limit") },
    field("session.loadscope_reorder", "largest scopes first"),
    Field { path: "session.max_worker_restart", words: "restarts at most", says: Says::Plain("4 for each worker") },
    field("session.sees_groups", "groups seen"),
    Field { path: "session.delays", words: "delayed tests", says: Says::Number },
    Field { path: "session.crashes", words: "tests that crash", says: Says::Number },
    Field { path: "session.coverage_permille", words: "coverage adds", says: Says::Permille },
    Field { path: "session.speed_permille", words: "speed", says: Says::Permille },
    field("splitter.by", "split by"),
    field("coverage.lane_check", "lane held to"),
    field("coverage.data_file", "data file"),
    field("coverage.tool", "coverage tool"),
    Field { path: "coverage", words: "coverage", says: Says::Presence },
    field("matrix.shards", "shards"),
    Field { path: "timeout", words: "time-out", says: Says::Time },
    field("condition", "runs on"),
    field("upload.include_hidden", "hidden files stored"),
    field("runner.label", "runner"),
    field("required", "required"),
];

const fn field(path: &'static str, words: &'static str) -> Field {
    Field { path, words, says: Says::Plain("none") }
}

/// Everything of `after` that is another than in `before`: field by field, in the order of the document; jobs are the same by
/// their id, steps by their place, or by their name where their number changes. Empty only if they are equal. Cost: linear
/// in both documents.
pub fn changes(before: &Pipeline, after: &Pipeline) -> Vec<String> {
    // A pipeline is numbers, texts and lists of these: it can be written.
    let [old, new] = [before, after].map(|it| serde_json::to_value(it).unwrap_or_default());
    let mut found = Found { names_jobs: before.jobs.len() != 1 || after.jobs.len() != 1, lines: Vec::new() };
    found.compare(&At::default(), &old, &new);
    if found.lines.is_empty() && before != after {
        found.lines.push("the same in another order".to_owned());
    }
    found.lines
}

/// A place in the document.
#[derive(Clone, Default)]
struct At {
    /// The id of its job.
    job: String,
    /// Its step, where that is none that runs tests.
    step: String,
    /// The rest, from there on.
    path: String,
}

struct Found {
    names_jobs: bool,
    lines: Vec<String>,
}

impl Found {
    fn compare(&mut self, at: &At, old: &Value, new: &Value) {
        match (old, new) {
            _ if old == new => {}
            (Value::Object(old), Value::Object(new)) => self.compare_fields(at, old, new),
            (Value::Array(old), Value::Array(new)) if is_named(old) && is_named(new) => {
                self.compare_items(at, old, new);
            }
            _ => self.say(at, old, new),
        }
    }

    fn compare_fields(&mut self, at: &At, old: &Map<String, Value>, new: &Map<String, Value>) {
        let is_added = |name: &&String| !old.contains_key(*name);
        for name in old.keys().chain(new.keys().filter(is_added)) {
            let [old, new] = [old, new].map(|it| it.get(name).unwrap_or(&Value::Null));
            let path = match name.as_str() {
                // What a step does stands for the step.
                "work" | "tests" | "parallel" => at.path.clone(),
                name if at.path.is_empty() => name.to_owned(),
                name => format!("{}.{name}", at.path),
            };
            let step = if name == "tests" { String::new() } else { at.step.clone() };
            self.compare(&At { job: at.job.clone(), step, path }, old, new);
        }
    }

    fn compare_items(&mut self, at: &At, old: &[Value], new: &[Value]) {
        let is_by_place = at.path != "jobs" && old.len() == new.len();
        let partner = |place: usize, item: &Value, others: &[Value]| {
            if is_by_place { Some(place) } else { others.iter().position(|other| name(other) == name(item)) }
        };
        for (place, item) in old.iter().enumerate() {
            match partner(place, item, new) {
                Some(other) => self.compare(&at.item(name(item)), item, &new[other]),
                None => self.lines.push(format!("{}without {} `{}`", self.job(at), at.one(), name(item))),
            }
        }
        for (place, item) in new.iter().enumerate() {
            if partner(place, item, old).is_none() {
                self.lines.push(format!("{}new {} `{}`", self.job(at), at.one(), name(item)));
            }
        }
    }

    fn say(&mut self, at: &At, old: &Value, new: &Value) {
        let is_it = |field: &&Field| {
            at.path.strip_suffix(field.path).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let field = FIELDS.iter().find(is_it);
        let (words, says) = field.map_or((at.path.as_str(), Says::Plain("none")), |field| (field.words, field.says));
        let step = if at.step.is_empty() { String::new() } else { format!("step `{}`, ", at.step) };
        let [old, new] = [old, new].map(|value| says.text(value));
        let change = if old == new { format!("{old}, others") } else { format!("{old} \u{2192} {new}") };
        self.lines.push(format!("{}{step}{words} {change}", self.job(at)));
    }

    fn job(&self, at: &At) -> String {
        if self.names_jobs && !at.job.is_empty() { format!("{}: ", at.job) } else { String::new() }
    }
}

impl At {
    /// One of a list at this place.
    fn item(&self, name: &str) -> Self {
        match self.path.rsplit('.').next() {
            Some("jobs") => Self { job: name.to_owned(), ..Self::default() },
            Some("steps") => Self { step: name.to_owned(), path: String::new(), ..self.clone() },
            Some("lanes") => Self { path: String::new(), ..self.clone() },
            _ => Self { path: format!("{}[{name}]", self.path), ..self.clone() },
        }
    }

    /// What one of the list is called.
    fn one(&self) -> &str {
        let list = self.path.rsplit('.').next().unwrap_or_default();
        list.strip_suffix('s').unwrap_or(list)
    }
}

impl Says {
    fn text(self, value: &Value) -> String {
        let number = value.as_u64();
        match (self, value) {
            (Self::Presence, Value::Null) => "no".to_owned(),
            (Self::Presence, _) => "yes".to_owned(),
            (Self::Number, value) => value.as_array().map_or(0, Vec::len).to_string(),
            (Self::Time, _) if number.is_some() => human::time(Nanos(number.unwrap_or_default())),
            (Self::Permille, _) if number.is_some() => human::percent(number.unwrap_or_default() as f64 / 1000.0),
            (Self::Plain(none), Value::Null) => none.to_owned(),
            (_, Value::Bool(is_on)) => if *is_on { "yes" } else { "no" }.to_owned(),
            (_, Value::String(text)) if text.is_empty() => "nothing".to_owned(),
            (_, Value::String(text)) => text.clone(),
            (_, Value::Array(items)) if items.is_empty() => "nothing".to_owned(),
            (_, Value::Array(items)) => items.iter().map(|item| self.text(item)).collect::<Vec<_>>().join(", "),
            _ => value.to_string(),
        }
    }
}

/// Whether all of a list have names.
fn is_named(items: &[Value]) -> bool {
    items.iter().all(|item| !name(item).is_empty())
}

/// The id of a job, the name of a step.
fn name(item: &Value) -> &str {
    let of = |key: &str| item.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    of("id").or_else(|| of("name")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use laneway_engine::dist_mode::DistMode;
    use laneway_engine::session::{Crash, CrashMode, Delay, Session};
    use laneway_pipeline::coverage::{Collect, Tool};
    use laneway_pipeline::job::{Condition, Job};
    use laneway_pipeline::step::{Step, TestRun, Upload, Work};

    use super::*;

    fn pipeline() -> Pipeline {
        let steps = vec![
            Step::new("pytest", Work::Tests(Box::default())),
            Step::new("Upload", Work::Upload(Upload { include_hidden: false, ..Upload::default() })),
        ];
        let jobs = ["unit", "slow"].map(|id| Job { id: id.to_owned(), steps: steps.clone(), ..Job::default() });
        Pipeline { jobs: jobs.to_vec(), ..Pipeline::default() }
    }

    fn check(change: impl FnOnce(&mut Pipeline), expect: Expect) {
        let before = pipeline();
        let mut after = before.clone();
        change(&mut after);
        expect.assert_eq(&changes(&before, &after).join("\n"));
    }

    fn run(pipeline: &mut Pipeline) -> &mut TestRun {
        pipeline.jobs[0].test_runs_mut().next().expect("a run")
    }

    #[test]
    fn ok_a_bare_session_needs_no_name() {
        let bare = |dist, workers| Pipeline::bare(Session { dist, workers, ..Session::default() });
        let lines = changes(&bare(DistMode::Load, 4), &bare(DistMode::WorkSteal, 8));
        expect!["dist load → worksteal, workers 4 → 8"].assert_eq(&lines.join(", "));
    }

    #[test]
    fn ok_equal_pipelines_have_no_changes() {
        check(|_| {}, expect![""]);
    }

    #[test]
    fn ok_each_job_by_its_id() {
        check(
            |it| {
                run(it).session.max_worker_restart = Some(3);
                it.jobs[1].matrix.shards = 4;
                it.jobs[1].timeout = Nanos(1_800_000_000_000);
                it.jobs[1].condition = Condition::NotCancelled;
                it.required.push("unit".to_owned());
            },
            expect![[r#"
                unit: restarts at most 4 for each worker → 3
                slow: runs on success → not-cancelled
                slow: shards 1 → 4
                slow: time-out 6 h 00 → 30:00
                required nothing → unit"#]],
        );
    }

    #[test]
    fn ok_what_happens_to_tests_is_counted() {
        let crash = |test| Crash { test, mode: CrashMode::default(), after: None };
        let before = Pipeline::bare(Session { crashes: vec![crash(1)], ..Session::default() });
        let delay = Delay { test: 3, by: Nanos(1) };
        let after = Pipeline::bare(Session { crashes: vec![crash(2)], delays: vec![delay], ..Session::default() });
        expect![[r#"
            tests that crash 1, others
            delayed tests 0 → 1"#]]
        .assert_eq(&changes(&before, &after).join("\n"));
    }

    #[test]
    fn ok_coverage_that_is_measured_and_what_it_adds() {
        check(
            |it| run(it).measure_with(Tool::SysMon),
            expect![[r#"
            unit: coverage no → yes
            unit: coverage adds 0 % → 4 %"#]],
        );
        let mut before = pipeline();
        run(&mut before).coverage = Some(Collect::default());
        let mut after = before.clone();
        run(&mut after).measure_with(Tool::Slipcover);
        expect![[r#"
            unit: coverage tool c-trace → slipcover
            unit: coverage adds 0 % → 3 %"#]]
        .assert_eq(&changes(&before, &after).join("\n"));
    }

    #[test]
    fn ok_steps_by_their_place_and_by_name_where_some_are_gone() {
        check(
            |it| {
                if let Work::Upload(upload) = &mut it.jobs[0].steps[1].work {
                    upload.include_hidden = true;
                }
                it.jobs[1].steps.remove(1);
            },
            expect![[r#"
                unit: step `Upload`, hidden files stored no → yes
                slow: without step `Upload`"#]],
        );
    }

    #[test]
    fn ok_jobs_that_come_and_go() {
        check(
            |it| {
                it.jobs.remove(0);
                it.jobs.push(Job { id: "gate".to_owned(), ..Job::default() });
            },
            expect![[r#"
                without job `unit`
                new job `gate`"#]],
        );
    }

    #[test]
    fn ok_another_order_alone_is_said() {
        check(|it| it.jobs.swap(0, 1), expect!["the same in another order"]);
    }
}
