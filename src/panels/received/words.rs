//! What is said of a link that was opened.

use laneway_formats::source;
use laneway_link::fidelity::{Fidelity, NamesKept};
use laneway_link::quantised::given;
use laneway_link::said::{gain, recorded, verdict};
use laneway_link::shared::Shared;
use leptos::prelude::*;

use crate::state::AppState;
use crate::state::received::{Received, Verified};
use crate::state::use_app;

/// What the link is about.
pub(in crate::panels) fn title(shared: &Shared) -> String {
    if shared.title.is_empty() { source::name(&shared.scenario.source).to_owned() } else { shared.title.clone() }
}

/// The headline: the sender's until it is computed here.
pub(in crate::panels) fn figures_of(app: AppState) -> impl Fn() -> String + Copy {
    move || {
        let of = |received: &Received| Some(received.headline().map(|it| format!("{}: {}.", verdict(it), gain(it))));
        let figures = app.received.with(|received| received.as_ref().and_then(of));
        figures.flatten().unwrap_or_else(|| "The sender's link has no figures; they are being computed.".to_owned())
    }
}

/// Where its tests come from, and what of them is in the link.
pub(in crate::panels) fn about(app: AppState) -> impl Fn() -> String + Copy {
    move || app.received.with(|received| received.as_ref().map(|it| of_tests(&it.shared)).unwrap_or_default())
}

fn of_tests(shared: &Shared) -> String {
    let Some(suite) = given(&shared.scenario.source) else { return String::new() };
    let from = recorded(suite);
    let kept = match shared.fidelity {
        Fidelity::Full => String::new(),
        fidelity => fidelity.words(),
    };
    let names = match shared.names {
        NamesKept::None => "names left out",
        NamesKept::Mentioned => "some names",
        NamesKept::All => "",
    };
    let error = shared.scenario.calibration.as_ref().map(|calibration| {
        format!("fitted to a real run within {}", laneway_chart::human::percent(calibration.model_error()))
    });
    let parts = [from, kept, names.to_owned(), error.unwrap_or_default()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { String::new() } else { format!("Tests: {}.", parts.join("; ")) }
}

/// Whose figures these are, and whether the same come out here.
#[component]
pub(in crate::panels) fn VerifiedWords() -> impl IntoView {
    let app = use_app();
    let verified = Memo::new(move |_| app.received.with(|it| it.as_ref().map_or(Verified::Unsent, Received::verified)));
    let words = move || match verified.get() {
        Verified::Unsent => "Computed here.".to_owned(),
        Verified::Waits => "Sender's figures; being computed here.".to_owned(),
        Verified::Same => "Computed here: the same as the sender's to the last digit.".to_owned(),
        Verified::Differs(why) => {
            let sent = app.received.with(|it| {
                let sent = it.as_ref().and_then(|it| it.shared.headline.clone());
                sent.map(|sent| format!("{}: {}", verdict(&sent), gain(&sent))).unwrap_or_default()
            });
            format!("Computed here; not what the sender saw ({sent}): {}.", why.words())
        }
        Verified::Cannot(why) => format!("Sender's figures; they cannot be computed here: {why}."),
    };
    let is_other = move || matches!(verified.get(), Verified::Differs(_) | Verified::Cannot(_));
    view! { <span class="received__verified" class:received__verified--other=is_other role="status">{words}</span> }
}
