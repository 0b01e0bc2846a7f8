//! `/o/{slug}/admin`: how the organization is doing, or, for those who do not steer it, how one's own tickets are.

use leptos::prelude::*;

use crate::api::dashboard::load_overview;
use crate::model::stats::Stats;
use crate::model::view::Overview;
use crate::ui::components::card::Card;
use crate::ui::components::chart::WeekChart;
use crate::ui::components::page::PageHead;
use crate::ui::components::skeleton;
use crate::ui::components::stat::{StatRow, by_priority, by_status};
use crate::ui::components::table::NumbersTable;
use crate::ui::frame::use_slug;
use crate::ui::load::{Data, load};

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let slug = use_slug();
    load(
        move || slug.get(),
        load_overview,
        |_| (),
        skeleton::blocks,
        move |overview| page(slug, overview),
    )
}

fn page(slug: Memo<String>, overview: Data<Overview>) -> AnyView {
    let of_organization = overview.map(|overview| overview.of_organization);
    let stats = overview.map(|overview| overview.stats.clone());
    let title = Signal::derive(move || {
        if of_organization.get() {
            "Overview"
        } else {
            "My numbers"
        }
        .to_owned()
    });
    let note = move || {
        let whose = move || {
            if of_organization.get() {
                "All tickets of the organization"
            } else {
                "Tickets filed by you or on you"
            }
        };
        view! { <p class="muted">{whose}</p> }
    };
    let content = move || {
        numbers(
            &stats.get(),
            &format!("/o/{}/tickets", slug.get()),
            of_organization.get(),
        )
    };
    view! {
        <div class="page">
            <PageHead title note/>
            {content}
        </div>
    }
    .into_any()
}

fn numbers(stats: &Stats, list: &str, of_organization: bool) -> AnyView {
    let of = if of_organization {
        "in the organization"
    } else {
        "filed by you or on you"
    };
    let (status, priority) = (by_status(stats, list), by_priority(stats, list));
    let (people, groups) = (people(stats), groups(stats));
    let days = stats.last_7_days.clone();
    view! {
        <StatRow stats=stats.clone() of/>
        <Card title="Last 7 days" id="week"><WeekChart days/></Card>
        <div class="grid-cards">
            <Card title="By status" id="by-status">{status}</Card>
            <Card title="By priority" id="by-priority">{priority}</Card>
            {people}
            {groups}
        </div>
    }
    .into_any()
}

/// Those who hold most.
fn people(stats: &Stats) -> AnyView {
    let rows: Vec<_> = stats
        .top_assignees
        .iter()
        .map(|it| (it.name.clone(), vec![it.open, it.resolved]))
        .collect();
    let content = if rows.is_empty() {
        view! { <p class="muted card-body">"Nobody holds a ticket yet."</p> }.into_any()
    } else {
        let columns = vec!["Person", "Unresolved", "Resolved"];
        view! { <NumbersTable caption="Those who hold most tickets" columns rows/> }.into_any()
    };
    view! { <Card title="Top assignees" id="people" flush=true>{content}</Card> }.into_any()
}

/// Groups with work left.
fn groups(stats: &Stats) -> AnyView {
    let rows: Vec<_> = stats
        .by_group
        .iter()
        .map(|it| (it.name.clone(), vec![it.open, it.unassigned]))
        .collect();
    let content = if rows.is_empty() {
        view! { <p class="muted card-body">"No group has an unresolved ticket."</p> }.into_any()
    } else {
        let columns = vec!["Group", "Unresolved", "Unassigned"];
        view! { <NumbersTable caption="Groups with unresolved tickets" columns rows/> }.into_any()
    };
    view! { <Card title="Groups" id="groups" flush=true>{content}</Card> }.into_any()
}
