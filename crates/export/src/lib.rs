//! A scenario as files that work when pasted.
//!
//! Written from typed values only: whatever a name contains, it cannot become anything but a name.
