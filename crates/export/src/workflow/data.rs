//! Names of coverage data: one for each run of tests, so that nothing overwrites anything.

/// What tells a job of a matrix from the others, in names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    /// There is one job.
    Alone,
    /// The shard.
    Shard,
    /// Cell and shard.
    Cell,
}

/// The name of a data file, or of an artifact, up to what tells jobs of a matrix apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DataName {
    /// The job's id, then a number if it has several runs: `.coverage.unit` would take what is called `.coverage.unit.2`
    /// for a part of its own.
    pub(super) stem: String,
    pub(super) apart: Apart,
}

impl DataName {
    /// Of one run of a job, by its place among those that measure.
    pub(super) fn of_run(job: &str, place: usize, n_runs: usize, apart: &Apart) -> Self {
        let stem = if n_runs > 1 { format!(".coverage.{job}.{}", place + 1) } else { format!(".coverage.{job}") };
        Self { stem, apart: apart.clone() }
    }

    /// What a job stores. Ids have no dot, so that the pattern of one job fits no other job's.
    pub(super) fn of_artifact(job: &str, apart: &Apart) -> Self {
        Self { stem: format!("coverage-{job}"), apart: apart.clone() }
    }

    /// With what the service puts behind it.
    pub(super) fn with(&self, behind: &str) -> String {
        if self.apart == Apart::Alone { self.stem.clone() } else { format!("{}.{behind}", self.stem) }
    }
}
