//! One reading of many: parts follow each other, repeats give every test a sample of durations.

use std::collections::{HashMap, HashSet};

use laneway_engine::suite::{OrderKnown, Recording, Suite};
use laneway_engine::time::Nanos;

use super::collection::apply_collection;
use super::together::Together;
use crate::read::facts::{Facts, Phases, WorkerFacts};
use crate::read::{Reading, Warnings};

/// Joins several readings into one, called `name`.
///
/// Of [`Together::Parts`], tests follow each other, and one that is in several counts once, with its last time. Of
/// [`Together::Repeats`], each test has all its times as samples, and their median (the lower of two) as its duration;
/// phases and workers are those of its last run. Tests stand where they were first seen. Collections without durations
/// then order what the others hold. No readings make an empty suite.
pub fn join(name: &str, readings: Vec<Reading>, together: Together) -> Reading {
    let (timed, collected): (Vec<_>, Vec<_>) = readings.into_iter().partition(|reading| reading.has_durations);
    let mut joined = Joined::default();
    let recording = recording(&timed, together);
    let has_durations = !timed.is_empty();
    let is_one = timed.len() == 1;
    let mut collection = Suite::default();
    let mut is_collected = HashSet::new();
    for reading in timed {
        joined.add(reading, together, is_one);
    }
    for reading in collected {
        joined.warnings.append(reading.warnings);
        let new = reading.suite.tests.into_iter().filter(|test| is_collected.insert(test.id.clone()));
        collection.tests.extend(new);
        collection.recording = reading.suite.recording;
    }
    let mut reading = joined.finish(name, recording, together);
    reading.has_durations = has_durations;
    if collection.tests.is_empty() {
        return reading;
    }
    if !has_durations {
        return Reading { suite: Suite { name: name.to_owned(), ..collection }, ..reading };
    }
    match apply_collection(&reading.suite, &collection) {
        Ok((suite, warnings)) => {
            reading.warnings.append(warnings);
            reading.in_order_of(suite)
        }
        Err(error) => {
            reading.warnings.push_without_line(error.to_string());
            reading
        }
    }
}

/// What holds of all recordings; what differs is not known.
fn recording(readings: &[Reading], together: Together) -> Recording {
    let mut recordings = readings.iter().map(|reading| &reading.suite.recording);
    let Some(mut all) = recordings.next().cloned() else { return Recording::default() };
    for other in recordings {
        all.workers = all.workers.filter(|_| all.workers == other.workers);
        all.cores = all.cores.filter(|_| all.cores == other.cores);
        all.coverage = all.coverage.filter(|_| all.coverage == other.coverage);
        all.date = all.date.take().filter(|date| other.date.as_ref() == Some(date));
        all.order = match (all.order, other.order) {
            (OrderKnown::Sorted, _) | (_, OrderKnown::Sorted) => OrderKnown::Sorted,
            (OrderKnown::Collected, OrderKnown::Collected) if together == Together::Repeats => OrderKnown::Collected,
            // Shards follow each other as their files do.
            _ => OrderKnown::Finished,
        };
    }
    all
}

#[derive(Default)]
struct Joined {
    suite: Suite,
    positions: HashMap<String, usize>,
    samples: Vec<Vec<Nanos>>,
    phases: Vec<Phases>,
    ran_on: Vec<Option<u32>>,
    spans: Vec<Option<(Nanos, Nanos)>>,
    facts: Facts,
    has_phases: bool,
    warnings: Warnings,
}

impl Joined {
    fn add(&mut self, reading: Reading, together: Together, is_one: bool) {
        let Reading { suite, facts, warnings, .. } = reading;
        self.warnings.append(warnings);
        self.has_phases |= !facts.phases.is_empty();
        let n_workers = self.facts.workers.len() as u32;
        self.facts.workers.extend(facts.workers.into_iter().map(|worker| {
            let name = if is_one { worker.name } else { format!("{}: {}", suite.name, worker.name) };
            WorkerFacts { name, ..worker }
        }));
        let mut new_position = Vec::with_capacity(suite.tests.len());
        for (old, test) in suite.tests.into_iter().enumerate() {
            let next = self.samples.len();
            let position = *self.positions.entry(test.id.clone()).or_insert(next);
            new_position.push(position as u32);
            let phases = facts.phases.get(old).copied().unwrap_or_default();
            let ran_on = facts.ran_on.get(old).copied().flatten().map(|worker| n_workers + worker);
            if position == next {
                self.samples.push(vec![test.duration]);
                self.suite.tests.push(test);
                self.phases.push(phases);
                self.ran_on.push(ran_on);
                continue;
            }
            if together == Together::Parts {
                let id = &test.id;
                self.warnings.push_without_line(format!("`{id}` is in several parts; the last one counts"));
            }
            self.samples[position].push(test.duration);
            self.suite.tests[position].duration = test.duration;
            self.phases[position] = phases;
            self.ran_on[position] = ran_on;
        }
        for (marker, tests) in facts.markers {
            let marked = self.facts.markers.entry(marker).or_default();
            marked.extend(tests.into_iter().map(|test| new_position[test as usize]));
        }
        if is_one {
            // Times of several runs are on clocks of their own.
            self.spans = facts.spans;
            (self.facts.is_whole, self.facts.dist, self.facts.cpu) = (facts.is_whole, facts.dist, facts.cpu);
        }
        self.facts.n_failed += facts.n_failed;
        self.facts.n_skipped += facts.n_skipped;
        self.facts.n_reruns += facts.n_reruns;
        self.facts.wall = self.facts.wall.max(facts.wall);
    }

