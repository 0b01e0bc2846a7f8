//! What stands in for a page whose form was sent after the session had ended: all that was typed, and the way to
//! send it again once one is signed in.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::sign_in;
use crate::model::view::FormFlash;
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::button::Look;
use crate::ui::components::kept::kept_fields;
use crate::ui::components::page::TabTitle;
use crate::ui::erase::Erase;
use crate::ui::markup::{hidden, html, markup};

/// The form as it was sent, to be sent again.
#[must_use]
pub fn session_ended(flash: FormFlash) -> AnyView {
    let here = use_location().pathname.get_untracked();
    let words = markup![
        "<p>Your session has ended, so this was not saved. Nothing is lost: <a class='link' target='_blank' href='",
        sign_in::address(&here),
        "'>sign in in a new tab</a>, then come back here and send it again.</p>"
    ];
    let fields = kept_fields(&flash);
    let content = markup![
        "<div class='card plain-card'><h1 class='page-title'>Sign in again</h1><div class='mt-4'>",
        alert(Tone::Warning, words),
        "</div><form class='stack mt-4' method='post' action=''>",
        hidden("_fn", &flash.function),
        fields,
        "<button class='",
        Look::Primary.class(),
        "'>Send it again</button></form></div>"
    ];
    view! {
        <TabTitle title="Sign in again"/>
        <main id="main" class="problem-page" tabindex="-1">{html("plain-main", content)}</main>
    }
    .erase()
}
