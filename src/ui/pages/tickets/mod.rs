//! `/o/{slug}/tickets`: the list; its filters, order and page are in the address.

mod filters;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use self::filters::Filters;
use crate::api::tickets::LoadTickets;
use crate::model::ticket::TicketStatus;
use crate::model::ticket_query::{PersonFilter, TicketQuery};
use crate::model::view::TicketList;
use crate::ui::components::button::{Look, link_button};
use crate::ui::components::empty::empty;
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::pagination::pagination;
use crate::ui::components::skeleton;
use crate::ui::components::tabs::{Tab, tabs};
use crate::ui::components::tickets::ticket_table;
use crate::ui::erase::Erase;
use crate::ui::frame::use_slug;
use crate::ui::load::{Data, Refresh, load};
use crate::ui::markup::{Markup, live_html};
use crate::ui::number::tickets;

/// What still wants work.
const UNRESOLVED: [TicketStatus; 3] = [
    TicketStatus::Open,
    TicketStatus::Pending,
    TicketStatus::OnHold,
];

/// The query of an address; what is wrong or unknown in it is left out, as the server does.
fn read(params: ParamsMap) -> TicketQuery {
    let fine = |(name, value): &(_, String)| {
        TicketQuery::parse([(AsRef::<str>::as_ref(name), value.as_str())]).is_ok()
    };
    let pairs: Vec<_> = params.into_iter().filter(fine).collect();
    TicketQuery::parse(
        pairs
            .iter()
            .map(|(name, value)| (name.as_ref(), value.as_str())),
    )
    .unwrap_or_default()
}

/// The address of a list.
fn address(list: &str, query: &TicketQuery) -> String {
    match query.to_query_string() {
        query if query.is_empty() => list.to_owned(),
        query => format!("{list}?{query}"),
    }
}

/// The page.
#[component]
pub fn TicketsPage() -> impl IntoView {
    let slug = use_slug();
    let params = use_query_map();
    let query = Memo::new(move |_| read(params.get()));
    load(
        move || LoadTickets {
            slug: slug.get(),
            query: query.with(TicketQuery::to_query_string),
        },
        |_| (),
        skeleton::list,
        move |list| page(slug, query, list),
    )
}

fn page(slug: Memo<String>, query: Memo<TicketQuery>, data: Data<TicketList>) -> AnyView {
    let list = Memo::new(move |_| format!("/o/{}/tickets", slug.get()));
    let refresh = use_context::<Refresh>();
    let busy = Signal::derive(move || refresh.is_some_and(Refresh::loading).then_some("true"));
    view! {
        <TabTitle title="Tickets"/>
        <div class="page">
            {live_html("", move || data.with(|data| page_head("Tickets", &tickets(data.page.count), Markup::new())))}
            {live_html("", move || tabs("Lists", &lists(&list.get(), &query.get())))}
            <Filters list query data/>
            <div class="list" aria-busy=busy>
                {live_html("card", move || data.with(|data| rows(data, &list.get(), &query.get_untracked())))}
            </div>
            {live_html("empty:hidden", move || data.with(|data| turning(data, &list.get(), &query.get())))}
        </div>
    }
    .erase()
}

fn rows(data: &TicketList, list: &str, query: &TicketQuery) -> Markup {
    if !data.page.results.is_empty() {
        return ticket_table(&data.page.results, data.now, list, "Tickets", Some(query));
    }
    if query.is_filtered() {
        let next = link_button(list, Look::Secondary, "", "Clear the filters");
        let text = "Nothing you can see fits these filters. Take some of them off.";
        return empty("list-filter", "No ticket matches", text, next);
    }
    let next = link_button(&format!("{list}/new"), Look::Primary, "plus", "New ticket");
    let text =
        "Tickets are how people here ask for help. Those you file or work on appear in this list.";
    empty("inbox", "No tickets yet", text, next)
}

/// The ways to the pages before and after.
fn turning(data: &TicketList, list: &str, query: &TicketQuery) -> Markup {
    let turn = |cursor| {
        address(
            list,
            &TicketQuery {
                cursor: Some(cursor),
                ..query.clone()
            },
        )
    };
    pagination(data.page.previous.map(turn), data.page.next.map(turn))
}

/// The lists one looks at most.
fn lists(list: &str, query: &TicketQuery) -> Vec<Tab> {
    let unresolved = TicketQuery {
        status: UNRESOLVED.to_vec(),
        ..TicketQuery::default()
    };
    let kinds = [
        ("All", TicketQuery::default()),
        ("Unresolved", unresolved.clone()),
        (
            "Mine",
            TicketQuery {
                mine: true,
                ..TicketQuery::default()
            },
        ),
        (
            "Unassigned",
            TicketQuery {
                assignee: Some(PersonFilter::Nobody),
                ..unresolved
            },
        ),
    ];
    let same_rows = |other: &TicketQuery| {
        let TicketQuery {
            ordering,
            page_size,
            cursor,
            ..
        } = *query;
        *query
            == TicketQuery {
                ordering,
                page_size,
                cursor,
                ..other.clone()
            }
    };
    let tab = |(label, other): (&'static str, TicketQuery)| Tab {
        current: same_rows(&other),
        href: address(
            list,
            &TicketQuery {
                ordering: query.ordering,
                ..other
            },
        ),
        label,
        count: None,
    };
    kinds.map(tab).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_says_wrongly_is_left_out() {
        let params = [
            ("status", "open"),
            ("priority", "purple"),
            ("utm_source", "mail"),
            ("mine", "true"),
        ];
        let query = read(
            params
                .map(|(name, value)| (name, value.to_owned()))
                .into_iter()
                .collect(),
        );
        assert_eq!(query.to_query_string(), "status=open&mine=true");
    }

    #[test]
    fn one_tab_at_most_is_the_current_one() {
        let query = TicketQuery {
            mine: true,
            page_size: 50,
            ..TicketQuery::default()
        };
        let current: Vec<_> = lists("/t", &query)
            .into_iter()
            .filter(|tab| tab.current)
            .map(|tab| tab.label)
            .collect();
        assert_eq!(current, ["Mine"]);
    }
}
