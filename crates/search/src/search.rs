//! The search: batches of runs to simulate, in any order and by anybody, and what follows from them.
//!
//! First brackets are halved, then those that are left (`halving`); the best of the last rung meets the baseline once more in
//! runs that the search has not seen, so that its gain is no luck of the draw; then assumptions are varied ([`crate::flips`]).
//! Same question, same answer, to the last bit, whatever the order and the number of threads.

use std::collections::{BTreeMap, VecDeque};

use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::study::Figures;
use serde::{Deserialize, Serialize};

use crate::batch::Batch;
use crate::flips::Cases;
use crate::found::Found;
use crate::halving::{AMONG_ALL, IN_BRACKET, N_LAST, Rung, brackets, kept, plan};
use crate::measure::Measure;
use crate::part::Part;
use crate::question::Question;
use crate::space::SpaceError;
use crate::winner::favourite;

/// How many configurations a batch has at most: they share what is drawn for each replication.
const BATCH: usize = 8;

/// The first of the replications that no rung sees.
const FRESH: u32 = 1 << 20;

/// Whose runs they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    Baseline,
    Choice(u32),
    /// The baseline once more, in fresh runs: the number of the piece.
    FreshBaseline(u32),
    /// The favourite likewise.
    FreshFavourite(u32),
    /// A rival under another assumption: the numbers of the case and of the rival.
    Assumed(usize, usize),
}

/// A batch before its pipelines are made.
#[derive(Clone, Debug)]
struct Order {
    who: Vec<Who>,
    first: u32,
    n: u32,
    heat: Option<usize>,
}

/// Configurations that are held against each other, rung by rung.
struct Heat {
    choices: Vec<u32>,
    rungs: &'static [Rung],
    /// The rung that is simulated now; as many as there are: it is over.
    rung: usize,
    n_out: usize,
}

/// Where a search stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Brackets are halved.
    Brackets,
    /// Those that are left are.
    Finalists,
    /// The best one meets the baseline in runs that the search has not seen.
    Fresh,
    /// Assumptions are varied.
    Assumptions,
    /// Nothing is left to simulate.
    Over,
}

/// A search under way.
pub struct Search {
    pub(crate) question: Question,
    part: Option<Part>,
    pub(crate) n_choices: usize,
    pub(crate) n_tests: usize,
    pub(crate) figures: BTreeMap<Who, Vec<Figures>>,
    heats: Vec<Heat>,
    pub(crate) finalists: Vec<u32>,
    pub(crate) favourite: Option<u32>,
    pub(crate) cases: Option<Cases>,
    stage: Stage,
    queue: VecDeque<Order>,
    out: BTreeMap<u64, Order>,
    next_id: u64,
    n_done: u64,
    n_planned: u64,
}

impl Search {
    /// Of all of a space, or of one part of several, on a suite of `n_tests`.
    ///
    /// # Errors
    /// If the space cannot be searched.
    pub fn new(question: Question, part: Option<Part>, n_tests: usize) -> Result<Self, SpaceError> {
        let choices = question.space.choices(&question.from)?;
        let mut search = Self::empty(question, part, choices.len(), n_tests);
        let all = brackets(&choices);
        let is_own = |number: usize| part.is_none_or(|part| number % part.of as usize == part.number as usize - 1);
        let own = all.into_iter().enumerate().filter(|(number, _)| is_own(*number)).map(|(_, choices)| choices);
        search.heats = own.map(|choices| Heat { choices, rungs: IN_BRACKET, rung: 0, n_out: 0 }).collect();
        search.n_planned = search.n_planned_runs();
        search.ask_for(vec![Who::Baseline], 0, IN_BRACKET[IN_BRACKET.len() - 1].n, None);
        (0..search.heats.len()).for_each(|heat| search.start(heat));
        search.advance();
        Ok(search)
    }

