//! The style sheet's file colours are those that charts have on their own: page and SVG look alike.

use laneway_chart::palette::Palette;

const STYLE: &str = include_str!("../../../src/styles/timeline.css");
const TOKENS: &str = include_str!("../../../src/styles/tokens.css");

/// The values of a custom property, in the order in which the sheet gives them.
fn values<'a>(style: &'a str, name: &str) -> Vec<&'a str> {
    let value = |line: &'a str| line.trim().strip_prefix(name)?.strip_prefix(": ")?.strip_suffix(';');
    style.lines().filter_map(value).collect()
}

#[test]
fn file_colours_are_those_of_the_palette() {
    for position in 0..12 {
        let [light, dark] = [Palette::LIGHT, Palette::DARK].map(|palette| palette.files[position].hex());
        assert_eq!(values(STYLE, &format!("--file-{position}")), [light.as_str(), &dark, &dark]);
    }
}

#[test]
fn the_other_colours_are_those_of_the_tokens() {
    for (name, pick) in [
        ("--ground", (|palette| palette.paper) as fn(Palette) -> _),
        ("--ink", |palette| palette.ink),
        ("--muted", |palette| palette.muted),
        ("--line", |palette| palette.line),
        ("--accent", |palette| palette.accent),
        ("--baseline", |palette| palette.baseline),
        ("--danger", |palette| palette.danger),
    ] {
        let [light, dark] = [Palette::LIGHT, Palette::DARK].map(|palette| pick(palette).hex());
        let values = values(TOKENS, name);
        assert!(values.contains(&light.as_str()) && values.contains(&dark.as_str()), "{name}: {values:?}");
    }
}
