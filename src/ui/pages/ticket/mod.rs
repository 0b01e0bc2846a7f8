//! `/o/{slug}/tickets/{number}`: the conversation, the timeline, and everything that can be done.

mod actions;
mod composer;
mod conversation;
mod head;
mod properties;
mod timeline;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use self::actions::Actions;
use self::composer::{Composer, Sending};
use self::conversation::Conversation;
use self::head::Head;
use self::properties::{Facts, Properties};
use self::timeline::Timeline;
use crate::api::tickets::load_ticket;
use crate::model::view::TicketView;
use crate::policy::{TicketAction, can};
use crate::ui::components::skeleton;
use crate::ui::components::tabs::{Tab, Tabs};
use crate::ui::frame::use_slug;
use crate::ui::load::{Data, load};

/// The ticket's number in the address; 0, which no ticket has, where it is not a number.
#[must_use]
pub fn use_number() -> Memo<i64> {
    let params = use_params_map();
    Memo::new(move |_| {
        params
            .with(|params| params.get("number")?.parse().ok())
            .unwrap_or(0)
    })
}

impl Data<TicketView> {
    /// Whether the viewer may do this to the ticket.
    #[must_use]
    pub fn allows(self, action: TicketAction) -> Memo<bool> {
        self.map(move |view| can(&view.viewer, action, &view.facts).is_allowed())
    }
}

/// Which ticket a form is about: its organization's slug and its number.
#[derive(Clone, PartialEq)]
pub struct Place {
    /// The organization's slug.
    pub slug: String,
    /// The ticket's number.
    pub number: i64,
}

impl Place {
    /// The hidden fields of a form about the ticket.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        vec![
            ("slug", self.slug.clone()),
            ("number", self.number.to_string()),
        ]
    }

    /// The ticket's address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/o/{}/tickets/{}", self.slug, self.number)
    }
}

/// The page.
#[component]
pub fn TicketPage() -> impl IntoView {
    let (slug, number) = (use_slug(), use_number());
    load(
        move || (slug.get(), number.get()),
        |(slug, number)| load_ticket(slug, number),
        |view| view.ticket.id,
        skeleton::blocks,
        move |view| {
            page(
                &Place {
                    slug: slug.get_untracked(),
                    number: number.get_untracked(),
                },
                view,
            )
        },
    )
}

fn page(place: &Place, view: Data<TicketView>) -> AnyView {
    provide_context(Sending(RwSignal::new(None)));
    let query = use_query_map();
    let on_activity =
        Memo::new(move |_| query.with(|query| query.get_str("tab") == Some("activity")));
    let counts = view.map(|view| (view.comments.len(), view.more_comments, view.events.len()));
    let address = place.address();
    let tabs = Signal::derive(move || {
        let (comments, more, events) = counts.get();
        let comments = if more {
            format!("{comments}+")
        } else {
            comments.to_string()
        };
        let tab = |label, count, href: String, current| Tab {
            href,
            label,
            count: Some(count),
            current,
        };
        vec![
            tab(
                "Conversation",
                comments,
                address.clone(),
                !on_activity.get(),
            ),
            tab(
                "Activity",
                events.to_string(),
                format!("{address}?tab=activity"),
                on_activity.get(),
            ),
        ]
    });
    view! {
        <div class="page">
            <Head place=place.clone() view/>
            <div class="ticket">
                <div class="ticket-main">
                    <Tabs label="Ticket" tabs/>
                    <div class="stack" hidden=move || on_activity.get()>
                        <Conversation view/>
                        <Composer place=place.clone() view/>
                    </div>
                    <div hidden=move || !on_activity.get()><Timeline view/></div>
                </div>
                <aside class="ticket-side" aria-label="About this ticket">
                    <Actions place=place.clone() view/>
                    <Properties place=place.clone() view/>
                    <Facts view/>
                </aside>
            </div>
        </div>
    }
    .into_any()
}
