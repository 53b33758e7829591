//! What the controller hears of one worker, and what it is only told of later.

use super::Unsure;
use super::course::Course;
use super::place::Place;
use crate::scheduler::load::is_long;
use crate::scheduler::{Quiet, Scheduler};
use crate::simulate::message::{Report, TestList};

/// The reports of one worker that are to come.
#[derive(Default)]
pub(super) struct Reports {
    /// How many completed tests the scheduler has been told of.
    n_counted: usize,
    /// The next of which the controller is to hear.
    complete: Option<(Place, usize)>,
    answer: Option<(Place, TestList)>,
    finished: Option<Place>,
    /// Which of them is next.
    next: Option<(Place, Next)>,
}

/// What is heard next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Next {
    Complete,
    Answer,
    Finished,
}

impl Reports {
    /// The worker will answer a steal.
    pub(super) fn set_answer(&mut self, place: Place, given: TestList) {
        self.answer = Some((place, given));
    }

    /// The worker will finish.
    pub(super) fn set_finished(&mut self, place: Place) {
        self.finished = Some(place);
    }

    /// Settles what is heard next, if the `quiet` ones of its tests make the controller do nothing. Where that stands, if that
    /// is new.
    pub(super) fn plan(&mut self, course: &Course, quiet: Quiet) -> Option<Place> {
        let n_settled = course.settled().len();
        let mut heard = self.n_counted + quiet.any;
        while heard < n_settled.min(self.n_counted + quiet.long) && is_long(course.took(heard)) {
            heard += 1;
        }
        self.complete = (heard < n_settled).then(|| (course.complete(heard), heard));
        let complete = self.complete.map(|(place, _)| (place, Next::Complete));
        let answer = self.answer.map(|(place, _)| (place, Next::Answer));
        let finished = self.finished.map(|place| (place, Next::Finished));
        let next = first(complete, first(answer, finished));
        if next == self.next {
            return None;
        }
        self.next = next;
        next.map(|(place, _)| place)
    }

    /// What is heard at `place`; nothing if plans have changed.
    pub(super) fn at(&self, place: Place) -> Option<Next> {
        self.next.filter(|(next, _)| *next == place).map(|(_, next)| next)
    }

    /// Tells the scheduler of what was completed before `place`; whether there was anything to tell.
    pub(super) fn count(
        &mut self,
        course: &Course,
        scheduler: &mut dyn Scheduler,
        worker: u32,
        place: Place,
    ) -> Result<bool, Unsure> {
        let n_reported = course.n_reported(self.n_counted, place)?;
        let is_any = n_reported > self.n_counted;
        self.count_up_to(course, scheduler, worker, n_reported);
        Ok(is_any)
    }

    /// Takes what is next off, as the report that the controller hears; the scheduler is told of all that was completed before.
    pub(super) fn hear(&mut self, course: &Course, scheduler: &mut dyn Scheduler, worker: u32) -> Option<Report> {
        let (place, next) = self.next.take()?;
        match next {
            Next::Complete => {
                let (_, heard) = self.complete.take()?;
                self.count_up_to(course, scheduler, worker, heard);
                self.n_counted = heard + 1;
                Some(Report::Complete { test: course.settled()[heard], duration: course.took(heard).0 })
            }
            Next::Answer => {
                self.count(course, scheduler, worker, place).ok()?;
                self.answer.take().map(|(_, given)| Report::Unscheduled(given))
            }
            Next::Finished => {
                self.count_up_to(course, scheduler, worker, course.settled().len());
                self.finished.take().map(|_| Report::Finished)
            }
        }
    }

    fn count_up_to(&mut self, course: &Course, scheduler: &mut dyn Scheduler, worker: u32, n_completed: usize) {
        if n_completed > self.n_counted {
            scheduler.count(worker, &course.settled()[self.n_counted..n_completed]);
            self.n_counted = n_completed;
        }
    }
}

fn first(one: Option<(Place, Next)>, other: Option<(Place, Next)>) -> Option<(Place, Next)> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
