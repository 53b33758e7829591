//! A few figures with how sure they are: a row each, a dot, and its 95% interval. All are shares, 0.05 for 5 %.

use super::frame::{Frame, Size, Surroundings, fitted, text_width};
use super::mark::{Hue, Mark};
use super::scale::Scale;
use super::table::Table;
use crate::human;
use crate::scene::{Anchor, Point, Role, Scene};

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// `candidate`, `billed minutes`.
    pub name: String,
    /// Its colour.
    pub hue: Hue,
    /// The figure.
    pub share: f64,
    /// Not less, 95% sure.
    pub least: f64,
    /// Not more.
    pub most: f64,
}

/// What all of them are.
#[derive(Clone, Copy, Debug)]
pub struct Intervals<'a> {
    /// In the order of their rows.
    pub figures: &'a [Figure],
    /// What they are, for the axis: `probability that a run is red`.
    pub what: &'a str,
    /// Whether they are changes: with their signs, and about 0.
    pub is_change: bool,
}

/// The steps between two marks of the axis, as shares; above that, powers of ten.
const STEPS: [f64; 12] = [0.000_1, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0];

/// Lays the figures out, a row each. Cost: linear.
pub fn lay_out(intervals: &Intervals<'_>, size: Size) -> Scene {
    let Intervals { figures, what, is_change } = intervals;
    let names: Vec<String> = figures.iter().map(|figure| fitted(&figure.name, size.width * 0.35)).collect();
    let around = Surroundings { keys: Vec::new(), above: "", below: what, left: &names, strip: 0.0 };
    let mut frame = Frame::new(size, around);
    let finite =
        figures.iter().flat_map(|figure| [figure.least, figure.share, figure.most]).filter(|it| it.is_finite());
    let (mut from, mut to) = finite.fold((0.0_f64, 0.0_f64), |(from, to), it| (from.min(it), to.max(it)));
    if figures.is_empty() {
        return frame.empty("no runs yet");
    }
    if to - from < 1e-9 {
        to = 0.01;
    }
    let room = (to - from) * 0.06;
    from -= if from < 0.0 { room } else { 0.0 };
    to += if to > 0.0 && (*is_change || to < 1.0) { room } else { 0.0 };
    let x = Scale::new(from, to, frame.plot.x, frame.right(), false);
    axis(&mut frame, x, from, to, *is_change);
    let row_height = frame.plot.height / figures.len() as f32;
    for ((place, figure), name) in figures.iter().enumerate().zip(&names) {
        let y = frame.plot.y + (place as f32 + 0.5) * row_height;
        let at = |share: f64| Point { x: x.px(if share.is_finite() { share } else { figure.share }), y };
        let left = Point { x: frame.plot.x - 6.0, y: y + 4.0 };
        frame.text(Role::Study(Mark::Name), Anchor::End, left, name);
        frame.curve(Role::Study(Mark::Curve(figure.hue)), &[at(figure.least), at(figure.most)]);
        frame.dot(Role::Study(Mark::Quantile(figure.hue)), at(figure.share), 4.5);
        let text = words(figure.share, *is_change);
        let half = text_width(&text) / 2.0;
        let middle = at(figure.share).x.clamp(frame.plot.x + half, (frame.right() - half).max(frame.plot.x + half));
        let above = Point { x: middle, y: y - 9.0 };
        frame.text(Role::Study(Mark::QuantileLabel(figure.hue)), Anchor::Middle, above, &text);
    }
    if *is_change {
        let (zero, top, bottom) = (x.px(0.0), frame.plot.y, frame.bottom());
        frame.line(Role::Axis, Point { x: zero, y: top }, Point { x: zero, y: bottom });
    }
    frame.base_line();
    frame.scene
}

fn axis(frame: &mut Frame, x: Scale, from: f64, to: f64, is_change: bool) {
    let n_most = f64::from((frame.plot.width / 64.0).max(2.0));
    let is_wide = |step: &&f64| (to - from) / **step <= n_most;
    let step = STEPS
        .iter()
        .find(is_wide)
        .copied()
        .unwrap_or_else(|| 10_f64.powi(((to - from) / n_most).log10().ceil() as i32));
    let (first, last) = ((from / step).ceil() as i64, (to / step).floor() as i64);
    for number in first..=last {
        let share = number as f64 * step;
        frame.tick(x.px(share), &words(share, is_change));
    }
}

/// `5 %`; of a change `+5 %`, `−5 %`.
fn words(share: f64, is_change: bool) -> String {
    let text = human::percent(share.abs());
    match (is_change, share) {
        (true, share) if share < 0.0 && text != human::percent(0.0) => format!("\u{2212}{text}"),
        (true, share) if share > 0.0 && text != human::percent(0.0) => format!("+{text}"),
        _ => text,
    }
}

/// One row a figure.
pub fn table(intervals: &Intervals<'_>) -> Table {
    let mut table = Table::new(&["figure", intervals.what, "not less", "not more"]);
    let say = |share: f64| if share.is_finite() { words(share, intervals.is_change) } else { String::new() };
    for figure in intervals.figures {
        table.rows.push(vec![figure.name.clone(), say(figure.share), say(figure.least), say(figure.most)]);
    }
    table
}

