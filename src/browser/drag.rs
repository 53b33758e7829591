//! Things of the page that are dragged onto others. Each kind has a name, so that a place takes only what is meant for it.

use leptos::ev::DragEvent;

fn mime(kind: &str) -> String {
    format!("application/x-laneway-{kind}")
}

/// Something is taken up: what it is stands in `text`.
pub fn start(event: &DragEvent, kind: &str, text: &str) {
    event.stop_propagation();
    if let Some(transfer) = event.data_transfer() {
        let _ = transfer.set_data(&mime(kind), text);
        transfer.set_effect_allowed("all");
    }
}

/// Whether something of that kind is over a place; if so, it may be dropped there.
pub fn is_over(event: &DragEvent, kind: &str) -> bool {
    let mime = mime(kind);
    let types = event.data_transfer().map(|transfer| transfer.types());
    let is_kind = types.is_some_and(|types| types.iter().any(|it| it.as_string().is_some_and(|it| it == mime)));
    if is_kind {
        event.prevent_default();
    }
    is_kind
}

/// What was dropped, if it is of that kind.
pub fn dropped(event: &DragEvent, kind: &str) -> Option<String> {
    let text = event.data_transfer()?.get_data(&mime(kind)).ok().filter(|text| !text.is_empty())?;
    event.prevent_default();
    event.stop_propagation();
    Some(text)
}