    /// One whose brackets are over: `survivors` came through them, with the figures that they came to.
    pub(crate) fn of_survivors(
        question: Question,
        (n_choices, n_tests): (usize, usize),
        baseline: Vec<Figures>,
        survivors: BTreeMap<u32, Vec<Figures>>,
    ) -> Self {
        let mut search = Self::empty(question, None, n_choices, n_tests);
        search.heats = vec![Heat {
            choices: survivors.keys().copied().collect(),
            rungs: IN_BRACKET,
            rung: IN_BRACKET.len(),
            n_out: 0,
        }];
        search.n_planned = search.n_planned_runs();
        search.figures = survivors.into_iter().map(|(choice, figures)| (Who::Choice(choice), figures)).collect();
        search.figures.insert(Who::Baseline, baseline);
        search.advance();
        search
    }

    fn empty(question: Question, part: Option<Part>, n_choices: usize, n_tests: usize) -> Self {
        Self {
            question,
            part,
            n_choices,
            n_tests,
            figures: BTreeMap::new(),
            heats: Vec::new(),
            finalists: Vec::new(),
            favourite: None,
            cases: None,
            stage: Stage::Brackets,
            queue: VecDeque::new(),
            out: BTreeMap::new(),
            next_id: 0,
            n_done: 0,
            n_planned: 0,
        }
    }

    /// What was asked.
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// Which part of a search it is; `None`: all of it.
    pub fn part(&self) -> Option<Part> {
        self.part
    }

    /// Where it stands.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The next batch to simulate; `None`: none until one that is out comes back, or none at all.
    pub fn next_batch(&mut self) -> Option<Batch> {
        let order = self.queue.pop_front()?;
        let id = self.next_id;
        self.next_id += 1;
        let pipelines = order.who.iter().map(|who| self.pipeline(*who)).collect();
        let batch = Batch { id, pipelines, first: order.first, n: order.n };
        self.out.insert(id, order);
        Some(batch)
    }

    /// What a batch came to: replication by replication the figures of its pipelines. One that is not out is ignored.
    pub fn take(&mut self, id: u64, replications: &[Vec<Figures>]) {
        let Some(order) = self.out.remove(&id) else { return };
        for (place, who) in order.who.iter().enumerate() {
            self.figures.entry(*who).or_default().extend(replications.iter().map(|figures| figures[place]));
        }
        self.n_done += order.who.len() as u64 * u64::from(order.n);
        if let Some(heat) = order.heat {
            self.heats[heat].n_out -= 1;
        }
        self.advance();
    }

    /// Simulated runs so far, and all of them as far as is known: until the assumptions are clear, theirs are not counted.
    pub fn progress(&self) -> (u64, u64) {
        let n_assumed: u64 = self.cases.as_ref().map_or(0, Cases::n_runs);
        (self.n_done, self.n_planned + n_assumed)
    }

    /// How many runs the whole question takes up to its answer, whoever simulates them.
    pub(crate) fn n_runs(&self) -> u64 {
        let all: Vec<u32> = (0..self.n_choices as u32).collect();
        let (mut n_runs, mut n_left) = (0, 0);
        for bracket in brackets(&all) {
            let (n, n_kept) = plan(bracket.len(), 0, IN_BRACKET);
            n_runs += n;
            n_left += n_kept;
        }
        let (n, _) = plan(n_left, IN_BRACKET[IN_BRACKET.len() - 1].n, AMONG_ALL);
        n_runs + n + u64::from(N_LAST) * if self.favourite.is_some() { 3 } else { 2 }
    }

    /// How many this search takes.
    fn n_planned_runs(&self) -> u64 {
        let n_first = IN_BRACKET[IN_BRACKET.len() - 1].n;
        let plans = self.heats.iter().filter(|heat| heat.rung == 0).map(|heat| plan(heat.choices.len(), 0, IN_BRACKET));
        let (n_runs, n_kept) = plans.fold((0, 0), |sum, plan| (sum.0 + plan.0, sum.1 + plan.1));
        if self.part.is_some() {
            return n_runs + u64::from(n_first);
        }
        let n_over: usize = self.heats.iter().filter(|heat| heat.rung > 0).map(|heat| heat.choices.len()).sum();
        let of_baseline = if n_over > 0 { N_LAST - n_first } else { N_LAST };
        n_runs + plan(n_kept + n_over, n_first, AMONG_ALL).0 + u64::from(of_baseline + 2 * N_LAST)
    }

