//! `/o/{slug}/admin`: how the organization is doing, or, for those who do not steer it, how one's own tickets are.

use leptos::prelude::*;

use crate::api::dashboard::LoadOverview;
use crate::model::list_query::ListAddress;
use crate::model::stats::{AssigneeLoad, GroupLoad, GroupTurnover, Stats};
use crate::model::stats_query::{Period, StatsQuery};
use crate::model::view::{Overview, PeriodNumbers};
use crate::ui::components::card::{card, flush_card};
use crate::ui::components::chart::day_chart;
use crate::ui::components::empty::empty;
use crate::ui::components::field::SelectField;
use crate::ui::components::filter::Filter;
use crate::ui::components::page::{TabTitle, export_link, page_head};
use crate::ui::components::skeleton;
use crate::ui::components::stat::{by_priority, by_status, stat_row, turnover_row};
use crate::ui::components::table::numbers_table;
use crate::ui::components::tabs::{Tab, tabs};
use crate::ui::erase::{Erase, nothing};
use crate::ui::frame::{AdminTabs, use_slug};
use crate::ui::list::use_list_query;
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, live_html, markup};

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_list_query();
    load(
        move || LoadOverview {
            slug: slug.get(),
            query: query.with(StatsQuery::to_query_string),
        },
        |_| (),
        skeleton::blocks,
        move |overview| page(slug, query, overview),
    )
}

fn page(slug: Memo<String>, query: Memo<StatsQuery>, overview: Data<Overview>) -> AnyView {
    let steers = overview.with(|overview| overview.period.is_some());
    let title = if steers { "Overview" } else { "My numbers" };
    // The numbers and the address change one after the other: what is shown tells what it is of.
    let body =
        move || overview.with(|overview| content(overview, &query.get_untracked(), &slug.get()));
    view! {
        <TabTitle title/>
        <div class="page">
            <AdminTabs/>
            {live_html("stack", move || overview.with(|overview| head(overview, &query.get(), &slug.get())))}
            {if steers { view! { <Narrow slug query overview/> }.erase() } else { nothing() }}
            {live_html("stack", body)}
        </div>
    }
    .erase()
}

fn place(slug: &str) -> String {
    format!("/o/{slug}/admin")
}

fn head(overview: &Overview, query: &StatsQuery, slug: &str) -> Markup {
    if overview.period.is_none() {
        return page_head(
            "My numbers",
            "Tickets filed by you or on you",
            Markup::new(),
        );
    }
    let tab = |period: &Period| Tab {
        href: StatsQuery {
            period: *period,
            ..*query
        }
        .address(&place(slug)),
        label: period.label(),
        count: None,
        current: *period == query.period,
    };
    let periods: Vec<_> = Period::ALL.iter().map(tab).collect();
    let csv = query.address(&format!("/api/v1/organizations/{slug}/stats.csv"));
    let note = "What happened lately, beside as many days before";
    markup![
        page_head("Overview", note, export_link(&csv)),
        tabs("Period", &periods)
    ]
}

/// The choice of a group.
#[component]
fn Narrow(slug: Memo<String>, query: Memo<StatsQuery>, overview: Data<Overview>) -> impl IntoView {
    let list = Signal::derive(move || place(&slug.get()));
    let is_filtered = Memo::new(move |_| query.with(|query| query.group.is_some()));
    let period = move || query.get().period.as_str();
    let group = Memo::new(move |_| {
        query
            .get()
            .group
            .map(|group| group.to_string())
            .unwrap_or_default()
    });
    let options = Signal::derive(move || overview.with(groups_to_choose));
    view! {
        <Filter list label="Narrow the numbers" is_filtered>
            <input type="hidden" name="period" value=period/>
            <SelectField name="group" label="Group" options value=group/>
        </Filter>
    }
    .erase()
}

fn groups_to_choose(overview: &Overview) -> Vec<(String, String)> {
    let option = |value: &str, words: &str| (value.to_owned(), words.to_owned());
    let groups = overview.period.iter().flat_map(|period| &period.groups);
    let groups = groups.map(|group| (group.id.to_string(), group.name.clone()));
    std::iter::once(option("", "All groups"))
        .chain(groups)
        .chain([option("none", "No group")])
        .collect()
}

