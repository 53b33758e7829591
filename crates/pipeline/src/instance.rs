//! Instances: the jobs that one job becomes by its matrix and its shards.

use std::collections::BTreeMap;

use crate::job::Job;
use crate::matrix::{MAX_AXES, MAX_MATRIX, Matrix};
use crate::pipeline::Pipeline;
use crate::runner::Runner;

/// One job after its matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// Place of its job in the pipeline.
    pub job: usize,
    /// Values of its cell joined by commas, as GitHub writes them in names; empty without axes.
    pub cell: String,
    /// From 1, with the number of shards; `None` without shards.
    pub shard: Option<(u32, u32)>,
    /// What it runs on.
    pub runner: Runner,
}

impl Instance {
    /// `tests (3.12, 2/4)`.
    pub fn title(&self, pipeline: &Pipeline) -> String {
        title(pipeline.jobs[self.job].title(), &self.cell, self.shard)
    }

    /// A name in which `{cell}` and `{shard}` stand for its own.
    pub(crate) fn fill(&self, name: &str) -> String {
        let shard = self.shard.map_or(1, |(shard, _)| shard).to_string();
        name.replace("{cell}", &self.cell).replace("{shard}", &shard)
    }
}

/// A job's title with its cell and shard in parentheses.
pub fn title(job: &str, cell: &str, shard: Option<(u32, u32)>) -> String {
    let shard = shard.map(|(shard, of)| format!("{shard}/{of}"));
    let parts: Vec<&str> = [Some(cell), shard.as_deref()].into_iter().flatten().filter(|it| !it.is_empty()).collect();
    if parts.is_empty() { job.to_owned() } else { format!("{job} ({})", parts.join(", ")) }
}

/// All instances of a pipeline: by job, then by cell, then by shard.
pub fn instances(pipeline: &Pipeline) -> Vec<Instance> {
    pipeline.jobs.iter().enumerate().flat_map(|(place, job)| of_job(place, job)).collect()
}

/// How many instances a job has, without making them where they are too many, or its matrix too large.
pub fn n_instances(job: &Job) -> usize {
    let Matrix { axes, include, shards, .. } = &job.matrix;
    if axes.len() > MAX_AXES || include.len() > MAX_MATRIX {
        return axes.len().max(include.len()).saturating_mul((*shards).max(1) as usize);
    }
    let n_axes = job.matrix.axes.iter().map(|axis| axis.values.len().max(1)).fold(1, usize::saturating_mul);
    if n_axes > MAX_MATRIX {
        return n_axes.saturating_mul(job.matrix.shards.max(1) as usize);
    }
    cells(&job.matrix).len().saturating_mul(job.matrix.shards.max(1) as usize)
}

fn of_job(place: usize, job: &Job) -> Vec<Instance> {
    let shards = match job.matrix.shards {
        0 | 1 => vec![None],
        n => (1..=n).map(|shard| Some((shard, n))).collect(),
    };
    let cells = cells(&job.matrix);
    let instance = |cell: &Cell, shard| Instance {
        job: place,
        cell: cell.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(", "),
        shard,
        runner: runner(job, cell),
    };
    cells.iter().flat_map(|cell| shards.iter().map(move |shard| instance(cell, *shard))).collect()
}

/// Axis and value, in the order of the axes; then what was included beside them.
pub type Cell = Vec<(String, String)>;

/// GitHub's rule: combinations less exclusions; then each inclusion is added to all combinations whose values it does not
/// change, or stands alone. Shards are not in it. Cost: the product of the axes, which [`MAX_MATRIX`] bounds where the
/// pipeline has no fatal problem.
pub fn cells(matrix: &Matrix) -> Vec<Cell> {
    let mut cells: Vec<Cell> = vec![Vec::new()];
    for axis in matrix.axes.iter().filter(|axis| !axis.values.is_empty()) {
        let with = |cell: &Cell, value: &String| {
            let mut cell = cell.clone();
            cell.push((axis.name.clone(), value.clone()));
            cell
        };
        cells = cells.iter().flat_map(|cell| axis.values.iter().map(move |value| with(cell, value))).collect();
    }
    let agrees = |cell: &Cell, pairs: &BTreeMap<String, String>| {
        pairs.iter().all(|(axis, value)| cell.iter().any(|(own, own_value)| (own, own_value) == (axis, value)))
    };
    cells.retain(|cell| !matrix.exclude.iter().any(|pairs| !pairs.is_empty() && agrees(cell, pairs)));
    let is_axis = |name: &str| matrix.axes.iter().any(|axis| axis.name == name);
    if matrix.axes.iter().all(|axis| axis.values.is_empty()) && !matrix.include.is_empty() {
        cells.clear();
    }
    let n_own = cells.len();
    for pairs in &matrix.include {
        let of_axes: BTreeMap<String, String> =
            pairs.iter().filter(|(name, _)| is_axis(name)).map(|(name, value)| (name.clone(), value.clone())).collect();
        let mut is_added = false;
        for cell in cells[..n_own].iter_mut().filter(|cell| agrees(cell, &of_axes)) {
            is_added = true;
            for (name, value) in pairs.iter().filter(|(name, _)| !is_axis(name)) {
                match cell.iter_mut().find(|(own, _)| own == name) {
                    Some((_, own)) => own.clone_from(value),
                    None => cell.push((name.clone(), value.clone())),
                }
            }
        }
        if !is_added {
            cells.push(pairs.iter().map(|(name, value)| (name.clone(), value.clone())).collect());
        }
    }
    cells
}

