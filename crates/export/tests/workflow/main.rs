//! Workflows that are written: their traps, their spellings, names that try to break out of them; and those that are changed.

mod pipelines;

mod traps;

mod spellings;

mod hostile;

mod merging;

mod bringing;

mod reads_back;

#[path = "../../examples/workflows/random.rs"]
mod random;
