//! How the shapes of a study are drawn.

use laneway_chart::palette::Palette;
use laneway_chart::study::mark::{Hue, Mark, N_HEAT_STEPS, N_SERIES_COLOURS};

use super::push;

/// Layer and class; those of layer 12 are texts.
pub(super) fn key(mark: Mark) -> (u8, String) {
    let of_hue = |layer: u8, name: &str, hue: Hue| match hue {
        Hue::Baseline => (layer, format!("{name} of-baseline")),
        Hue::Candidate => (layer + 1, format!("{name} of-candidate")),
        Hue::Other(n) => (layer, format!("{name} of-{}", n % N_SERIES_COLOURS)),
    };
    match mark {
        Mark::Recorded => (1, "recorded".to_owned()),
        Mark::Cell { step } => (1, format!("h{step}")),
        Mark::Area(hue) => of_hue(2, "under", hue),
        Mark::Best => (4, "best".to_owned()),
        Mark::TooClose => (4, "too-close".to_owned()),
        Mark::Ideal => (5, "ideal".to_owned()),
        Mark::BendLine => (5, "bend-line".to_owned()),
        Mark::QuantileLine(hue) => of_hue(5, "quantile-line", hue),
        Mark::Curve(hue) => of_hue(7, "curve", hue),
        Mark::Quantile(hue) => of_hue(9, "quantile", hue),
        Mark::Bend => (11, "bend".to_owned()),
        Mark::QuantileLabel(hue) => (12, of_hue(12, "quantile-label", hue).1),
        Mark::CellLabel { step } => (12, format!("on-h{step}")),
        Mark::BendLabel => (12, "bend-label".to_owned()),
        Mark::Name => (12, "name".to_owned()),
        Mark::AxisTitle => (12, "axis-title".to_owned()),
        Mark::Empty => (12, "empty".to_owned()),
    }
}

/// What does not depend on the colours.
pub(super) const SHAPES_STYLE: &str = "\
.curve { fill: none; stroke-width: 2; stroke-linecap: round; }
.under { fill-opacity: .22; }
.recorded { fill-opacity: .4; }
.quantile-line { fill: none; stroke-width: 1; stroke-dasharray: 3 3; }
.quantile { stroke-width: 1.5; }
.quantile-label text { font-weight: 600; paint-order: stroke; stroke-width: 3; stroke-linejoin: round; }
.ideal { fill: none; stroke-width: 1; stroke-dasharray: 1 3; stroke-linecap: round; }
.bend-line { fill: none; stroke-width: 1; }
.bend { stroke-width: 2; }
.bend-label text { font-weight: 600; }
.best { fill: none; stroke-width: 2; }
.too-close { fill: none; stroke-width: 1.5; stroke-dasharray: 3 2; }
";

/// The colours of a palette.
pub(super) fn colours_style(palette: &Palette) -> String {
    let [paper, ink, muted, accent, baseline] =
        [palette.paper, palette.ink, palette.muted, palette.accent, palette.baseline]
            .map(laneway_chart::palette::Rgb::hex);
    let mut style = format!(
        ".axis-title text, .empty text {{ fill: {muted}; }}
.recorded {{ fill: {baseline}; }}
.ideal {{ stroke: {ink}; }}
.bend-line {{ stroke: {muted}; }}
.bend {{ fill: {paper}; stroke: {ink}; }}
.best {{ stroke: {accent}; }}
.too-close {{ stroke: {accent}; }}
.quantile {{ stroke: {paper}; }}
.quantile-label text {{ stroke: {paper}; }}
"
    );
    let others = (0..N_SERIES_COLOURS).map(|n| (n.to_string(), palette.hue(Hue::Other(n)).hex()));
    let hues = [("baseline".to_owned(), baseline), ("candidate".to_owned(), accent)];
    for (name, colour) in hues.into_iter().chain(others) {
        push(&mut style, format_args!(".curve.of-{name}, .quantile-line.of-{name} {{ stroke: {colour}; }}\n"));
        push(
            &mut style,
            format_args!(".under.of-{name}, .quantile.of-{name}, .of-{name} text {{ fill: {colour}; }}\n"),
        );
    }
    for step in 0..N_HEAT_STEPS {
        let (cell, text) = (palette.heat[usize::from(step)].hex(), palette.text_on_heat(step).hex());
        push(&mut style, format_args!(".h{step} {{ fill: {cell}; }}\n.on-h{step} text {{ fill: {text}; }}\n"));
    }
    style
}