    /// The configurations that have come farthest, with their measures, the best first; at most `n`.
    pub fn standing(&self, n: usize) -> Vec<(u32, Measure)> {
        let Some(baseline) = self.measure(Who::Baseline, None) else { return Vec::new() };
        let of_choice = |(who, figures): (&Who, &Vec<Figures>)| match who {
            Who::Choice(choice) => Some((*choice, figures.len())),
            _ => None,
        };
        let all: Vec<(u32, usize)> = self.figures.iter().filter_map(of_choice).collect();
        let most = all.iter().map(|(_, n)| *n).max().unwrap_or(0);
        let farthest = all.into_iter().filter(|(_, n)| *n == most);
        let mut rows: Vec<(u32, Measure)> =
            farthest.filter_map(|(choice, _)| Some((choice, self.measure(Who::Choice(choice), None)?))).collect();
        self.sort(&mut rows, &baseline);
        rows.truncate(n);
        rows
    }

    /// What came of the brackets of a part, once they are over: its survivors with their figures.
    pub(crate) fn survivors(&self) -> Option<BTreeMap<u32, Vec<Figures>>> {
        let is_over = self.part.is_some() && self.stage == Stage::Over;
        let of = |choice: &u32| Some((*choice, self.figures.get(&Who::Choice(*choice))?.clone()));
        is_over.then(|| self.heats.iter().flat_map(|heat| &heat.choices).filter_map(of).collect())
    }

    /// The baseline's figures in the replications of the rungs, so far.
    pub fn of_baseline(&self) -> &[Figures] {
        self.figures.get(&Who::Baseline).map_or(&[], Vec::as_slice)
    }

    /// The answer, once the search is over.
    pub fn found(&self) -> Option<Found> {
        (self.part.is_none() && self.stage == Stage::Over).then(|| Found::of(self)).flatten()
    }

    pub(crate) fn sort(&self, rows: &mut [(u32, Measure)], baseline: &Measure) {
        let objective = &self.question.objective;
        rows.sort_by(|(one, own), (other, others)| {
            objective.rank(own, baseline).compare(&objective.rank(others, baseline)).then(one.cmp(other))
        });
    }

    /// What somebody came to, in the first `n` replications or in all.
    pub(crate) fn measure(&self, who: Who, n: Option<u32>) -> Option<Measure> {
        let figures = self.figures.get(&who)?;
        let figures = &figures[..n.map_or(figures.len(), |n| figures.len().min(n as usize))];
        (!figures.is_empty()).then(|| Measure::new(figures, &self.pipeline(who)))
    }

    /// The figures of the baseline and of the favourite in fresh runs, in order.
    pub(crate) fn fresh(&self) -> [Vec<Figures>; 2] {
        let all = |who: fn(u32) -> Who| {
            (0..N_LAST / PIECE).filter_map(|piece| self.figures.get(&who(piece))).flatten().copied().collect()
        };
        [all(Who::FreshBaseline), all(Who::FreshFavourite)]
    }

    fn pipeline(&self, who: Who) -> Pipeline {
        match who {
            Who::Baseline | Who::FreshBaseline(_) => self.question.baseline.clone(),
            Who::Choice(choice) => self.question.pipeline(choice),
            Who::FreshFavourite(_) => {
                self.favourite.map_or_else(Pipeline::default, |choice| self.question.pipeline(choice))
            }
            Who::Assumed(case, rival) => {
                let cases = self.cases.as_ref();
                cases.map_or_else(Pipeline::default, |cases| cases.pipeline(&self.question, case, rival))
            }
        }
    }

