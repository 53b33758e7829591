//! How each kind of shape is drawn: its layer, its class, and the style of the class.

use laneway_chart::looks::{Look, N_FILE_COLOURS, SHADES, Shade};
use laneway_chart::palette::Palette;
use laneway_chart::scene::{Blocks, Emphasis, Role};

use super::{lane_ink, push, study_ink};

/// What is drawn alike; in the order in which it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    layer: u8,
    class: String,
    /// Per cent.
    opacity: u8,
    is_text: bool,
}

/// The key of a role.
pub(super) fn key(role: Role) -> Key {
    let (layer, class) = match role {
        Role::Grid => (0, "grid"),
        Role::Busy { side: 0 } => (1, "busy baseline"),
        Role::Busy { .. } => (1, "busy candidate"),
        Role::Idle => (2, "idle"),
        Role::StartUp => (3, "start-up"),
        Role::Collection => (4, "collection"),
        Role::Tests(blocks) => return tests(blocks),
        Role::Fixtures => (6, "fixtures"),
        Role::Floor => (7, "floor"),
        Role::End => (8, "end"),
        Role::Steal => (9, "steal"),
        Role::Thief => (10, "thief"),
        Role::Axis => (10, "axis"),
        Role::Crash => (11, "crash"),
        Role::TestName(blocks) => return test_name(blocks),
        Role::WorkerName => (12, "worker-name"),
        Role::TickLabel => (12, "tick"),
        Role::SideName => (12, "side-name"),
        Role::SideDetail => (12, "side-detail"),
        Role::FloorLabel => (12, "floor-label"),
        Role::EndLabel => (12, "end-label"),
        Role::Failure => (12, "failure"),
        Role::Lane(mark) => {
            let (layer, class) = lane_ink::key(mark);
            return Key { layer, class, opacity: 100, is_text: layer == 12 };
        }
        Role::Study(mark) => {
            let (layer, class) = study_ink::key(mark);
            return Key { layer, class, opacity: 100, is_text: layer == 12 };
        }
    };
    Key { layer, class: class.to_owned(), opacity: 100, is_text: layer == 12 }
}

fn tests(blocks: Blocks) -> Key {
    let steps = (blocks.coverage * 20.0).ceil().clamp(1.0, 20.0) as u8;
    let opacity = if blocks.emphasis == Emphasis::Other { steps } else { steps * 5 };
    Key { layer: 5, class: test_class(blocks.look), opacity, is_text: false }
}

fn test_name(blocks: Blocks) -> Key {
    let class = format!("test-name on-{}", test_class(blocks.look));
    Key { layer: 12, class, opacity: if blocks.emphasis == Emphasis::Other { 30 } else { 100 }, is_text: true }
}

fn test_class(look: Look) -> String {
    let shade = match look.shade {
        Shade::Usual => "",
        Shade::Slow => "s",
        Shade::Slowest => "t",
    };
    format!("f{}{shade}", look.colour)
}

impl Key {
    /// Appends what was gathered under this key.
    pub(super) fn write(&self, svg: &mut String, content: &str) {
        let class = &self.class;
        let opacity = match self.opacity {
            100 => String::new(),
            percent => format!(" fill-opacity=\"{}\"", f32::from(percent) / 100.0),
        };
        if class == "steal" {
            push(svg, format_args!("<path class=\"halo\" d=\"{content}\"/>\n"));
        }
        if self.is_text {
            push(svg, format_args!("<g class=\"{class}\"{opacity}>\n{content}</g>\n"));
        } else {
            push(svg, format_args!("<path class=\"{class}\"{opacity} d=\"{content}\"/>\n"));
        }
    }
}

/// What does not depend on the colours in a timeline.
pub(super) const SHAPES_STYLE: &str = "\
.test-name text, .worker-name text { font: 11px ui-monospace, Menlo, Consolas, monospace; }
.side-name text, .end-label text { font-weight: 600; }
.steal { fill: none; stroke-width: 1; stroke-opacity: .6; }
.halo { fill: none; stroke-width: 2.5; stroke-opacity: .3; }
.thief { fill-opacity: .8; }
.end { fill: none; stroke-width: 1.5; }
.crash { fill: none; stroke-width: 2; stroke-linecap: round; }
.start-up { fill: url(#start-up); }
.collection { fill: url(#collection); }
.fixtures { fill-opacity: .62; }
.idle { fill-opacity: .45; }
.busy { fill-opacity: .5; }
";

/// What does not depend on the colours in pictures of every kind.
pub(super) const FRAME_STYLE: &str = "\
text { font: 12px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
.grid, .axis { fill: none; stroke-width: 1; }
.floor { fill: none; stroke-width: 1.5; stroke-dasharray: 4 3; }
";

/// The colours of what pictures of every kind have.
pub(super) fn frame_colours_style(palette: &Palette) -> String {
    let [ink, muted, line] = [palette.ink, palette.muted, palette.line].map(laneway_chart::palette::Rgb::hex);
    format!(
        "text {{ fill: {ink}; }}
.tick text {{ fill: {muted}; }}
.grid {{ stroke: {line}; }}
.axis {{ stroke: {muted}; }}
.floor {{ stroke: {muted}; }}
"
    )
}

/// Patterns: start-up leans right, collection is cross-hatched.
pub(super) const HATCHES: &str = "\
<pattern id=\"start-up\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<path class=\"hatch\" d=\"M0 0V5\"/></pattern>
<pattern id=\"collection\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<path class=\"hatch\" d=\"M0 0V5M0 0H5\"/></pattern>
";

/// The colours of a timeline.
pub(super) fn colours_style(palette: &Palette) -> String {
    let [paper, ink, muted, line, accent, baseline, danger] =
        [palette.paper, palette.ink, palette.muted, palette.line, palette.accent, palette.baseline, palette.danger]
            .map(laneway_chart::palette::Rgb::hex);
    let mut style = format!(
        ".paper, .fixtures {{ fill: {paper}; }}
.worker-name text, .side-detail text, .floor-label text {{ fill: {muted}; }}
.side-name text {{ fill: {baseline}; }}
.halo {{ stroke: {paper}; }}
.steal {{ stroke: {ink}; }}
.thief {{ fill: {ink}; }}
.hatch {{ stroke: {muted}; stroke-opacity: .5; }}
.idle {{ fill: {line}; }}
.end {{ stroke: {ink}; }}
.crash {{ stroke: {danger}; }}
.failure text {{ fill: {danger}; }}
.busy.baseline {{ fill: {baseline}; }}
.busy.candidate {{ fill: {accent}; }}
"
    );
    for colour in 0..N_FILE_COLOURS {
        for shade in SHADES {
            let look = Look { colour, shade };
            let (class, block, text) = (test_class(look), palette.block(look).hex(), palette.text_on(look).hex());
            push(&mut style, format_args!(".{class} {{ fill: {block}; }}\n.on-{class} text {{ fill: {text}; }}\n"));
        }
    }
    style
}
