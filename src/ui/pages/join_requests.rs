//! `/o/{slug}/admin/join-requests`: who wants to join, and what was answered.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::api::joining::{LoadJoinRequests, ReviewJoinRequest};
use crate::model::join_request::{JoinRequest, JoinRequestList, JoinRequestStatus};
use crate::ui::components::avatar::avatar;
use crate::ui::components::badge::badge;
use crate::ui::components::button::Look;
use crate::ui::components::empty::empty;
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::pagination::pagination;
use crate::ui::components::skeleton;
use crate::ui::components::tabs::{Tab, tabs};
use crate::ui::erase::{Erase, live};
use crate::ui::frame::{AdminTabs, use_slug};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, live_html, markup};
use crate::ui::number::counted;
use crate::ui::time::moment;

/// The page.
#[component]
pub fn JoinRequestsPage() -> impl IntoView {
    let slug = use_slug();
    let params = use_query_map();
    let param = move |name: &'static str| {
        Memo::new(move |_| params.with(|params| params.get(name).unwrap_or_default()))
    };
    let (status, cursor) = (param("status"), param("cursor"));
    load(
        move || LoadJoinRequests {
            slug: slug.get(),
            status: status.get(),
            cursor: cursor.get(),
        },
        |_| (),
        skeleton::list,
        move |data| page(slug, data),
    )
}

fn page(slug: Memo<String>, data: Data<JoinRequestList>) -> AnyView {
    let list = Memo::new(move |_| format!("/o/{}/admin/join-requests", slug.get()));
    let head = move || {
        let note = data.with(|data| counted(data.page.count, "request", "requests"));
        page_head("Join requests", &note, Markup::new())
    };
    let kinds = move || data.with(|data| kinds(data.status, &list.get()));
    let turning = move || {
        let list = list.get();
        data.with(|data| {
            let turn = |cursor| format!("{list}?status={}&cursor={cursor}", data.status);
            pagination(data.page.previous.map(turn), data.page.next.map(turn))
        })
    };
    let rows = move || {
        let slug = slug.get();
        data.with(|data| rows(data, &slug))
    };
    view! {
        <TabTitle title="Join requests"/>
        <div class="page">
            <AdminTabs/>
            {live_html("", head)}
            {live_html("", kinds)}
            <div class="card">{live(rows)}</div>
            {live_html("empty:hidden", turning)}
        </div>
    }
    .erase()
}

fn kinds(shown: JoinRequestStatus, list: &str) -> Markup {
    let tab = |status: &JoinRequestStatus| Tab {
        href: format!("{list}?status={status}"),
        label: status.label(),
        count: None,
        current: *status == shown,
    };
    let kinds: Vec<_> = JoinRequestStatus::ALL.iter().map(tab).collect();
    tabs("Requests", &kinds)
}

fn rows(data: &JoinRequestList, slug: &str) -> AnyView {
    if data.page.results.is_empty() {
        let text = "People ask to join with a message, or come by the domain of their address. \
                    You approve or reject them here.";
        return html("", empty("users", "No request", text, Markup::new()));
    }
    let rows = data.page.results.iter();
    let rows = rows.map(|it| row(it, data.now, slug)).collect_view();
    view! { <ul class="people">{rows}</ul> }.erase()
}

fn row(request: &JoinRequest, now: DateTime<Utc>, slug: &str) -> AnyView {
    let name = &request.user.name;
    let message = (!request.message.is_empty())
        .then(|| markup!["<span class='block'>", &request.message, "</span>"]);
    let who = markup![
        avatar(name, ""),
        "<span class='min-w-0'><span class='block truncate font-medium'>",
        name,
        "</span><span class='block truncate muted'>",
        &request.email,
        " · ",
        request.request_type.label(),
        " · ",
        moment(request.created_at, now),
        "</span>",
        message,
        "</span>"
    ];
    let rest = if request.status == JoinRequestStatus::Pending {
        answer(request, slug)
    } else {
        html("", answered(request))
    };
    view! { <li>{html("people-who", who)} {rest}</li> }.erase()
}

fn answered(request: &JoinRequest) -> Markup {
    let (tone, shape) = match request.status {
        JoinRequestStatus::Approved => ("tone-good", "circle-check"),
        _ => ("tone-muted", "x"),
    };
    let by = request.reviewed_by.as_ref();
    let by = by.map(|it| markup![" <span class='muted'>by ", &it.name, "</span>"]);
    let note = (!request.review_note.is_empty()).then(|| {
        markup![
            "<span class='block muted'>",
            &request.review_note,
            "</span>"
        ]
    });
    markup![badge(tone, shape, request.status.label()), by, note]
}

fn answer(request: &JoinRequest, slug: &str) -> AnyView {
    let hidden = vec![
        ("slug", slug.to_owned()),
        ("request", request.id.to_string()),
    ];
    let form = FormState::new::<ReviewJoinRequest>(format!("review-{}", request.id), hidden);
    let name = &request.user.name;
    let (approve, reject) = (format!("Approve {name}"), format!("Reject {name}"));
    view! {
        <Form form said="Answered." class="stack-sm">
            <TextField name="note" label="Note" optional=true max=1000/>
            <div class="row">
                <button class=Look::Primary.class() name="answer" value="approve" aria-label=approve>"Approve"</button>
                <button class=Look::Secondary.class() name="answer" value="reject" aria-label=reject>"Reject"</button>
            </div>
        </Form>
    }
    .erase()
}
