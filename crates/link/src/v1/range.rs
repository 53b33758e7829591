//! Bits in as little room as their probabilities allow: an adaptive binary arithmetic coder, for both directions.
//!
//! After lpaq (Matt Mahoney, 2007), with two learners for each kind of bit. Whole numbers alone, so the same everywhere.

use super::broken::{Broken, Why};

/// The most bits that a link may unpack to, whatever its length, and for each of its bytes.
const MAX_BITS: u64 = 16_000_000;
const MAX_BITS_A_BYTE: u64 = 32;

/// How probable a 1 is, in 65,536ths, as two learners see it: one that forgets quickly, one slowly. Both take what they see
/// first for more than what comes later.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bit {
    quick: u16,
    slow: u16,
    n_seen: u8,
}

/// After so many bits the quick and the slow learner go on at one pace.
const QUICK: u16 = 16;
const SLOW: u16 = 160;

impl Bit {
    /// As probable as not.
    pub(super) const EVEN: Self = Self { quick: 1 << 15, slow: 1 << 15, n_seen: 0 };
    /// One in sixteen, as if seen for a while.
    pub(super) const RARE: Self = Self { quick: 1 << 12, slow: 1 << 12, n_seen: 6 };

    /// Above 0, below 65,536.
    fn probability(self) -> u32 {
        (u32::midpoint(u32::from(self.quick), u32::from(self.slow))).clamp(64, 65_536 - 64)
    }

    #[inline]
    pub(super) fn learn(&mut self, bit: bool) {
        let n = u16::from(self.n_seen) + 2;
        let step = |probability: u16, pace: u16| {
            let pace = pace.min(n);
            if bit { probability + (u16::MAX - probability) / pace } else { probability - probability / pace }
        };
        self.quick = step(self.quick, QUICK);
        self.slow = step(self.slow, SLOW);
        self.n_seen = self.n_seen.saturating_add(1);
    }

    /// Both views of a bit as one.
    pub(super) fn and(self, other: Self) -> Self {
        let middle = u32::midpoint(self.probability(), other.probability()) as u16;
        Self { quick: middle, slow: middle, n_seen: 0 }
    }
}

/// Writes bits to bytes, or reads them.
pub(super) struct Range {
    low: u32,
    high: u32,
    side: Side,
    n_bits_left: u64,
}

enum Side {
    Writing(Vec<u8>),
    /// What lies between `low` and `high`, and where the next byte is.
    Reading {
        bytes: Vec<u8>,
        at: usize,
        value: u32,
    },
}

impl Range {
    pub(super) fn writer() -> Self {
        Self { low: 0, high: u32::MAX, side: Side::Writing(Vec::new()), n_bits_left: u64::MAX }
    }

    pub(super) fn reader(bytes: Vec<u8>) -> Self {
        let n_bits_left = MAX_BITS + MAX_BITS_A_BYTE * bytes.len() as u64;
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
        let value = u32::from_be_bytes([byte(0), byte(1), byte(2), byte(3)]);
        Self { low: 0, high: u32::MAX, side: Side::Reading { bytes, at: 4, value }, n_bits_left }
    }

    pub(super) fn is_reading(&self) -> bool {
        matches!(self.side, Side::Reading { .. })
    }

    /// Writes `bit`, or reads one in its place.
    #[inline]
    pub(super) fn bit(&mut self, model: &mut Bit, bit: bool) -> Result<bool, Broken> {
        let bit = self.bit_of(*model, bit)?;
        model.learn(bit);
        Ok(bit)
    }

    /// The same of a bit that nothing is learnt from.
    #[inline]
    pub(super) fn bit_of(&mut self, model: Bit, bit: bool) -> Result<bool, Broken> {
        self.n_bits_left = self.n_bits_left.checked_sub(1).ok_or_else(|| Broken::new(Why::TooLarge))?;
        let share = u64::from(self.high - self.low) * u64::from(model.probability());
        let middle = self.low + (share >> 16) as u32;
        let bit = match &self.side {
            Side::Writing(_) => bit,
            Side::Reading { value, .. } => *value <= middle,
        };
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
        while (self.low ^ self.high) >> 24 == 0 {
            match &mut self.side {
                Side::Writing(bytes) => bytes.push((self.high >> 24) as u8),
                Side::Reading { bytes, at, value } => {
                    *value = *value << 8 | u32::from(bytes.get(*at).copied().unwrap_or(0));
                    *at += 1;
                }
            }
            self.low <<= 8;
            self.high = self.high << 8 | 0xff;
        }
        Ok(bit)
    }

    /// All bytes. A reader takes zeros for those behind the end, so none is written.
    pub(super) fn finish(self) -> Vec<u8> {
        let Side::Writing(mut bytes) = self.side else { return Vec::new() };
        let shortest = (0..=4_u32).map(|n| self.high & !(u32::MAX.checked_shr(8 * n).unwrap_or(0)));
        let end = shortest.into_iter().find(|value| *value >= self.low).unwrap_or(self.high);
        bytes.extend(end.to_be_bytes());
        while bytes.last() == Some(&0) {
            bytes.pop();
        }
        bytes
    }
}
