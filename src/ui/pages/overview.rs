//! `/o/{slug}/admin`: how the organization is doing, or, for those who do not steer it, how one's own tickets are.

use leptos::prelude::*;

use crate::api::dashboard::LoadOverview;
use crate::model::stats::Stats;
use crate::model::view::Overview;
use crate::ui::components::card::{card, flush_card};
use crate::ui::components::chart::week_chart;
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::components::stat::{by_priority, by_status, stat_row};
use crate::ui::components::table::numbers_table;
use crate::ui::erase::Erase;
use crate::ui::frame::{AdminTabs, use_slug};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, live_html, markup};

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let slug = use_slug();
    let view = move |overview| page(slug, overview);
    load(
        move || LoadOverview { slug: slug.get() },
        |_| (),
        skeleton::blocks,
        view,
    )
}

const fn title(overview: &Overview) -> &'static str {
    if overview.of_organization {
        "Overview"
    } else {
        "My numbers"
    }
}

fn page(slug: Memo<String>, overview: Data<Overview>) -> AnyView {
    let title = Signal::derive(move || overview.with(title).to_owned());
    view! {
        <TabTitle title/>
        <div class="page">
            <AdminTabs/>
            {live_html("stack", move || overview.with(|overview| content(overview, &list(overview, &slug.get()))))}
        </div>
    }
    .erase()
}

/// The address of the tickets that the numbers count, to which a filter can be added.
fn list(overview: &Overview, slug: &str) -> String {
    let mine = if overview.of_organization {
        ""
    } else {
        "mine=true&"
    };
    format!("/o/{slug}/tickets?{mine}")
}

fn content(overview: &Overview, list: &str) -> Markup {
    let (note, of) = if overview.of_organization {
        ("All tickets of the organization", "in the organization")
    } else {
        ("Tickets filed by you or on you", "filed by you or on you")
    };
    let stats = &overview.stats;
    markup![
        page_head(title(overview), note, Markup::new()),
        stat_row(stats, of),
        card(
            "Last 7 days",
            "week",
            Markup::new(),
            week_chart(&stats.last_7_days)
        ),
        "<div class='grid-cards'>",
        card(
            "By status",
            "by-status",
            Markup::new(),
            by_status(stats, list)
        ),
        card(
            "By priority",
            "by-priority",
            Markup::new(),
            by_priority(stats, list)
        ),
        people(stats),
        groups(stats),
        "</div>"
    ]
}

/// Those who hold most.
fn people(stats: &Stats) -> Markup {
    let row = |load: &crate::model::stats::AssigneeLoad| {
        (load.name.clone(), vec![load.open, load.resolved])
    };
    let rows: Vec<_> = stats.top_assignees.iter().map(row).collect();
    let body = if rows.is_empty() {
        markup!["<p class='muted card-body'>Nobody holds a ticket yet.</p>"]
    } else {
        numbers_table(
            "Those who hold most tickets",
            &["Person", "Unresolved", "Resolved"],
            &rows,
        )
    };
    flush_card("Top assignees", "people", Markup::new(), body)
}

/// Groups with work left.
fn groups(stats: &Stats) -> Markup {
    let row = |load: &crate::model::stats::GroupLoad| {
        (load.name.clone(), vec![load.open, load.unassigned])
    };
    let rows: Vec<_> = stats.by_group.iter().map(row).collect();
    let body = if rows.is_empty() {
        markup!["<p class='muted card-body'>No group has an unresolved ticket.</p>"]
    } else {
        numbers_table(
            "Groups with unresolved tickets",
            &["Group", "Unresolved", "Unassigned"],
            &rows,
        )
    };
    flush_card("Groups", "groups", Markup::new(), body)
}
