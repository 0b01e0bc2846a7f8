//! `/o/{slug}/tickets`: the list; its filters, order and page are in the address.

mod filters;

use leptos::prelude::*;

use self::filters::Filters;
use crate::api::tickets::LoadTickets;
use crate::model::list_query::ListAddress;
use crate::model::ticket::TicketStatus;
use crate::model::ticket_query::{PersonFilter, TicketQuery};
use crate::model::view::{Frame, TicketList};
use crate::ui::components::button::{Look, link_button};
use crate::ui::components::empty::empty;
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::components::tabs::{Tab, tabs};
use crate::ui::components::tickets::{file_button, ticket_table};
use crate::ui::erase::Erase;
use crate::ui::frame::{use_frame, use_slug};
use crate::ui::list::{turning, use_list_query};
use crate::ui::load::{Data, Refresh, load};
use crate::ui::markup::{Markup, live_html};
use crate::ui::number::tickets;

/// What still wants work.
const UNRESOLVED: [TicketStatus; 3] = [
    TicketStatus::Open,
    TicketStatus::Pending,
    TicketStatus::OnHold,
];

/// The page.
#[component]
pub fn TicketsPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_list_query();
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
    let frame = use_frame();
    let shown = move || {
        let (list, query) = (list.get(), query.get_untracked());
        data.with(|data| frame.with(|frame| rows(data, &list, &query, frame)))
    };
    let refresh = use_context::<Refresh>();
    let busy = Signal::derive(move || refresh.is_some_and(Refresh::loading).then_some("true"));
    view! {
        <TabTitle title="Tickets"/>
        <div class="page">
            {live_html("", move || data.with(|data| page_head("Tickets", &tickets(data.page.count), Markup::new())))}
            {live_html("", move || tabs("Lists", &lists(&list.get(), &query.get())))}
            <Filters list query data/>
            <div class="list" aria-busy=busy>
                {live_html("card", shown)}
            </div>
            {live_html("empty:hidden", move || data.with(|data| turning(&data.page, &list.get(), &query.get())))}
        </div>
    }
    .erase()
}

fn rows(data: &TicketList, list: &str, query: &TicketQuery, frame: &Frame) -> Markup {
    if !data.page.results.is_empty() {
        return ticket_table(&data.page.results, data.now, list, "Tickets", Some(query));
    }
    if query.is_filtered() {
        let next = link_button(list, Look::Secondary, "", "Clear the filters");
        let text = "Nothing you can see fits these filters. Take some of them off.";
        return empty("list-filter", "No ticket matches", text, next);
    }
    let text =
        "Tickets are how people here ask for help. Those you file or work on appear in this list.";
    empty("inbox", "No tickets yet", text, file_button(frame))
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
        href: TicketQuery {
            ordering: query.ordering,
            ..other
        }
        .address(list),
        label,
        count: None,
    };
    kinds.map(tab).into()
}

#[cfg(test)]
mod tests {
    use super::*;

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
