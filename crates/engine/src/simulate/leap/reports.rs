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
    answer: Option<(Place, TestList)>,
    next: Option<Next>,
    /// Where that stands.
    place: Place,
}

/// What is heard next.
#[derive(Clone, Copy)]
enum Next {
    /// The end of this run.
    Complete(usize),
    Answer,
}

impl Reports {
    /// The worker will answer a steal.
    pub(super) fn set_answer(&mut self, place: Place, given: TestList) {
        self.answer = Some((place, given));
    }

    /// Where what is heard next stands, as planned.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Settles what is heard next, if the `quiet` ones of its tests make the controller do nothing.
    pub(super) fn plan(&mut self, course: &Course, quiet: Quiet) {
        let n_settled = course.settled().len();
        let mut heard = self.n_counted + quiet.any;
        while heard < n_settled.min(self.n_counted + quiet.long) && is_long(course.took(heard)) {
            heard += 1;
        }
        (self.place, self.next) = (Place::NEVER, None);
        if heard < n_settled {
            (self.place, self.next) = (course.complete(heard), Some(Next::Complete(heard)));
        }
        if let Some((place, _)) = self.answer.filter(|(place, _)| *place < self.place) {
            (self.place, self.next) = (place, Some(Next::Answer));
        }
    }

    /// Tells the scheduler of what was completed before `place`; whether there was anything to tell.
    pub(super) fn count(
        &mut self,
        course: &Course,
        scheduler: &mut impl Scheduler,
        worker: u32,
        place: Place,
    ) -> Result<bool, Unsure> {
        let n_reported = course.n_reported(self.n_counted, place)?;
        let is_any = n_reported > self.n_counted;
        self.count_up_to(course, scheduler, worker, n_reported);
        Ok(is_any)
    }

    /// Takes what is next off, as the report that the controller hears; the scheduler is told of all that was completed before.
    pub(super) fn hear(&mut self, course: &Course, scheduler: &mut impl Scheduler, worker: u32) -> Option<Report> {
        match self.next.take()? {
            Next::Complete(heard) => {
                self.count_up_to(course, scheduler, worker, heard);
                self.n_counted = heard + 1;
                Some(Report::Complete { test: course.settled()[heard], duration: course.took(heard).0 })
            }
            Next::Answer => {
                let (place, given) = self.answer.take()?;
                self.count(course, scheduler, worker, place).ok()?;
                Some(Report::Unscheduled(given))
            }
        }
    }

    fn count_up_to(&mut self, course: &Course, scheduler: &mut impl Scheduler, worker: u32, n_completed: usize) {
        if n_completed > self.n_counted {
            scheduler.count(worker, &course.settled()[self.n_counted..n_completed]);
            self.n_counted = n_completed;
        }
    }
}