    fn ask_for(&mut self, who: Vec<Who>, first: u32, n: u32, heat: Option<usize>) {
        if n > 0 && !who.is_empty() {
            self.queue.push_back(Order { who, first, n, heat });
        }
    }

    /// Asks for what the rung of a heat lacks.
    fn start(&mut self, heat: usize) {
        let Heat { choices, rungs, rung, .. } = &self.heats[heat];
        let Some(Rung { n, .. }) = rungs.get(*rung) else { return };
        let first =
            choices.first().and_then(|choice| self.figures.get(&Who::Choice(*choice))).map_or(0, Vec::len) as u32;
        let lacking = *n - first;
        let batches: Vec<Vec<Who>> =
            choices.chunks(BATCH).map(|choices| choices.iter().map(|choice| Who::Choice(*choice)).collect()).collect();
        if lacking > 0 {
            self.heats[heat].n_out = batches.len();
            batches.into_iter().for_each(|who| self.ask_for(who, first, lacking, Some(heat)));
        }
    }

    /// Everything that follows from the figures that are there.
    fn advance(&mut self) {
        for heat in 0..self.heats.len() {
            self.advance_heat(heat);
        }
        let is_over = self.heats.iter().all(|heat| heat.rung == heat.rungs.len());
        if self.stage == Stage::Brackets && is_over {
            self.stage = Stage::Finalists;
            if self.part.is_some() {
                self.stage = Stage::Over;
                return;
            }
            let choices: Vec<u32> = self.heats.iter().flat_map(|heat| heat.choices.iter().copied()).collect();
            let n_first = self.of_baseline().len() as u32;
            self.heats = vec![Heat { choices, rungs: AMONG_ALL, rung: 0, n_out: 0 }];
            self.heats[0].choices.sort_unstable();
            self.ask_for(vec![Who::Baseline], n_first, N_LAST - n_first, None);
            self.start(0);
            return self.advance();
        }
        if self.stage == Stage::Finalists && is_over {
            self.finalists = self.heats.iter().flat_map(|heat| heat.choices.iter().copied()).collect();
            self.favourite = favourite(self);
            self.stage = Stage::Fresh;
            // In pieces, so that several threads have something to do.
            for piece in 0..N_LAST / PIECE {
                let mut who = vec![Who::FreshBaseline(piece)];
                who.extend(self.favourite.map(|_| Who::FreshFavourite(piece)));
                self.ask_for(who, FRESH + piece * PIECE, PIECE, None);
            }
        }
        let is_idle = self.queue.is_empty() && self.out.is_empty();
        if self.stage == Stage::Fresh && is_idle {
            self.stage = Stage::Assumptions;
            let cases = Cases::of(self);
            let orders = cases.orders();
            self.cases = Some(cases);
            for (who, n) in orders {
                self.ask_for(who, 0, n, None);
            }
        }
        if self.stage == Stage::Assumptions && self.queue.is_empty() && self.out.is_empty() {
            self.stage = Stage::Over;
        }
    }

    fn advance_heat(&mut self, heat: usize) {
        loop {
            let Heat { choices, rungs, rung, n_out } = &self.heats[heat];
            let Some(Rung { n, n_kept }) = rungs.get(*rung) else { return };
            if *n_out > 0 || self.of_baseline().len() < *n as usize {
                return;
            }
            let Some(baseline) = self.measure(Who::Baseline, Some(*n)) else { return };
            let of = |choice: &u32| Some((*choice, self.measure(Who::Choice(*choice), Some(*n))?));
            let measured: Vec<(u32, Measure)> = choices.iter().filter_map(of).collect();
            let kept = kept(&measured, &baseline, &self.question.objective, *n_kept);
            // Nobody asks again what the others came to.
            for choice in choices.iter().filter(|choice| !kept.contains(choice)) {
                self.figures.remove(&Who::Choice(*choice));
            }
            self.heats[heat].choices = kept;
            self.heats[heat].rung += 1;
            self.start(heat);
        }
    }
}

/// How many fresh replications a batch has.
const PIECE: u32 = 50;
