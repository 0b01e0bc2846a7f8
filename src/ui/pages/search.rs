//! `/o/{slug}/search?q=...`: what one may read, by its words.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::api::tickets::SearchTickets;
use crate::model::page::Count;
use crate::model::search::{Hit, Piece, Place, SearchPage as Found};
use crate::ui::components::badge::{badge, status_badge};
use crate::ui::components::button::{Look, link_button};
use crate::ui::components::empty::empty;
use crate::ui::components::icon::icon;
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::Erase;
use crate::ui::frame::use_slug;
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, live_html, markup};
use crate::ui::number::counted;
use crate::ui::time::moment;

/// The page.
#[component]
pub fn SearchPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_query_map();
    let q = Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default()));
    load(
        move || SearchTickets {
            slug: slug.get(),
            q: q.get(),
        },
        |_| (),
        skeleton::list,
        move |found| page(slug, found),
    )
}

fn page(slug: Memo<String>, data: Data<Found>) -> AnyView {
    view! {
        <TabTitle title="Search"/>
        <div class="page page-narrow">
            {live_html("", move || page_head("Search", &data.with(note), Markup::new()))}
            {live_html("", move || form(&slug.get(), &data.with(|found| found.q.clone())))}
            {live_html("card empty:hidden", move || data.with(|found| results(found, &slug.get())))}
        </div>
    }
    .erase()
}

fn note(found: &Found) -> String {
    match found.hits.len() {
        0 => String::new(),
        _ if found.has_more => format!(
            "The {} best tickets; add a word to find fewer",
            found.hits.len()
        ),
        hits => counted(Count::capped(hits as u64), "ticket", "tickets"),
    }
}

fn form(slug: &str, q: &str) -> Markup {
    markup![
        "<form method='get' action='/o/",
        slug,
        "/search' role='search' aria-label='Tickets' class='search-form'><label class='sr-only' for='search-q'>Words or a ticket’s number</label>\
         <input class='input' type='search' id='search-q' name='q' maxlength='200' value='",
        q,
        "' placeholder='Words or a ticket’s number' autocomplete='off'>\
         <button type='submit' class='btn btn-secondary'>",
        icon("search"),
        "Search</button></form>"
    ]
}

fn results(found: &Found, slug: &str) -> Markup {
    if found.q.is_empty() {
        let text = "Looks through subjects, descriptions and the conversation of every ticket you can see. \
                    The beginning of a word is enough.";
        return empty("search", "What are you looking for?", text, Markup::new());
    }
    if found.hits.is_empty() {
        let next = link_button(
            &format!("/o/{slug}/tickets"),
            Look::Secondary,
            "",
            "All tickets",
        );
        let text = "Nothing you can see has all these words in one text. Try fewer of them, or only their beginnings.";
        return empty("search-x", "Nothing found", text, next);
    }
    let hits: Markup = found
        .hits
        .iter()
        .map(|hit| line(hit, slug, found.now))
        .collect();
    markup!["<ol class='hits'>", hits, "</ol>"]
}

fn line(hit: &Hit, slug: &str, now: DateTime<Utc>) -> Markup {
    let ticket = &hit.ticket;
    let number = ticket.number.to_string();
    let (anchor, place) = match &hit.place {
        Place::Ticket => (String::new(), Markup::new()),
        Place::Comment {
            id,
            author,
            is_internal,
        } => {
            let note = is_internal.then(|| badge("tone-warning", "lock", "Internal note"));
            let place = markup!["<span class='muted'>", author, ": </span>", note];
            (format!("#comment-{id}"), place)
        }
    };
    let text = markup!["<p class='hit-text'>", place, marked(&hit.excerpt), "</p>"];
    markup![
        "<li class='hit'><a class='row-link' href='/o/",
        slug,
        "/tickets/",
        &number,
        anchor,
        "'>",
        marked(&hit.subject),
        "</a><div class='row muted'><span class='num'>#",
        &number,
        "</span>",
        status_badge(ticket.status),
        "<span>",
        &ticket.requester.name,
        "</span>",
        moment(ticket.updated_at, now),
        "</div>",
        (!hit.excerpt.is_empty()).then_some(text),
        "</li>"
    ]
}

fn marked(pieces: &[Piece]) -> Markup {
    let tell = |piece: &Piece| match piece.is_match {
        true => markup!["<mark>", &piece.text, "</mark>"],
        false => markup![&piece.text],
    };
    pieces.iter().map(tell).collect()
}
