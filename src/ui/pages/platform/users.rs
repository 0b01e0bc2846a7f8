//! `/platform/users`: the accounts.

use leptos::prelude::*;

use super::{search, user_badge};
use crate::api::platform::LoadUsers;
use crate::model::directory::DirectoryQuery;
use crate::model::list_query::ListAddress;
use crate::model::platform::{PlatformUser, UserDirectory};
use crate::model::user::UserStatus;
use crate::ui::components::avatar::avatar;
use crate::ui::components::badge::tag;
use crate::ui::components::button::{Look, link_button};
use crate::ui::components::empty::empty;
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::components::tabs::{Tab, tabs};
use crate::ui::erase::Erase;
use crate::ui::list::{turning, use_list_query};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, live_html, markup};
use crate::ui::time::moment;

type Query = DirectoryQuery<UserStatus>;

const LIST: &str = "/platform/users";

/// The page.
#[component]
pub fn PlatformUsersPage() -> impl IntoView {
    let query = use_list_query();
    load(
        move || LoadUsers {
            query: query.with(Query::to_query_string),
        },
        |_| (),
        skeleton::list,
        move |data| page(query, data),
    )
}

fn page(query: Memo<Query>, data: Data<UserDirectory>) -> AnyView {
    let note = "Everybody who has an account, in whatever organization.";
    let kept: [(_, fn(&Query) -> _); 2] = [
        ("status", |query| query.status.map(|it| it.to_string())),
        ("master", |query| query.master.then(|| "true".to_owned())),
    ];
    view! {
        <TabTitle title="Users"/>
        <div class="page">
            {html("", page_head("Users", note, Markup::new()))}
            {search(LIST, "Name or e-mail address", query, kept)}
            {live_html("", move || query.with(|query| tabs("Users by status", &lists(query))))}
            {live_html("card", move || data.with(rows))}
            {live_html("empty:hidden", move || data.with(|data| turning(&data.page, LIST, &query.get())))}
        </div>
    }
    .erase()
}

/// One tab for all, one for each status, and one for those who run the platform.
fn lists(query: &Query) -> Vec<Tab> {
    let tab = |label, status, master| Tab {
        current: (query.status, query.master) == (status, master),
        href: Query {
            q: query.q.clone(),
            status,
            master,
            ..Query::default()
        }
        .address(LIST),
        label,
        count: None,
    };
    let each = UserStatus::ALL
        .iter()
        .map(|status| tab(status.label(), Some(*status), false));
    std::iter::once(tab("All", None, false))
        .chain(each)
        .chain([tab("Master users", None, true)])
        .collect()
}

fn rows(data: &UserDirectory) -> Markup {
    if data.page.results.is_empty() {
        let next = link_button(LIST, Look::Secondary, "", "Show all");
        return empty(
            "search-x",
            "Nobody matches",
            "Nobody has this name or address and this status.",
            next,
        );
    }
    let row = |user: &PlatformUser| line(user, data);
    let body: Markup = data.page.results.iter().map(row).collect();
    markup![
        "<table class='table'><caption class='sr-only'>Users</caption><thead><tr>",
        "<th scope='col'>Person</th><th scope='col'>Status</th><th scope='col' class='wide'>Last active</th>",
        "<th scope='col' class='wide'>Since</th></tr></thead><tbody>",
        body,
        "</tbody></table>"
    ]
}

fn line(user: &PlatformUser, data: &UserDirectory) -> Markup {
    let name = user.name();
    let master = user.is_master_user.then(|| tag("Master user"));
    let is_locked = user.locked_until.is_some_and(|until| until > data.now);
    let locked = is_locked.then(|| tag("Locked"));
    let active = user.last_active_at.map_or_else(
        || markup!["–"],
        |last_active_at| moment(last_active_at, data.now),
    );
    markup![
        "<tr><th scope='row'><span class='person'>",
        avatar(&name, ""),
        "<span class='min-w-0'><a class='link block truncate' href='/platform/users/",
        user.id.to_string(),
        "'>",
        name,
        "</a><span class='menu-note block truncate'>",
        user.email,
        "</span></span></span></th><td><span class='row'>",
        user_badge(user.status),
        master,
        locked,
        "</span></td><td class='wide nowrap muted'>",
        active,
        "</td><td class='wide nowrap muted'>",
        moment(user.created_at, data.now),
        "</td></tr>"
    ]
}
