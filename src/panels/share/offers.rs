//! The links to choose from: how long each is, what it keeps, and what it does to the answer.

use laneway_link::address::n_before;
use laneway_link::answer::Offer;
use laneway_link::said::moved;
use leptos::prelude::*;

use crate::state::share::Share;
use crate::state::use_app;

/// One row for each level; the one that is copied is marked.
#[component]
pub(super) fn OffersPart() -> impl IntoView {
    let app = use_app();
    let offered = Memo::new(move |_| app.share.with(|share| share.offered.clone()));
    let chosen = Memo::new(move |_| app.share.with(Share::chosen_place));
    let none = move || {
        let is_none = offered.with(Option::is_some) && chosen.get().is_none();
        is_none.then(|| {
            let most = app.share.with(|share| share.max_length);
            let text = format!(
                "No link has {most} characters or fewer: take the file, allow more characters, or leave names out."
            );
            view! { <p class="share__error">{text}</p> }
        })
    };
    let row = move |place: usize, offer: &Offer| {
        let Offer { level, moved: far, .. } = offer.clone();
        let offer = offer.clone();
        let fits = {
            let offer = offer.clone();
            Memo::new(move |_| app.share.with(|share| share.fits(&offer)))
        };
        let words = move || offer.words(app.share.with(|share| n_before(&share.base)));
        let is_proposed =
            move || app.share.with(|share| share.proposed().is_some_and(|it| it.level == level)) && level.is_some();
        let about = move || {
            let what = moved(far.as_ref());
            match (fits.get(), is_proposed()) {
                (false, _) => format!("{what}; too long"),
                (true, true) => format!("{what}; proposed"),
                (true, false) => what,
            }
        };
        view! {
            <label class="share-offer" class:share-offer--off=move || !fits.get()>
                <input
                    type="radio"
                    name="share-level"
                    disabled=move || !fits.get()
                    prop:checked=move || chosen.get() == Some(place)
                    on:change=move |_| app.share.update(|share| share.level = level)
                />
                <span class="share-offer__words">{words}</span>
                <span class="share-offer__moved">{about}</span>
            </label>
        }
    };
    let rows = move || {
        offered.with(|offered| {
            let offers = offered.iter().flat_map(|offered| &offered.offers);
            offers.enumerate().map(|(place, offer)| row(place, offer)).collect_view()
        })
    };
    view! {
        <fieldset class="share__offers">
            <legend class="share__legend">"The link"</legend>
            {rows}
            {none}
        </fieldset>
    }
}
