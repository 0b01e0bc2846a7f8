//! `/o/{slug}`: welcome, quick actions, one's numbers, the newest tickets.

use leptos::prelude::*;

use crate::api::dashboard::load_home;
use crate::model::view::{Frame, Home};
use crate::policy::OrganizationAction;
use crate::ui::components::button::LinkButton;
use crate::ui::components::card::Card;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::Icon;
use crate::ui::components::page::PageHead;
use crate::ui::components::skeleton;
use crate::ui::components::stat::StatRow;
use crate::ui::components::tickets::TicketTable;
use crate::ui::frame::{use_frame, use_slug};
use crate::ui::load::{Data, load};

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {
    let (slug, frame) = (use_slug(), use_frame());
    load(
        move || slug.get(),
        load_home,
        |_| (),
        skeleton::list,
        move |home| page(frame, home),
    )
}

fn page(frame: Data<Frame>, home: Data<Home>) -> AnyView {
    let title = frame.map(|frame| match frame.me.first_name.trim() {
        "" => "Welcome back".to_owned(),
        name => format!("Welcome back, {name}"),
    });
    let organization = frame.map(|frame| frame.organization.name.clone());
    let stats = home.map(|home| home.stats.clone());
    view! {
        <div class="page">
            <PageHead title note=move || view! { <p class="muted">{move || organization.get()}</p> }/>
            <QuickActions frame/>
            <section aria-labelledby="own-numbers">
                <h2 class="section-title" id="own-numbers">"Your numbers"</h2>
                {move || view! { <StatRow stats=stats.get() of="filed by you or on you"/> }}
            </section>
            <Recent frame home/>
        </div>
    }
    .into_any()
}

#[component]
fn QuickActions(frame: Data<Frame>) -> impl IntoView {
    let sees_stats = frame.allows(OrganizationAction::SeeStats);
    let sees_all = frame.allows(OrganizationAction::SeeAllTickets);
    let base = frame.map(|frame| format!("/o/{}", frame.organization.slug));
    let action =
        move |path: &'static str, icon: &'static str, title: &'static str, text: &'static str| {
            view! {
                <li>
                    <a class="card quick" href=move || format!("{}{path}", base.get())>
                        <span class="quick-icon"><Icon name=icon class="icon-md"/></span>
                        <span>
                            <span class="block font-medium">{title}</span>
                            <span class="muted">{text}</span>
                        </span>
                    </a>
                </li>
            }
            .into_any()
        };
    let third = move || {
        if sees_all.get() {
            action(
                "/tickets?status=open&assignee=none",
                "inbox",
                "Unassigned",
                "Open tickets nobody holds",
            )
        } else {
            action("/tickets", "inbox", "All tickets", "Everything you can see")
        }
    };
    let fourth = move || {
        let (title, text) = if sees_stats.get() {
            ("Overview", "How the organization is doing")
        } else {
            ("My numbers", "How your tickets are doing")
        };
        action("/admin", "chart-column", title, text)
    };
    view! {
        <nav aria-label="Quick actions">
            <ul class="quick-row">
                {action("/tickets/new", "plus", "New ticket", "Ask for something")}
                {action("/tickets?mine=true", "user-check", "My tickets", "Filed by you or on you")}
                {third}
                {fourth}
            </ul>
        </nav>
    }
}

#[component]
fn Recent(frame: Data<Frame>, home: Data<Home>) -> impl IntoView {
    let list = frame.map(|frame| format!("/o/{}/tickets", frame.organization.slug));
    let rows = home.map(|home| (home.recent.clone(), home.now));
    let content = move || {
        let (rows, now) = rows.get();
        if rows.is_empty() {
            return view! {
                <Empty icon="inbox" title="No tickets yet" text="Tickets you file or work on appear here, newest first.">
                    <LinkButton href=Signal::derive(move || format!("{}/new", list.get())) icon="plus">"New ticket"</LinkButton>
                </Empty>
            }
            .into_any();
        }
        view! { <TicketTable rows now list=list.get() caption="The newest tickets"/> }.into_any()
    };
    let all = move || view! { <a class="link" href=move || list.get()>"All tickets"</a> };
    view! {
        <Card title="Newest tickets" id="recent" aside=all flush=true>{content}</Card>
    }
}
