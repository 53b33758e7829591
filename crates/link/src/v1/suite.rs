//! A suite as links of version 1 hold it: by runs of tests of one file and one class, each test a step of durations.
//!
//! A duration that is no step, and a name that is not the usual one of its place, are written out.

use std::collections::BTreeMap;

use laneway_engine::simulate::MAX_TESTS;
use laneway_engine::suite::{Recording, Suite, Test};
use laneway_engine::time::Nanos;

use super::broken::Broken;
use super::coder::{Coder, Numbers, Place};
use super::grid::Grid;
use super::ids::{Id, class_name, file_name, joined, label_name, rest_name};
use super::plain::{fold, unfold};
use super::range::Bit;
use super::wire::{Wire, part};

/// The most tests that a link may hold.
const MAX_LINK_TESTS: usize = 1_000_000;
const _: () = assert!(MAX_LINK_TESTS <= MAX_TESTS);

/// The number of the suite among records.
const SUITE: Place = 80 * 32;
/// Names of several kinds learn apart.
const FILES: Place = SUITE + 1;
const CLASSES: Place = SUITE + 2;
const RESTS: Place = SUITE + 3;
const GROUPS: Place = SUITE + 4;
const MARKS: Place = SUITE + 5;

impl Wire for Suite {
    fn base() -> Self {
        Self { name: String::new(), tests: Vec::new(), recording: Recording::base() }
    }

    fn code(&mut self, base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        part(coder, "name", SUITE + 8, &mut self.name, &base.name)?;
        part(coder, "recording", SUITE + 9, &mut self.recording, &base.recording)?;
        let n_tests = coder.length(at, self.tests.len(), size_of::<Test>())?;
        if n_tests > MAX_LINK_TESTS {
            return Err(Broken::found(format!("{n_tests} tests"), "1000000 at most"));
        }
        if coder.is_reading() {
            self.tests.clear();
        }
        let mut tests = Tests::new(coder, std::mem::take(&mut self.tests), n_tests);
        while tests.done < n_tests {
            tests.code_file().map_err(|broken| broken.inside(&format!("tests[{}]", tests.done)))?;
        }
        self.tests = tests.all;
        Ok(())
    }
}

/// Where coding is.
struct Tests<'a> {
    coder: &'a mut Coder,
    grid: Grid,
    durations: Durations,
    all: Vec<Test>,
    n_tests: usize,
    done: usize,
    /// Files by their first tests, with their classes and how many tests each has so far.
    files: Vec<File>,
    file_numbers: BTreeMap<String, usize>,
    groups: Labels,
    marks: Labels,
    rest_before: String,
}

#[derive(Default)]
struct File {
    name: String,
    n_tests: usize,
    classes: Vec<String>,
}

/// Names that lists of tests have in common.
struct Labels {
    at: Place,
    names: Vec<String>,
    /// Their places; a writer alone asks.
    places: BTreeMap<String, usize>,
    before: Vec<String>,
}

impl<'a> Tests<'a> {
    fn new(coder: &'a mut Coder, all: Vec<Test>, n_tests: usize) -> Self {
        let labels = |at| Labels { at, names: Vec::new(), places: BTreeMap::new(), before: Vec::new() };
        Self {
            grid: Grid::new(coder.step_permille),
            coder,
            durations: Durations::default(),
            all,
            n_tests,
            done: 0,
            files: Vec::new(),
            file_numbers: BTreeMap::new(),
            groups: labels(GROUPS),
            marks: labels(MARKS),
            rest_before: String::new(),
        }
    }

    /// How many tests from here on have something in common with the one here; a writer knows.
    fn run(&self, is_same: impl Fn(Id<'_>, Id<'_>) -> bool) -> usize {
        let Some(first) = self.all.get(self.done) else { return 0 };
        let first = Id::of(&first.id);
        self.all[self.done..].iter().take_while(|test| is_same(first, Id::of(&test.id))).count()
    }

