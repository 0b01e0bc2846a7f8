//! `/o/{slug}/admin/memberships`: everybody who is, was or waits to be in the organization, and how they came.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::people::SearchFields;
use crate::api::people::LoadMemberships;
use crate::model::list_query::ListAddress;
use crate::model::organization::MembershipStatus;
use crate::model::person::{Membership, MembershipList, PersonQuery};
use crate::ui::components::badge::badge;
use crate::ui::components::empty::empty;
use crate::ui::components::field::SelectField;
use crate::ui::components::filter::{Filter, choices};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::Erase;
use crate::ui::frame::{AdminTabs, use_slug};
use crate::ui::list::{turning, use_list_query};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, live_html, markup};
use crate::ui::number::counted;
use crate::ui::time::moment;

/// The page.
#[component]
pub fn MembershipsPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_list_query();
    load(
        move || LoadMemberships {
            slug: slug.get(),
            query: query.with(PersonQuery::to_query_string),
        },
        |_| (),
        skeleton::list,
        move |data| page(slug, query, data),
    )
}

fn page(slug: Memo<String>, query: Memo<PersonQuery>, data: Data<MembershipList>) -> AnyView {
    let list = Memo::new(move |_| format!("/o/{}/admin/memberships", slug.get()));
    let head = move || {
        let note = data.with(|data| counted(data.page.count, "membership", "memberships"));
        page_head("Memberships", &note, Markup::new())
    };
    view! {
        <TabTitle title="Memberships"/>
        <div class="page">
            <AdminTabs/>
            {live_html("", head)}
            <Controls list query/>
            {live_html("card", move || data.with(table))}
            {live_html("empty:hidden", move || data.with(|data| turning(&data.page, &list.get(), &query.get())))}
        </div>
    }
    .erase()
}

#[component]
fn Controls(list: Memo<String>, query: Memo<PersonQuery>) -> impl IntoView {
    let status = Memo::new(move |_| query.with(|query| query.status));
    let status = Signal::derive(move || status.get().map(|it| it.to_string()).unwrap_or_default());
    let statuses = MembershipStatus::ALL.iter();
    let statuses = choices("Any status", statuses.map(|it| (it.as_str(), it.label())));
    let is_filtered = Memo::new(move |_| query.with(PersonQuery::is_filtered));
    view! {
        <Filter list label="Memberships" is_filtered>
            <SearchFields query/>
            <SelectField name="status" label="Status" options=statuses value=status/>
        </Filter>
    }
    .erase()
}

fn table(data: &MembershipList) -> Markup {
    if data.page.results.is_empty() {
        let text = "Memberships tell who is, was, or waits to be in the organization.";
        return empty("users", "No membership fits", text, Markup::new());
    }
    let rows = data.page.results.iter();
    let rows: Markup = rows.map(|membership| row(membership, data.now)).collect();
    markup![
        "<table class='table'><caption class='sr-only'>Memberships</caption><thead><tr>",
        "<th scope='col'>Person</th><th scope='col'>Status</th><th scope='col' class='wide'>Role</th>",
        "<th scope='col' class='wide'>Invited by</th><th scope='col' class='wide'>Joined</th></tr></thead><tbody>",
        rows,
        "</tbody></table>"
    ]
}

fn row(membership: &Membership, now: DateTime<Utc>) -> Markup {
    let (tone, shape) = match membership.status {
        MembershipStatus::Active => ("tone-good", "circle-check"),
        MembershipStatus::Invited | MembershipStatus::Pending => ("tone-info", "hourglass"),
        MembershipStatus::Suspended => ("tone-warning", "circle-pause"),
        MembershipStatus::Removed => ("tone-muted", "user-round-x"),
    };
    let inviter = membership.invited_by.as_ref().map(|it| it.name.as_str());
    let joined = membership.joined_at.map(|time| moment(time, now));
    markup![
        "<tr><th scope='row'><span class='block truncate font-medium'>",
        &membership.user.name,
        "</span><span class='block truncate muted'>",
        &membership.email,
        "</span></th><td>",
        badge(tone, shape, membership.status.label()),
        "</td><td class='wide'>",
        membership.role.label(),
        "</td><td class='wide truncate'>",
        inviter.unwrap_or("–"),
        "</td><td class='wide nowrap muted'>",
        joined.unwrap_or_else(|| markup!["–"]),
        "</td></tr>"
    ]
}
