//! `/o/{slug}/tickets/{number}`: the conversation, the timeline, and everything that can be done.

mod actions;
mod composer;
mod conversation;
mod head;
mod properties;
mod tags;
mod timeline;

use std::fmt;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};

use self::actions::Actions;
use self::composer::{Composer, Sending};
use self::conversation::Conversation;
use self::head::head;
use self::properties::{Properties, facts};
use self::tags::TagsCard;
use self::timeline::timeline;
use crate::api::tickets::LoadTicket;
use crate::model::list_query::{KEPT_LIST, keeping_list, with_query};
use crate::model::view::TicketView;
use crate::policy::{TicketAction, can};
use crate::ui::call::Question;
use crate::ui::components::page::TabTitle;
use crate::ui::components::skeleton;
use crate::ui::components::tabs::{Tab, tabs};
use crate::ui::erase::Erase;
use crate::ui::frame::use_slug;
use crate::ui::list::use_kept_list;
use crate::ui::load::{Data, load};
use crate::ui::markup::live_html;

/// The ticket's number in the address; 0, which no ticket has, where it is not a number.
#[must_use]
fn use_number() -> Memo<i64> {
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
    pub fn allows(self, action: TicketAction) -> Signal<bool> {
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
    /// How often more of its past was asked for.
    pub older: u32,
    /// The query of the list it was found in.
    pub list: String,
}

impl Place {
    /// The hidden fields of a form about the ticket, and the list where it was found in one: some lead on to another page.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let list = (!self.list.is_empty()).then(|| (KEPT_LIST, self.list.clone()));
        let ticket = [
            ("slug", self.slug.clone()),
            ("number", self.number.to_string()),
        ];
        ticket.into_iter().chain(list).collect()
    }

    /// The ticket's address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/o/{}/tickets/{}", self.slug, self.number)
    }

    /// The page of the ticket, or of another `number` beside it, that shows what `parameters` say and keeps the list.
    #[must_use]
    pub fn page(&self, number: i64, parameters: &str) -> String {
        let address = format!("/o/{}/tickets/{number}", self.slug);
        keeping_list(&address, parameters, &self.list)
    }

    /// A page below the ticket's own, such as `edit`, that keeps the list.
    #[must_use]
    pub fn below(&self, page: &str) -> String {
        keeping_list(&format!("{}/{page}", self.address()), "", &self.list)
    }

    /// The ticket's row in the list it was found in.
    #[must_use]
    pub fn back(&self) -> String {
        let list = with_query(&format!("/o/{}/tickets", self.slug), &self.list);
        format!("{list}#ticket-{}", self.number)
    }
}

impl From<Place> for LoadTicket {
    fn from(place: Place) -> Self {
        Self {
            slug: place.slug,
            number: place.number,
            older: place.older,
            list: place.list,
        }
    }
}

/// Shows the ticket of the address as `question` asks for it.
pub fn load_ticket<S>(
    question: fn(Place) -> S,
    show: fn(&Place, Data<TicketView>) -> AnyView,
) -> AnyView
where
    S: Question<Output = TicketView> + fmt::Debug + 'static,
{
    let (slug, number, query, list) = (use_slug(), use_number(), use_query_map(), use_kept_list());
    let path = use_location().pathname;
    let place = Memo::new(move |before: Option<&Place>| {
        let place = Place {
            slug: slug.get(),
            number: number.get(),
            older: query
                .with(|query| query.get_str("older")?.parse().ok())
                .unwrap_or(0),
            list: list.get(),
        };
        // While one leaves, the address is the next page's already, which is nothing to load this one again for.
        let is_here = |path: &String| {
            let rest = path.strip_prefix(&place.address());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let is_left = !path.with(is_here);
        before.filter(|_| is_left).cloned().unwrap_or(place)
    });
    load(
        move || question(place.get()),
        |view| view.ticket.id,
        skeleton::blocks,
        move |view| show(&place.get_untracked(), view),
    )
}

/// The page.
#[component]
pub fn TicketPage() -> impl IntoView {
    load_ticket(LoadTicket::from, page)
}

fn page(place: &Place, view: Data<TicketView>) -> AnyView {
    provide_context(Sending(RwSignal::new(None)));
    let query = use_query_map();
    let on_activity =
        Memo::new(move |_| query.with(|query| query.get_str("tab") == Some("activity")));
    let [at_head, at_tabs, at_timeline] = [(); 3].map(|()| place.clone());
    let title = Signal::derive(move || {
        view.with(|view| format!("#{} {}", view.ticket.number, view.ticket.subject))
    });
    view! {
        <TabTitle title/>
        <div class="page">
            {live_html("stack-sm", move || view.with(|view| head(view, &at_head)))}
            <div class="ticket">
                <div class="ticket-main">
                    {live_html("", move || view.with(|view| tabs("Ticket", &parts(view, &at_tabs, on_activity.get()))))}
                    <div class="stack" hidden=on_activity>
                        <Conversation place=place.clone() view/>
                        <Composer place=place.clone() view/>
                    </div>
                    <div hidden=Signal::derive(move || !on_activity.get())>
                        {live_html("card card-body", move || view.with(|view| timeline(view, &at_timeline)))}
                    </div>
                </div>
                <aside class="ticket-side" aria-label="About this ticket">
                    <Actions place=place.clone() view/>
                    <Properties place=place.clone() view/>
                    <TagsCard place=place.clone() view/>
                    {live_html("", move || view.with(facts))}
                </aside>
            </div>
        </div>
    }
    .erase()
}

/// The two parts of the page, and how much is in each.
fn parts(view: &TicketView, place: &Place, on_activity: bool) -> Vec<Tab> {
    let more = if view.more_comments { "+" } else { "" };
    let tab = |label, count, href, current| Tab {
        href,
        label,
        count: Some(count),
        current,
    };
    vec![
        tab(
            "Conversation",
            format!("{}{more}", view.comments.len()),
            place.page(place.number, ""),
            !on_activity,
        ),
        tab(
            "Activity",
            view.events.len().to_string(),
            place.page(place.number, "tab=activity"),
            on_activity,
        ),
    ]
}
