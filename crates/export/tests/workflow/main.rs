//! Workflows that are written: their traps, their spellings, and names that try to break out of them.

mod pipelines;

mod traps;

mod spellings;

mod hostile;

#[path = "../../examples/workflows/random.rs"]
mod random;
