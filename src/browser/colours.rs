//! The colours of charts, as the style sheet has them now.

use laneway_chart::palette::{Palette, Rgb};
use leptos::prelude::{document, window};

use super::theme;

/// Reads the custom properties of the document; one that is missing keeps the colour that charts have on their own.
pub fn palette() -> Palette {
    let mut palette = if theme::is_dark() { Palette::DARK } else { Palette::LIGHT };
    let style = document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
    let Some(style) = style else { return palette };
    let read = |name: &str| style.get_property_value(name).ok().and_then(|text| Rgb::parse(&text));
    let named = [
        ("--ground", &mut palette.paper),
        ("--ink", &mut palette.ink),
        ("--muted", &mut palette.muted),
        ("--line", &mut palette.line),
        ("--accent", &mut palette.accent),
        ("--baseline", &mut palette.baseline),
        ("--danger", &mut palette.danger),
    ];
    for (name, colour) in named {
        *colour = read(name).unwrap_or(*colour);
    }
    for (position, colour) in palette.files.iter_mut().enumerate() {
        *colour = read(&format!("--file-{position}")).unwrap_or(*colour);
    }
    palette
}

/// The style sheet's faces for texts of a chart: sans, bold sans, and mono.
pub fn fonts() -> [String; 3] {
    let style = document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
    let read = |name: &str, other: &str| {
        let face = style.as_ref().and_then(|style| style.get_property_value(name).ok()).unwrap_or_default();
        if face.trim().is_empty() { other.to_owned() } else { face.trim().to_owned() }
    };
    let (sans, mono) = (read("--sans", "sans-serif"), read("--mono", "monospace"));
    [format!("12px {sans}"), format!("600 12px {sans}"), format!("11px {mono}")]
}
