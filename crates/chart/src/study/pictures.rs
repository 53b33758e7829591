//! Small pictures of studies, shape by shape, with their tables and sentences.

use expect_test::{Expect, expect};
use laneway_engine::time::Nanos;

use super::density::Density;
use super::frame::Size;
use super::heat_map::{Cell, HeatMap};
use super::mark::Hue;
use super::series::Series;
use super::speed_up::{Bend, SpeedUp, WorkerPoint};
use super::table::Table;
use super::{density, ecdf, heat_map, histogram, speed_up};
use crate::scene::{Point, Rect, Role, Scene, Shape};

const SIZE: Size = Size { width: 320.0, height: 200.0 };

fn secs(secs: &[u64]) -> Vec<Nanos> {
    secs.iter().map(|secs| Nanos(secs * 1_000_000_000)).collect()
}

/// Shapes to the nearest pixel; the grid is left out.
fn sketch(scene: &Scene) -> String {
    let at = |point: &Point| format!("{:.0},{:.0}", point.x, point.y);
    let mut text = String::new();
    for item in scene.items.iter().filter(|item| item.role != Role::Grid) {
        let role = match item.role {
            Role::Study(mark) => format!("{mark:?}"),
            role => format!("{role:?}"),
        };
        let shape = match &item.shape {
            Shape::Rect(Rect { x, y, width, height }) => format!("{x:.0},{y:.0} {width:.0}x{height:.0}"),
            Shape::Line { from, to } => format!("{} to {}", at(from), at(to)),
            Shape::Dot { at: middle, .. } => at(middle),
            Shape::Area(points) => points.iter().map(at).collect::<Vec<_>>().join(" "),
            Shape::Label(label) => format!("`{}` {:?} {}", label.text, label.anchor, at(&label.at)),
            Shape::Arc { .. } | Shape::Cross { .. } => String::new(),
        };
        text += &format!("{role} {shape}\n");
    }
    text
}

fn check(scene: &Scene, table: &Table, sentence: &str, expect: &Expect) {
    expect.assert_eq(&format!("{}\n{}\n{sentence}\n", sketch(scene), table.sketch()));
}

