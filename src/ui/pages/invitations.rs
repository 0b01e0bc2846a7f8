//! `/o/{slug}/admin/invitations`: those that wait to be accepted.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::people::row::roles;
use crate::api::invitations::{
    LoadInvitations, ResendInvitation, RevokeInvitation, SendInvitation,
};
use crate::model::FieldErrors;
use crate::model::invitation::{Invitation, InvitationList, InvitationStatus};
use crate::model::user::Email;
use crate::policy::{PersonAction, PersonFacts, can};
use crate::ui::components::badge::badge;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::empty::empty;
use crate::ui::components::field::{SelectField, TextField};
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::pagination::pagination;
use crate::ui::components::skeleton;
use crate::ui::erase::{Erase, live, nothing};
use crate::ui::frame::{AdminTabs, use_slug};
use crate::ui::load::{Data, load};
use crate::ui::mail;
use crate::ui::markup::{Markup, html, live_html, markup};
use crate::ui::number::counted;
use crate::ui::time::day_of;

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("email", Email::parse(&input.get("email")));
    errors
}

/// The page.
#[component]
pub fn InvitationsPage() -> impl IntoView {
    let slug = use_slug();
    let params = use_query_map();
    let cursor = Memo::new(move |_| params.with(|params| params.get("cursor").unwrap_or_default()));
    load(
        move || LoadInvitations {
            slug: slug.get(),
            cursor: cursor.get(),
        },
        |_| (),
        skeleton::list,
        move |data| page(slug, data),
    )
}

fn page(slug: Memo<String>, data: Data<InvitationList>) -> AnyView {
    let head = move || {
        let note =
            data.with(|data| counted(data.page.count, "invitation waits", "invitations wait"));
        page_head("Invitations", &note, Markup::new())
    };
    let rows = move || {
        let slug = slug.get();
        data.with(|data| rows(data, &slug))
    };
    let turning = move || {
        let list = format!("/o/{}/admin/invitations", slug.get());
        let turn = |cursor| format!("{list}?cursor={cursor}");
        data.with(|data| pagination(data.page.previous.map(turn), data.page.next.map(turn)))
    };
    view! {
        <TabTitle title="Invitations"/>
        <div class="page">
            <AdminTabs/>
            <div class="page-head">
                {live_html("grow", head)}
                <Invite slug=slug.get_untracked() data/>
            </div>
            <div class="card">{live(rows)}</div>
            {live_html("empty:hidden", turning)}
        </div>
    }
    .erase()
}

#[component]
fn Invite(slug: String, data: Data<InvitationList>) -> impl IntoView {
    let form = FormState::new::<SendInvitation>("invite-form", vec![("slug", slug)]);
    let open = form.error.with_untracked(Option::is_some);
    let groups = data.map(|data| {
        let none = (String::new(), "No group".to_owned());
        let groups = data
            .groups
            .iter()
            .map(|it| (it.id.to_string(), it.name.clone()));
        std::iter::once(none).chain(groups).collect::<Vec<_>>()
    });
    view! {
        <Dialog id="invite" title="Invite somebody" opener="Invite" look=Look::Primary shape="send" open>
            <Form form check said="The invitation is on its way." class="stack">
                <TextField
                    name="email"
                    label="E-mail address"
                    kind="email"
                    hint="They get a link that works once, for 7 days. An earlier invitation to the same address no longer works."
                />
                <div class="grid-2">
                    <SelectField name="role" label="Role" options=data.map(|data| roles(&data.viewer)) value="member".to_owned()/>
                    <SelectField name="group" label="Group" options=groups value=String::new()/>
                </div>
                {html("empty:hidden", mail::hint())}
                <div class="form-actions"><Submit shape="send">"Send the invitation"</Submit></div>
            </Form>
        </Dialog>
    }
}

fn rows(data: &InvitationList, slug: &str) -> AnyView {
    if data.page.results.is_empty() {
        let text = "Invite people by mail: they come in with the role and the group you choose. \
                    Invitations that have not been accepted yet appear here.";
        return html(
            "",
            empty("send", "No invitation waits", text, Markup::new()),
        );
    }
    let rows = data.page.results.iter();
    let rows = rows.map(|it| row(it, data, slug)).collect_view();
    view! { <ul class="people">{rows}</ul> }.erase()
}

fn row(invitation: &Invitation, data: &InvitationList, slug: &str) -> AnyView {
    let expired = invitation.status == InvitationStatus::Expired;
    let state = if expired {
        badge("tone-warning", "clock", "Expired")
    } else {
        badge("tone-info", "hourglass", "Waiting")
    };
    let group = invitation.group.as_ref();
    let group = group.map(|group| markup![" · ", &group.name]);
    let name = invitation.name();
    let name = (!name.is_empty()).then(|| markup![name, " · "]);
    let until = day_of(invitation.expires_at);
    let words = if expired { "expired " } else { "until " };
    let who = markup![
        "<span class='min-w-0'><span class='block truncate font-medium'>",
        &invitation.email,
        "</span><span class='block muted'>",
        name,
        invitation.role.label(),
        group,
        " · invited by ",
        &invitation.invited_by.name,
        " · ",
        words,
        until,
        "</span></span>"
    ];
    let facts = PersonFacts::new_as(invitation.role);
    let may = can(&data.viewer, PersonAction::Add(invitation.role), &facts).is_allowed();
    let actions = if may {
        actions(invitation, slug)
    } else {
        nothing()
    };
    view! { <li>{html("people-who", who)} {html("", state)} {actions}</li> }.erase()
}

fn actions(invitation: &Invitation, slug: &str) -> AnyView {
    let hidden = || {
        vec![
            ("slug", slug.to_owned()),
            ("invitation", invitation.id.to_string()),
        ]
    };
    let resend = FormState::new::<ResendInvitation>(format!("resend-{}", invitation.id), hidden());
    let revoke = FormState::new::<RevokeInvitation>(format!("revoke-{}", invitation.id), hidden());
    view! {
        <div class="row">
            <Form form=resend said="The invitation is on its way again.">
                <Submit look=Look::Secondary shape="rotate-ccw">"Send again"</Submit>
            </Form>
            <Form form=revoke said="The link no longer works.">
                <Submit look=Look::Quiet shape="x">"Revoke"</Submit>
            </Form>
        </div>
    }
    .erase()
}
