//! What is asked, before anything is shown; then how the guess went, and why it is so.

use laneway_lesson::document::Show;
use laneway_lesson::figure::Kind;
use laneway_lesson::guess::{Answer, Guess};
use leptos::prelude::*;

use crate::state::lesson::{Guessed, Reading, Verdict};
use crate::state::player;
use crate::state::use_app;
use crate::widgets::marked_text::MarkedText;

use super::controls::read_figure;

/// The question of the step that is read. Nothing where nothing is asked.
#[component]
pub(super) fn GuessForm() -> impl IntoView {
    let app = use_app();
    let guess = app.lessons.with_untracked(|it| it.read.as_ref().and_then(|read| read.current().guess.clone()));
    let guessed = Memo::new(move |_| app.lessons.with(|it| it.read.as_ref().and_then(Reading::guessed).cloned()));
    let take = Callback::new(move |guess: Guessed| {
        app.lessons.update(|lessons| {
            if let Some(read) = &mut lessons.read {
                let step = read.step;
                read.guesses[step] = Some(guess);
            }
        });
        let is_run = app.lessons.with_untracked(|it| it.read.as_ref().is_some_and(|it| it.current().show == Show::Run));
        if is_run {
            player::play_from_start(app);
        }
    });
    guess.map(|guess| {
        let Guess { ask, answer, because } = guess;
        let form = match &answer {
            Answer::Choice { choices, right } => {
                view! { <Choices choices=choices.clone() right=*right guessed=guessed take=take /> }.into_any()
            }
            Answer::Figure { value, words } => {
                view! { <Figure kind=value.kind words=words.clone() guessed=guessed take=take /> }.into_any()
            }
        };
        let verdict = move || {
            let verdict = app.lessons.with(|it| it.read.as_ref().and_then(Reading::verdict))?;
            let words = match verdict {
                Verdict::Right => "Right.",
                Verdict::Near => "Near.",
                Verdict::Wrong => "Not so.",
                Verdict::Shown => "",
            };
            let because = because.clone();
            Some(view! {
                <p class="lesson-guess__because">
                    <strong>{words}</strong>
                    " "
                    <MarkedText text=because />
                </p>
            })
        };
        view! {
            <div class="lesson-guess" role="group" aria-labelledby="lesson-ask">
                <p class="lesson-guess__ask" id="lesson-ask"><MarkedText text=ask /></p>
                {form}
                <div role="status">{verdict}</div>
                <Show when=move || guessed.with(Option::is_none)>
                    <button
                        class="button button--plain button--small"
                        type="button"
                        on:click=move |_| take.run(Guessed::Shown)
                    >
                        "Just show me"
                    </button>
                </Show>
            </div>
        }
    })
}

#[component]
fn Choices(
    choices: Vec<String>,
    right: usize,
    guessed: Memo<Option<Guessed>>,
    take: Callback<Guessed>,
) -> impl IntoView {
    choices
        .into_iter()
        .enumerate()
        .map(|(place, choice)| {
            let is_over = move || guessed.with(Option::is_some);
            let is_chosen = move || guessed.get() == Some(Guessed::Choice(place));
            let mark = move || match (is_over(), place == right, is_chosen()) {
                (true, true, _) => "\u{2713} ",
                (true, false, true) => "\u{2717} ",
                _ => "",
            };
            view! {
                <button
                    class="lesson-guess__choice"
                    class:lesson-guess__choice--right=move || is_over() && place == right
                    class:lesson-guess__choice--chosen=is_chosen
                    type="button"
                    disabled=is_over
                    on:click=move |_| take.run(Guessed::Choice(place))
                >
                    {mark}
                    <MarkedText text=choice />
                </button>
            }
        })
        .collect_view()
}

#[component]
fn Figure(kind: Option<Kind>, words: String, guessed: Memo<Option<Guessed>>, take: Callback<Guessed>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<&'static str>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match read_figure(&typed.get_untracked(), kind) {
            Ok(figure) => take.run(Guessed::Figure(figure)),
            Err(expected) => error.set(Some(expected)),
        }
    };
    let answer = move || {
        guessed.with(Option::is_some).then(|| {
            let words = words.clone();
            view! { <span class="lesson-guess__answer">"It is "<strong>{words}</strong></span> }
        })
    };
    let is_over = move || guessed.with(Option::is_some);
    view! {
        <form class="lesson-guess__figure" on:submit=submit>
            <input
                class="field__input lesson-guess__input"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-labelledby="lesson-ask"
                aria-invalid=move || error.get().is_some().to_string()
                disabled=is_over
                prop:value=typed
                on:input=move |event| {
                    error.set(None);
                    typed.set(event_target_value(&event));
                }
            />
            <button class="button" type="submit" disabled=is_over>"Guess"</button>
            {answer}
            {move || error.get().map(|expected| view! { <p class="field__error" role="alert">{expected}</p> })}
        </form>
    }
}
