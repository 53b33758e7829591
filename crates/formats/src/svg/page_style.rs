//! The page's style sheet for pictures of studies and of pipelines, written from the inks of SVG: one picture, one look,
//! wherever it stands.

use expect_test::expect_file;
use laneway_chart::palette::Palette;

use super::{ink, lane_ink, study_ink};

const HEAD: &str = "\
/* Inks of pictures of studies and pipelines, as in the SVG that one takes away. Written by a test; after a change of inks:
   UPDATE_EXPECT=1 cargo test -p laneway-formats page_style */
";

/// The rules of `style`, for what stands within `place`.
fn rules(place: &str, style: &str) -> String {
    let within = |(selectors, declarations): (&str, &str)| {
        let selectors: Vec<String> = selectors.split(", ").map(|selector| format!("{place} {selector}")).collect();
        format!("{} {{{declarations}\n", selectors.join(", "))
    };
    style.lines().filter_map(|line| line.split_once(" {")).map(within).collect()
}

#[test]
fn the_page_draws_with_the_same_inks() {
    let colours = |palette| {
        ink::frame_colours_style(palette) + &study_ink::colours_style(palette) + &lane_ink::page_colours_style(palette)
    };
    let (light, dark) = (colours(&Palette::LIGHT), colours(&Palette::DARK));
    let shapes =
        ink::FRAME_STYLE.to_owned() + study_ink::SHAPES_STYLE + lane_ink::PAGE_SHAPES_STYLE + lane_ink::SHAPES_STYLE;
    let sheet = [
        HEAD.to_owned(),
        rules(".chart__picture", &(shapes + &light)),
        "\n@media (prefers-color-scheme: dark) {\n".to_owned() + &rules(".chart__picture", &dark) + "}\n\n",
        rules(":root[data-theme=\"light\"] .chart__picture", &light) + "\n",
        rules(":root[data-theme=\"dark\"] .chart__picture", &dark),
    ];
    expect_file!["../../../../src/styles/chart_inks.css"].assert_eq(&sheet.concat());
}