/// Each figure with its interval.
pub fn sentence(intervals: &Intervals<'_>) -> String {
    if intervals.figures.is_empty() {
        return "No runs yet.".to_owned();
    }
    let say = |share: f64| words(share, intervals.is_change);
    let one = |figure: &Figure| {
        let between = if figure.least.is_finite() && figure.most.is_finite() {
            format!(", 95 % sure {} to {}", say(figure.least), say(figure.most))
        } else {
            String::new()
        };
        format!("{}: {}{between}", human::capital(&figure.name), say(figure.share))
    };
    let all: Vec<String> = intervals.figures.iter().map(one).collect();
    format!("{}. {}.", human::capital(intervals.what), all.join(". "))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::scene::Shape;

    fn figure(name: &str, hue: Hue, [least, share, most]: [f64; 3]) -> Figure {
        Figure { name: name.to_owned(), hue, share, least, most }
    }

    /// Curves, dots and texts to the nearest pixel, the table, and the sentence.
    fn check(figures: &[Figure], what: &str, is_change: bool, expect: &Expect) {
        let intervals = Intervals { figures, what, is_change };
        let scene = lay_out(&intervals, Size { width: 320.0, height: 140.0 });
        let mut text = String::new();
        for item in &scene.items {
            match (&item.role, &item.shape) {
                (Role::Study(Mark::Curve(_)) | Role::Axis, Shape::Line { from, to }) => {
                    text += &format!("{:?} {:.0},{:.0} to {:.0},{:.0}\n", item.role, from.x, from.y, to.x, to.y);
                }
                (_, Shape::Dot { at, .. }) => text += &format!("dot {:.0},{:.0}\n", at.x, at.y),
                (_, Shape::Label(label)) => text += &format!("`{}` {:.0},{:.0}\n", label.text, label.at.x, label.at.y),
                _ => {}
            }
        }
        expect.assert_eq(&format!("{text}\n{}\n{}\n", table(&intervals).sketch(), sentence(&intervals)));
    }

    #[test]
    fn shares_begin_at_nothing() {
        let figures = [
            figure("baseline", Hue::Baseline, [0.03, 0.04, 0.054]),
            figure("candidate", Hue::Candidate, [0.0, 0.0, 0.004]),
        ];
        check(
            &figures,
            "probability that a run is red",
            false,
            &expect![[r#"
            `probability that a run is red` 316,134
            `0 %` 75,120
            `2 %` 158,120
            `4 %` 241,120
            `baseline` 69,33
            Study(Curve(Baseline)) 199,29 to 299,29
            dot 241,29
            `4 %` 241,20
            `candidate` 69,83
            Study(Curve(Candidate)) 75,79 to 91,79
            dot 75,79
            `0 %` 86,70
            Axis 75,104 to 312,104

            figure | probability that a run is red | not less | not more
            baseline | 4 % | 3 % | 5 %
            candidate | 0 % | 0 % | 0.4 %

            Probability that a run is red. Baseline: 4 %, 95 % sure 3 % to 5 %. Candidate: 0 %, 95 % sure 0 % to 0.4 %.
        "#]],
        );
    }

    #[test]
    fn changes_have_signs_and_stand_about_nothing() {
        let figures = [
            figure("wall-clock", Hue::Candidate, [-0.5, -0.48, -0.46]),
            figure("billed minutes", Hue::Candidate, [f64::NEG_INFINITY, 0.6, f64::INFINITY]),
        ];
        check(
            &figures,
            "change on average",
            true,
            &expect![[r#"
            `change on average` 316,134
            `−50 %` 122,120
            `0 %` 203,120
            `+50 %` 285,120
            `wall-clock` 105,33
            Study(Curve(Candidate)) 122,29 to 128,29
            dot 125,29
            `−48 %` 129,20
            `billed minutes` 105,83
            Study(Curve(Candidate)) 301,79 to 301,79
            dot 301,79
            `+60 %` 294,70
            Axis 203,4 to 203,104
            Axis 111,104 to 312,104

            figure | change on average | not less | not more
            wall-clock | −48 % | −50 % | −46 %
            billed minutes | +60 % |  | 

            Change on average. Wall-clock: −48 %, 95 % sure −50 % to −46 %. Billed minutes: +60 %.
        "#]],
        );
    }

    #[test]
    fn without_figures_there_are_words() {
        check(
            &[],
            "change on average",
            true,
            &expect![[r#"
            `change on average` 316,134
            `no runs yet` 162,58
            Axis 12,104 to 312,104

            figure | change on average | not less | not more

            No runs yet.
        "#]],
        );
        check(
            &[figure("baseline", Hue::Baseline, [0.0; 3])],
            "red",
            false,
            &expect![[r#"
            `red` 316,134
            `0 %` 68,120
            `0.5 %` 183,120
            `1 %` 298,120
            `baseline` 62,58
            Study(Curve(Baseline)) 68,54 to 68,54
            dot 68,54
            `0 %` 78,45
            Axis 68,104 to 312,104

            figure | red | not less | not more
            baseline | 0 % | 0 % | 0 %

            Red. Baseline: 0 %, 95 % sure 0 % to 0 %.
        "#]],
        );
    }
}
