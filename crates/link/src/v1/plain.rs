//! Numbers, times, texts and lists as links hold them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use laneway_engine::time::Nanos;

use super::broken::Broken;
use super::coder::{Coder, Place};
use super::wire::{Wire, part};

impl Wire for bool {
    fn base() -> Self {
        false
    }

    fn code(&mut self, base: &Self, _at: Place, _coder: &mut Coder) -> Result<(), Broken> {
        *self = !base;
        Ok(())
    }
}

macro_rules! numbers {
    ($($type:ty),*) => {
        $(#[allow(clippy::cast_lossless, reason = "sizes are among them")]
        impl Wire for $type {
            fn base() -> Self {
                0
            }

            fn code(&mut self, _base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
                let read = coder.number(0, at, *self as u64)?;
                *self = Self::try_from(read).map_err(|_| Broken::found(read, "a smaller number"))?;
                Ok(())
            }
        })*
    };
}

numbers!(u32, u64, usize);

impl Wire for i64 {
    fn base() -> Self {
        0
    }

    fn code(&mut self, _base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        *self = unfold(coder.number(0, at, fold(*self))?);
        Ok(())
    }
}

/// A number with a sign as one without: 0, -1, 1, -2, ...
pub(super) fn fold(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

/// The other way.
pub(super) fn unfold(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

impl Wire for f64 {
    fn base() -> Self {
        0.0
    }

    /// Its shortest decimal digits, and the power of ten.
    fn code(&mut self, _base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        if coder.flag(1, at, !self.is_finite())? {
            return if coder.is_reading() { Err(Broken::found("no number", "a finite one")) } else { Ok(()) };
        }
        let is_negative = coder.flag(2, at, *self < 0.0)?;
        let (digits, power) = decimal(self.abs());
        let digits = coder.number(0, at, digits)?;
        let power = unfold(coder.number(1, at, fold(power))?);
        if coder.is_reading() {
            let text = format!("{}{digits}e{power}", if is_negative { "-" } else { "" });
            let read = if (-400..=400).contains(&power) { text.parse().unwrap_or(Self::NAN) } else { Self::NAN };
            if !read.is_finite() {
                return Err(Broken::found(text, "a finite number"));
            }
            *self = read;
        }
        Ok(())
    }
}

/// The digits of a number from 0, and the power of ten they are multiplied with.
fn decimal(number: f64) -> (u64, i64) {
    let text = format!("{number:e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let (whole, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let power: i64 = power.parse().unwrap_or(0);
    (format!("{whole}{behind}").parse().unwrap_or(0), power - behind.len() as i64)
}

impl Wire for Nanos {
    fn base() -> Self {
        Self::ZERO
    }

    /// How many zeros it ends with, and what stands before them.
    fn code(&mut self, _base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        let (mut digits, mut n_zeros) = (self.0, 0_u64);
        while digits > 0 && digits % 10 == 0 {
            (digits, n_zeros) = (digits / 10, n_zeros + 1);
        }
        n_zeros = coder.number(1, at, n_zeros)?;
        digits = coder.number(0, at, digits)?;
        let scale = u32::try_from(n_zeros).ok().and_then(|n| 10_u64.checked_pow(n));
        let nanos = scale.and_then(|scale| digits.checked_mul(scale));
        *self = Self(nanos.ok_or_else(|| Broken::found(format!("{digits}e{n_zeros} ns"), "less than 584 years"))?);
        Ok(())
    }
}

impl Wire for String {
    fn base() -> Self {
        Self::new()
    }

    fn code(&mut self, _base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        *self = coder.text(at, self, "")?;
        Ok(())
    }
}

impl<T: Wire> Wire for Option<T> {
    fn base() -> Self {
        None
    }

    fn code(&mut self, base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        if base.is_some() && coder.flag(3, at, self.is_none())? {
            *self = None;
            return Ok(());
        }
        let was = base.clone().unwrap_or_else(T::base);
        let mut value = self.take().unwrap_or_else(|| was.clone());
        let result = part(coder, "", at, &mut value, &was);
        *self = Some(value);
        result
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn base() -> Self {
        Self::new()
    }

    fn code(&mut self, base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        let length = coder.length(at, self.len(), size_of::<T>())?;
        if coder.is_reading() {
            self.clear();
        }
        for place in 0..length {
            let fresh = T::base();
            let was = base.get(place).unwrap_or(&fresh);
            if coder.is_reading() {
                self.push(was.clone());
            }
            part(coder, "", at, &mut self[place], was).map_err(|broken| broken.inside(&format!("[{place}]")))?;
        }
        Ok(())
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn base() -> Self {
        Self::new()
    }

    fn code(&mut self, _base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        let mut entries = std::mem::take(self).into_iter();
        let length = coder.length(at, entries.len(), size_of::<(String, T)>())?;
        let mut before = String::new();
        for _ in 0..length {
            let (key, mut value) = entries.next().unwrap_or_else(|| (String::new(), T::base()));
            let key = coder.text(at, &key, &before)?;
            part(coder, "", at, &mut value, &T::base()).map_err(|broken| broken.inside(&format!("[{key}]")))?;
            before.clone_from(&key);
            self.insert(key, value);
        }
        Ok(())
    }
}

impl Wire for BTreeSet<String> {
    fn base() -> Self {
        Self::new()
    }

    fn code(&mut self, _base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        let mut list: Vec<String> = std::mem::take(self).into_iter().collect();
        list.code(&Vec::new(), at, coder)?;
        self.extend(list);
        Ok(())
    }
}

impl<T: Wire> Wire for Box<T> {
    fn base() -> Self {
        Self::new(T::base())
    }

    fn code(&mut self, base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        (**self).code(base, at, coder)
    }
}

impl<T: Wire> Wire for Arc<T> {
    fn base() -> Self {
        Self::new(T::base())
    }

    fn code(&mut self, base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        Arc::make_mut(self).code(base, at, coder)
    }
}
