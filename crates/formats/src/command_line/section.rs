//! The value of `addopts` in a section of pytest.ini, setup.cfg, tox.ini or pyproject.toml, by a light scan of lines.

/// The options, as one would type them, if the text is such a section.
pub(super) fn addopts_of(text: &str) -> Option<String> {
    let mut lines = text.lines();
    let value = lines.by_ref().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "addopts").then(|| value.trim())
    })?;
    let rest: Vec<&str> = lines.collect();
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| value.starts_with(quote));
    match (value.starts_with('['), quote) {
        (true, _) => Some(toml_list(&format!("{value}\n{}", rest.join("\n")))),
        (false, Some(quote)) => Some(toml_text(&format!("{value}\n{}", rest.join("\n")), quote)),
        (false, None) => {
            // An ini value goes on in the indented lines below it.
            let more = rest.into_iter().take_while(|line| line.starts_with([' ', '\t']) || line.trim().is_empty());
            let lines = std::iter::once(value).chain(more.map(str::trim));
            let lines = lines.filter(|line| !line.starts_with(['#', ';']));
            let mut quote = None;
            Some(lines.map(|line| without_comment(line, &mut quote)).collect::<Vec<_>>().join(" "))
        }
    }
}

/// A line up to a blank and a `#` outside of quotes; `quote` is the one that is open, from line to line.
fn without_comment<'a>(line: &'a str, quote: &mut Option<char>) -> &'a str {
    let (mut before, mut is_escaped) = (' ', false);
    for (at, letter) in line.char_indices() {
        match (letter, *quote) {
            _ if is_escaped => is_escaped = false,
            ('\\', None | Some('"')) => is_escaped = true,
            ('\'' | '"', None) => *quote = Some(letter),
            (_, Some(open)) if letter == open => *quote = None,
            ('#', None) if before.is_whitespace() => return &line[..at],
            _ => {}
        }
        before = letter;
    }
    line
}

/// The texts of a TOML list, each as one word for a shell. Comments may stand between them.
fn toml_list(text: &str) -> String {
    let mut words = Vec::new();
    let mut rest = &text[1..];
    while let Some(at) = rest.find(['"', '\'', ']', '#']) {
        let found = &rest[at..];
        match found.as_bytes()[0] {
            b']' => break,
            b'#' => rest = found.find('\n').map_or("", |end| &found[end..]),
            _ => {
                let quote = &found[..1];
                let word = toml_text(found, quote);
                let end = found[1..].find(quote).map_or(found.len(), |end| end + 2);
                rest = &found[end..];
                words.push(shlex::try_quote(&word).map(std::borrow::Cow::into_owned).unwrap_or_default());
            }
        }
    }
    words.join(" ")
}

/// What stands between quotes; a backslash before a line's end, as TOML allows, joins the lines.
fn toml_text(text: &str, quote: &str) -> String {
    let inner = text[quote.len()..].split(quote).next().unwrap_or_default();
    if quote.starts_with('\'') { inner.to_owned() } else { inner.replace("\\\n", " ").replace("\\\"", "\"") }
}

#[cfg(test)]
mod tests {
    use super::addopts_of;

    fn check(text: &str, addopts: &str) {
        assert_eq!(addopts_of(text).as_deref().map(str::trim), Some(addopts));
    }

    #[test]
    fn ini_values_go_on_below() {
        check("[pytest]\naddopts = -n 4 --dist loadfile\nmarkers =\n  slow", "-n 4 --dist loadfile");
        check(
            "[tool:pytest]\naddopts =\n    -n 2  # two\n    # --dist load\n    --dist loadgroup\nx = 1",
            "-n 2   --dist loadgroup",
        );
        check("[pytest]\naddopts = -k 'a #b' \"c \\\" #\" \\' # d\n", "-k 'a #b' \"c \\\" #\" \\'");
        check("[pytest]\naddopts = -k 'a\n  #b\n  c # d' -x # e\n", "-k 'a c # d' -x");
    }

    #[test]
    fn toml_values_are_texts_or_lists() {
        check("[tool.pytest.ini_options]\naddopts = \"-n 6 --dist=worksteal\"\n", "-n 6 --dist=worksteal");
        check("addopts = '''\n-n 6\n-m \"not slow\"\n'''\nx = 1", "-n 6\n-m \"not slow\"");
        check("addopts = [\n  \"-n\", '6', # six ]\n  \"-m\", \"not slow\",\n]\nx = [\"y\"]", "-n 6 -m 'not slow'");
    }
}