fn runner(job: &Job, cell: &Cell) -> Runner {
    let mut runner = job.runner.clone();
    let of_cell = |(axis, value): &(String, String)| {
        job.matrix.effects.iter().find(move |effect| (&effect.axis, &effect.value) == (axis, value))
    };
    let effects: Vec<_> = cell.iter().filter_map(of_cell).collect();
    if let Some(own) = effects.iter().find_map(|effect| effect.runner.as_ref()) {
        runner = own.clone();
    }
    for speed in effects.iter().filter_map(|effect| effect.speed_permille) {
        runner.speed_permille = (u64::from(runner.speed_permille) * u64::from(speed) / 1000).max(1) as u32;
    }
    runner
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::matrix::{Axis, Effect};

    fn axis(name: &str, values: &[&str]) -> Axis {
        Axis { name: name.to_owned(), values: values.iter().map(|value| (*value).to_owned()).collect() }
    }

    fn pairs(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn names(matrix: Matrix) -> String {
        let job = Job { id: "tests".to_owned(), matrix, ..Job::default() };
        let n = n_instances(&job);
        let pipeline = Pipeline { jobs: vec![job], ..Pipeline::default() };
        let all = instances(&pipeline);
        assert_eq!(all.len(), n);
        all.iter().map(|instance| instance.title(&pipeline)).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn ok_without_a_matrix_a_job_is_one() {
        expect!["tests"].assert_eq(&names(Matrix::default()));
        expect!["tests (1/3); tests (2/3); tests (3/3)"].assert_eq(&names(Matrix { shards: 3, ..Matrix::default() }));
    }

    #[test]
    fn ok_cells_are_combinations_less_exclusions_times_shards() {
        let axes = vec![axis("os", &["linux", "windows"]), axis("python", &["3.12", "3.13"])];
        let exclude = vec![pairs(&[("os", "windows"), ("python", "3.12")])];
        expect!["tests (linux, 3.12, 1/2); tests (linux, 3.12, 2/2); tests (linux, 3.13, 1/2); tests (linux, 3.13, 2/2); tests (windows, 3.13, 1/2); tests (windows, 3.13, 2/2)"]
            .assert_eq(&names(Matrix { axes, exclude, shards: 2, ..Matrix::default() }));
    }

    /// The example of GitHub's own documentation.
    #[test]
    fn ok_inclusions_extend_or_stand_alone() {
        let axes = vec![axis("fruit", &["apple", "pear"]), axis("animal", &["cat", "dog"])];
        let include = vec![
            pairs(&[("color", "green")]),
            pairs(&[("color", "pink"), ("animal", "cat")]),
            pairs(&[("fruit", "apple"), ("shape", "circle")]),
            pairs(&[("fruit", "banana")]),
            pairs(&[("fruit", "banana"), ("animal", "cat")]),
        ];
        expect!["tests (apple, cat, pink, circle); tests (apple, dog, green, circle); tests (pear, cat, pink); tests (pear, dog, green); tests (banana); tests (cat, banana)"]
            .assert_eq(&names(Matrix { axes, include, ..Matrix::default() }));
        let include = vec![pairs(&[("python", "3.12")]), pairs(&[("python", "3.13")])];
        expect!["tests (3.12); tests (3.13)"].assert_eq(&names(Matrix { include, ..Matrix::default() }));
    }

    #[test]
    fn ok_values_change_the_runner() {
        let windows = Runner { label: "windows-2025".to_owned(), price: 10_000, ..Runner::default() };
        let effects = vec![
            Effect {
                axis: "os".to_owned(),
                value: "windows".to_owned(),
                runner: Some(windows),
                speed_permille: Some(700),
            },
            Effect {
                axis: "python".to_owned(),
                value: "3.14".to_owned(),
                speed_permille: Some(1100),
                ..Effect::default()
            },
        ];
        let axes = vec![axis("os", &["linux", "windows"]), axis("python", &["3.13", "3.14"])];
        let job = Job { matrix: Matrix { axes, effects, ..Matrix::default() }, ..Job::default() };
        let of = |instance: &Instance| (instance.runner.price, instance.runner.speed_permille);
        let all: Vec<_> = of_job(0, &job).iter().map(of).collect();
        assert_eq!(all, [(0, 1000), (0, 1100), (10_000, 700), (10_000, 770)]);
    }
}
