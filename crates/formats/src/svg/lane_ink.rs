//! How the shapes of a pipeline are drawn.

use laneway_chart::palette::Palette;
use laneway_chart::pipeline::mark::LaneMark;

use super::push;

/// Layer and class; those of layer 12 are texts.
pub(super) fn key(mark: LaneMark) -> (u8, String) {
    let of_side = |layer: u8, name: &str, side: u8| (layer, format!("{name} of-{}", side_name(side)));
    match mark {
        LaneMark::Need => (1, "need".to_owned()),
        LaneMark::CriticalNeed { side } => of_side(1, "critical-need", side),
        LaneMark::Queue => (2, "lane queue".to_owned()),
        LaneMark::Container => (3, "lane container".to_owned()),
        LaneMark::SetUp => (3, "lane set-up".to_owned()),
        LaneMark::Post => (3, "lane post".to_owned()),
        LaneMark::Transfer => (3, "lane transfer".to_owned()),
        LaneMark::Tests { side } => of_side(3, "lane-tests", side),
        LaneMark::Worker { side } => of_side(5, "lane-worker", side),
        LaneMark::Gate => (3, "lane gate".to_owned()),
        LaneMark::Skipped => (3, "lane skipped".to_owned()),
        LaneMark::Critical { side } => of_side(6, "critical", side),
        LaneMark::Cancelled => (9, "cancelled".to_owned()),
        LaneMark::Failed => (9, "failed".to_owned()),
        LaneMark::Name => (12, "lane-name".to_owned()),
        LaneMark::CriticalName => (12, "critical-name".to_owned()),
        LaneMark::SpanName => (12, "span-name".to_owned()),
        LaneMark::Duration => (12, "duration".to_owned()),
        LaneMark::Note => (12, "note".to_owned()),
        LaneMark::Why => (12, "lane-why".to_owned()),
    }
}

fn side_name(side: u8) -> &'static str {
    if side == 0 { "baseline" } else { "candidate" }
}

/// What does not depend on the colours.
pub(super) const SHAPES_STYLE: &str = "\
.lane { stroke-width: 1; }
.queue, .cancelled, .failed, .skipped { fill: none; }
.container { fill: url(#collection); }
.set-up, .post { fill: url(#start-up); }
.lane-tests { fill-opacity: .2; }
.lane-worker { fill-opacity: .65; }
.need, .critical-need { fill: none; stroke-width: 1; }
.critical-need { stroke-width: 2; }
.skipped, .cancelled { stroke-dasharray: 3 2; stroke-width: 1; }
.failed { stroke-width: 2; }
.critical-name text, .lane-why text { font-weight: 600; }
.span-name text, .duration text { font-size: 11px; }
.span-name text, .duration text, .note text, .lane-why text { paint-order: stroke; stroke-width: 3; stroke-linejoin: round; }
";

/// What the page needs beside: an SVG file has these in every picture of a run.
#[cfg(test)]
pub(super) const PAGE_SHAPES_STYLE: &str = "\
.side-name text, .end-label text { font-weight: 600; }
.end { fill: none; stroke-width: 1.5; }
";

/// The colours of a palette.
pub(super) fn colours_style(palette: &Palette) -> String {
    let [paper, ink, muted, line, danger] =
        [palette.paper, palette.ink, palette.muted, palette.line, palette.danger].map(laneway_chart::palette::Rgb::hex);
    let mut style = format!(
        ".lane {{ stroke: {muted}; stroke-opacity: .5; }}
.queue {{ stroke: {line}; stroke-opacity: 1; }}
.transfer {{ fill: {line}; }}
.gate {{ fill: {line}; stroke: {ink}; stroke-opacity: 1; }}
.need {{ stroke: {muted}; }}
.cancelled {{ stroke: {ink}; }}
.failed {{ stroke: {danger}; }}
.lane-why text {{ fill: {danger}; }}
.note text {{ fill: {muted}; }}
.span-name text, .duration text, .note text, .lane-why text {{ stroke: {paper}; }}
"
    );
    for (name, colour) in [("baseline", palette.baseline), ("candidate", palette.accent)] {
        let colour = colour.hex();
        push(
            &mut style,
            format_args!(
                ".lane-tests.of-{name}, .lane-worker.of-{name}, .critical.of-{name} {{ fill: {colour}; }}\n.critical-need.of-{name} {{ stroke: {colour}; }}\n"
            ),
        );
    }
    style
}

/// The same, with what an SVG file has in every picture of a run.
#[cfg(test)]
pub(super) fn page_colours_style(palette: &Palette) -> String {
    let [ink, muted, baseline, danger] =
        [palette.ink, palette.muted, palette.baseline, palette.danger].map(laneway_chart::palette::Rgb::hex);
    let of_runs = format!(
        ".side-detail text {{ fill: {muted}; }}
.side-name text {{ fill: {baseline}; }}
.hatch {{ stroke: {muted}; stroke-opacity: .5; }}
.end {{ stroke: {ink}; }}
.failure text {{ fill: {danger}; }}
"
    );
    of_runs + &colours_style(palette)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use laneway_chart::scene::{Item, Rect, Role, Scene, Shape};

    use super::{LaneMark, Palette, SHAPES_STYLE, colours_style, key};
    use crate::svg::{Theme, shapes, write};

    #[test]
    fn lanes_bring_their_hatches_to_a_page_and_to_a_file() {
        let rect = |x: f32| Shape::Rect(Rect { x, y: 0.0, width: 10.0, height: 20.0 });
        let marks = [LaneMark::SetUp, LaneMark::Tests { side: 1 }, LaneMark::Failed];
        let items =
            marks.into_iter().zip([0.0, 10.0, 0.0]).map(|(mark, x)| Item { role: Role::Lane(mark), shape: rect(x) });
        let scene = Scene { width: 20.0, height: 20.0, items: items.collect() };
        let on_page = shapes(&scene);
        assert!(on_page.starts_with("<defs>\n<pattern id=\"start-up\""));
        let body = on_page.split_once("</defs>\n").expect("a body").1;
        expect![[r#"
            <path class="lane set-up" d="M0 0h10v20h-10z"/>
            <path class="lane-tests of-candidate" d="M10 0h10v20h-10z"/>
            <path class="failed" d="M0 0h10v20h-10z"/>
        "#]]
        .assert_eq(body);
        assert!(write(&scene, "lanes", Theme::Light).ends_with(&format!("{body}</svg>\n")));
    }

    #[test]
    fn every_class_has_a_style() {
        let of_sides = [0, 1].into_iter().flat_map(|side| {
            [
                LaneMark::Tests { side },
                LaneMark::Worker { side },
                LaneMark::Critical { side },
                LaneMark::CriticalNeed { side },
            ]
        });
        let others = [
            LaneMark::Queue,
            LaneMark::Container,
            LaneMark::SetUp,
            LaneMark::Transfer,
            LaneMark::Gate,
            LaneMark::Post,
            LaneMark::Failed,
            LaneMark::Cancelled,
            LaneMark::Skipped,
            LaneMark::Need,
            LaneMark::CriticalName,
            LaneMark::SpanName,
            LaneMark::Duration,
            LaneMark::Why,
            LaneMark::Note,
        ];
        for palette in [Palette::LIGHT, Palette::DARK] {
            let style = SHAPES_STYLE.to_owned() + &colours_style(&palette);
            for mark in of_sides.clone().chain(others) {
                for class in key(mark).1.split(' ') {
                    let is_styled = [" ", ",", "."].iter().any(|end| style.contains(&format!(".{class}{end}")));
                    assert!(is_styled, "{mark:?}: {class}");
                }
            }
        }
    }
}
