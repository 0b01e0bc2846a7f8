//! `/o/{slug}/admin/settings`: what the organization is called, how it looks, and who gets in.

mod code;
mod danger;
mod logo;
mod support;

use leptos::prelude::*;

use self::code::InviteCode;
use self::danger::DeleteCard;
use self::logo::LogoCard;
use self::support::SupportCard;
use crate::api::organization::{ChangeIdentity, ChangeJoining, LoadSettings};
use crate::model::FieldErrors;
use crate::model::organization::OrganizationSettings;
use crate::model::role::Role;
use crate::model::settings::SettingsView;
use crate::model::settings_form::{IdentityFields, JoiningFields};
use crate::ui::color::contrast_note;
use crate::ui::components::button::Submit;
use crate::ui::components::card::Card;
use crate::ui::components::check::CheckField;
use crate::ui::components::field::{SelectField, TextField};
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::Erase;
use crate::ui::frame::{AdminTabs, use_slug};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, live_html, markup};

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let slug = use_slug();
    load(
        move || LoadSettings { slug: slug.get() },
        |view| view.organization.slug.clone(),
        skeleton::blocks,
        page,
    )
}

fn page(view: Data<SettingsView>) -> AnyView {
    let note = "Changes are recorded in the audit log.";
    view! {
        <TabTitle title="Settings"/>
        <div class="page">
            <AdminTabs/>
            {html("", page_head("Settings", note, Markup::new()))}
            <div class="stack column">
                <Identity view/>
                <LogoCard view/>
                <Joining view/>
                <InviteCode view/>
                <SupportCard view/>
                <DeleteCard view/>
            </div>
        </div>
    }
    .erase()
}

/// The hidden field that every form of this page has.
fn place(view: Data<SettingsView>) -> Vec<(&'static str, String)> {
    vec![("slug", view.peek(|view| view.organization.slug.to_string()))]
}

fn check_identity(input: &Fields) -> FieldErrors {
    let raw = IdentityFields {
        name: input.get("name"),
        new_slug: input.get("new_slug"),
        domain: input.get("domain"),
        primary_color: input.get("primary_color"),
    };
    raw.parse().err().unwrap_or_default()
}

#[component]
fn Identity(view: Data<SettingsView>) -> impl IntoView {
    let form = FormState::new::<ChangeIdentity>("identity", place(view));
    let (name, slug, domain, color) = view.peek(|view| {
        let organization = &view.organization;
        (
            organization.name.clone(),
            organization.slug.to_string(),
            organization.domain.clone().unwrap_or_default(),
            organization.primary_color.clone(),
        )
    });
    let contrast = move || {
        view.with(|view| {
            let note = contrast_note(&view.organization.primary_color);
            markup!["<p class='hint'>", note, "</p>"]
        })
    };
    view! {
        <Card title="Name and look" id="identity-card">
            <Form form check=check_identity leaves=true said="Saved." class="stack">
                <TextField name="name" label="Name" value=name max=255/>
                <TextField
                    name="new_slug"
                    label="Address"
                    value=slug
                    max=100
                    hint="The part after /o/. Links with the old one keep working."
                />
                <TextField name="domain" label="Domain" value=domain optional=true hint="Such as example.com."/>
                <TextField name="primary_color" label="Colour" kind="color" value=color/>
                {live_html("", contrast)}
                <div class="form-actions"><Submit>"Save"</Submit></div>
            </Form>
        </Card>
    }
}

fn check_joining(input: &Fields) -> FieldErrors {
    let raw = JoiningFields {
        allowed_email_domains: input.get("allowed_email_domains"),
        default_join_role: input.get("default_join_role"),
        allow_email_domain_join: !input.get("allow_email_domain_join").is_empty(),
        require_approval: !input.get("require_approval").is_empty(),
    };
    raw.parse().err().unwrap_or_default()
}

#[component]
fn Joining(view: Data<SettingsView>) -> impl IntoView {
    let form = FormState::new::<ChangeJoining>("joining", place(view));
    let (allowed, domains, approval) = view.peek(|view| {
        (
            view.organization.allow_email_domain_join,
            view.allowed_email_domains.joined(),
            view.settings.require_approval,
        )
    });
    let role = view.map(|view| {
        let role = view.settings.default_join_role;
        role.map(|role| role.to_string()).unwrap_or_default()
    });
    let usual = (
        String::new(),
        "Agent by invite code, member otherwise".to_owned(),
    );
    let givable = Role::ALL
        .into_iter()
        .filter(|role| *role <= OrganizationSettings::HIGHEST_JOIN_ROLE)
        .map(|role| (role.to_string(), role.label().to_owned()));
    let roles: Vec<_> = std::iter::once(usual).chain(givable).collect();
    view! {
        <Card title="Joining" id="joining-card">
            <Form form check=check_joining said="Saved." class="stack">
                <CheckField
                    name="allow_email_domain_join"
                    label="People with an address of these domains may join by themselves"
                    value=allowed
                />
                <TextField
                    name="allowed_email_domains"
                    label="E-mail domains"
                    value=domains
                    optional=true
                    hint="Separated by commas. Only domains of your own: anybody can get an address at a public provider."
                />
                <SelectField name="default_join_role" label="Role of those who join" value=role options=roles/>
                <CheckField
                    name="require_approval"
                    label="Ask us before anybody joins by code or domain"
                    value=approval
                />
                <div class="form-actions"><Submit>"Save"</Submit></div>
            </Form>
        </Card>
    }
}