fn content(overview: &Overview, query: &StatsQuery, slug: &str) -> Markup {
    let stats = &overview.stats;
    // The list of the tickets that the numbers count, to which a filter can be added.
    let tickets = format!("/o/{slug}/tickets?");
    match &overview.period {
        Some(period) => {
            let group = query.group.map(|group| format!("group={group}&"));
            let list = format!("{tickets}{}", group.unwrap_or_default());
            markup![
                turnover_row(stats, period, query.period),
                happened(period, query.period),
                "<div class='grid-cards'>",
                shares(stats, &list),
                people(&stats.top_assignees),
                query.group.is_none().then(|| groups(&period.by_group)),
                "</div>"
            ]
        }
        None => markup![
            stat_row(stats, "filed by you or on you"),
            card(
                "Last 7 days",
                "days",
                Markup::new(),
                day_chart(&stats.last_7_days)
            ),
            "<div class='grid-cards'>",
            shares(stats, &format!("{tickets}mine=true&")),
            people(&stats.top_assignees),
            own_groups(&stats.by_group),
            "</div>"
        ],
    }
}

/// The period's days.
fn happened(numbers: &PeriodNumbers, period: Period) -> Markup {
    let title = match period {
        Period::Week => "Last 7 days",
        Period::Month => "Last 30 days",
        Period::Quarter => "Last 90 days",
    };
    let body = if numbers.turnover.opened + numbers.turnover.resolved > 0 {
        day_chart(&numbers.days)
    } else {
        empty(
            "chart-column",
            "Nothing happened in these days",
            "No ticket was opened or resolved. A longer period, or all groups, may tell more.",
            Markup::new(),
        )
    };
    card(title, "days", Markup::new(), body)
}

fn shares(stats: &Stats, list: &str) -> Markup {
    let card = |title, id, body| card(title, id, Markup::new(), body);
    markup![
        card("By status", "by-status", by_status(stats, list)),
        card("By priority", "by-priority", by_priority(stats, list))
    ]
}

/// Those who hold most.
fn people(loads: &[AssigneeLoad]) -> Markup {
    let row = |load: &AssigneeLoad| (load.name.clone(), vec![load.open, load.resolved]);
    table(
        ("Top assignees", "people", "Nobody holds a ticket yet."),
        "Those who hold most tickets",
        &["Person", "Unresolved", "Resolved"],
        loads.iter().map(row).collect(),
    )
}

/// Groups with work left, or done in the period.
fn groups(numbers: &[GroupTurnover]) -> Markup {
    let row = |of: &GroupTurnover| {
        let numbers = vec![of.open, of.unassigned, of.opened, of.resolved];
        (of.group.name.clone(), numbers)
    };
    table(
        (
            "Groups",
            "groups",
            "No group has had a ticket in these days.",
        ),
        "Groups: unresolved tickets now, and those opened and resolved in the period",
        &["Group", "Unresolved", "Unassigned", "Opened", "Resolved"],
        numbers.iter().map(row).collect(),
    )
}

/// Groups with work left of one's own.
fn own_groups(loads: &[GroupLoad]) -> Markup {
    let row = |load: &GroupLoad| (load.name.clone(), vec![load.open, load.unassigned]);
    table(
        ("Groups", "groups", "No group has an unresolved ticket."),
        "Groups with unresolved tickets",
        &["Group", "Unresolved", "Unassigned"],
        loads.iter().map(row).collect(),
    )
}

/// A table in a card: the card's title, its id and what stands there without rows; then the table's own words.
fn table(
    (title, id, nothing): (&'static str, &'static str, &'static str),
    caption: &'static str,
    columns: &[&'static str],
    rows: Vec<(String, Vec<u64>)>,
) -> Markup {
    let body = if rows.is_empty() {
        markup!["<p class='muted card-body'>", nothing, "</p>"]
    } else {
        markup![
            "<div class='table-scroll' tabindex='0' role='group' aria-label='",
            title,
            "'>",
            numbers_table(caption, columns, &rows),
            "</div>"
        ]
    };
    flush_card(title, id, Markup::new(), body)
}