    /// A run of tests of one file.
    fn code_file(&mut self) -> Result<(), Broken> {
        let here = self.all.get(self.done).map(|test| Id::of(&test.id).file.to_owned()).unwrap_or_default();
        let known = self.file_numbers.get(&here).copied();
        let file = if self.coder.flag(0, FILES, known.is_some())? {
            let number = self.coder.number(0, FILES, known.unwrap_or(0) as u64)? as usize;
            if number >= self.files.len() {
                return Err(Broken::found(format!("file {number}"), "one of those before"));
            }
            number
        } else {
            let number = self.files.len();
            let before = self.files.last().map(|file| file.name.clone()).unwrap_or_default();
            let name = self.name(FILES, &here, file_name(number), &before)?;
            self.coder.spend(size_of::<File>() + 2 * name.len())?;
            self.file_numbers.insert(name.clone(), number);
            self.files.push(File { name, ..File::default() });
            number
        };
        let n = self.run(|one, other| one.file == other.file);
        let n = self.length(FILES, n)?;
        let end = self.done + n;
        let has_classes =
            self.all.get(self.done..end).is_some_and(|all| all.iter().any(|test| Id::of(&test.id).class.is_some()));
        let has_classes = self.coder.flag(1, FILES, has_classes)?;
        self.durations.begin_file();
        while self.done < end {
            let mut class = None;
            let mut class_end = end;
            if has_classes {
                class = self.code_class(file)?;
                let n = self.run(|one, other| one.file == other.file && one.class == other.class);
                class_end = self.done + self.length(CLASSES, n)?;
                if class_end > end {
                    return Err(Broken::found("a class that is longer than its file", "a shorter one"));
                }
            }
            while self.done < class_end {
                self.code_test(file, class.as_deref())?;
            }
        }
        Ok(())
    }

    /// How many tests, at least one, at most those that are left.
    fn length(&mut self, at: Place, n: usize) -> Result<usize, Broken> {
        let n = self.coder.number(1, at, n.wrapping_sub(1) as u64)?.saturating_add(1);
        let left = (self.n_tests - self.done) as u64;
        if n > left {
            return Err(Broken::found(format!("{n} tests"), "no more than are left"));
        }
        Ok(n as usize)
    }

    /// The class from here on: none, a new one, or one of those before.
    fn code_class(&mut self, file: usize) -> Result<Option<String>, Broken> {
        let here = self.all.get(self.done).and_then(|test| Id::of(&test.id).class).map(str::to_owned);
        let classes = &self.files[file].classes;
        let known = here.as_ref().and_then(|here| classes.iter().rposition(|class| class == here));
        let choice = match (&here, known) {
            (None, _) => 1,
            (Some(_), None) => 0,
            (Some(_), Some(known)) => 2 + (classes.len() - 1 - known),
        };
        let choice = self.coder.number(0, CLASSES, choice as u64)? as usize;
        if choice >= 2 {
            let place = classes.len().checked_sub(choice - 1);
            let class = place.and_then(|place| classes.get(place)).cloned();
            return class.map(Some).ok_or_else(|| Broken::found("a class", "one of those before in its file"));
        }
        if choice == 1 {
            return Ok(None);
        }
        let number = classes.len();
        let before = classes.last().cloned().unwrap_or_default();
        let name = self.name(CLASSES, &here.unwrap_or_default(), class_name(number), &before)?;
        self.coder.spend(size_of::<String>() + name.len())?;
        self.files[file].classes.push(name.clone());
        Ok(Some(name))
    }

    /// A name, if it is not the usual one.
    fn name(&mut self, at: Place, name: &str, usual: String, before: &str) -> Result<String, Broken> {
        let is_own = !self.coder.is_reading() && name != usual;
        if self.coder.flag(2, at, is_own)? { self.coder.text(at, name, before) } else { Ok(usual) }
    }

    fn code_test(&mut self, file: usize, class: Option<&str>) -> Result<(), Broken> {
        let is_reading = self.coder.is_reading();
        let test = if is_reading { Test::default() } else { std::mem::take(&mut self.all[self.done]) };
        let duration = self.durations.code(self.coder, &self.grid, test.duration)?;
        let usual = rest_name(self.files[file].n_tests);
        let before = std::mem::take(&mut self.rest_before);
        let rest = self.name(RESTS, Id::of(&test.id).rest, usual, &before)?;
        let groups = self.groups.code(self.coder, &test.groups)?;
        let marks = self.marks.code(self.coder, &test.marks)?;
        self.files[file].n_tests += 1;
        self.done += 1;
        if is_reading {
            let id = joined(&self.files[file].name, class, &rest);
            self.coder.spend(id.len())?;
            self.all.push(Test { id, duration, groups, marks });
        } else {
            // The next test's file and class are still read from here.
            self.all[self.done - 1] = test;
        }
        self.rest_before = rest;
        Ok(())
    }
}

