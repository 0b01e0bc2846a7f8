//! Where one was on a page, for when one comes back to it.
//!
//! The browser itself knows that of documents; but a page that the router brings back is empty until its data has
//! come, and there is nothing yet to scroll.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use leptos::ev;
use leptos::prelude::*;

use super::browser;

thread_local! {
    /// How far down each address was when it was left.
    static PLACES: RefCell<HashMap<String, f64>> = RefCell::default();
    /// How far down the page that is being brought back is to be.
    static WANTED: Cell<Option<f64>> = const { Cell::new(None) };
}

/// An address without the place in its page.
fn page(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

fn here() -> String {
    window().location().href().unwrap_or_default()
}

fn place_of(address: &str) -> Option<f64> {
    PLACES.with_borrow(|places| places.get(page(address)).copied())
}

/// Remembers where one is when one follows a link, and looks it up when one goes back, by the browser or by a link with
/// `data-back`: has to be called before the router, which leaves the page.
pub fn watch() {
    let left = window_event_listener(ev::click, |click| {
        let place = window().scroll_y().unwrap_or_default();
        PLACES.with_borrow_mut(|places| places.insert(page(&here()).to_owned(), place));
        let back = browser::link_at(&click).filter(|link| link.has_attribute("data-back"));
        WANTED.set(back.and_then(|link| place_of(&link.href())));
    });
    let came_back = window_event_listener(ev::popstate, |_| WANTED.set(place_of(&here())));
    on_cleanup(move || {
        left.remove();
        came_back.remove();
    });
}

/// Goes to where one was, now that the page has its data.
pub fn settle() {
    if let Some(place) = WANTED.take() {
        request_animation_frame(move || window().scroll_to_with_x_and_y(0.0, place));
    }
}
