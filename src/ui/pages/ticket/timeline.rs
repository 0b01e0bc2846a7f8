//! What happened to the ticket, newest first.

use chrono::{DateTime, Utc};

use super::Place;
use crate::model::event::{Happening, TicketEvent};
use crate::model::view::TicketView;
use crate::ui::components::button::Look;
use crate::ui::components::icon::icon;
use crate::ui::markup::{Markup, markup};
use crate::ui::time::moment;

/// The icon of a happening, and its sentence after the actor's name.
fn tell(happening: &Happening) -> (&'static str, String) {
    match happening {
        Happening::Created => ("ticket", "filed the ticket".to_owned()),
        Happening::Assigned { to } => ("user-check", format!("assigned it to {}", to.name)),
        Happening::Unassigned => ("user-round-x", "took the assignee off".to_owned()),
        Happening::StatusChanged { from, to } => (
            "circle-dot",
            format!("changed the status from {} to {}", from.label(), to.label()),
        ),
        Happening::PriorityChanged { from, to } => (
            "arrow-up",
            format!(
                "changed the priority from {} to {}",
                from.label(),
                to.label()
            ),
        ),
        Happening::GroupChanged { to: Some(group) } => {
            ("users", format!("moved it to {}", group.name))
        }
        Happening::GroupChanged { to: None } => ("users", "took it out of its group".to_owned()),
        Happening::SubjectChanged { from, to } => (
            "pencil",
            format!("changed the subject from “{from}” to “{to}”"),
        ),
        Happening::DescriptionChanged => ("pencil", "changed the description".to_owned()),
        Happening::TagsChanged { to } if to.is_empty() => ("tag", "took all tags off".to_owned()),
        Happening::TagsChanged { to } => ("tag", format!("set the tags to {}", to.join(", "))),
        Happening::Commented => ("message-square", "replied".to_owned()),
        Happening::AttachmentAdded { file_name } => ("paperclip", format!("attached {file_name}")),
        Happening::AttachmentRemoved { file_name } => {
            ("paperclip", format!("took away {file_name}"))
        }
        Happening::Noted => ("lock", "wrote an internal note".to_owned()),
        Happening::Closed => (
            "circle-check",
            "closed the ticket with a resolution".to_owned(),
        ),
        Happening::Reopened => ("rotate-ccw", "opened it again".to_owned()),
        Happening::Deleted => ("trash-2", "deleted the ticket".to_owned()),
    }
}

fn line(event: &TicketEvent, now: DateTime<Utc>) -> Markup {
    let (shape, sentence) = tell(&event.happening);
    let actor = event
        .actor
        .as_ref()
        .map_or("Tutta", |actor| actor.name.as_str());
    markup![
        "<li class='happening' id='event-",
        event.id.to_string(),
        "'><span class='happening-icon'>",
        icon(shape),
        "</span><p class='min-w-0 break-words'><span class='font-medium'>",
        actor,
        "</span> ",
        sentence,
        " <a class='muted nowrap' href='#event-",
        event.id.to_string(),
        "'>",
        moment(event.created_at, now),
        "</a></p></li>"
    ]
}

/// The timeline of the ticket.
#[must_use]
pub fn timeline(view: &TicketView, place: &Place) -> Markup {
    let lines: Markup = view
        .events
        .iter()
        .map(|event| line(event, view.now))
        .collect();
    let older = view.more_events.then(|| {
        markup![
            "<a class='",
            Look::Secondary.class(),
            "' noscroll href='",
            place.page(
                place.number,
                &format!("tab=activity&older={}", view.older + 1)
            ),
            "'>Show older activity</a>"
        ]
    });
    markup![
        "<h2 class='sr-only'>Activity</h2><ol class='timeline'>",
        lines,
        "</ol>",
        older
    ]
}
