//! Lines of a file: numbered quietly, or with the signs of a diff. They scroll in themselves.

use laneway_chart::human;
use leptos::prelude::*;

/// So many lines are shown; copies and the zip have all of them.
const N_SHOWN: usize = 2_000;

/// So many characters of a line are shown.
const N_CHARS: usize = 2_000;

/// A text with its numbers; one line may be marked.
#[component]
pub(super) fn TextLines(
    /// What it is, for a screen reader.
    path: Memo<String>,
    /// The text.
    text: Memo<String>,
    /// The place of the line that is marked, from 1.
    mark: Memo<Option<u64>>,
    /// How many lines of the file stand before it.
    #[prop(optional)]
    first: u64,
) -> impl IntoView {
    let lines = move || {
        text.with(|text| {
            let n_lines = text.lines().count();
            let marked = mark.get();
            let lines = text.lines().take(N_SHOWN).zip(1_u64..).map(|(line, number)| {
                let is_marked = marked == Some(number);
                view! {
                    <span class="export-text__line" class:export-text__line--marked=is_marked>
                        <span class="export-text__number" aria-hidden="true" data-number=(number + first).to_string()></span>
                        {cut(line)}"\n"
                    </span>
                }
            });
            let more = (n_lines > N_SHOWN).then(|| {
                let shown = human::count(N_SHOWN as u64);
                format!("The first {shown} of {} lines; copies and the zip have all.", human::count(n_lines as u64))
            });
            view! {
                <pre class="export-text__lines">{lines.collect_view()}</pre>
                {more.map(|more| view! { <p class="export-panel__note">{more}</p> })}
            }
        })
    };
    view! { <div class="export-text" role="group" tabindex="0" aria-label=path>{lines}</div> }
}

/// A unified diff without its heads of files.
#[component]
pub(super) fn DiffLines(
    /// The diff; empty: nothing changes.
    diff: Memo<String>,
) -> impl IntoView {
    let lines = move || {
        diff.with(|diff| {
            if diff.is_empty() {
                return view! { <p class="export-shown__same">"Nothing to change: your file says all of it already."</p> }
                    .into_any();
            }
            let lines = diff.lines().skip(2).take(N_SHOWN).map(|line| {
                let is_sign = |sign: char| line.starts_with(sign);
                view! {
                    <span
                        class="export-text__line"
                        class:export-text__line--added=is_sign('+')
                        class:export-text__line--removed=is_sign('-')
                        class:export-text__line--place=is_sign('@')
                    >
                        {cut(line)}"\n"
                    </span>
                }
            });
            view! { <pre class="export-text__lines">{lines.collect_view()}</pre> }.into_any()
        })
    };
    view! { <div class="export-text" role="group" tabindex="0" aria-label="What changes">{lines}</div> }
}

fn cut(line: &str) -> String {
    line.chars().take(N_CHARS).collect()
}
