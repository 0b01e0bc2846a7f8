//! `/platform/statistics`: how the platform is doing, without a word of what any tenant does.

use leptos::prelude::*;

use crate::api::platform::LoadStatistics;
use crate::model::organization::OrganizationStatus;
use crate::model::platform::PlatformStats;
use crate::model::user::UserStatus;
use crate::ui::components::card::flush_card;
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::components::table::numbers_table;
use crate::ui::erase::Erase;
use crate::ui::load::load;
use crate::ui::markup::{Markup, live_html, markup};
use crate::ui::time::day;

/// The page.
#[component]
pub fn PlatformStatisticsPage() -> impl IntoView {
    load(
        || LoadStatistics {},
        |_| (),
        skeleton::blocks,
        |stats| {
            view! {
                <TabTitle title="Statistics"/>
                {live_html("page", move || stats.with(content))}
            }
            .erase()
        },
    )
}

fn content(stats: &PlatformStats) -> Markup {
    let note = "All organizations together. What any of them does is not shown here.";
    let organizations: Vec<_> = OrganizationStatus::ALL
        .iter()
        .map(|status| {
            let count = stats.organizations_by_status.get(status.as_str());
            (status.label().to_owned(), vec![count.copied().unwrap_or(0)])
        })
        .collect();
    let mut users: Vec<_> = UserStatus::ALL
        .iter()
        .map(|status| {
            let count = stats.users_by_status.get(status.as_str());
            (status.label().to_owned(), vec![count.copied().unwrap_or(0)])
        })
        .collect();
    users.push(("Master users".to_owned(), vec![stats.masters]));
    let filed: Vec<_> = stats
        .tickets_filed
        .iter()
        .rev()
        .map(|filed| (day(filed.date), vec![filed.tickets]))
        .collect();
    let table = |title, id, columns: [&'static str; 2], rows: &[(String, Vec<u64>)]| {
        flush_card(
            title,
            id,
            Markup::new(),
            numbers_table(title, &columns, rows),
        )
    };
    markup![
        page_head("Statistics", note, Markup::new()),
        "<div class='grid-cards'>",
        table(
            "Organizations",
            "by-status",
            ["Status", "Organizations"],
            &organizations
        ),
        table("Users", "users", ["Status", "Users"], &users),
        table(
            "Tickets filed, last 14 days",
            "filed",
            ["Day", "Tickets"],
            &filed
        ),
        "</div>"
    ]
}
