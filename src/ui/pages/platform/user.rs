//! `/platform/users/{id}`: one account, and what the platform can do to it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{facts, user_badge};
use crate::api::platform::{ChangeUser, LoadUser};
use crate::model::platform::{UserChange, UserFile};
use crate::model::user::{OrganizationOfMine, UserStatus};
use crate::ui::components::badge::tag;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::{card, flush_card};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::page::{TabTitle, crumb, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::{Erase, When};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, live_html, markup};
use crate::ui::time::{absolute, moment};

/// The page.
#[component]
pub fn PlatformUserPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    load(
        move || LoadUser { id: id.get() },
        |file| file.user.id,
        skeleton::blocks,
        page,
    )
}

fn page(file: Data<UserFile>) -> AnyView {
    let title = file.map(|file| file.user.name());
    view! {
        <TabTitle title/>
        <div class="page page-narrow">
            {live_html("stack", move || file.with(head))}
            <Changes file/>
            {live_html("", move || file.with(about))}
            {live_html("", move || file.with(organizations))}
        </div>
    }
    .erase()
}

fn head(file: &UserFile) -> Markup {
    let user = &file.user;
    let master = user.is_master_user.then(|| tag("Master user"));
    let badges = markup![user_badge(user.status), master];
    markup![
        crumb("/platform/users", "Users"),
        page_head(&user.name(), &user.email, badges)
    ]
}

fn about(file: &UserFile) -> Markup {
    let user = &file.user;
    let locked = match user.locked_until {
        Some(until) if until > file.now => markup!["Until ", absolute(until)],
        _ => markup!["No"],
    };
    let active = user
        .last_active_at
        .map_or_else(|| markup!["Never"], |time| moment(time, file.now));
    let body = facts(&[
        ("Locked", locked),
        ("Last active", active),
        ("Account since", moment(user.created_at, file.now)),
    ]);
    card("About", "about", Markup::new(), body)
}

fn organizations(file: &UserFile) -> Markup {
    let line = |mine: &OrganizationOfMine| {
        markup![
            "<tr><th scope='row'><a class='link' href='/platform/organizations/",
            mine.id.to_string(),
            "'>",
            mine.name,
            "</a></th><td>",
            mine.role.label(),
            "</td><td>",
            mine.status.label(),
            "</td></tr>"
        ]
    };
    let lines: Markup = file.organizations.iter().map(line).collect();
    let body = if file.organizations.is_empty() {
        markup!["<p class='muted card-body'>This person belongs to no organization.</p>"]
    } else {
        markup![
            "<table class='table'><caption class='sr-only'>Organizations</caption><thead><tr>",
            "<th scope='col'>Organization</th><th scope='col'>Role</th><th scope='col'>Membership</th>",
            "</tr></thead><tbody>",
            lines,
            "</tbody></table>"
        ]
    };
    flush_card("Organizations", "organizations", Markup::new(), body)
}

/// What can be done now.
#[component]
fn Changes(file: Data<UserFile>) -> impl IntoView {
    let id = StoredValue::new(file.peek(|file| file.user.id.to_string()));
    let when = move |look: fn(&UserFile) -> bool| file.map(look);
    view! {
        <div class="actions">
            <When is=when(|file| matches!(file.user.status, UserStatus::Active | UserStatus::Pending))>
                <Asked
                    id=id.get_value()
                    change=UserChange::Suspend
                    dialog="suspend-dialog"
                    title="Suspend this account?"
                    text="The person loses access to everything at once, until the account is reactivated."
                />
            </When>
            <When is=when(|file| file.user.status == UserStatus::Suspended)>
                <Plain id=id.get_value() change=UserChange::Reactivate said="The person can sign in again."/>
            </When>
            <When is=when(|file| file.user.locked_until.is_some_and(|until| until > file.now))>
                <Plain id=id.get_value() change=UserChange::Unlock said="The account is unlocked."/>
            </When>
            <When is=when(|file| !file.user.is_master_user && file.user.status == UserStatus::Active)>
                <Asked
                    id=id.get_value()
                    change=UserChange::GrantMaster
                    dialog="grant-dialog"
                    title="Make this person a master user?"
                    text="They can then do everything you can: open and suspend organizations, and make and unmake master users, you too."
                />
            </When>
            <When is=when(|file| file.user.is_master_user)>
                <Asked
                    id=id.get_value()
                    change=UserChange::RevokeMaster
                    dialog="revoke-dialog"
                    title="Take master rights away?"
                    text="The person keeps their account and their organizations. The last active master user must stay one."
                />
            </When>
        </div>
    }
}

fn form(id: String, change: UserChange) -> FormState {
    let hidden = vec![("id", id), ("action", change.to_string())];
    FormState::new::<ChangeUser>(change.as_str(), hidden)
}

#[component]
fn Plain(id: String, change: UserChange, said: &'static str) -> impl IntoView {
    view! {
        <Form form=form(id, change) said>
            <Submit look=Look::Secondary>{change.label()}</Submit>
        </Form>
    }
}

#[component]
fn Asked(
    id: String,
    change: UserChange,
    dialog: &'static str,
    title: &'static str,
    text: &'static str,
) -> impl IntoView {
    let form = form(id, change);
    let open = form.error.with_untracked(Option::is_some);
    view! {
        <Dialog id=dialog title opener=change.label() look=Look::Secondary shape="user" open>
            <Form form said="Done." class="stack">
                <p>{text}</p>
                <div class="form-actions"><Submit look=Look::Danger>{change.label()}</Submit></div>
            </Form>
        </Dialog>
    }
}
