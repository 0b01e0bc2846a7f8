//! The reply: public or internal, shown in the conversation before the server has answered.

use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use super::Place;
use crate::api::tickets::{AddComment, ReopenTicket};
use crate::model::attachment::Upload;
use crate::model::comment::{CommentBody, Visibility};
use crate::model::error::Conflict;
use crate::model::view::TicketView;
use crate::model::{AppError, FieldErrors};
use crate::policy::TicketAction;
use crate::ui::browser;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::field::TextArea;
use crate::ui::components::files::file_field;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::icon::Icon;
use crate::ui::erase::{Erase, When, live};
use crate::ui::load::Data;
use crate::ui::markup::{Markup, hidden, live_html};

/// Where the files of the reply are.
const CHIPS: &str = "reply-files-list";

/// The comment on its way to the server.
#[derive(Clone, Copy)]
pub struct Sending(pub RwSignal<Option<Draft>>);

/// A comment as it was typed.
#[derive(Clone)]
pub struct Draft {
    /// Markdown.
    pub body: String,
    /// Whether only those who work here will read it.
    pub is_internal: bool,
}

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("body", CommentBody::parse(&input.get("body")));
    errors
}

/// The reply form.
#[component]
pub fn Composer(
    /// Which ticket.
    place: Place,
    /// The ticket.
    view: Data<TicketView>,
) -> impl IntoView {
    let Sending(sending) = expect_context();
    let form = FormState::new::<AddComment>("reply", place.fields());
    let reopening = FormState::new::<ReopenTicket>("reopen-with", place.fields());
    let first = reopening.typed("comment").unwrap_or_default();
    let attempt = RwSignal::new(form.typed("body").unwrap_or_else(|| first.clone()));
    let attached = RwSignal::new(reopening.all_typed(Upload::FIELD));
    let chips = StoredValue::new(String::new());
    let field = file_field(form, &place.slug);
    let write = move |text: &str| {
        if let Some(area) = browser::by_id::<HtmlTextAreaElement>("reply-body") {
            area.set_value(text);
        }
    };
    let on_send = move |sent: Fields| {
        let draft = Draft {
            body: sent.get("body"),
            is_internal: sent.get("visibility") == Visibility::Internal.as_str(),
        };
        attempt.set(draft.body.clone());
        attached.set(sent.all(Upload::FIELD));
        chips.set_value(browser::take_content(CHIPS));
        write("");
        sending.set(Some(draft));
    };
    let on_fail = move |_: AppError| {
        sending.set(None);
        browser::put_content(CHIPS, &chips.get_value());
        // What was typed since stays, below what could not be sent.
        let since = browser::by_id::<HtmlTextAreaElement>("reply-body")
            .map(|area| area.value())
            .filter(|typed| !typed.trim().is_empty());
        let attempt = attempt.get_untracked();
        match since {
            Some(since) => write(&format!("{attempt}\n\n{since}")),
            None => write(&attempt),
        }
    };
    view! {
        <section class="card composer" aria-labelledby="reply-title">
            <h2 class="sr-only" id="reply-title">"Write a reply"</h2>
            <Form form check on_send on_fail files=true class="stack-sm">
                <Audience view form/>
                <TextArea name="body" label="Reply" hidden_label=true rows=5 value=first hint="Markdown works."/>
                {field}
                <div class="form-actions"><Submit shape="send">"Send"</Submit></div>
            </Form>
            <ReopenWith
                form
                reopening
                attempt
                attached
                on_done=move |()| {
                    write("");
                    let _ = browser::take_content(CHIPS);
                }
            />
        </section>
    }
}

/// Who will read it; without the right to internal notes there is nothing to choose.
#[component]
fn Audience(view: Data<TicketView>, form: FormState) -> impl IntoView {
    let may_note = view.allows(TicketAction::InternalNotes);
    let chosen = form
        .typed("visibility")
        .unwrap_or_else(|| Visibility::Public.to_string());
    let choice = move |visibility: Visibility, icon: &'static str| {
        let checked = chosen == visibility.as_str();
        view! {
            <label class="segment">
                <input class="sr-only" type="radio" name="visibility" value=visibility.as_str() checked=checked/>
                <Icon name=icon/>
                {visibility.label()}
            </label>
        }
    };
    live(move || {
        if !may_note.get() {
            return view! { <input type="hidden" name="visibility" value=Visibility::Public.as_str()/> }.erase();
        }
        view! {
            <fieldset class="segments segments-start">
                <legend class="sr-only">"Who reads it"</legend>
                {choice(Visibility::Public, "message-square")}
                {choice(Visibility::Internal, "lock")}
            </fieldset>
        }
        .erase()
    })
}

/// The files of a comment, for another form.
fn carried(files: &[String]) -> Markup {
    let field = |file: &String| hidden(Upload::FIELD, file);
    files.iter().map(field).collect()
}

/// The offer to reopen a closed ticket with the comment it refused.
#[component]
fn ReopenWith(
    form: FormState,
    reopening: FormState,
    attempt: RwSignal<String>,
    attached: RwSignal<Vec<String>>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let is_offered = Memo::new(move |_| {
        let refused = form
            .error
            .with(|error| *error == Some(Conflict::ReopenToComment.into()));
        refused || reopening.error.with(Option::is_some)
    });
    let done = move |()| {
        form.error.set(None);
        on_done.run(());
    };
    view! {
        <When is=is_offered>
            <Form form=reopening on_done=done said="The ticket is open again.">
                <input type="hidden" name="comment" value=attempt/>
                {live_html("", move || attached.with(|files| carried(files)))}
                <div class="form-actions">
                    <Submit look=Look::Secondary shape="rotate-ccw">"Reopen with this comment"</Submit>
                </div>
            </Form>
        </When>
    }
}
