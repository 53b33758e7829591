//! Matrices of GitHub and Forgejo: axes, cells, shards, and the runner of each.

use std::collections::BTreeMap;

use laneway_pipeline::instance::{Cell, cells, instances};
use laneway_pipeline::job::Job;
use laneway_pipeline::matrix::MAX_MATRIX;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::runner::Runner;

use super::cannot_express::Why;
use super::options::Options;
use super::yaml::{Item, Map, Yaml, has_expression};

/// Names that an axis of Python versions goes by.
const PYTHON: &[&str] = &["python", "python-version", "python_version", "py"];

/// The axis, or the included key, that names versions of Python.
pub(super) fn python_axis(job: &Job) -> Option<&str> {
    let axes = job.matrix.axes.iter().filter(|axis| !axis.values.is_empty()).map(|axis| axis.name.as_str());
    let included = job.matrix.include.iter().flat_map(|pairs| pairs.keys()).map(String::as_str);
    axes.chain(included).find(|name| PYTHON.contains(&name.to_ascii_lowercase().as_str()))
}

/// The versions of Python that a job runs.
pub(super) fn python_values(job: &Job, options: &Options) -> Vec<String> {
    let Some(axis) = python_axis(job) else { return vec![options.python.clone()] };
    let of_cell = |cell: Cell| cell.into_iter().find(|(name, _)| name == axis).map(|(_, value)| value);
    cells(&job.matrix).into_iter().map(|cell| of_cell(cell).unwrap_or_else(|| options.python.clone())).collect()
}

/// What the axis of shards is called.
pub(super) fn shard_axis(job: &Job) -> String {
    let is_taken = |name: &str| {
        job.matrix.axes.iter().any(|axis| axis.name.eq_ignore_ascii_case(name))
            || job.matrix.include.iter().flat_map(|pairs| pairs.keys()).any(|key| key.eq_ignore_ascii_case(name))
    };
    let mut name = "shard".to_owned();
    while is_taken(&name) {
        name.push('_');
    }
    name
}

/// Whether a name can stand behind `matrix.` in an expression.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|char: char| char == '_' || char.is_ascii_alphabetic())
        && name.chars().all(|char| char.is_ascii_alphanumeric() || "_-".contains(char))
}

/// Axes, pairs and values that no workflow can have.
pub(super) fn check(job: &Job, service: &'static str) -> Vec<Why> {
    let mut errors = Vec::new();
    let pairs = job.matrix.include.iter().chain(&job.matrix.exclude).flatten();
    let names = job.matrix.axes.iter().map(|axis| &axis.name).chain(pairs.clone().map(|(name, _)| name));
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if !is_name(name) || ["include", "exclude"].contains(&name.as_str()) {
            errors.push(Why::BadName { what: "axis of the matrix", found: name.clone() });
        }
        match seen.iter().find(|other| other.eq_ignore_ascii_case(name)) {
            Some(other) if other != name => {
                errors.push(Why::SameId { one: (*other).to_owned(), other: name.clone() });
            }
            _ => seen.push(name),
        }
    }
    let values = job.matrix.axes.iter().flat_map(|axis| &axis.values).chain(pairs.map(|(_, value)| value));
    for value in values.filter(|value| has_expression(value)) {
        let expected = "neither `${{` nor `$[[`";
        errors.push(Why::BadText { what: "value of the matrix", found: value.clone(), service, expected });
    }
    let n = cells(&job.matrix).len() * job.matrix.shards.max(1) as usize;
    match n {
        0 => errors.push(Why::Invalid("its matrix leaves no job; take an exclusion away".to_owned())),
        1..=MAX_MATRIX => {}
        found => errors.push(Why::TooMany { found, service, most: MAX_MATRIX }),
    }
    errors
}

