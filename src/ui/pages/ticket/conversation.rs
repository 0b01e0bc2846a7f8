//! What was said: the description, then the comments, oldest first, then what is being sent.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::composer::Sending;
use crate::model::comment::Visibility;
use crate::model::view::{RenderedComment, TicketView};
use crate::ui::components::avatar::Avatar;
use crate::ui::components::icon::Icon;
use crate::ui::load::Data;
use crate::ui::time::Moment;

/// The conversation.
#[component]
pub fn Conversation(
    /// The ticket.
    view: Data<TicketView>,
) -> impl IntoView {
    let now = view.map(|view| view.now);
    let more = view.map(|view| view.more_comments);
    let comments = view.map(|view| view.comments.clone());
    view! {
        <h2 class="sr-only">"Conversation"</h2>
        <ol class="messages">
            <Description view/>
            <Show when=move || more.get()>
                <li class="messages-gap">"Older comments are left out; these are the newest 200."</li>
            </Show>
            <For each=move || comments.get() key=|comment| comment.comment.id let:comment>
                {message(comment, now)}
            </For>
            <BeingSent view/>
        </ol>
    }
}

/// The head of a message: who, and when.
fn author(
    name: String,
    at: DateTime<Utc>,
    now: Memo<DateTime<Utc>>,
    mark: Option<AnyView>,
) -> AnyView {
    view! {
        <div class="message-head">
            <Avatar name=name.clone()/>
            <span class="font-medium">{name}</span>
            <span class="muted">{move || view! { <Moment at now=now.get()/> }}</span>
            {mark}
        </div>
    }
    .into_any()
}

#[component]
fn Description(view: Data<TicketView>) -> impl IntoView {
    let now = view.map(|view| view.now);
    let (name, at) =
        view.peek(|view| (view.ticket.created_by.name.clone(), view.ticket.created_at));
    let html = view.map(|view| view.description_html.clone());
    let body = move || match html.get() {
        html if html.trim().is_empty() => {
            view! { <p class="muted">"No description."</p> }.into_any()
        }
        html => view! { <div class="prose" inner_html=html></div> }.into_any(),
    };
    view! {
        <li class="message">
            {author(name, at, now, None)}
            {body}
        </li>
    }
}

fn message(comment: RenderedComment, now: Memo<DateTime<Utc>>) -> AnyView {
    let RenderedComment { comment, html } = comment;
    let (class, mark) = match (comment.is_resolution, comment.visibility) {
        (true, _) => (
            "message message-resolution",
            Some(("circle-check", "Resolution")),
        ),
        (false, Visibility::Internal) => (
            "message message-internal",
            Some(("lock", Visibility::Internal.label())),
        ),
        (false, Visibility::Public) => ("message", None),
    };
    let mark = mark.map(|(icon, words)| {
        view! { <span class="message-mark"><Icon name=icon/> {words}</span> }.into_any()
    });
    view! {
        <li class=class id=format!("comment-{}", comment.id)>
            {author(comment.author.name, comment.created_at, now, mark)}
            <div class="prose" inner_html=html></div>
        </li>
    }
    .into_any()
}

/// What was just sent and has not come back yet.
#[component]
fn BeingSent(view: Data<TicketView>) -> impl IntoView {
    let sending = expect_context::<Sending>();
    let count = view.map(|view| view.comments.len());
    Effect::new(move |before: Option<usize>| {
        let now = count.get();
        if before.is_some_and(|before| before != now) {
            sending.0.set(None);
        }
        now
    });
    move || {
        sending.0.get().map(|comment| {
            let is_internal = comment.visibility == Visibility::Internal.as_str();
            view! {
                <li class="message message-sending" class:message-internal=is_internal>
                    <div class="message-head">
                        <span class="spinner spinner-on" aria-hidden="true"></span>
                        <span class="font-medium">"You"</span>
                        <span class="muted">"Sending…"</span>
                    </div>
                    <p class="whitespace-pre-wrap break-words">{comment.body}</p>
                </li>
            }
        })
    }
}
