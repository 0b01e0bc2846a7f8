//! `/o/{slug}/tickets/{number}/comments/{comment}/edit`: mending what one has just sent.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::ticket::{Place, load_ticket};
use crate::api::tickets::{EditComment, LoadTicket};
use crate::model::comment::{Comment, CommentBody};
use crate::model::view::TicketView;
use crate::model::{CommentId, FieldErrors};
use crate::policy::{CommentAction, CommentFacts, Decision, can};
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::TextArea;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::erase::Erase;
use crate::ui::load::Data;
use crate::ui::markup::{Markup, html, markup};

const TITLE: &str = "Edit your comment";

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("body", CommentBody::parse(&input.get("body")));
    errors
}

/// The page.
#[component]
pub fn EditCommentPage() -> impl IntoView {
    load_ticket(LoadTicket::from, page)
}

fn page(place: &Place, view: Data<TicketView>) -> AnyView {
    let params = use_params_map();
    let id: Option<CommentId> = params.with_untracked(|params| params.get("comment")?.parse().ok());
    let found = view.peek(|view| id.map_or_else(|| Err(gone()), |id| editable(view, id)));
    let back = link_button(&place.page(place.number, ""), Look::Quiet, "", "Cancel");
    let content = match found {
        Ok(comment) => form(place, &comment, back),
        Err(words) => html(
            "card card-body stack",
            markup![alert(Tone::Warning, markup!["<p>", words, "</p>"]), back],
        ),
    };
    view! {
        <TabTitle title=TITLE/>
        <div class="page page-narrow">
            {html("", page_head(TITLE, "", Markup::new()))}
            {content}
        </div>
    }
    .erase()
}

fn gone() -> String {
    "There is no such comment among the newest of this ticket.".to_owned()
}

/// The comment, or why it is not edited any more.
fn editable(view: &TicketView, id: CommentId) -> Result<Comment, String> {
    let found = view.comments.iter().find(|shown| shown.comment.id == id);
    let comment = &found.ok_or_else(gone)?.comment;
    match can(
        &view.viewer,
        CommentAction::Edit,
        &CommentFacts::of(view.facts, comment, comment.is_fresh(view.now)),
    ) {
        Decision::Allow => Ok(comment.clone()),
        Decision::Refuse(refusal) => Err(refusal.to_string()),
        Decision::Hide => Err(gone()),
    }
}

fn form(place: &Place, comment: &Comment, back: Markup) -> AnyView {
    let mut hidden = place.fields();
    hidden.push(("comment", comment.id.to_string()));
    let form = FormState::new::<EditComment>("edit-comment", hidden);
    let body = comment.body.clone();
    view! {
        <Form form check leaves=true class="card card-body stack">
            <TextArea name="body" label="Comment" value=body rows=8 hint="Markdown works. Others see that it was edited."/>
            <div class="form-actions">
                {html("", back)}
                <Submit>"Save"</Submit>
            </div>
        </Form>
    }
    .erase()
}