fn check_ecdf(series: &[Series<'_>], expect: &Expect) {
    check(&ecdf::lay_out(series, SIZE), &ecdf::table(series), &ecdf::sentence(series), expect);
}

fn check_histogram(series: &[Series<'_>], expect: &Expect) {
    check(&histogram::lay_out(series, SIZE), &histogram::table(series), &histogram::sentence(series), expect);
}

#[test]
fn two_step_curves() {
    let (baseline, candidate) = (secs(&[100, 110, 110, 140]), secs(&[80, 85]));
    let series = [
        Series { name: "baseline", hue: Hue::Baseline, times: &baseline },
        Series { name: "candidate", hue: Hue::Candidate, times: &candidate },
    ];
    check_ecdf(
        &series,
        &expect![[r#"
        Curve(Candidate) 4,11 to 18,11
        Name `candidate` Start 24,15
        Curve(Baseline) 105,11 to 119,11
        Name `baseline` Start 125,15
        AxisTitle `share of runs that have ended` Start 4,34
        AxisTitle `wall-clock time` End 316,194
        TickLabel `0 %` End 40,168
        TickLabel `25 %` End 40,139
        TickLabel `50 %` End 40,110
        TickLabel `75 %` End 40,81
        TickLabel `100 %` End 40,52
        TickLabel `1:30` Middle 97,180
        TickLabel `2:00` Middle 220,180
        Curve(Baseline) 138,164 to 138,135
        Curve(Baseline) 138,135 to 179,135
        Curve(Baseline) 179,135 to 179,77
        Curve(Baseline) 179,77 to 302,77
        Curve(Baseline) 302,77 to 302,48
        Curve(Candidate) 56,164 to 56,106
        Curve(Candidate) 56,106 to 76,106
        Curve(Candidate) 76,106 to 76,48
        Quantile(Candidate) 56,158
        QuantileLabel(Candidate) `P5 1:20` Start 63,160
        Quantile(Baseline) 138,158
        QuantileLabel(Baseline) `P5 1:40` Start 145,160
        Quantile(Candidate) 56,106
        QuantileLabel(Candidate) `P50 1:20` Start 63,118
        Quantile(Baseline) 179,106
        QuantileLabel(Baseline) `P50 1:50` Start 186,118
        Quantile(Candidate) 76,54
        QuantileLabel(Candidate) `P95 1:25` Start 83,66
        Quantile(Baseline) 302,54
        QuantileLabel(Baseline) `P95 2:20` End 295,53
        Axis 46,164 to 312,164

        series | runs | least | P5 | P50 | P95 | most | P50 against baseline
        baseline | 4 | 1:40 | 1:40 | 1:50 | 2:20 | 2:20 | 
        candidate | 2 | 1:20 | 1:20 | 1:20 | 1:25 | 1:25 | −30 s

        Baseline: half of the runs would end within 1:50, 95 of 100 within 2:20. Candidate: half of the runs would end within 1:20, 30 s faster than the baseline, 95 of 100 within 1:25.
    "#]],
    );
    check_histogram(
        &series,
        &expect![[r#"
        Area(Baseline) 4,6 14x10
        Curve(Baseline) 4,11 to 18,11
        Name `baseline` Start 24,15
        Area(Candidate) 98,6 14x10
        Curve(Candidate) 98,11 to 112,11
        Name `candidate` Start 118,15
        AxisTitle `share of runs` Start 4,34
        AxisTitle `wall-clock time` End 316,194
        TickLabel `0 %` End 40,168
        TickLabel `50 %` End 40,116
        TickLabel `100 %` End 40,64
        TickLabel `1:30` Middle 97,180
        TickLabel `2:00` Middle 220,180
        Area(Baseline) 130,164 130,138 154,138 154,164 179,164 179,112 204,112 204,164 228,164 228,164 253,164 253,164 278,164 278,138 302,138 302,164
        Curve(Baseline) 130,164 to 130,138
        Curve(Baseline) 130,138 to 154,138
        Curve(Baseline) 154,138 to 154,164
        Curve(Baseline) 154,164 to 179,164
        Curve(Baseline) 179,164 to 179,112
        Curve(Baseline) 179,112 to 204,112
        Curve(Baseline) 204,112 to 204,164
        Curve(Baseline) 204,164 to 228,164
        Curve(Baseline) 228,164 to 228,164
        Curve(Baseline) 228,164 to 253,164
        Curve(Baseline) 253,164 to 253,164
        Curve(Baseline) 253,164 to 278,164
        Curve(Baseline) 278,164 to 278,138
        Curve(Baseline) 278,138 to 302,138
        Curve(Baseline) 302,138 to 302,164
        Area(Candidate) 56,164 56,60 80,60 80,164
        Curve(Candidate) 56,164 to 56,60
        Curve(Candidate) 56,60 to 80,60
        Curve(Candidate) 80,60 to 80,164
        QuantileLine(Candidate) 56,46 to 56,164
        QuantileLabel(Candidate) `P50 1:20` Start 61,55
        QuantileLine(Baseline) 179,46 to 179,164
        QuantileLabel(Baseline) `P50 1:50` Start 184,55
        Axis 46,164 to 312,164

        from | to | baseline | candidate
        1:20 | 1:26 | 0 | 2
        1:26 | 1:32 | 0 | 0
        1:32 | 1:38 | 0 | 0
        1:38 | 1:44 | 1 | 0
        1:44 | 1:50 | 0 | 0
        1:50 | 1:56 | 2 | 0
        1:56 | 2:02 | 0 | 0
        2:02 | 2:08 | 0 | 0
        2:08 | 2:14 | 0 | 0
        2:14 | 2:20 | 1 | 0

        Baseline: 9 of 10 runs would end between 1:40 and 2:20, most often between 1:50 and 1:56. Candidate: 9 of 10 runs would end between 1:20 and 1:25, most often between 1:20 and 1:26.
    "#]],
    );
}

#[test]
fn one_run_or_equal_ones_are_one_step() {
    let once = secs(&[125]);
    check_ecdf(
        &[Series { name: "load", hue: Hue::Other(0), times: &once }],
        &expect![[r#"
        Curve(Other(0)) 4,11 to 18,11
        Name `load 2:05` Start 24,15
        AxisTitle `share of runs that have ended` Start 4,34
        AxisTitle `wall-clock time` End 316,194
        TickLabel `0 %` End 40,168
        TickLabel `25 %` End 40,139
        TickLabel `50 %` End 40,110
        TickLabel `75 %` End 40,81
        TickLabel `100 %` End 40,52
        TickLabel `2:00` Middle 73,180
        TickLabel `2:05` Middle 179,180
        TickLabel `2:10` Middle 285,180
        Curve(Other(0)) 179,164 to 179,48
        Axis 46,164 to 312,164

        series | runs | least | P5 | P50 | P95 | most | P50 against baseline
        load | 1 | 2:05 | 2:05 | 2:05 | 2:05 | 2:05 | 

        Load: every run would end after 2:05.
    "#]],
    );
    let equal = secs(&[125, 125, 125]);
    check_histogram(
        &[Series { name: "load", hue: Hue::Other(0), times: &equal }],
        &expect![[r#"
        Area(Other(0)) 4,6 14x10
        Curve(Other(0)) 4,11 to 18,11
        Name `load` Start 24,15
        AxisTitle `share of runs` Start 4,34
        AxisTitle `wall-clock time` End 316,194
        TickLabel `0 %` End 40,168
        TickLabel `50 %` End 40,116
        TickLabel `100 %` End 40,64
        TickLabel `2:00` Middle 73,180
        TickLabel `2:05` Middle 179,180
        TickLabel `2:10` Middle 285,180
        Area(Other(0)) 167,164 167,60 191,60 191,164
        Curve(Other(0)) 167,164 to 167,60
        Curve(Other(0)) 167,60 to 191,60
        Curve(Other(0)) 191,60 to 191,164
        QuantileLine(Other(0)) 179,46 to 179,164
        QuantileLabel(Other(0)) `P50 2:05` Start 184,55
        Axis 46,164 to 312,164

        from | to | load
        1:59.0 | 2:00.0 | 0
        2:00.0 | 2:01.0 | 0
        2:01.0 | 2:02.0 | 0
        2:02.0 | 2:03.5 | 0
        2:03.5 | 2:04.5 | 0
        2:04.5 | 2:05.5 | 3
        2:05.5 | 2:06.5 | 0
        2:06.5 | 2:08.0 | 0
        2:08.0 | 2:09.0 | 0
        2:09.0 | 2:10.0 | 0
        2:10.0 | 2:11.5 | 0

        Load: every run would end after 2:05.
    "#]],
    );
}

#[test]
fn without_runs_there_are_axes_and_words() {
    check_ecdf(
        &[],
        &expect![[r#"
        AxisTitle `share of runs that have ended` Start 4,12
        AxisTitle `wall-clock time` End 316,194
        Empty `no runs yet` Middle 179,99
        Axis 46,164 to 312,164

        series | runs | least | P5 | P50 | P95 | most | P50 against baseline

        No runs yet.
    "#]],
    );
    check_histogram(
        &[Series { name: "candidate", hue: Hue::Candidate, times: &[] }],
        &expect![[r#"
        Area(Candidate) 4,6 14x10
        Curve(Candidate) 4,11 to 18,11
        Name `candidate` Start 24,15
        AxisTitle `share of runs` Start 4,34
        AxisTitle `wall-clock time` End 316,194
        Empty `no runs yet` Middle 172,116
        Axis 32,164 to 312,164

        from | to | candidate

        Candidate: no runs yet.
    "#]],
    );
    let sweep = SpeedUp::default();
    check(
        &speed_up::lay_out(&sweep, SIZE),
        &speed_up::table(&sweep),
        &speed_up::sentence(&sweep),
        &expect![[r#"
        Area(Candidate) 4,6 14x10
        Curve(Candidate) 4,11 to 18,11
        Name `P50, from P5 to P95` Start 24,15
        AxisTitle `wall-clock time` Start 4,34
        AxisTitle `workers` End 316,194
        Empty `no runs yet` Middle 165,108
        Axis 17,164 to 312,164

        workers | P5 | P50 | P95 | speed-up | ideal | floor

        No runs yet.
    "#]],
    );
    let map = HeatMap { modes: &["load"], workers: &[1, 2], cells: &[] };
    check(
        &heat_map::lay_out(&map, SIZE),
        &heat_map::table(&map),
        &heat_map::sentence(&map),
        &expect![[r#"
        AxisTitle `workers` End 316,194
        Empty `no runs yet` Middle 175,88
        Axis 39,164 to 312,164

        mode | 1 | 2
        load |  | 

        No runs yet.
    "#]],
    );
    let none = Density::default();
    check(
        &density::lay_out(&none, SIZE),
        &density::table(&none),
        &density::sentence(&none),
        &expect![[r#"
        AxisTitle `duration` End 316,194
        Empty `no durations yet` Middle 162,90
        Axis 12,164 to 312,164

        from | to | recorded | specified

        No durations yet.
    "#]],
    );
}

#[test]
fn a_sweep_bends_where_its_reason_stands() {
    let point = |workers: u32, secs: u64| {
        let time = |percent: u64| Nanos(secs * percent * 10_000_000);
        let floor = Some(Nanos(240_000_000_000));
        WorkerPoint { workers, p5: time(95), p50: time(100), p95: time(110), floor }
    };
    let points = [point(1, 1_000), point(2, 520), point(4, 300), point(8, 310)];
    let bend = Some(Bend { workers: 4, reason: "fixed costs" });
    let sweep = SpeedUp { points: &points, one_worker: Some(Nanos(1_000_000_000_000)), bend };
    check(
        &speed_up::lay_out(&sweep, SIZE),
        &speed_up::table(&sweep),
        &speed_up::sentence(&sweep),
        &expect![[r#"
        Area(Candidate) 4,6 14x10
        Curve(Candidate) 4,11 to 18,11
        Name `P50, from P5 to P95` Start 24,15
        Ideal 177,11 to 191,11
        Name `ideal` Start 197,15
        Floor 249,11 to 263,11
        Name `floor` Start 269,15
        AxisTitle `wall-clock time` Start 4,34
        AxisTitle `workers` End 316,194
        TickLabel `2:00` End 40,168
        TickLabel `5:00` End 40,126
        TickLabel `10:00` End 40,94
        TickLabel `1` Middle 56,180
        TickLabel `8` Middle 302,180
        TickLabel `4` Middle 220,180
        TickLabel `2` Middle 138,180
        Area(Candidate) 56,62 138,92 220,117 302,116 302,122 220,124 138,99 56,69
        Ideal 56,67 to 302,162
        Floor 56,132 to 138,132
        Floor 138,132 to 220,132
        Floor 220,132 to 302,132
        Curve(Candidate) 56,67 to 138,96
        Curve(Candidate) 138,96 to 220,122
        Curve(Candidate) 220,122 to 302,120
        Quantile(Candidate) 56,67
        Quantile(Candidate) 138,96
        Quantile(Candidate) 220,122
        Quantile(Candidate) 302,120
        BendLine 220,46 to 220,122
        Bend 220,122
        BendLabel `fixed costs` Start 225,55
        Axis 46,164 to 312,164

        workers | P5 | P50 | P95 | speed-up | ideal | floor
        1 | 15:50 | 16:40 | 18:20 | 1.0× | 16:40 | 4:00
        2 | 8:14 | 8:40 | 9:32 | 1.9× | 8:20 | 4:00
        4 | 4:45 | 5:00 | 5:30 | 3.3× | 4:10 | 4:00
        8 | 4:55 | 5:10 | 5:41 | 3.2× | 2:05 | 4:00

        Half of the runs would end within 16:40 with 1 worker, within 5:10 with 8 workers; fastest is 5:00 with 4 workers. From 4 on, more workers pay less: fixed costs.
    "#]],
    );
}

#[test]
fn the_best_cell_is_outlined() {
    let cell = |secs: u64, is_too_close| Cell { median: Some(Nanos(secs * 1_000_000_000)), is_too_close };
    let cells =
        [cell(200, false), cell(125, true), cell(190, false), cell(124, true), Cell::default(), cell(500, false)];
    let map = HeatMap { modes: &["load", "worksteal", "no"], workers: &[2, 4], cells: &cells };
    check(
        &heat_map::lay_out(&map, SIZE),
        &heat_map::table(&map),
        &heat_map::sentence(&map),
        &expect![[r#"
        Best 4,6 14x10
        Name `best` Start 24,15
        TooClose 69,6 14x10
        Name `too close to the best to call` Start 89,15
        AxisTitle `workers` End 316,194
        Name `load` End 69,53
        Name `worksteal` End 69,99
        Name `no` End 69,145
        TickLabel `2` Middle 134,180
        TickLabel `4` Middle 253,180
        Cell { step: 4 } 76,27 117x44
        CellLabel { step: 4 } `3:20` Middle 134,53
        Cell { step: 0 } 194,27 117x44
        TooClose 195,28 115x42
        CellLabel { step: 0 } `2:05` Middle 253,53
        Cell { step: 4 } 76,73 117x44
        CellLabel { step: 4 } `3:10` Middle 134,99
        Cell { step: 0 } 194,73 117x44
        Best 195,74 115x42
        CellLabel { step: 0 } `2:04` Middle 253,99
        Cell { step: 6 } 194,119 117x44
        CellLabel { step: 6 } `8:20` Middle 253,145

        mode | 2 | 4
        load | 3:20 | 2:05 ~
        worksteal | 3:10 | 2:04 *
        no |  | 8:20

        Worksteal with 4 workers would be best: half of the runs would end within 2:04. One other is too close to it to call. The slowest would take 8:20, 4.0 times as long.
    "#]],
    );
}

#[test]
fn curve_and_bars_have_the_same_area() {
    let recorded = [0, 1_000_000, 10_000_000, 10_000_000, 20_000_000, 1_000_000_000].map(Nanos);
    let curve = [(Nanos(1_000_000), 0.0), (Nanos(10_000_000), 7.0), (Nanos(1_000_000_000), f64::NAN)];
    let density = Density { curve: &curve, recorded: &recorded, is_drawn: false };
    check(
        &density::lay_out(&density, SIZE),
        &density::table(&density),
        &density::sentence(&density),
        &expect![[r#"
        Curve(Candidate) 4,11 to 18,11
        Name `specified` Start 24,15
        Recorded 105,6 14x10
        Name `5 recorded` Start 125,15
        AxisTitle `duration` End 316,194
        TickLabel `1 ms` Middle 14,180
        TickLabel `0.1 s` Middle 212,180
        Recorded 12,97 29x67
        Recorded 102,30 29x134
        Recorded 132,97 29x67
        Recorded 282,97 29x67
        Curve(Candidate) 12,164 to 112,97
        Curve(Candidate) 112,97 to 312,164
        Axis 12,164 to 312,164

        from | to | recorded | specified
        0 s | 0 s | 1 | 
        1 ms | 2 ms | 1 | 3 %
        2 ms | 3.98 ms | 0 | 9 %
        3.98 ms | 7.94 ms | 0 | 15 %
        7.94 ms | 15.8 ms | 2 | 19 %
        15.8 ms | 31.6 ms | 1 | 16 %
        31.6 ms | 63.1 ms | 0 | 14 %
        63.1 ms | 0.13 s | 0 | 10 %
        0.13 s | 0.25 s | 0 | 7 %
        0.25 s | 0.5 s | 0 | 5 %
        0.5 s | 1 s | 1 | 2 %

        Specified durations are most often about 10 ms. Of 6 recorded, half are within 10 ms, the longest is 1 s.
    "#]],
    );
}
