//! A text with code in it, between backticks as in Markdown.

use leptos::prelude::*;

/// The text, what stands between backticks as code; one that is not closed stands for itself.
#[component]
pub fn MarkedText(text: String) -> impl IntoView {
    parts(&text)
        .into_iter()
        .map(|(is_code, part)| {
            let part = part.to_owned();
            if is_code { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
        })
        .collect_view()
}

/// The parts of a text, and whether each is code.
fn parts(text: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, code, after)) = rest
        .split_once('`')
        .and_then(|(before, after)| after.split_once('`').map(|(code, after)| (before, code, after)))
    {
        parts.extend([(false, before), (true, code)]);
        rest = after;
    }
    parts.push((false, rest));
    parts.retain(|(_, part)| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_code_between_backticks() {
        let expected = [(false, "Take "), (true, "--dist worksteal"), (false, " and "), (true, "-n"), (false, ".")];
        assert_eq!(parts("Take `--dist worksteal` and `-n`."), expected);
    }

    #[test]
    fn ok_a_backtick_that_is_not_closed_stands_for_itself() {
        assert_eq!(parts("`a` and ` alone"), [(true, "a"), (false, " and ` alone")]);
    }
}