/// `strategy`, if the job has a matrix.
pub(super) fn strategy(job: &Job) -> Option<Yaml> {
    let matrix = &job.matrix;
    let axes: Vec<_> = matrix.axes.iter().filter(|axis| !axis.values.is_empty()).collect();
    let shards: Vec<String> = (1..=matrix.shards).map(|shard| shard.to_string()).collect();
    let has_shards = matrix.shards > 1;
    if axes.is_empty() && matrix.include.is_empty() && !has_shards {
        return None;
    }
    let shard_axis = shard_axis(job);
    let pairs =
        |pairs: &[(&str, &str)]| pairs.iter().fold(Map::new(), |map, (name, value)| map.with(name, Yaml::text(value)));
    let list = |maps: Vec<Map>| Yaml::List(maps.into_iter().map(|map| Item::new(Yaml::Map(map))).collect());
    let mut written = Map::new();
    if has_shards && !matrix.include.is_empty() {
        // An inclusion would be added to all shards, and the next one overwrite it: each job is named.
        let mut all = Vec::new();
        for cell in cells(matrix) {
            for shard in 1..=matrix.shards {
                let cell: Vec<(&str, &str)> =
                    cell.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                all.push(pairs(&cell).with(&shard_axis, Yaml::number(u64::from(shard))));
            }
        }
        written.put("include", list(all));
    } else {
        for axis in &axes {
            written.put(&axis.name, Yaml::texts(axis.values.iter().map(String::as_str)));
        }
        if has_shards {
            written.put(&shard_axis, Yaml::Flow(shards.into_iter().map(Yaml::Bare).collect()));
        }
        let as_pairs = |map: &BTreeMap<String, String>| {
            pairs(&map.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>())
        };
        // What fits nothing excludes nothing, and is an error to checkers.
        let fits = |map: &&BTreeMap<String, String>| {
            let is_there = |(name, value): (&String, &String)| {
                axes.iter().any(|axis| axis.name == *name && axis.values.contains(value))
            };
            !map.is_empty() && map.iter().all(is_there)
        };
        let excluded: Vec<Map> = matrix.exclude.iter().filter(fits).map(as_pairs).collect();
        let included: Vec<Map> = matrix.include.iter().filter(|map| !map.is_empty()).map(as_pairs).collect();
        for (key, maps) in [("exclude", excluded), ("include", included)] {
            if !maps.is_empty() {
                written.put(key, list(maps));
            }
        }
    }
    let fail_fast = matrix.fail_fast && !has_shards;
    let most = matrix.max_parallel.map(|most| Yaml::number(u64::from(most)));
    let strategy = Map::new().with("fail-fast", Yaml::bool(fail_fast)).with_some("max-parallel", most);
    Some(Yaml::Map(strategy.with("matrix", Yaml::Map(written))))
}

/// `python-version`.
pub(super) fn python(job: &Job, options: &Options) -> Yaml {
    let Some(axis) = python_axis(job) else { return Yaml::expression(options.python.clone()) };
    let is_everywhere = cells(&job.matrix).iter().all(|cell| cell.iter().any(|(name, _)| name == axis));
    let default = if is_everywhere { String::new() } else { format!(" || {}", literal(&options.python)) };
    Yaml::expression(format!("${{{{ matrix.{axis}{default} }}}}"))
}

/// The runners of a job's cells, all different ones.
pub(super) fn runners(pipeline: &Pipeline, job: usize) -> Vec<Runner> {
    let mut runners: Vec<Runner> = Vec::new();
    for instance in instances(pipeline).into_iter().filter(|instance| instance.job == job) {
        if runners.iter().all(|runner| runner.label != instance.runner.label) {
            runners.push(instance.runner);
        }
    }
    runners
}

/// A label with the default for none, and never one that moves.
pub(super) fn label(runner: &Runner) -> &str {
    match runner.label.trim() {
        "" | "ubuntu-latest" => "ubuntu-24.04",
        label => label,
    }
}

/// `runs-on`, of jobs whose runners differ by their cells: an expression.
pub(super) fn runs_on(pipeline: &Pipeline, job: usize) -> Yaml {
    let cells_of = cells(&pipeline.jobs[job].matrix);
    let job = &pipeline.jobs[job];
    let changing: Vec<_> =
        job.matrix.effects.iter().filter_map(|effect| Some((effect, effect.runner.as_ref()?))).collect();
    let of_cell = |cell: &Cell| {
        cell.iter().find_map(|(name, value)| {
            let found = changing.iter().find(|(effect, _)| (&effect.axis, &effect.value) == (name, value))?;
            (label(found.1) == value).then_some(name.clone())
        })
    };
    let same: Vec<Option<String>> = cells_of.iter().map(of_cell).collect();
    if let Some(Some(axis)) = same.first()
        && same.iter().all(|other| other.as_ref() == Some(axis))
    {
        return Yaml::expression(format!("${{{{ matrix.{axis} }}}}"));
    }
    // In the order in which a cell's values count: that of its axes.
    let place = |axis: &str| job.matrix.axes.iter().position(|other| other.name == axis).unwrap_or(usize::MAX);
    let mut ordered = changing;
    ordered.sort_by_key(|(effect, _)| place(&effect.axis));
    let mut text = String::from("${{ ");
    for (effect, runner) in ordered {
        text.push_str(&format!(
            "matrix.{} == {} && {} || ",
            effect.axis,
            literal(&effect.value),
            literal(label(runner))
        ));
    }
    Yaml::expression(format!("{text}{} }}}}", literal(label(&job.runner))))
}

/// A text as a literal of GitHub's expressions.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The label of a cell's runner.
pub(super) fn label_of(job: &Job, cell: &Cell) -> String {
    let of_value = |(axis, value): &(String, String)| {
        let effects = job.matrix.effects.iter().filter(|effect| effect.runner.is_some());
        effects.into_iter().find(|effect| (&effect.axis, &effect.value) == (axis, value))?.runner.as_ref()
    };
    label(cell.iter().find_map(of_value).unwrap_or(&job.runner)).to_owned()
}
