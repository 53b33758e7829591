//! The finalists of a search as points, time against cost; those that none beats are joined.

use laneway_engine::time::Nanos;
use laneway_search::found::Found;
use laneway_search::measure::Measure;
use laneway_search::objective::{Objective, Quantile};

use super::words::cost;
use crate::scene::{Anchor, Point, Role, Scene};
use crate::study::frame::{Frame, Key, Sample, Size, Surroundings};
use crate::study::mark::{Hue, Mark};
use crate::study::scale::{Scale, range_around};

/// Where the point of a finalist stands, so that a click finds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Its place among the finalists.
    pub finalist: usize,
    /// The middle of its point.
    pub at: Point,
}

/// The picture, and where its finalists stand. Cost: O(n log n) in finalists.
pub fn lay_out(found: &Found, objective: &Objective, size: Size) -> (Scene, Vec<Spot>) {
    let measures = || found.finalists.iter().map(|finalist| &finalist.measure).chain([&found.baseline]);
    let is_paid = measures().any(|measure| measure.monthly > 0.0);
    let cost_of = |measure: &Measure| if is_paid { measure.monthly } else { measure.minutes };
    let most = measures().map(cost_of).fold(0.0, f64::max);
    let most = if most > 0.0 { most } else { 1.0 };
    let levels: Vec<(f64, String)> = levels(most).into_iter().map(|at| (at, cost(at, is_paid))).collect();
    let texts: Vec<String> = levels.iter().map(|(_, text)| text.clone()).collect();
    let key = |mark, text: &str| Key { role: Role::Study(mark), sample: Sample::Line, text: text.to_owned() };
    let around = Surroundings {
        keys: vec![
            key(Mark::Curve(Hue::Candidate), "none is better in everything"),
            key(Mark::Curve(Hue::Other(0)), "others of the last round"),
            key(Mark::Curve(Hue::Baseline), "baseline"),
        ],
        above: if is_paid { "dollars a month" } else { "billed minutes a run" },
        below: match objective.quantile {
            Quantile::P50 => "wall-clock time, half of all runs",
            Quantile::P95 => "wall-clock time, 19 of 20 runs",
        },
        left: &texts,
        strip: 10.0,
    };
    let mut frame = Frame::new(size, around);
    let times = || measures().map(|measure| objective.time(measure));
    let (least, most_time) = (times().min().unwrap_or_default(), times().max().unwrap_or_default());
    let y = Scale::new(0.0, most * 1.08, frame.bottom(), frame.plot.y, false);
    for (at, text) in &levels {
        frame.level(y.px(*at), text);
    }
    let x = frame.time_axis(range_around(least, most_time));
    let at = |measure: &Measure| Point { x: x.at(objective.time(measure)), y: y.px(cost_of(measure)) };
    let mut on_front: Vec<&Measure> = found.front.iter().map(|place| &found.finalists[*place].measure).collect();
    on_front.sort_by_key(|measure| objective.time(measure));
    frame.curve(Role::Study(Mark::Curve(Hue::Candidate)), &on_front.iter().map(|it| at(it)).collect::<Vec<_>>());
    let mut spots = Vec::new();
    // The favourite last, over those that are as good.
    let is_favourite = |place: usize| found.answer.favourite == Some(place);
    let mut places: Vec<usize> = (0..found.finalists.len()).collect();
    places.sort_by_key(|place| is_favourite(*place));
    for place in places {
        let is_favourite = is_favourite(place);
        let is_marked = is_favourite || found.front.contains(&place);
        let hue = if is_marked { Hue::Candidate } else { Hue::Other(0) };
        let at = at(&found.finalists[place].measure);
        frame.dot(Role::Study(Mark::Quantile(hue)), at, if is_favourite { 6.0 } else { 4.0 });
        spots.push(Spot { finalist: place, at });
    }
    spots.sort_by_key(|spot| spot.finalist);
    let baseline = at(&found.baseline);
    frame.dot(Role::Study(Mark::Quantile(Hue::Baseline)), baseline, 4.0);
    name(&mut frame, Hue::Baseline, baseline, "baseline", objective.time(&found.baseline));
    if let Some(place) = found.answer.favourite {
        let measure = &found.finalists[place].measure;
        name(&mut frame, Hue::Candidate, at(measure), "best", objective.time(measure));
    }
    frame.base_line();
    (frame.scene, spots)
}

/// Writes a name beside a point, on the side that has room.
fn name(frame: &mut Frame, hue: Hue, at: Point, name: &str, time: Nanos) {
    let text = format!("{name} {}", crate::human::time(time));
    let role = Role::Study(Mark::QuantileLabel(hue));
    let places =
        [(Anchor::Start, 9.0, 4.0), (Anchor::End, -9.0, 4.0), (Anchor::Start, 9.0, -8.0), (Anchor::End, -9.0, -8.0)];
    for (anchor, right, down) in places {
        if frame.text(role, anchor, Point { x: at.x + right, y: at.y + down }, &text) {
            return;
        }
    }
}

/// Round numbers from 0 up to a cost, about four of them.
fn levels(most: f64) -> Vec<f64> {
    let rough = most / 4.0;
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|it| it * power).find(|it| *it >= rough).unwrap_or(rough);
    (0..=4).map(|number| f64::from(number) * step).filter(|at| *at <= most * 1.05).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Shape;
    use crate::search::sample::found;

    #[test]
    fn ok_each_finalist_stands_by_its_time_and_cost() {
        let size = Size { width: 480.0, height: 280.0 };
        let (scene, spots) = lay_out(&found(), &Objective::default(), size);
        assert_eq!(spots.iter().map(|spot| spot.finalist).collect::<Vec<_>>(), [0, 1]);
        // The first is quicker and dearer.
        assert!(spots[0].at.x < spots[1].at.x && spots[0].at.y < spots[1].at.y, "{spots:?}");
        let texts: Vec<&str> = scene
            .items
            .iter()
            .filter_map(|item| if let Shape::Label(label) = &item.shape { Some(label.text.as_str()) } else { None })
            .collect();
        assert!(texts.contains(&"baseline 2:50") && texts.contains(&"best 2:05"), "{texts:?}");
    }

    #[test]
    fn ok_levels_are_round() {
        assert_eq!(levels(37.0), [0.0, 10.0, 20.0, 30.0]);
        assert_eq!(levels(4.0), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(levels(0.013), [0.0, 0.005, 0.01]);
    }
}
