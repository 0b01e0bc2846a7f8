//! What was said: the description, then the comments, oldest first, then what is being sent.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::Place;
use super::composer::Sending;
use crate::api::tickets::RemoveAttachment;
use crate::model::CommentId;
use crate::model::attachment::Attachment;
use crate::model::comment::Visibility;
use crate::model::view::{RenderedComment, TicketView};
use crate::policy::{AttachmentAction, AttachmentFacts, CommentAction, CommentFacts, can};
use crate::ui::components::avatar::avatar;
use crate::ui::components::button::Look;
use crate::ui::components::files::files;
use crate::ui::components::icon::icon;
use crate::ui::erase::{Erase, live, nothing};
use crate::ui::load::Data;
use crate::ui::markup::{Markup, hidden, live_html, markup};
use crate::ui::time::moment;

/// The conversation.
#[component]
pub fn Conversation(
    /// Which ticket.
    place: Place,
    /// The ticket.
    view: Data<TicketView>,
) -> impl IntoView {
    view! {
        <h2 class="sr-only">"Conversation"</h2>
        {live_html("", move || view.with(|view| messages(&place, view)))}
        <BeingSent view/>
    }
}

fn messages(place: &Place, view: &TicketView) -> Markup {
    let ticket = &view.ticket;
    let description = if view.description_html.trim().is_empty() {
        markup!["<p class='muted'>No description.</p>"]
    } else {
        prose(&view.description_html)
    };
    let gap = view.more_comments.then(|| {
        markup![
            "<li class='messages-gap'><a class='",
            Look::Secondary.class(),
            "' noscroll href='",
            place.page(place.number, &format!("older={}", view.older + 1)),
            "'>Show older comments</a></li>"
        ]
    });
    let comments: Markup = view
        .comments
        .iter()
        .map(|comment| message(place, view, comment))
        .collect();
    markup![
        "<ol class='messages'><li class='message'>",
        author(
            &ticket.created_by.name,
            moment(ticket.created_at, view.now),
            Markup::new()
        ),
        description,
        files_of(place, view, None),
        "</li>",
        gap,
        comments,
        "</ol>"
    ]
}

/// Markdown as the server rendered and sanitised it.
fn prose(html: &str) -> Markup {
    markup![
        "<div class='prose'>",
        Markup::sanitised(html.to_owned()),
        "</div>"
    ]
}

/// The head of a message: who, and when.
fn author(name: &str, when: Markup, mark: Markup) -> Markup {
    markup![
        "<div class='message-head'>",
        avatar(name, ""),
        "<span class='font-medium'>",
        name,
        "</span><span class='muted'>",
        when,
        "</span>",
        mark,
        "</div>"
    ]
}

/// The files that came with a comment, or with the ticket itself.
fn files_of(place: &Place, view: &TicketView, comment: Option<CommentId>) -> Markup {
    let of_it = view
        .attachments
        .iter()
        .filter(|file| file.comment == comment);
    files(of_it, &place.address(), |file| {
        let facts = AttachmentFacts {
            ticket: view.facts,
            uploader: file.uploader.id,
            // Whoever is shown a file reads what it came with.
            is_internal: false,
        };
        if can(&view.viewer, AttachmentAction::Remove, &facts).is_allowed() {
            removal(place, file)
        } else {
            Markup::new()
        }
    })
}

/// Asks, then takes a file away.
fn removal(place: &Place, file: &Attachment) -> Markup {
    let fields = place.fields();
    let fields: Markup = fields
        .iter()
        .map(|(name, value)| hidden(name, value))
        .collect();
    markup![
        "<details><summary>Remove</summary><form data-plain method='post' action='' class='form-actions'>",
        hidden("_fn", RemoveAttachment::PATH),
        fields,
        hidden("attachment", &file.id.to_string()),
        "<span>Nobody can open it any more then.</span><button class='",
        Look::Danger.class(),
        "'>Remove the file</button></form></details>"
    ]
}

fn message(place: &Place, view: &TicketView, comment: &RenderedComment) -> Markup {
    let RenderedComment { comment, html } = comment;
    let mark = |shape, words: &'static str| {
        markup!["<span class='message-mark'>", icon(shape), words, "</span>"]
    };
    let (class, mark) = match (comment.is_resolution, comment.visibility) {
        (true, _) => (
            "message message-resolution",
            mark("circle-check", "Resolution"),
        ),
        (false, Visibility::Internal) => (
            "message message-internal",
            mark("lock", Visibility::Internal.label()),
        ),
        (false, Visibility::Public) => ("message", Markup::new()),
    };
    let id = comment.id.to_string();
    let when = markup![
        "<a href='#comment-",
        id.as_str(),
        "'>",
        moment(comment.created_at, view.now),
        "</a>"
    ];
    let edited = comment.edited_at.map(|at| {
        markup![
            "<span class='muted'>(edited ",
            moment(at, view.now),
            ")</span>"
        ]
    });
    let facts = CommentFacts::of(view.facts, comment, comment.is_fresh(view.now));
    let edit = can(&view.viewer, CommentAction::Edit, &facts)
        .is_allowed()
        .then(|| {
            markup![
                "<a class='link' href='",
                place.below(&format!("comments/{id}/edit")),
                "'>Edit</a>"
            ]
        });
    let edited = markup![edited, edit];
    markup![
        "<li class='",
        class,
        "' id='comment-",
        id.as_str(),
        "'>",
        author(&comment.author.name, when, markup![edited, mark]),
        prose(html),
        files_of(place, view, Some(comment.id)),
        "</li>"
    ]
}

/// What was just sent and has not come back yet.
#[component]
fn BeingSent(view: Data<TicketView>) -> impl IntoView {
    let Sending(sending) = expect_context();
    Effect::new(move |before: Option<Option<CommentId>>| {
        // Not their number: no more than the newest are loaded.
        let last = view.with(|view| view.comments.last().map(|last| last.comment.id));
        if before.is_some_and(|before| before != last) {
            sending.set(None);
        }
        last
    });
    live(move || {
        let Some(draft) = sending.get() else {
            return nothing();
        };
        let class = if draft.is_internal {
            "message message-sending message-internal"
        } else {
            "message message-sending"
        };
        view! {
            <div class=class>
                <div class="message-head">
                    <span class="spinner spinner-on" aria-hidden="true"></span>
                    <span class="font-medium">"You"</span>
                    <span class="muted">"Sending…"</span>
                </div>
                <p class="whitespace-pre-wrap break-words">{draft.body}</p>
            </div>
        }
        .erase()
    })
}
