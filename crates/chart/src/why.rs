//! The comparison in words: who would finish first, what the other one loses its time to, and what is left to gain.

use std::collections::BTreeMap;

use laneway_engine::bounds::{SetBy, floor_of};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::modes::idle_share;
use laneway_engine::outcome::{Ending, Outcome, Run};
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_engine::unit::unit_of;

use crate::doubt::{Beyond, doubt};
use crate::{human, side};

/// How much of an id is shown, in characters.
const MAX_ID: usize = 90;

/// One side of the comparison.
#[derive(Clone, Copy, Debug)]
pub struct WhySide<'a> {
    /// What was asked for.
    pub session: &'a Session,
    /// What would happen, in full.
    pub outcome: &'a Outcome,
    /// What no schedule can beat.
    pub floor: Nanos,
}

impl WhySide<'_> {
    fn makespan(&self) -> Nanos {
        self.outcome.summary.makespan
    }
}

/// One to three sentences about the run in sight, in which each test takes what was recorded, and whether `beyond` it
/// another side would be first.
pub fn why(suite: &Suite, baseline: WhySide<'_>, candidate: WhySide<'_>, beyond: Beyond) -> Vec<String> {
    if suite.tests.is_empty() {
        return vec!["There are no tests to run.".to_owned()];
    }
    let names = names(baseline.session, candidate.session);
    let broken = |(name, side): (&String, WhySide<'_>)| match side.outcome.ending {
        Ending::Ok => None,
        Ending::Deadlock => Some(format!("{} would hang and never finish.", human::capital(name))),
        Ending::InternalError(_) => Some(format!("{} would break off, tests left undone.", human::capital(name))),
    };
    let broken: Vec<String> = names.iter().zip([baseline, candidate]).filter_map(broken).collect();
    if !broken.is_empty() {
        return broken;
    }
    let empty = |(name, side): (&String, WhySide<'_>)| {
        let is_empty = side.outcome.summary.has_no_tests();
        is_empty.then(|| format!("{} would find no tests to run, and pytest exit with 5.", human::capital(name)))
    };
    let empty: Vec<String> = names.iter().zip([baseline, candidate]).filter_map(empty).collect();
    if !empty.is_empty() {
        return empty;
    }
    let is_better = candidate.makespan() <= baseline.makespan();
    let (slower, faster) = if is_better { (baseline, candidate) } else { (candidate, baseline) };
    let [slower_name, faster_name] = if is_better { [&names[0], &names[1]] } else { [&names[1], &names[0]] };
    let doubt = doubt(candidate.makespan().cmp(&baseline.makespan()), beyond);
    let first = if slower.makespan() == faster.makespan() {
        format!("Without noise, both would finish at {}{doubt}.", human::time(faster.makespan()))
    } else {
        let gain = human::time(slower.makespan() - faster.makespan());
        format!("Without noise, {faster_name} would finish {gain} before {slower_name}{doubt}.")
    };
    [first, loss(suite, slower, slower_name), room(suite, faster)].map(|text| text.replace(" %", "\u{a0}%")).to_vec()
}

/// What each side is called: by what tells it from the other.
fn names(baseline: &Session, candidate: &Session) -> [String; 2] {
    let is_plain = |session: &Session| session.dist == DistMode::No || session.workers == 0;
    if side::detail(baseline) == side::detail(candidate) {
        return ["the baseline".to_owned(), "the candidate".to_owned()];
    }
    let is_workers_said = is_plain(baseline) || is_plain(candidate) || baseline.workers != candidate.workers;
    [baseline, candidate].map(|session| {
        let plural = if session.workers == 1 { "" } else { "s" };
        let flag = session.dist.flag();
        match (is_plain(session), is_workers_said) {
            (true, _) => "one process".to_owned(),
            (false, true) => format!("{flag} on {} worker{plural}", session.workers),
            (false, false) => flag.to_owned(),
        }
    })
}

