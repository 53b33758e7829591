//! A scenario as files that work when pasted.
//!
//! Written from typed values only: whatever a name contains, it cannot become anything but a name.
//!
//! - [`workflow`]: a pipeline as a workflow of GitHub Actions, Forgejo Actions or GitLab CI.

#![cfg_attr(
    test,
    allow(
        clippy::needless_pass_by_value,
        clippy::needless_raw_string_hashes,
        reason = "expectations are written and passed as expect-test has them"
    )
)]

pub mod workflow;
