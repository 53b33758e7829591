//! A picture as SVG: <https://www.w3.org/TR/SVG2/>. Stands alone: no script, no font, no other file.
//!
//! - [`ink`]: how each kind of shape is drawn.
//! - [`study_ink`]: how the shapes of a study are; [`lane_ink`]: those of a pipeline.
//! - [`path`]: shapes as path data.
//!
//! The page draws the same shapes by the same classes; `page_style` writes the style sheet that it has for them.

use std::collections::BTreeMap;
use std::fmt::Write;

use laneway_chart::lay_out::{Marks, lay_out};
use laneway_chart::palette::Palette;
use laneway_chart::scene::{Anchor, Label, Role, Scene, Shape};
use laneway_chart::side::Side;
use laneway_chart::viewport::Viewport;
use laneway_chart::words;

mod ink;

mod study_ink;

mod lane_ink;

mod path;

#[cfg(test)]
mod page_style;

/// On which paper a picture is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader prefers; light where the program that shows it does not say.
    #[default]
    Reader,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Width of a picture to take away, px.
const WIDTH: f32 = 1_200.0;

/// The whole of all sides, 1,200 pixels wide and as high as their rows need.
pub fn timeline(sides: &[Side<'_>], theme: Theme) -> String {
    let viewport = Viewport::whole(sides, WIDTH);
    write(&lay_out(sides, &viewport, Marks::default()), &words::summary(sides), theme)
}

/// A scene as a document that ends in a line feed. `title` is read out where the picture is not seen.
///
/// Shapes that are drawn alike become one path, so that 60,000 tests make no more than a megabyte or two.
pub fn write(scene: &Scene, title: &str, theme: Theme) -> String {
    let (width, height) = (path::number(scene.width), path::number(scene.height));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>"
    );
    escape(&mut svg, title);
    svg.push_str("</title>\n<style>\n");
    let is_study = scene.items.iter().any(|item| matches!(item.role, Role::Study(_)));
    let is_pipeline = has_lanes(scene);
    let colours = |palette: &Palette| {
        let of_study = if is_study { study_ink::colours_style(palette) } else { String::new() };
        let of_lanes = if is_pipeline { lane_ink::colours_style(palette) } else { String::new() };
        ink::frame_colours_style(palette) + &ink::colours_style(palette) + &of_study + &of_lanes
    };
    svg.push_str(ink::FRAME_STYLE);
    svg.push_str(ink::SHAPES_STYLE);
    if is_study {
        svg.push_str(study_ink::SHAPES_STYLE);
    }
    if is_pipeline {
        svg.push_str(lane_ink::SHAPES_STYLE);
    }
    match theme {
        Theme::Light => svg.push_str(&colours(&Palette::LIGHT)),
        Theme::Dark => svg.push_str(&colours(&Palette::DARK)),
        Theme::Reader => {
            svg.push_str(&colours(&Palette::LIGHT));
            svg.push_str("@media (prefers-color-scheme: dark) {\n");
            svg.push_str(&colours(&Palette::DARK));
            svg.push_str("}\n");
        }
    }
    svg.push_str("</style>\n<defs>\n");
    svg.push_str(ink::HATCHES);
    svg.push_str("</defs>\n");
    push(&mut svg, format_args!("<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n"));
    write_shapes(&mut svg, scene);
    svg.push_str("</svg>\n");
    svg
}

/// What stands within the `svg` element of a page, without any style: classes alone. The page's own style sheet
/// `src/styles/chart_inks.css` has the rules of these classes, within `.chart__picture`; a test here writes it. It knows
/// pictures of studies and of pipelines, and no others.
pub fn shapes(scene: &Scene) -> String {
    let mut svg = String::new();
    if has_lanes(scene) {
        push(&mut svg, format_args!("<defs>\n{}</defs>\n", ink::HATCHES));
    }
    write_shapes(&mut svg, scene);
    svg
}

fn has_lanes(scene: &Scene) -> bool {
    scene.items.iter().any(|item| matches!(item.role, Role::Lane(_)))
}

/// Layer by layer, one element for all that is drawn alike.
fn write_shapes(svg: &mut String, scene: &Scene) {
    let mut layers: BTreeMap<ink::Key, String> = BTreeMap::new();
    for item in &scene.items {
        let text = layers.entry(ink::key(item.role)).or_default();
        match &item.shape {
            Shape::Label(label) => write_label(text, label),
            shape => path::write(text, shape),
        }
    }
    for (key, content) in &layers {
        key.write(svg, content);
    }
}

fn write_label(text: &mut String, label: &Label) {
    let anchor = match label.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let (x, y) = (path::number(label.at.x), path::number(label.at.y));
    push(text, format_args!("<text x=\"{x}\" y=\"{y}\"{anchor}>"));
    escape(text, &label.text);
    text.push_str("</text>\n");
}

/// Text as XML text: markup escaped, and a replacement character for what XML 1.0 cannot hold.
fn escape(to: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '\t' | '\n' | '\r' => to.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => to.push('\u{fffd}'),
            _ => to.push(c),
        }
    }
}