impl Labels {
    /// The labels of a test, mostly those of the test before.
    fn code(&mut self, coder: &mut Coder, labels: &[String]) -> Result<Vec<String>, Broken> {
        if coder.flag(0, self.at, !coder.is_reading() && labels != self.before)? {
            let n = coder.length(self.at, labels.len(), size_of::<String>())?;
            let mut read = Vec::new();
            for place in 0..n {
                let label = labels.get(place).map_or("", String::as_str);
                let known = self.places.get(label).copied().unwrap_or(self.names.len());
                let number = coder.number(0, self.at, known as u64)? as usize;
                if number > self.names.len() {
                    return Err(Broken::found(format!("label {number}"), "one of those before, or the next"));
                }
                if number == self.names.len() {
                    let usual = label_name(number);
                    let is_own = !coder.is_reading() && label != usual;
                    let name = if coder.flag(1, self.at, is_own)? { coder.text(self.at, label, "")? } else { usual };
                    coder.spend(size_of::<String>() + name.len())?;
                    if !coder.is_reading() {
                        self.places.insert(name.clone(), number);
                    }
                    self.names.push(name);
                }
                read.push(self.names[number].clone());
            }
            self.before = read;
        }
        coder.spend(self.before.iter().map(|label| size_of::<String>() + label.len()).sum())?;
        Ok(self.before.clone())
    }
}

/// What is known of durations so far.
#[derive(Default)]
struct Durations {
    exact: Option<[Bit; 2]>,
    exact_parts: [Numbers; 2],
    same: Vec<Bit>,
    sign: Vec<Bit>,
    distance: Vec<Numbers>,
    was_exact: bool,
    /// The steps of the tests before, in this file: the last one, and sixteen times their mean, which follows slowly.
    last: i64,
    mean: i64,
    n_in_file: u32,
    /// How far the last one was off.
    surprise: u64,
}

const N_CONTEXTS: usize = 12;

impl Durations {
    fn begin_file(&mut self) {
        self.n_in_file = 0;
    }

    fn code(&mut self, coder: &mut Coder, grid: &Grid, duration: Nanos) -> Result<Nanos, Broken> {
        let number = grid.number(duration);
        let is_reading = coder.is_reading();
        let exact = self.exact.get_or_insert([Bit::RARE; 2]);
        let is_exact = !is_reading && number.is_none();
        if coder.range.bit(&mut exact[usize::from(self.was_exact)], is_exact)? {
            self.was_exact = true;
            return self.code_exact(coder, duration);
        }
        self.was_exact = false;
        let number = self.code_step(coder, number.unwrap_or(0) as i64)?;
        let step = u64::try_from(number).ok().and_then(|number| grid.value(number));
        step.ok_or_else(|| Broken::found(format!("step {number} of durations"), "one up to 1e9 s"))
    }

    fn code_exact(&mut self, coder: &mut Coder, duration: Nanos) -> Result<Nanos, Broken> {
        let (mut digits, mut n_zeros) = (duration.0, 0_u64);
        while digits > 0 && digits % 10 == 0 {
            (digits, n_zeros) = (digits / 10, n_zeros + 1);
        }
        let n_zeros = self.exact_parts[0].code(&mut coder.range, n_zeros)?;
        let digits = self.exact_parts[1].code(&mut coder.range, digits)?;
        let scale = u32::try_from(n_zeros).ok().and_then(|n| 10_u64.checked_pow(n));
        let nanos = scale.and_then(|scale| digits.checked_mul(scale)).map(Nanos);
        let nanos = nanos.filter(|nanos| *nanos <= Nanos::MAX_INPUT);
        nanos.ok_or_else(|| Broken::found(format!("a duration of {digits}e{n_zeros} ns"), "1e9 s at most"))
    }

    /// The distance from what is likely: the last test of the file, and the mean of those before.
    fn code_step(&mut self, coder: &mut Coder, number: i64) -> Result<i64, Broken> {
        if self.same.is_empty() {
            self.same = vec![Bit::EVEN; N_CONTEXTS];
            self.sign = vec![Bit::EVEN; N_CONTEXTS];
            self.distance = (0..N_CONTEXTS).map(|_| Numbers::default()).collect();
        }
        let place = match self.n_in_file {
            0 => 0,
            1 => 1,
            _ => 2,
        };
        let context = place * 4 + (64 - self.surprise.leading_zeros()).div_ceil(2).min(3) as usize;
        let likely = if place == 0 { self.mean / 16 } else { (self.last * 16 + self.mean) / 32 };
        let off = number - likely;
        let range = &mut coder.range;
        let mut off = fold(off);
        if range.bit(&mut self.same[context], off == 0)? {
            off = 0;
        } else {
            let is_below = range.bit(&mut self.sign[context], off & 1 == 1)?;
            let distance = self.distance[context].code(range, (off.wrapping_add(1) >> 1).wrapping_sub(1))?;
            let distance = distance.min(u64::from(u32::MAX)) + 1;
            off = if is_below { distance * 2 - 1 } else { distance * 2 };
        }
        let off = unfold(off);
        let number = likely + off;
        self.surprise = off.unsigned_abs();
        self.last = number;
        self.mean = if self.n_in_file == 0 { number * 16 } else { self.mean + (number * 16 - self.mean) / 4 };
        self.n_in_file += 1;
        Ok(number)
    }
}
