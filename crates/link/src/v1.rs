//! Version 1 of what a link holds.
//!
//! - [`range`]: bits in as little room as their probabilities allow. [`texts`]: the same of texts.
//! - [`coder`]: flags, choices, numbers and texts, written or read, within bounds.
//! - [`wire`]: documents as tables. [`plain`]: numbers, times and lists.
//! - [`session`], [`source`], [`pipeline`], [`coverage`], [`suite`], [`shared`]: the tables.
//! - [`ids`], [`grid`]: names and durations of tests.
//! - [`broken`]: what is said where a link makes no sense.

pub(crate) mod broken;

mod range;

mod texts;

mod coder;

mod wire;

mod plain;

mod session;

mod source;

mod pipeline;

mod coverage;

pub(crate) mod ids;

pub(crate) mod grid;

mod suite;

mod shared;

use self::broken::Broken;
use self::coder::Coder;
use self::range::Range;
use crate::shared::Shared;

/// The bytes of what is shared.
pub(crate) fn write(shared: &Shared) -> Vec<u8> {
    let mut coder = Coder::new(Range::writer());
    // A writer has no bounds, so nothing can be wrong.
    let _ = shared::code(&mut shared.clone(), &mut coder);
    coder.range.finish()
}

/// What bytes hold.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Shared, Broken> {
    let mut shared = Shared::default();
    shared::code(&mut shared, &mut Coder::new(Range::reader(bytes)))?;
    Ok(shared)
}

/// The bytes of what is shared, and of something that this version does not know behind it.
#[cfg(test)]
pub(crate) fn write_with_later(shared: &Shared) -> Vec<u8> {
    let mut coder = Coder::new(Range::writer());
    coder.has_later = true;
    let _ = shared::code(&mut shared.clone(), &mut coder);
    coder.range.finish()
}

/// The bytes of a link that says it holds so many tests, and holds none.
#[cfg(test)]
pub(crate) fn write_claiming(n_tests: usize) -> Vec<u8> {
    let mut coder = Coder::new(Range::writer());
    let mut claim = || -> Result<(), Broken> {
        coder.flag(0, 90 * 32, false)?;
        coder.flag(0, 90 * 32 + 1, false)?;
        coder.flag(0, 90 * 32 + 2, true)?;
        coder.choice(20 * 32 + 30, 1)?;
        coder.flag(0, 20 * 32 + 7, true)?;
        coder.flag(0, 80 * 32 + 8, false)?;
        coder.flag(0, 80 * 32 + 9, false)?;
        coder.length(20 * 32 + 7, n_tests, 0).map(|_| ())
    };
    claim().expect("a writer has no bounds");
    coder.range.finish()
}
