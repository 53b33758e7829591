//! Texts, byte by byte, each byte foreseen by the one and the two before it.
//!
//! The memory begins with words that such documents have, so that short texts are short from the start.

use super::broken::Broken;
use super::range::{Bit, Range};

/// What is known of texts beforehand. Part of the format: a change makes every link unreadable.
const WORDS: &str = "tests Test test_ tests/unit tests/integration tests/test_api.py::TestClass::test_create \
    tests/test_models.py tests/test_views.py tests/core/test_utils.py test/unit src/ .py::test_ [True] [False] [None] \
    Check out Set up Python Install Install dependencies Run tests pytest Lint Build Coverage coverage combine report \
    Upload coverage Download coverage coverage-{shard} coverage-{cell} .coverage .coverage* .coverage.unit \
    .coverage.integration unit integration heavy slow serial fast db database postgres redis docker actions/checkout \
    ubuntu-24.04 ubuntu-latest ubuntu-22.04 windows-latest macos-latest ubuntu-latest-4-cores ubuntu-latest-8-cores \
    saas-linux-small-amd64 python-version os 3.10 3.11 3.12 3.13 3.14 build lint gate e2e api web cli Team Free Pro \
    four-tests slow-first late-giant lane-split coverage-twice thread-pools unit-library What if we used worksteal? \
    This is what would happen with 8 workers and --dist loadscope: faster, cheaper. ";

const N_CONTEXTS: usize = 1 << 18;

/// The memory.
pub(super) struct Texts {
    after_one: Vec<Bit>,
    after_two: Vec<Bit>,
}

impl Default for Texts {
    fn default() -> Self {
        let mut texts = Self { after_one: vec![Bit::EVEN; 1 << 16], after_two: vec![Bit::EVEN; N_CONTEXTS] };
        let words = WORDS.as_bytes();
        for (place, byte) in words.iter().enumerate() {
            let nodes = Nodes::of(&words[..place]);
            let mut node = 1_usize;
            for shift in (0..8).rev() {
                let bit = byte >> shift & 1 == 1;
                let (one, two) = nodes.at(node);
                texts.after_one[one].learn(bit);
                texts.after_two[two].learn(bit);
                node = node << 1 | usize::from(bit);
            }
        }
        texts
    }
}

/// Which kinds of bits come next, after some bytes.
struct Nodes {
    one: usize,
    two: usize,
}

impl Nodes {
    fn of(before: &[u8]) -> Self {
        let [two, one] = match before {
            [.., two, one] => [*two, *one],
            [one] => [0, *one],
            [] => [0, 0],
        };
        let both = u32::from(two) << 8 | u32::from(one);
        let two = both.wrapping_mul(0x9E37_79B1) as usize >> 3 & (N_CONTEXTS - 1) & !0xff;
        Self { one: usize::from(one) << 8, two }
    }

    fn at(&self, node: usize) -> (usize, usize) {
        (self.one | node & 0xff, self.two ^ node & 0xff)
    }
}

impl Texts {
    /// Writes or reads the byte that comes after others.
    pub(super) fn code(&mut self, range: &mut Range, before: &[u8], byte: u8) -> Result<u8, Broken> {
        let nodes = Nodes::of(before);
        let mut node = 1_usize;
        for shift in (0..8).rev() {
            let (one, two) = nodes.at(node);
            let model = self.after_one[one].and(self.after_two[two]);
            let bit = range.bit_of(model, byte >> shift & 1 == 1)?;
            self.after_one[one].learn(bit);
            self.after_two[two].learn(bit);
            node = node << 1 | usize::from(bit);
        }
        Ok((node & 0xff) as u8)
    }
}