#[cfg(test)]
mod tests {
    use super::{Hue, Mark, Palette, SHAPES_STYLE, colours_style, key};
    use crate::svg::{Theme, write};
    use expect_test::expect;
    use laneway_chart::study::frame::Size;
    use laneway_chart::study::heat_map::{Cell, HeatMap, lay_out, sentence};
    use laneway_engine::time::Nanos;

    #[test]
    fn a_heat_map_is_cells_outlines_and_texts() {
        let cell = |secs: u64, is_too_close| Cell { median: Some(Nanos(secs * 1_000_000_000)), is_too_close };
        let cells = [cell(200, false), cell(125, true), cell(190, false), cell(124, true)];
        let map = HeatMap { modes: &["load", "worksteal"], workers: &[2, 4], cells: &cells };
        let scene = lay_out(&map, Size { width: 320.0, height: 140.0 });
        let svg = write(&scene, &sentence(&map), Theme::Light);
        expect![[r#"
            <rect class="paper" width="320" height="140"/>
            <path class="h0" d="M194.4 27h116.6v37h-116.6zM194.4 66h116.6v37h-116.6z"/>
            <path class="h4" d="M75.8 27h116.6v37h-116.6zM75.8 66h116.6v37h-116.6z"/>
            <path class="best" d="M4 6h14v10h-14zM195.4 67h114.6v35h-114.6z"/>
            <path class="too-close" d="M68.8 6h14v10h-14zM195.4 28h114.6v35h-114.6z"/>
            <g class="axis-title">
            <text x="316" y="134" text-anchor="end">workers</text>
            </g>
            <g class="name">
            <text x="24" y="15">best</text>
            <text x="88.8" y="15">too close to the best to call</text>
            <text x="68.8" y="49.5" text-anchor="end">load</text>
            <text x="68.8" y="88.5" text-anchor="end">worksteal</text>
            </g>
            <g class="on-h0">
            <text x="252.7" y="49.5" text-anchor="middle">2:05</text>
            <text x="252.7" y="88.5" text-anchor="middle">2:04</text>
            </g>
            <g class="on-h4">
            <text x="134.1" y="49.5" text-anchor="middle">3:20</text>
            <text x="134.1" y="88.5" text-anchor="middle">3:10</text>
            </g>
            <g class="tick">
            <text x="134.1" y="120" text-anchor="middle">2</text>
            <text x="252.7" y="120" text-anchor="middle">4</text>
            </g>
            </svg>
        "#]]
        .assert_eq(svg.split_once("</defs>\n").expect("a body").1);
        assert!(svg.contains("<title>Worksteal with 4 workers would be best"));
    }

    #[test]
    fn every_class_has_a_style() {
        let hues = [Hue::Baseline, Hue::Candidate, Hue::Other(0), Hue::Other(8)];
        let of_hues = hues.into_iter().flat_map(|hue| {
            [Mark::Curve(hue), Mark::Area(hue), Mark::Quantile(hue), Mark::QuantileLine(hue), Mark::QuantileLabel(hue)]
        });
        let of_steps = (0..9).flat_map(|step| [Mark::Cell { step }, Mark::CellLabel { step }]);
        let others = [Mark::Recorded, Mark::Ideal, Mark::BendLine, Mark::Bend, Mark::BendLabel, Mark::Best];
        let rest = [Mark::TooClose, Mark::AxisTitle, Mark::Empty];
        for palette in [Palette::LIGHT, Palette::DARK] {
            let style = SHAPES_STYLE.to_owned() + &colours_style(&palette);
            for mark in of_hues.clone().chain(of_steps.clone()).chain(others).chain(rest) {
                for class in key(mark).1.split(' ') {
                    assert!(style.contains(&format!(".{class} ")), "{mark:?}: {class}");
                }
            }
        }
    }
}
