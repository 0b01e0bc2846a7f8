//! `/o/{slug}`: welcome, quick actions, one's numbers, the newest tickets.

use leptos::prelude::*;

use crate::api::dashboard::LoadHome;
use crate::model::view::{Frame, Home};
use crate::policy::{OrganizationAction, can};
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::card::flush_card;
use crate::ui::components::empty::empty;
use crate::ui::components::icon::sized_icon;
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::components::stat::stat_row;
use crate::ui::components::tickets::{file_button, ticket_table};
use crate::ui::erase::Erase;
use crate::ui::frame::{use_frame, use_slug};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, live_html, markup};

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {
    let (slug, frame) = (use_slug(), use_frame());
    load(
        move || LoadHome { slug: slug.get() },
        |_| (),
        skeleton::list,
        move |home| page(frame, home),
    )
}

fn page(frame: Data<Frame>, home: Data<Home>) -> AnyView {
    view! {
        <TabTitle title="Home"/>
        {live_html("page", move || frame.with(|frame| home.with(|home| content(frame, home))))}
    }
    .erase()
}

fn content(frame: &Frame, home: &Home) -> Markup {
    let base = format!("/o/{}", frame.organization.slug);
    let welcome = match frame.me.first_name.trim() {
        "" => "Welcome back".to_owned(),
        name => format!("Welcome back, {name}"),
    };
    markup![
        page_head(&welcome, &frame.organization.name, Markup::new()),
        first_steps(frame, &base),
        quick_actions(frame, &base),
        "<section aria-labelledby='own-numbers'><h2 class='section-title' id='own-numbers'>Your numbers</h2>",
        stat_row(&home.stats, "filed by you or on you"),
        "</section>",
        recent(frame, home, &format!("{base}/tickets"))
    ]
}

/// The way to the first steps, for those who can take them, until they are done.
fn first_steps(frame: &Frame, base: &str) -> Markup {
    let may = can(&frame.viewer, OrganizationAction::ManageSettings, &()).is_allowed();
    if !may || frame.organization.setup_completed {
        return Markup::new();
    }
    alert(
        Tone::Info,
        markup![
            "<p>Your organization is new: give it a look, invite people, make the first group. ",
            "<a class='link' href='",
            base,
            "/setup'>Set it up</a></p>"
        ],
    )
}

/// What one most often comes for.
fn quick_actions(frame: &Frame, base: &str) -> Markup {
    let may = |action| can(&frame.viewer, action, &()).is_allowed();
    let third = if may(OrganizationAction::SeeAllTickets) {
        (
            "/tickets?status=open&assignee=none",
            "inbox",
            "Unassigned",
            "Open tickets nobody holds",
        )
    } else {
        ("/tickets", "inbox", "All tickets", "Everything you can see")
    };
    let fourth = if may(OrganizationAction::SeeStats) {
        (
            "/admin",
            "chart-column",
            "Overview",
            "How the organization does",
        )
    } else {
        (
            "/admin",
            "chart-column",
            "My numbers",
            "How your tickets do",
        )
    };
    let action =
        |(path, icon, title, text): (&'static str, &'static str, &'static str, &'static str)| {
            markup![
                "<li><a class='card quick' href='",
                base,
                path,
                "'><span class='quick-icon'>",
                sized_icon(icon, "icon-md"),
                "</span><span><span class='block font-medium'>",
                title,
                "</span><span class='muted'>",
                text,
                "</span></span></a></li>"
            ]
        };
    let first = ("/tickets/new", "plus", "New ticket", "Ask for something");
    let first = may(OrganizationAction::CreateTicket).then_some(first);
    let second = (
        "/tickets?mine=true",
        "user-check",
        "My tickets",
        "Filed by you or on you",
    );
    let actions = first.into_iter().chain([second, third, fourth]);
    let actions: Markup = actions.map(action).collect();
    markup![
        "<nav aria-label='Quick actions'><ul class='quick-row'>",
        actions,
        "</ul></nav>"
    ]
}

fn recent(frame: &Frame, home: &Home, list: &str) -> Markup {
    let all = markup!["<a class='link' href='", list, "'>All tickets</a>"];
    let body = if home.recent.is_empty() {
        empty(
            "inbox",
            "No tickets yet",
            "Tickets you file or work on appear here, newest first.",
            file_button(frame),
        )
    } else {
        ticket_table(&home.recent, home.now, list, "The newest tickets", None)
    };
    flush_card("Newest tickets", "recent", all, body)
}