/// Writing to a string cannot fail.
fn push(to: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = to.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::{Theme, timeline};
    use expect_test::{Expect, expect};
    use laneway_chart::index::Index;
    use laneway_chart::side::{Side, detail};
    use laneway_engine::session::Session;
    use laneway_engine::simulate::{Detail, simulate};
    use laneway_engine::suite::{Suite, Test};
    use laneway_engine::time::Nanos;

    fn svg(ids: &[&str], theme: Theme) -> String {
        let test = |id: &&str| Test {
            id: (*id).to_owned(),
            duration: Nanos(1_000_000_000),
            groups: Vec::new(),
            ..Test::default()
        };
        let suite = Suite { tests: ids.iter().map(test).collect(), ..Suite::default() };
        let session = Session { workers: 2, ..Session::default() };
        let outcome = simulate(&suite.tests, &session, Detail::Full).expect("a valid session");
        let index = Index::new(&suite, &session, &outcome);
        let (name, detail) = ("baseline", &detail(&session));
        timeline(&[Side { name, detail, suite: &suite, index: &index, floor: Some(Nanos(2_000_000_000)) }], theme)
    }

    fn check_body(ids: &[&str], expect: &Expect) {
        let svg = svg(ids, Theme::Light);
        let body = svg.split_once("</defs>\n").expect("a body").1;
        expect.assert_eq(body);
    }

    #[test]
    fn shapes_that_are_drawn_alike_are_one_path() {
        check_body(
            &["a.py::test_1", "a.py::test_2", "a.py::test_3", "b.py::test_4"],
            &expect![[r#"
                <rect class="paper" width="1200" height="98"/>
                <path class="grid" d="M76 0L76 74M181.79 0L181.79 74M287.58 0L287.58 74M393.36 0L393.36 74M499.15 0L499.15 74M604.94 0L604.94 74M710.73 0L710.73 74M816.52 0L816.52 74M922.31 0L922.31 74M1028.09 0L1028.09 74M1133.88 0L1133.88 74"/>
                <path class="f0" d="M76 22h527.94v20h-527.94zM604.94 22h527.94v20h-527.94zM76 44h527.94v20h-527.94z"/>
                <path class="f1" d="M604.94 44h527.94v20h-527.94z"/>
                <path class="floor" d="M1133.88 4L1133.88 66"/>
                <path class="end" d="M1133.88 4L1133.88 66"/>
                <path class="axis" d="M76 74L1200 74"/>
                <g class="end-label">
                <text x="1138.88" y="15">2 s</text>
                </g>
                <g class="floor-label">
                <text x="1128.88" y="15" text-anchor="end">floor 2 s</text>
                </g>
                <g class="side-detail">
                <text x="81" y="15">load, 2 workers</text>
                </g>
                <g class="side-name">
                <text x="4" y="15">baseline</text>
                </g>
                <g class="test-name on-f0">
                <text x="80" y="36">test_1</text>
                <text x="608.94" y="36">test_2</text>
                <text x="80" y="58">test_3</text>
                </g>
                <g class="test-name on-f1">
                <text x="608.94" y="58">test_4</text>
                </g>
                <g class="tick">
                <text x="76" y="90" text-anchor="middle">0</text>
                <text x="181.79" y="90" text-anchor="middle">0.2 s</text>
                <text x="287.58" y="90" text-anchor="middle">0.4 s</text>
                <text x="393.36" y="90" text-anchor="middle">0.6 s</text>
                <text x="499.15" y="90" text-anchor="middle">0.8 s</text>
                <text x="604.94" y="90" text-anchor="middle">1.0 s</text>
                <text x="710.73" y="90" text-anchor="middle">1.2 s</text>
                <text x="816.52" y="90" text-anchor="middle">1.4 s</text>
                <text x="922.31" y="90" text-anchor="middle">1.6 s</text>
                <text x="1028.09" y="90" text-anchor="middle">1.8 s</text>
                <text x="1133.88" y="90" text-anchor="middle">2.0 s</text>
                </g>
                <g class="worker-name">
                <text x="68" y="36" text-anchor="end">gw0</text>
                <text x="68" y="58" text-anchor="end">gw1</text>
                </g>
                </svg>
            "#]],
        );
    }

    #[test]
    fn text_from_files_stays_text() {
        let svg = svg(&["a::<script>&\u{1}\n\"x\"</script>"], Theme::Reader);
        assert!(svg.contains(">&lt;script&gt;&amp;  \"x\"&lt;/script&gt;</text>"), "{svg}");
        assert!(!svg.contains("<script"));
    }

    #[test]
    fn the_reader_chooses_the_theme_unless_the_writer_did() {
        assert!(svg(&["a"], Theme::Reader).contains("@media (prefers-color-scheme: dark)"));
        assert!(!svg(&["a"], Theme::Dark).contains("@media"));
    }
}