/// What keeps a side: its last worker, and what that worker still has when half of them are done.
fn loss(suite: &Suite, side: WhySide<'_>, name: &str) -> String {
    let summary = &side.outcome.summary;
    let mut ends = vec![Nanos::ZERO; summary.busy.len()];
    for run in &side.outcome.runs {
        if let Some(end) = ends.get_mut(run.worker as usize) {
            *end = (*end).max(run.end.unwrap_or_default());
        }
    }
    if ends.len() < 2 {
        return format!("Under {name}, nothing would run side by side.");
    }
    let idle = human::percent(idle_share(summary));
    let makespan = side.makespan();
    let mut sorted = ends.clone();
    sorted.sort_unstable();
    let half = sorted[(ends.len() - 1) / 2];
    let tail = Nanos(makespan.0.saturating_sub(half.0));
    if tail.0 < makespan.0 / 25 {
        return format!("Under {name}, the workers would end close together: {idle} of their time is idle.");
    }
    let last = ends.iter().position(|end| *end == makespan).unwrap_or_default();
    let is_late = |run: &&Run| run.worker as usize == last && run.end.is_some_and(|end| end > half);
    let late: Vec<&Run> = side.outcome.runs.iter().filter(is_late).collect();
    let span = |run: &Run| Nanos(run.end.unwrap_or_default().0.saturating_sub(run.start.0));
    let until = format!("until {}, {} after half of the workers are done", human::time(makespan), human::time(tail));
    let reason = match late.iter().max_by_key(|run| span(run)) {
        Some(run) if span(run).0 / 3 * 5 > tail.0 => {
            let id = short(&suite.tests[run.test as usize].id);
            let (took, start) = (human::time(span(run)), human::time(run.start));
            format!("{id} ({took}) would start only at {start}, and keep gw{last} busy {until}")
        }
        _ => {
            let (held, rule) = (of_which_file(suite, &late), rule(side.session.dist));
            format!("gw{last} would still hold {held}, and run {until}: {rule}")
        }
    };
    format!("Under {name}, {reason}. {idle} of the workers' time would be idle.")
}

/// `31 tests`, and the file that most of them are of, if there is one.
fn of_which_file(suite: &Suite, runs: &[&Run]) -> String {
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    for run in runs {
        *files.entry(suite.tests[run.test as usize].file()).or_default() += 1;
    }
    let n_tests = human::count(runs.len() as u64);
    match files.into_iter().max_by_key(|(_, n_of_it)| *n_of_it) {
        Some((file, n_of_it)) if n_of_it == runs.len() => format!("{n_tests} tests of {}", short(file)),
        Some((file, n_of_it)) if n_of_it * 3 > runs.len() * 2 => {
            format!("{n_tests} tests, {n_of_it} of them of {}", short(file))
        }
        _ => format!("{n_tests} tests"),
    }
}

/// Why the mode does not help itself.
fn rule(dist: DistMode) -> &'static str {
    match dist {
        DistMode::Load => "load deals out chunks, and never takes one back",
        DistMode::LoadFile => "loadfile never splits a file",
        DistMode::LoadScope => "loadscope never splits a module or a class",
        DistMode::LoadGroup => "loadgroup never splits a group, and a worker always holds the next test too",
        DistMode::WorkSteal => "a test that has begun, and the one after it, cannot be stolen",
        DistMode::Each => "each runs every test everywhere",
        DistMode::No => "there is no other process",
    }
}

/// What keeps a side from being faster still.
fn room(suite: &Suite, side: WhySide<'_>) -> String {
    let (makespan, floor) = (side.makespan(), side.floor);
    let room = if makespan.as_secs() < floor.as_secs() * 1.005 {
        format!("No schedule could beat that: the floor is {}", human::time(floor))
    } else {
        format!(
            "At best, {} more could be gained, down to the floor of {}",
            human::time(makespan - floor),
            human::time(floor)
        )
    };
    let is_one = matches!(side.session.dist, DistMode::No | DistMode::Each) || side.session.workers <= 1;
    let prepared = Prepared::of_suite(suite);
    match floor_of(&prepared, side.session).set_by {
        SetBy::Test { test, takes } => {
            format!("{room}, set by one test: {} takes {}.", short(&suite.tests[test as usize].id), human::time(takes))
        }
        SetBy::Unit { first, n_tests, takes } => {
            let unit = unit_of(&suite.tests[first as usize], side.session).unwrap_or_default();
            let unit = short(&unit);
            let (n_tests, takes) = (human::count(u64::from(n_tests)), human::time(takes));
            format!("{room}, set by {unit}, which stays on one worker: its {n_tests} tests take {takes}.")
        }
        SetBy::Cores => format!("{room}, which is all that is computed, shared evenly among the cores."),
        SetBy::Work if is_one => format!("{room}, which is all work in one process."),
        SetBy::Work => format!("{room}, which is all work shared evenly."),
    }
}

