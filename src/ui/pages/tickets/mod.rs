//! `/o/{slug}/tickets`: the list; its filters, order and page are in the address.

mod filters;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use self::filters::Filters;
use crate::api::tickets::load_tickets;
use crate::model::ticket::TicketStatus;
use crate::model::ticket_query::{PersonFilter, TicketQuery};
use crate::model::view::TicketList;
use crate::ui::components::button::{LinkButton, Look};
use crate::ui::components::empty::Empty;
use crate::ui::components::page::PageHead;
use crate::ui::components::pagination::Pagination;
use crate::ui::components::skeleton;
use crate::ui::components::tabs::{Tab, Tabs};
use crate::ui::components::tickets::TicketTable;
use crate::ui::frame::use_slug;
use crate::ui::load::{Data, Refresh, load};
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
        move || (slug.get(), query.with(TicketQuery::to_query_string)),
        |(slug, query)| load_tickets(slug, query),
        |_| (),
        skeleton::list,
        move |list| page(slug, query, list),
    )
}

fn page(slug: Memo<String>, query: Memo<TicketQuery>, data: Data<TicketList>) -> AnyView {
    let list = Memo::new(move |_| format!("/o/{}/tickets", slug.get()));
    let count = data.map(|data| data.page.count);
    let groups = data.map(|data| data.groups.clone());
    let tabs = Signal::derive(move || tabs(&list.get(), &query.get()));
    let note = move || {
        view! { <p class="muted" role="status">{move || tickets(count.get())}</p> }
    };
    let title = Signal::derive(|| "Tickets".to_owned());
    let new = Signal::derive(move || format!("{}/new", list.get()));
    view! {
        <div class="page">
            <PageHead title note>
                <LinkButton href=new icon="plus" class="page-new">"New ticket"</LinkButton>
            </PageHead>
            <Tabs label="Lists" tabs/>
            <Filters list query groups/>
            <Rows list query data/>
        </div>
    }
    .into_any()
}

#[component]
fn Rows(list: Memo<String>, query: Memo<TicketQuery>, data: Data<TicketList>) -> impl IntoView {
    let loading = use_context::<Refresh>().map(Refresh::loading);
    let busy = move || {
        loading
            .is_some_and(|loading| loading.get())
            .then_some("true")
    };
    let rows = data.map(|data| (data.page.results.clone(), data.now));
    let turn = move |cursor| {
        address(
            &list.get(),
            &TicketQuery {
                cursor,
                ..query.get()
            },
        )
    };
    let previous = data.map(|data| data.page.previous);
    let next = data.map(|data| data.page.next);
    let content = move || {
        let (rows, now) = rows.get();
        if rows.is_empty() {
            return nothing(list, query.with_untracked(TicketQuery::is_filtered));
        }
        view! { <TicketTable rows now list=list.get() sorted=query.get_untracked() caption="Tickets"/> }.into_any()
    };
    view! {
        <div class="card list" aria-busy=busy>{content}</div>
        <Pagination
            previous=Signal::derive(move || previous.get().map(|cursor| turn(Some(cursor))))
            next=Signal::derive(move || next.get().map(|cursor| turn(Some(cursor))))
        />
    }
}

/// An empty list: because of its filters, or because there is nothing yet.
fn nothing(list: Memo<String>, is_filtered: bool) -> AnyView {
    if is_filtered {
        return view! {
            <Empty icon="list-filter" title="No ticket matches" text="Nothing you can see fits these filters. Take some of them off.">
                <LinkButton href=list look=Look::Secondary>"Clear the filters"</LinkButton>
            </Empty>
        }
        .into_any();
    }
    let new = Signal::derive(move || format!("{}/new", list.get()));
    view! {
        <Empty icon="inbox" title="No tickets yet" text="Tickets are how people here ask for help. Those you file or work on appear in this list.">
            <LinkButton href=new icon="plus">"New ticket"</LinkButton>
        </Empty>
    }
    .into_any()
}

/// The lists one looks at most.
fn tabs(list: &str, query: &TicketQuery) -> Vec<Tab> {
    let unresolved = TicketQuery {
        status: UNRESOLVED.to_vec(),
        ..TicketQuery::default()
    };
    let lists = [
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
    lists.map(tab).into()
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
        let current: Vec<_> = tabs("/t", &query)
            .into_iter()
            .filter(|tab| tab.current)
            .map(|tab| tab.label)
            .collect();
        assert_eq!(current, ["Mine"]);
    }
}
