//! Which lane each coverage report is of.

use std::sync::Arc;

use laneway_chart::human;
use laneway_formats::coverage::CoverageReading;
use laneway_formats::many::others::CoverageFile;
use laneway_formats::taken::lanes::{self, Lane};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pool::scribe::protocol::OpenedFiles;
use leptos::prelude::*;

use crate::state::files::Covering;

/// A run of tests that a report can be given to: on one side, or on both.
#[derive(Clone, PartialEq)]
pub struct Place {
    lane: Lane,
    sides: [bool; 2],
}

impl Place {
    fn words(&self) -> String {
        let side = match self.sides {
            [true, false] => "the baseline's",
            [false, true] => "the candidate's",
            _ => "on both sides",
        };
        format!("{}, {side}", self.lane.title)
    }
}

/// All places of two pipelines: each lane on both sides where both have it, then on one side alone.
fn places(sides: [&Pipeline; 2]) -> Vec<Place> {
    let [baseline, candidate] = sides.map(lanes::lanes);
    let is_same = |one: &Lane, other: &Lane| one.job == other.job && one.run == other.run;
    let mut places = Vec::new();
    for lane in &baseline {
        if candidate.iter().any(|other| is_same(lane, other)) {
            let both = [[true, true], [true, false], [false, true]];
            places.extend(both.map(|sides| Place { lane: lane.clone(), sides }));
        } else {
            places.push(Place { lane: lane.clone(), sides: [true, false] });
        }
    }
    let is_new = |lane: &&Lane| !baseline.iter().any(|other| is_same(lane, other));
    places.extend(candidate.iter().filter(is_new).map(|lane| Place { lane: lane.clone(), sides: [false, true] }));
    places
}

/// What was chosen for a report.
#[derive(Clone, PartialEq)]
enum Choice {
    /// Nothing: what its name says.
    ByName,
    /// A place.
    At(Place),
    /// It is left out.
    Nowhere,
}

/// The answer: what was chosen for each report; where nothing was, what the names say.
#[derive(Clone, Copy)]
pub struct Given {
    /// Where reports can go.
    places: Memo<Vec<Place>>,
    /// By report.
    chosen: RwSignal<Vec<Choice>>,
    /// By report.
    guessed: Memo<Vec<Option<Place>>>,
}

impl Given {
    /// Of the reports among `files`, for the pipelines that there will be.
    pub fn new(files: &Arc<OpenedFiles>, sides: Memo<[Pipeline; 2]>) -> Self {
        let places = Memo::new(move |_| sides.with(|[baseline, candidate]| self::places([baseline, candidate])));
        let n_reports = files.coverage.len();
        let files = Arc::clone(files);
        let guessed = Memo::new(move |_| {
            places.with(|places| {
                // The first place of a lane is on all the sides that it has.
                let is_first = |place: &&Place| {
                    let first = places.iter().find(|other| other.lane == place.lane);
                    first.is_some_and(|first| std::ptr::eq(first, *place))
                };
                let firsts: Vec<&Place> = places.iter().filter(is_first).collect();
                let lanes: Vec<Lane> = firsts.iter().map(|place| place.lane.clone()).collect();
                let names: Vec<&str> = files.coverage.iter().map(|file| file.name.as_str()).collect();
                let guessed = lanes::guess(&names, &lanes).into_iter();
                guessed.map(|place| place.map(|place| firsts[place].clone())).collect()
            })
        });
        Self { places, chosen: RwSignal::new(vec![Choice::ByName; n_reports]), guessed }
    }

    /// Where a report goes; `None`: it is left out. A place that is no longer there is as if it had not been chosen.
    fn place(self, report: usize) -> Option<Place> {
        let chosen = self.chosen.with(|chosen| chosen.get(report).cloned());
        let is_there = |place: &Place| self.places.with(|places| places.contains(place));
        match chosen {
            Some(Choice::Nowhere) => None,
            Some(Choice::At(place)) if is_there(&place) => Some(place),
            _ => self.guessed.with(|guessed| guessed.get(report).cloned().flatten()),
        }
    }

    /// Each report with its lane; those that have none are left out.
    pub fn coverings(self) -> Vec<Covering> {
        let n_reports = self.chosen.with_untracked(Vec::len);
        let covering = |report: usize| {
            let Place { lane, sides } = untrack(|| self.place(report))?;
            Some(Covering { sides, lane, report })
        };
        (0..n_reports).filter_map(covering).collect()
    }
}

/// The coverage reports that were opened, with a menu of lanes each.
#[component]
pub fn LanesQuestion(
    /// What was opened.
    files: Arc<OpenedFiles>,
    /// The answer.
    given: Given,
) -> impl IntoView {
    let mut formats: Vec<_> = files.coverage.iter().map(|file| file.reading.format).collect();
    formats.dedup();
    let is_mixed = formats.len() > 1;
    let has_lanes = move || given.places.with(|places| !places.is_empty());
    let rows = files.coverage.iter().enumerate().map(|(report, file)| row(report, file, given)).collect_view();
    view! {
        <Show
            when=has_lanes
            fallback=|| view! {
                <p class="opened-dialog__words">"No job of these pipelines runs tests, so coverage has no place in them."</p>
            }
        >
            <p class="opened-dialog__words">"Which run of tests is each coverage report of? Several of one count together."</p>
        </Show>
        <ul class="opened-dialog__reports">{rows}</ul>
        {is_mixed.then(|| view! {
            <p class="opened-dialog__words">
                "The reports are of several formats, which may name files differently: drop one kind."
            </p>
        })}
    }
}

fn row(report: usize, file: &CoverageFile, given: Given) -> impl IntoView + use<> {
    let CoverageFile { name, reading } = file;
    let label = format!("Lane of {name}");
    let options = move || {
        let chosen = given.place(report);
        let option = |(number, place): (usize, Place)| {
            let is_chosen = chosen.as_ref() == Some(&place);
            view! { <option value=number.to_string() prop:selected=is_chosen>{place.words()}</option> }
        };
        let none = view! { <option value="" prop:selected=chosen.is_none()>"none: leave it out"</option> };
        (given.places.get().into_iter().enumerate().map(option).collect_view(), none)
    };
    let on_change = move |event| {
        let number: Option<usize> = event_target_value(&event).parse().ok();
        let place = number.and_then(|number| given.places.with_untracked(|places| places.get(number).cloned()));
        given.chosen.update(|chosen| chosen[report] = place.map_or(Choice::Nowhere, Choice::At));
    };
    view! {
        <li class="opened-dialog__report opened-dialog__report--lane">
            <span class="opened-dialog__name">{name.clone()}</span>
            <span class="opened-dialog__figures">{figures(reading)}</span>
            <select class="field__input field__input--menu opened-dialog__lane" aria-label=label on:change=on_change>
                {options}
            </select>
        </li>
    }
}

/// `84.2 %, 12 files, with branches`.
fn figures(reading: &CoverageReading) -> String {
    let report = &reading.report;
    let n_files = report.files.len();
    let plural = if n_files == 1 { "" } else { "s" };
    let branches = if report.has_branches() { ", with branches" } else { "" };
    format!("{:.1} %, {} file{plural}{branches}", report.percent(), human::count(n_files as u64))
}