/// An id that fits in a sentence: its beginning and its end.
fn short(id: &str) -> String {
    let n_chars = id.chars().count();
    if n_chars <= MAX_ID {
        return id.to_owned();
    }
    let head: String = id.chars().take(MAX_ID / 2).collect();
    let tail: String = id.chars().skip(n_chars - MAX_ID / 2).collect();
    format!("{head}\u{2026}{tail}")
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use laneway_engine::bounds::floor;
    use laneway_engine::simulate::{Detail, simulate};
    use laneway_engine::statistics::Verdict;
    use laneway_engine::suite::Test;

    use super::*;

    fn check(secs: &[u64], baseline: (DistMode, u32), candidate: (DistMode, u32), expect: &Expect) {
        let test = |(number, secs): (usize, &u64)| Test {
            id: format!("{}.py::test_{number}", if number < 4 { "a" } else { "b" }),
            duration: Nanos(secs * 1_000_000_000),
            groups: Vec::new(),
            ..Test::default()
        };
        let suite = Suite { tests: secs.iter().enumerate().map(test).collect(), ..Suite::default() };
        let sessions = [baseline, candidate].map(|(dist, workers)| Session { dist, workers, ..Session::default() });
        let outcomes =
            sessions.clone().map(|session| simulate(&suite.tests, &session, Detail::Full).expect("a session"));
        let side = |place: usize| WhySide {
            session: &sessions[place],
            outcome: &outcomes[place],
            floor: floor(&Prepared::of_suite(&suite), &sessions[place]),
        };
        expect.assert_eq(&why(&suite, side(0), side(1), Beyond::default()).join("\n"));
    }

    #[test]
    fn one_late_test() {
        let secs = [1, 1, 1, 1, 1, 1, 9, 1];
        check(
            &secs,
            (DistMode::Load, 3),
            (DistMode::LoadGroup, 3),
            &expect![[r#"
                Without noise, both would finish at 11 s.
                Under load, b.py::test_6 (9 s) would start only at 2 s, and keep gw0 busy until 11 s, 8 s after half of the workers are done. 52 % of the workers' time would be idle.
                At best, 2 s more could be gained, down to the floor of 9 s, set by one test: b.py::test_6 takes 9 s."#]],
        );
    }

    #[test]
    fn a_file_that_is_not_split() {
        let secs = [5, 5, 5, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        check(
            &secs,
            (DistMode::LoadFile, 3),
            (DistMode::WorkSteal, 3),
            &expect![[r#"
                Without noise, worksteal would finish 10 s before loadfile.
                Under loadfile, gw1 would still hold 2 tests of a.py, and run until 20 s, 10 s after half of the workers are done: loadfile never splits a file. 50 % of the workers' time would be idle.
                No schedule could beat that: the floor is 10 s, which is all work shared evenly."#]],
        );
    }

    #[test]
    fn a_file_is_the_floor_where_it_stays_together() {
        check(
            &[5, 5, 5, 5, 1, 1, 1, 1],
            (DistMode::Load, 1),
            (DistMode::LoadFile, 3),
            &expect![[r#"
                Without noise, loadfile on 3 workers would finish 4 s before load on 1 worker.
                Under load on 1 worker, nothing would run side by side.
                No schedule could beat that: the floor is 20 s, set by a.py, which stays on one worker: its 4 tests take 20 s."#]],
        );
    }

    #[test]
    fn workers_that_end_together() {
        check(
            &[1; 12],
            (DistMode::Load, 2),
            (DistMode::Load, 4),
            &expect![[r#"
                Without noise, load on 4 workers would finish 3 s before load on 2 workers.
                Under load on 2 workers, the workers would end close together: 0 % of their time is idle.
                No schedule could beat that: the floor is 3 s, which is all work shared evenly."#]],
        );
        check(
            &[1; 12],
            (DistMode::Load, 2),
            (DistMode::Load, 2),
            &expect![[r#"
                Without noise, both would finish at 6 s.
                Under the baseline, the workers would end close together: 0 % of their time is idle.
                No schedule could beat that: the floor is 6 s, which is all work shared evenly."#]],
        );
        check(
            &[1; 12],
            (DistMode::No, 2),
            (DistMode::WorkSteal, 2),
            &expect![[r#"
                Without noise, worksteal on 2 workers would finish 6 s before one process.
                Under one process, nothing would run side by side.
                No schedule could beat that: the floor is 6 s, which is all work shared evenly."#]],
        );
    }

    #[test]
    fn a_head_start_that_noise_outweighs_is_no_claim() {
        let suite =
            Suite { tests: vec![Test { duration: Nanos(1_000_000), ..Test::default() }; 4], ..Suite::default() };
        let sessions = [2, 4].map(|workers| Session { dist: DistMode::Load, workers, ..Session::default() });
        let outcomes =
            sessions.clone().map(|session| simulate(&suite.tests, &session, Detail::Full).expect("a session"));
        let [before, after] =
            [0, 1].map(|place| WhySide { session: &sessions[place], outcome: &outcomes[place], floor: Nanos::ZERO });
        let beyond = Beyond { verdict: Some(Verdict::TooCloseToCall), orders: None };
        expect!["Without noise, load on 4 workers would finish 1 ms before load on 2 workers; over many runs, that is too close to call."]
            .assert_eq(&why(&suite, before, after, beyond)[0]);
    }
}
