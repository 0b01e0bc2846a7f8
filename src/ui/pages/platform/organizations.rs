//! `/platform`: the organizations; those that wait for approval first catch the eye.

use leptos::prelude::*;

use super::{organization_badge, search};
use crate::api::platform::{LoadOrganizations, OpenOrganization};
use crate::model::FieldErrors;
use crate::model::directory::DirectoryQuery;
use crate::model::list_query::ListAddress;
use crate::model::organization::{OrganizationName, OrganizationStatus};
use crate::model::platform::{OrganizationDirectory, PlatformOrganization};
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::avatar::crest;
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::empty::empty;
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::components::tabs::{Tab, tabs};
use crate::ui::erase::Erase;
use crate::ui::list::{turning, use_list_query};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, live_html, markup};
use crate::ui::time::moment;

type Query = DirectoryQuery<OrganizationStatus>;

const LIST: &str = "/platform";

/// The page.
#[component]
pub fn PlatformOrganizationsPage() -> impl IntoView {
    let query = use_list_query();
    load(
        move || LoadOrganizations {
            query: query.with(Query::to_query_string),
        },
        |_| (),
        skeleton::list,
        move |data| page(query, data),
    )
}

fn page(query: Memo<Query>, data: Data<OrganizationDirectory>) -> AnyView {
    let note = "The tenants of this platform. Their tickets are theirs alone.";
    let kept: [(_, fn(&Query) -> _); 1] =
        [("status", |query| query.status.map(|it| it.to_string()))];
    view! {
        <TabTitle title="Organizations"/>
        <div class="page">
            <div class="page-head">
                {html("grow", page_head("Organizations", note, Markup::new()))}
                <OpenDialog/>
            </div>
            {live_html("empty:hidden", move || query.with(|query| data.with(|data| waiting(data, query))))}
            {search(LIST, "Name or address", query, kept)}
            {live_html("", move || query.with(|query| tabs("Organizations by status", &lists(query))))}
            {live_html("card", move || data.with(|data| rows(data, &query.get_untracked())))}
            {live_html("empty:hidden", move || data.with(|data| turning(&data.page, LIST, &query.get())))}
        </div>
    }
    .erase()
}

/// Says that somebody waits, where that is not what one is looking at.
fn waiting(data: &OrganizationDirectory, query: &Query) -> Markup {
    if data.waiting == 0 || query.status == Some(OrganizationStatus::Pending) {
        return Markup::new();
    }
    let words = match data.waiting {
        1 => " organization waits ",
        _ => " organizations wait ",
    };
    alert(
        Tone::Info,
        markup![
            "<p>",
            data.waiting,
            words,
            "for approval. <a class='link' href='/platform?status=pending'>Review</a></p>"
        ],
    )
}

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("name", OrganizationName::parse(&input.get("name")));
    errors
}

#[component]
fn OpenDialog() -> impl IntoView {
    let form = FormState::new::<OpenOrganization>("open-organization", vec![]);
    let open = form.error.with_untracked(Option::is_some);
    view! {
        <Dialog id="open-dialog" title="Open an organization" opener="New organization" shape="plus" open>
            <Form form check leaves=true class="stack">
                <TextField name="name" label="Name" hint="It is active at once, and you are its owner."/>
                <div class="form-actions"><Submit shape="plus">"Open it"</Submit></div>
            </Form>
        </Dialog>
    }
}

/// One tab for all, and one for each status.
fn lists(query: &Query) -> Vec<Tab> {
    let tab = |label, status| Tab {
        current: query.status == status,
        href: Query {
            q: query.q.clone(),
            status,
            ..Query::default()
        }
        .address(LIST),
        label,
        count: None,
    };
    let each = OrganizationStatus::ALL
        .iter()
        .map(|status| tab(status.label(), Some(*status)));
    std::iter::once(tab("All", None)).chain(each).collect()
}

fn rows(data: &OrganizationDirectory, query: &Query) -> Markup {
    if data.page.results.is_empty() {
        return nothing(query);
    }
    let row = |organization: &PlatformOrganization| line(organization, data);
    let body: Markup = data.page.results.iter().map(row).collect();
    markup![
        "<table class='table'><caption class='sr-only'>Organizations</caption><thead><tr>",
        "<th scope='col'>Organization</th><th scope='col'>Status</th><th scope='col' class='wide'>Plan</th>",
        "<th scope='col' class='wide num'>People</th><th scope='col' class='wide'>Opened</th></tr></thead><tbody>",
        body,
        "</tbody></table>"
    ]
}

fn nothing(query: &Query) -> Markup {
    if query.is_filtered() {
        let next = link_button(LIST, Look::Secondary, "", "Show all");
        return empty(
            "search-x",
            "No organization matches",
            "None has this name or address and this status.",
            next,
        );
    }
    empty(
        "building-2",
        "No organization yet",
        "Organizations are the tenants of this platform: each has its own people and tickets. Open the first one.",
        Markup::new(),
    )
}

fn line(organization: &PlatformOrganization, data: &OrganizationDirectory) -> Markup {
    markup![
        "<tr><th scope='row'><span class='person'>",
        crest(&organization.name, false),
        "<span class='min-w-0'><a class='link block truncate' href='/platform/organizations/",
        organization.id.to_string(),
        "'>",
        organization.name,
        "</a><span class='menu-note'>/o/",
        organization.slug.as_str(),
        "</span></span></span></th><td>",
        organization_badge(organization.status),
        "</td><td class='wide'>",
        organization.plan.label(),
        "</td><td class='wide num'>",
        organization.member_count,
        "</td><td class='wide nowrap muted'>",
        moment(organization.created_at, data.now),
        "</td></tr>"
    ]
}