    fn finish(mut self, name: &str, recording: Recording, together: Together) -> Reading {
        name.clone_into(&mut self.suite.name);
        self.suite.recording = recording;
        let mut facts = self.facts;
        for tests in facts.markers.values_mut() {
            tests.sort_unstable();
            tests.dedup();
        }
        if self.has_phases {
            facts.phases = self.phases;
        }
        facts.spans = self.spans;
        if !facts.workers.is_empty() {
            facts.ran_on = self.ran_on;
        }
        let mut samples = Vec::new();
        if together == Together::Repeats {
            samples = self.samples;
            for (test, samples) in self.suite.tests.iter_mut().zip(&mut samples) {
                samples.sort_unstable();
                test.duration = samples[(samples.len() - 1) / 2];
            }
        }
        Reading { suite: self.suite, facts, warnings: self.warnings, has_durations: true, samples }
    }
}

impl Reading {
    /// This reading with the tests of `suite`, and what is known of each in their order.
    fn in_order_of(self, suite: Suite) -> Self {
        let old: HashMap<&str, usize> =
            (0..).zip(&self.suite.tests).map(|(old, test)| (test.id.as_str(), old)).collect();
        let sources: Vec<Option<usize>> = suite.tests.iter().map(|test| old.get(test.id.as_str()).copied()).collect();
        let mut new: Vec<Option<u32>> = vec![None; self.suite.tests.len()];
        for (position, source) in (0..).zip(&sources) {
            if let Some(source) = source {
                new[*source] = Some(position);
            }
        }
        let mut facts = self.facts;
        if !facts.phases.is_empty() {
            let phases = |source: &Option<usize>| source.map(|old| facts.phases[old]).unwrap_or_default();
            facts.phases = sources.iter().map(phases).collect();
        }
        if !facts.ran_on.is_empty() {
            facts.ran_on = sources.iter().map(|source| source.and_then(|old| facts.ran_on[old])).collect();
        }
        if !facts.spans.is_empty() {
            facts.spans = sources.iter().map(|source| source.and_then(|old| facts.spans[old])).collect();
        }
        for tests in facts.markers.values_mut() {
            *tests = tests.iter().filter_map(|&test| new[test as usize]).collect();
            tests.sort_unstable();
        }
        let mut samples = self.samples;
        if !samples.is_empty() {
            let own = |(source, test): (&Option<usize>, &laneway_engine::suite::Test)| match source {
                Some(old) => samples[*old].clone(),
                None => vec![test.duration],
            };
            samples = sources.iter().zip(&suite.tests).map(own).collect();
        }
        Self { suite, facts, samples, ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use expect_test::{Expect, expect};

    use super::*;
    use crate::many::together::guess;
    use crate::read::read;

    fn check(texts: &[&str], expect: Expect) {
        let one = |(number, text): (usize, &&str)| {
            read(&number.to_string(), Cursor::new(text.as_bytes()), &mut |_| {}).expect("a reading")
        };
        let readings: Vec<Reading> = texts.iter().enumerate().map(one).collect();
        let together = guess(&readings);
        let joined = join("all", readings, together);
        let mut text = format!("{together:?} {:?}\n", joined.suite.recording.order);
        for (position, test) in joined.suite.tests.iter().enumerate() {
            let samples: Vec<f64> =
                joined.samples.get(position).into_iter().flatten().map(|time| time.as_secs()).collect();
            text += &format!("{} {} {samples:?}\n", test.id, test.duration.as_secs());
        }
        joined.warnings.shown.iter().for_each(|warning| text += &format!("{warning}\n"));
        expect.assert_eq(&text);
    }

    #[test]
    fn ok_parts_follow_each_other() {
        check(
            &["a,1\nb,2\nsmoke,1", "smoke,3\nc,3\nd,4"],
            expect![[r#"
            Parts Finished
            a 1 []
            b 2 []
            smoke 3 []
            c 3 []
            d 4 []
            `smoke` is in several parts; the last one counts
        "#]],
        );
    }

    #[test]
    fn ok_repeats_give_samples() {
        check(
            &["a,1\nb,2", "a,3\nb,4\nc,5", "a,2\nb,2"],
            expect![[r#"
            Repeats Collected
            a 2 [1.0, 2.0, 3.0]
            b 2 [2.0, 2.0, 4.0]
            c 5 [5.0]
        "#]],
        );
    }

    #[test]
    fn ok_a_collection_gives_order_and_membership() {
        check(
            &["a.py::y,3\na.py::x,1\na.py::z,9", "a.py::x\na.py::new\na.py::y\n\n3 tests collected"],
            expect![[r#"
            Parts Collected
            a.py::x 1 []
            a.py::new 2 []
            a.py::y 3 []
            `a.py::new` has no duration; it gets the mean of the others
            1 tests are not in the collection; left out
        "#]],
        );
    }

    #[test]
    fn ok_a_collection_of_other_tests_changes_nothing() {
        check(
            &["a.py::x,1", "b.py::x\n"],
            expect![[r#"
            Parts Collected
            a.py::x 1 []
            none of the 1 collected tests has a duration: collected is `b.py::x`, expected ids such as `a.py::x`: run both from the same folder
        "#]],
        );
    }

    #[test]
    fn ok_nothing_makes_nothing() {
        check(
            &[],
            expect![[r#"
            Parts Collected
        "#]],
        );
    }
}
