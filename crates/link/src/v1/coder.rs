//! What a document is made of: flags, choices, numbers and texts, each kind with a memory of what it was before.
//!
//! One code path writes and reads: everything takes the value to write and gives back the one written or read.

use std::collections::BTreeMap;

use super::broken::{Broken, Why};
use super::range::{Bit, Range};
use super::texts::Texts;

/// The most memory that a link may take once it is unpacked, in bytes.
const MAX_MEMORY: usize = 192 << 20;
/// How deep things may be nested.
const MAX_DEPTH: u32 = 48;

/// Where a value stands: the number of its record times 32, plus that of its field. Values of one place learn from each
/// other.
pub(super) type Place = u16;

/// A number's magnitude in unary, then its bits; the two highest below the first are learnt.
pub(super) struct Numbers {
    length: [Bit; 65],
    high: [Bit; 65 * 4],
}

impl Default for Numbers {
    fn default() -> Self {
        Self { length: [Bit::EVEN; 65], high: [Bit::EVEN; 65 * 4] }
    }
}

impl Numbers {
    /// Writes or reads a number from 0; small ones are short.
    pub(super) fn code(&mut self, range: &mut Range, value: u64) -> Result<u64, Broken> {
        let n_bits = (64 - value.leading_zeros()) as usize;
        let mut length = 0;
        while length < 64 && range.bit(&mut self.length[length], length < n_bits)? {
            length += 1;
        }
        let mut read = u64::from(length > 0);
        for (done, place) in (0..length.saturating_sub(1)).rev().enumerate() {
            let bit = value >> place & 1 == 1;
            let bit = match done {
                0 => range.bit(&mut self.high[length * 4], bit)?,
                1 => range.bit(&mut self.high[length * 4 + 1 + (read & 1) as usize], bit)?,
                _ => range.bit_of(Bit::EVEN, bit)?,
            };
            read = read << 1 | u64::from(bit);
        }
        Ok(read)
    }
}

/// Writes or reads a document.
pub(super) struct Coder {
    pub(super) range: Range,
    flags: BTreeMap<(u8, Place), Bit>,
    choices: BTreeMap<Place, [Bit; 16]>,
    numbers: BTreeMap<(u8, Place), Numbers>,
    texts: Option<Box<Texts>>,
    memory_left: usize,
    depth: u32,
    /// The steps that durations of tests lie on, in thousandths; 0: none.
    pub(super) step_permille: u32,
    /// Whether there is more than this version knows: only tests write that.
    pub(super) has_later: bool,
}

impl Coder {
    pub(super) fn new(range: Range) -> Self {
        let memory_left = if range.is_reading() { MAX_MEMORY } else { usize::MAX };
        Self {
            range,
            flags: BTreeMap::new(),
            choices: BTreeMap::new(),
            numbers: BTreeMap::new(),
            texts: None,
            memory_left,
            depth: 0,
            step_permille: 0,
            has_later: false,
        }
    }

    pub(super) fn is_reading(&self) -> bool {
        self.range.is_reading()
    }

    /// Something that is mostly not so. `bank` tells flags of one place apart.
    pub(super) fn flag(&mut self, bank: u8, at: Place, flag: bool) -> Result<bool, Broken> {
        self.range.bit(self.flags.entry((bank, at)).or_insert(Bit::RARE), flag)
    }

    /// One of at most 16 kinds.
    pub(super) fn choice(&mut self, at: Place, choice: u8) -> Result<u8, Broken> {
        let tree = self.choices.entry(at).or_insert([Bit::EVEN; 16]);
        let mut node = 1_usize;
        for place in (0..4).rev() {
            let bit = self.range.bit(&mut tree[node & 15], choice >> place & 1 == 1)?;
            node = node << 1 | usize::from(bit);
        }
        Ok((node & 15) as u8)
    }

    /// A number from 0; `bank` tells numbers of one place apart.
    pub(super) fn number(&mut self, bank: u8, at: Place, value: u64) -> Result<u64, Broken> {
        self.numbers.entry((bank, at)).or_default().code(&mut self.range, value)
    }

    /// The length of a list whose parts take `size` bytes each.
    pub(super) fn length(&mut self, at: Place, length: usize, size: usize) -> Result<usize, Broken> {
        let length = usize::try_from(self.number(3, at, length as u64)?).unwrap_or(usize::MAX);
        self.spend(length.saturating_mul(size))?;
        Ok(length)
    }

    /// A text that begins like another one.
    pub(super) fn text(&mut self, at: Place, text: &str, like: &str) -> Result<String, Broken> {
        let common = text.bytes().zip(like.bytes()).take_while(|(one, other)| one == other).count();
        let common = if like.is_empty() { 0 } else { self.number(4, at, common as u64)? as usize };
        let Some(head) = like.as_bytes().get(..common) else {
            return Err(Broken::found(common, "a beginning of the text before"));
        };
        let n_more = self.length(at, text.len().saturating_sub(common), 1)?;
        let texts = self.texts.get_or_insert_with(Box::default);
        let mut bytes = head.to_vec();
        for place in 0..n_more {
            let byte = text.as_bytes().get(common + place).copied().unwrap_or(0);
            let byte = texts.code(&mut self.range, &bytes, byte)?;
            bytes.push(byte);
        }
        String::from_utf8(bytes).map_err(|_| Broken::found("bytes that are no text", "UTF-8"))
    }

    /// Memory that a reader will take.
    pub(super) fn spend(&mut self, n_bytes: usize) -> Result<(), Broken> {
        self.memory_left = self.memory_left.checked_sub(n_bytes).ok_or_else(|| Broken::new(Why::TooLarge))?;
        Ok(())
    }

    /// Goes one level down.
    pub(super) fn nested<T>(&mut self, code: impl FnOnce(&mut Self) -> Result<T, Broken>) -> Result<T, Broken> {
        if self.depth >= MAX_DEPTH {
            return Err(Broken::found("things nested deeper than 48 levels", "fewer"));
        }
        self.depth += 1;
        let result = code(self);
        self.depth -= 1;
        result
    }
}
