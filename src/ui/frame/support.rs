//! Who looks in as support, above every page, with the way to end it.

use leptos::prelude::*;

use crate::api::support::EndSupport;
use crate::model::support::SupportLook;
use crate::model::view::Frame;
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::form::{Form, FormState};
use crate::ui::erase::{Erase, live};
use crate::ui::load::Data;
use crate::ui::markup::{Markup, html, markup};
use crate::ui::time::absolute;

/// The banners; none for those who are not concerned.
#[component]
pub fn SupportBanner(
    /// What the frame knows.
    frame: Data<Frame>,
) -> impl IntoView {
    let looks = Memo::new(move |_| {
        frame.with(|frame| {
            let slug = frame.organization.slug.to_string();
            (slug, frame.viewer.read_only, frame.looks.clone())
        })
    });
    live(move || {
        let (slug, is_mine, looks) = looks.get();
        looks
            .into_iter()
            .map(|look| banner(&slug, is_mine, &look))
            .collect::<Vec<_>>()
            .erase()
    })
}

fn banner(slug: &str, is_mine: bool, look: &SupportLook) -> AnyView {
    let hidden = vec![("slug", slug.to_owned()), ("id", look.id.to_string())];
    let form = FormState::new::<EndSupport>(format!("end-{}", look.id), hidden);
    view! {
        <div class="support-banner">
            {html("grow min-w-0", alert(Tone::Warning, words(is_mine, look)))}
            <Form form leaves=is_mine said="Support access is over.">
                <Submit look=Look::Secondary>{if is_mine { "Leave" } else { "End it now" }}</Submit>
            </Form>
        </div>
    }
    .erase()
}

fn words(is_mine: bool, look: &SupportLook) -> Markup {
    let until = absolute(look.expires_at);
    if is_mine {
        return markup![
            "<p>You are looking in as support, read-only, until ",
            until,
            ".</p>"
        ];
    }
    markup![
        "<p>",
        look.master.name,
        ", an operator of the platform, is looking in, read-only, until ",
        until,
        ". Reason: ",
        look.reason,
        "</p>"
    ]
}
