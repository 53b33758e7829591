//! Dialogs: the browser keeps the focus inside, and the rest of the page out of reach.

use web_sys::HtmlDialogElement;

/// Opens a dialog over the page.
pub fn open(dialog: &HtmlDialogElement) {
    // It fails where the dialog is open already, which is as well.
    let _ = dialog.show_modal();
}
