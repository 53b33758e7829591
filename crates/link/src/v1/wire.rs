//! Documents as tables: which fields a record has, in which order, and what each is where a link says nothing of it.
//!
//! A value is coded against another one, its base: that of the preset, of the other side, or the one in the table. Only
//! what differs takes room. The tables are the format: their order, numbers and bases never change within version 1,
//! whatever becomes of the names and defaults of the types that they fill. A new field of a type comes after `later`
//! in its record; links that use it then say to readers of before that they are newer.

use super::broken::Broken;
use super::coder::{Coder, Place};

/// Something that a link can hold.
pub(super) trait Wire: Clone + PartialEq {
    /// What it is where nothing else is at hand.
    fn base() -> Self;

    /// Writes or reads a value that differs from `base`; a reader's value is `base` before.
    fn code(&mut self, base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken>;
}

/// A field: whether it differs from its base, and if so what it is.
pub(super) fn part<T: Wire>(
    coder: &mut Coder,
    name: &'static str,
    at: Place,
    value: &mut T,
    base: &T,
) -> Result<(), Broken> {
    let differs = !coder.is_reading() && value != base;
    if coder.flag(0, at, differs).map_err(|broken| broken.inside(name))? {
        coder.nested(|coder| value.code(base, at, coder)).map_err(|broken| broken.inside(name))
    } else {
        value.clone_from(base);
        Ok(())
    }
}

/// The place behind the last field: whether a later Laneway has more to say.
const LATER: Place = 31;
/// The place of the kind of an enum.
pub(super) const KIND: Place = 30;

/// The end of a record: nothing comes after it, yet.
pub(super) fn end(coder: &mut Coder, record: Place, name: &str) -> Result<(), Broken> {
    let has_later = coder.has_later;
    if coder.flag(0, record * 32 + LATER, has_later)? && coder.is_reading() {
        let newer = format!("a field of {name} that this version does not know");
        return Err(Broken::new(super::broken::Why::Newer(newer)));
    }
    Ok(())
}

/// Whether the fields of a record that came later are there; of a link of before them, none is.
pub(super) fn has_later(coder: &mut Coder, record: Place, differs: bool) -> Result<bool, Broken> {
    let has_later = coder.has_later;
    coder.flag(0, record * 32 + LATER, differs || has_later)
}

/// A record: its number, its type, its fields in order, each with its base; then those that came `later`.
macro_rules! record {
    ($number:literal $name:ident { $($field:ident = $base:expr),* $(,)? $(; later $($later:ident = $later_base:expr),+ $(,)?)? }) => {
        impl $crate::v1::wire::Wire for $name {
            fn base() -> Self {
                Self { $($field: $base,)* $($($later: $later_base),+)? }
            }

            fn code(
                &mut self,
                base: &Self,
                _at: $crate::v1::coder::Place,
                coder: &mut $crate::v1::coder::Coder,
            ) -> Result<(), $crate::v1::broken::Broken> {
                let mut at = $number * 32;
                $(
                    $crate::v1::wire::part(coder, stringify!($field), at, &mut self.$field, &base.$field)?;
                    at += 1;
                )*
                $(
                    let differs = !coder.is_reading() && ($(self.$later != base.$later)||+);
                    if $crate::v1::wire::has_later(coder, $number, differs)? {
                        $(
                            $crate::v1::wire::part(coder, stringify!($later), at, &mut self.$later, &base.$later)?;
                            at += 1;
                        )+
                    } else {
                        $(self.$later.clone_from(&base.$later);)+
                        return Ok(());
                    }
                )?
                debug_assert!(at - $number * 32 <= 30, "a record has at most 30 fields");
                $crate::v1::wire::end(coder, $number, stringify!($name))
            }
        }
    };
}

/// An enum: its number, its type, its kinds with their numbers and fields. The first kind is its base. A field is written
/// as `key: name = base`; the key of a tuple's part is its place.
macro_rules! kinds {
    ($number:literal $name:ident { $($kind:literal $variant:ident { $($key:tt: $field:ident = $base:expr),* }),* $(,)? }) => {
        impl $crate::v1::wire::Wire for $name {
            #[allow(unreachable_code, reason = "the first kind is the base")]
            fn base() -> Self {
                $(return Self::$variant { $($key: $base),* };)*
            }

            fn code(
                &mut self,
                base: &Self,
                _at: $crate::v1::coder::Place,
                coder: &mut $crate::v1::coder::Coder,
            ) -> Result<(), $crate::v1::broken::Broken> {
                let _ = base;
                let kind = match self { $(Self::$variant { .. } => $kind),* };
                let kind = coder.choice($number * 32 + $crate::v1::wire::KIND, kind)?;
                #[allow(unused_mut, unused_variables, unused_assignments, reason = "kinds without fields have no places")]
                match kind {
                    $($kind => {
                        if !matches!(self, Self::$variant { .. }) {
                            *self = Self::$variant { $($key: $base),* };
                        }
                        let mut at = $number * 32 + ($kind % 4) * 7;
                        if let Self::$variant { $($key: $field),* } = self {
                            $(
                                let value = $field;
                                #[allow(clippy::redundant_clone, reason = "parts of any type")]
                                let was = match base {
                                    Self::$variant { $key: $field, .. } => $field.clone(),
                                    #[allow(unreachable_patterns, reason = "enums of one kind")]
                                    _ => $base,
                                };
                                $crate::v1::wire::part(coder, stringify!($field), at, value, &was)?;
                                at += 1;
                            )*
                        }
                    })*
                    other => {
                        let newer = format!("kind {other} of {}, which this version does not know", stringify!($name));
                        return Err($crate::v1::broken::Broken::new($crate::v1::broken::Why::Newer(newer)));
                    }
                }
                Ok(())
            }
        }
    };
}

pub(super) use kinds;
pub(super) use record;
