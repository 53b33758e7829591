//! Where problems are shown: beside the field that they name, if it is on the screen; else at its step, its job, or above all.

use std::collections::BTreeMap;

use laneway_pipeline::place::{Place, Problem};
use leptos::prelude::*;

use crate::state::AppState;
use crate::state::run::Run;
use crate::state::view::SideName;
use crate::widgets::field::Wrong;

/// A spot of the page that can show problems.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// 0: the baseline.
    side: usize,
    job: Option<usize>,
    step: Option<usize>,
    lane: Option<(u16, u16)>,
    /// A field; `None`: whatever of that place has no field of its own on the screen.
    field: Option<String>,
}

impl Spot {
    pub(super) fn of_side(side: SideName) -> Self {
        Self { side: side as usize, ..Self::default() }
    }

    pub(super) fn with_job(self, job: usize) -> Self {
        Self { job: Some(job), ..self }
    }

    pub(super) fn with_step(self, step: usize, lane: Option<(u16, u16)>) -> Self {
        Self { step: Some(step), lane, ..self }
    }

    pub(super) fn with_field(self, field: String) -> Self {
        Self { field: Some(field), ..self }
    }

    pub(super) fn side(&self) -> SideName {
        if self.side == 0 { SideName::Baseline } else { SideName::Candidate }
    }

    /// Where a problem may stand, the best first.
    fn candidates(side: usize, place: &Place) -> [Self; 5] {
        let Place { job, step, lane, field, .. } = place.clone();
        let of_lane = Self { side, job, step, lane, field: None };
        let of_step = Self { lane: None, ..of_lane.clone() };
        let of_job = Self { step: None, ..of_step.clone() };
        let above = Self { job: None, ..of_job.clone() };
        [Self { field: Some(field), ..of_lane.clone() }, of_lane, of_step, of_job, above]
    }
}

/// Which spots are on the screen, each with how often.
#[derive(Clone, Copy)]
pub(super) struct Shown(RwSignal<BTreeMap<Spot, u32>>);

impl Shown {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// The one of the panel around.
    pub(super) fn of_page() -> Self {
        expect_context()
    }

    /// Says that some spots are on the screen until the owner is gone; returns the problems that belong there.
    pub(super) fn problems(self, app: AppState, spots: Vec<Spot>) -> Memo<Vec<Problem>> {
        self.0.update(|shown| {
            for spot in &spots {
                *shown.entry(spot.clone()).or_default() += 1;
            }
        });
        let gone = spots.clone();
        on_cleanup(move || {
            self.0.try_update(|shown| {
                for spot in &gone {
                    let n = shown.get(spot).copied().unwrap_or_default();
                    if n > 1 {
                        shown.insert(spot.clone(), n - 1)
                    } else {
                        shown.remove(spot)
                    };
                }
            });
        });
        Memo::new(move |_| self.0.with(|shown| app.run.with(|run| belonging(run, shown, &spots))))
    }

    /// The same as one text.
    pub(super) fn show(self, app: AppState, spots: Vec<Spot>) -> Signal<Option<Wrong>> {
        let problems = self.problems(app, spots);
        Signal::derive(move || {
            problems.with(|problems| {
                let is_fatal = problems.iter().any(|it| it.is_fatal);
                let texts: Vec<&str> = problems.iter().map(|it| it.message.as_str()).collect();
                (!texts.is_empty()).then(|| Wrong { text: texts.join(". "), is_fatal })
            })
        })
    }
}

/// Each message once, though several jobs of a matrix may have it.
fn belonging(run: &Run, shown: &BTreeMap<Spot, u32>, spots: &[Spot]) -> Vec<Problem> {
    let Some(side) = spots.first().map(|spot| spot.side) else { return Vec::new() };
    let mut found: Vec<Problem> = Vec::new();
    for problem in &run.problems[side] {
        let home = Spot::candidates(side, &problem.place).into_iter().find(|spot| shown.contains_key(spot));
        let is_here = home.is_some_and(|home| spots.contains(&home));
        let is_said = |it: &Problem| (&it.message, &it.place.field) == (&problem.message, &problem.place.field);
        if is_here && !found.iter().any(is_said) {
            found.push(problem.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(places: &[Spot], expected: &str) {
        let place = Place { job: Some(1), step: Some(2), field: "artifact".to_owned(), ..Place::default() };
        let problem = Problem { place, message: "taken".to_owned(), is_fatal: false };
        let run = Run { problems: [vec![problem.clone(), problem], Vec::new()], ..Run::default() };
        let shown: BTreeMap<Spot, u32> = places.iter().map(|spot| (spot.clone(), 1)).collect();
        let of_spot = |spot: &Spot| belonging(&run, &shown, std::slice::from_ref(spot)).len().to_string();
        assert_eq!(places.iter().map(of_spot).collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn a_problem_stands_at_the_nearest_spot_once() {
        let above = Spot::of_side(SideName::Baseline);
        let job = above.clone().with_job(1);
        let step = job.clone().with_step(2, None);
        let field = step.clone().with_field("artifact".to_owned());
        check(&[above.clone(), job.clone(), step.clone(), field], "0 0 0 1");
        check(&[above.clone(), job.clone(), step], "0 0 1");
        check(&[above.clone(), job.with_field("artifact".to_owned())], "1 0");
        check(&[above.with_job(0), Spot::of_side(SideName::Candidate)], "0 0");
    }
}
