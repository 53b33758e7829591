//! Jobs of one name over all runs: `test (3.12, ubuntu)` and `test (3.13, ubuntu)` are one job with a matrix.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use laneway_pipeline::matrix::{Axis, MAX_AXES, MAX_MATRIX, Matrix};

use super::run::{Ended, JobRun, Run};

/// All runs of one job.
pub(super) struct Group<'r> {
    /// Without the values of the matrix.
    pub(super) name: String,
    /// The values of each cell, in the order in which they are met; one empty cell without a matrix.
    pub(super) cells: Vec<Vec<String>>,
    /// Place of the run, place of the cell, and the job.
    pub(super) jobs: Vec<(usize, usize, &'r JobRun)>,
}

/// Jobs by name, in the order in which they are met. Jobs with values in parentheses become one where all of that name
/// have as many; only jobs that succeeded tell, since a matrix that is skipped or cancelled early has no values.
pub(super) fn groups<'r>(runs: &[&'r Run]) -> Vec<Group<'r>> {
    let met = || {
        let jobs = runs.iter().enumerate().flat_map(|(place, run)| run.jobs.iter().map(move |job| (place, job)));
        jobs.filter(|(_, job)| job.ended != Ended::Skipped)
    };
    let mut n_values: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    let mut names: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for (_, job) in met().filter(|(_, job)| job.took().is_some()) {
        let (base, values) = split(&job.name);
        n_values.entry(base).or_default().insert(values.len());
        names.entry(base).or_default().insert(&job.name);
    }
    let mut groups: Vec<Group<'r>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut cells: HashMap<&str, usize> = HashMap::new();
    for (run, job) in met() {
        let (base, values) = split(&job.name);
        let told = n_values.get(base);
        let is_matrix = told.is_some_and(|told| told.len() == 1) && names[base].len() > 1;
        if is_matrix && told.is_some_and(|told| !told.contains(&values.len())) {
            continue;
        }
        let name = if is_matrix { base } else { &job.name };
        let place = *places.entry(name).or_insert_with(|| {
            groups.push(Group { name: name.to_owned(), cells: Vec::new(), jobs: Vec::new() });
            groups.len() - 1
        });
        let group = &mut groups[place];
        let cell = *cells.entry(&job.name).or_insert_with(|| {
            let values = if is_matrix { values } else { Vec::new() };
            group.cells.push(values.into_iter().map(str::to_owned).collect());
            group.cells.len() - 1
        });
        group.jobs.push((run, cell, job));
    }
    groups
}

/// `test (3.12, ubuntu)` as its base and its values.
fn split(name: &str) -> (&str, Vec<&str>) {
    let inside = name.strip_suffix(')').and_then(|rest| rest.split_once(" ("));
    match inside {
        Some((base, values)) if !base.is_empty() && !values.is_empty() && values.split(", ").count() <= MAX_AXES => {
            (base, values.split(", ").collect())
        }
        _ => (name, Vec::new()),
    }
}

/// The matrix that has those cells. Shards are an axis whose values are 1 to n, or `1/n` to `n/n`, in every cell of the
/// others. Cells that are no full product of their axes are excluded from it, or, where that would be too large, included
/// one by one.
pub(super) fn matrix(cells: &[Vec<String>]) -> Matrix {
    let n_axes = cells.first().map_or(0, Vec::len);
    let mut axes: Vec<Axis> = Vec::new();
    for place in 0..n_axes {
        let mut values: Vec<String> = Vec::new();
        for value in cells.iter().map(|cell| &cell[place]) {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        let name = axis_name(&values);
        let n_before = axes.iter().filter(|axis| axis.name.starts_with(name)).count();
        axes.push(Axis {
            name: if n_before > 0 { format!("{name}-{}", n_before + 1) } else { name.to_owned() },
            values,
        });
    }
    let n_product = axes.iter().map(|axis| axis.values.len()).fold(1, usize::saturating_mul);
    let pairs = |cell: &[String]| axes.iter().map(|axis| axis.name.clone()).zip(cell.iter().cloned()).collect();
    if n_product > MAX_MATRIX {
        return Matrix { include: cells.iter().map(|cell| pairs(cell)).collect(), ..Matrix::default() };
    }
    if n_product == cells.len()
        && let Some(place) = axes.iter().position(|axis| axis.name == "shard")
    {
        let shards = axes.remove(place).values.len() as u32;
        return Matrix { axes, shards, ..Matrix::default() };
    }
    let mut product: Vec<Vec<String>> = vec![Vec::new()];
    for axis in &axes {
        product = product
            .iter()
            .flat_map(|cell| {
                axis.values.iter().map(move |value| [cell.as_slice(), std::slice::from_ref(value)].concat())
            })
            .collect();
    }
    let exclude: Vec<BTreeMap<String, String>> =
        product.iter().filter(|cell| !cells.contains(cell)).map(|cell| pairs(cell)).collect();
    Matrix { axes, exclude, ..Matrix::default() }
}

/// What an axis with such values is most likely called.
fn axis_name(values: &[String]) -> &'static str {
    let all = |is_so: &dyn Fn(&str) -> bool| values.iter().all(|value| is_so(value));
    let n = values.len();
    let is_shard = |value: &str| {
        let (shard, of) = value.split_once('/').unwrap_or((value, ""));
        let is_of = of.is_empty() || of.trim().parse() == Ok(n);
        is_of && shard.trim().parse::<usize>().is_ok_and(|shard| (1..=n).contains(&shard))
    };
    let is_version = |value: &str| {
        let value = value.trim_start_matches("pypy").trim_start_matches(['-', 'v']);
        value.starts_with(|char: char| char.is_ascii_digit()) && value.contains('.')
    };
    let is_system = |value: &str| ["ubuntu", "windows", "macos", "linux"].iter().any(|name| value.starts_with(name));
    match () {
        () if n > 1 && all(&is_shard) => "shard",
        () if all(&is_version) => "python-version",
        () if all(&is_system) => "os",
        () => "axis",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[&[&str]], expected: &str) {
        let cells: Vec<Vec<String>> =
            cells.iter().map(|cell| cell.iter().map(|value| (*value).to_owned()).collect()).collect();
        let Matrix { axes, exclude, include, shards, .. } = matrix(&cells);
        let axes: Vec<String> = axes.iter().map(|axis| format!("{}={}", axis.name, axis.values.join("|"))).collect();
        let found = format!("{} x{shards} -{} +{}", axes.join(" "), exclude.len(), include.len());
        assert_eq!(found, expected);
    }

    #[test]
    fn ok_cells_make_axes() {
        check(&[&[]], " x1 -0 +0");
        check(&[&["3.12"], &["3.13"]], "python-version=3.12|3.13 x1 -0 +0");
        check(&[&["3.12", "1"], &["3.12", "2"], &["3.13", "1"], &["3.13", "2"]], "python-version=3.12|3.13 x2 -0 +0");
        check(&[&["2/3"], &["1/3"], &["3/3"]], " x3 -0 +0");
        check(&[&["ubuntu", "a"], &["ubuntu", "b"], &["macos", "a"]], "os=ubuntu|macos axis=a|b x1 -1 +0");
        check(&[&["1"], &["3"]], "axis=1|3 x1 -0 +0");
    }

    #[test]
    fn ok_names_have_values_in_parentheses() {
        assert_eq!(split("test (3.12, linux (x64))"), ("test", vec!["3.12", "linux (x64)"]));
        assert_eq!(split("call / test (1)"), ("call / test", vec!["1"]));
        assert_eq!(split("(odd)"), ("(odd)", vec![]));
        assert_eq!(split("plain"), ("plain", vec![]));
    }
}
