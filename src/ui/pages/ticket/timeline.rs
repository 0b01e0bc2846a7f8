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
        Happening::TagsChanged { from, to } => ("tag", tags_changed(from.as_deref(), to)),
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

/// Which tags came and which went; where that is not known, which there were then.
fn tags_changed(from: Option<&[String]>, to: &[String]) -> String {
    let Some(from) = from else {
        return match to {
            [] => "took all tags off".to_owned(),
            to => format!("set the tags to {}", listed(&quoted(to))),
        };
    };
    let without = |these: &[String], those: &[String]| {
        let left = these.iter().filter(|tag| !those.contains(tag));
        quoted(left)
    };
    let (added, removed) = (without(to, from), without(from, to));
    match (added.as_slice(), removed.as_slice()) {
        (added, []) => format!("added {}", the_tags(added)),
        ([], removed) => format!("removed {}", the_tags(removed)),
        ([added], [removed]) => format!("added the tag {added} and removed {removed}"),
        (added, removed) => {
            format!("added {}, and removed {}", the_tags(added), listed(removed))
        }
    }
}

fn the_tags(tags: &[String]) -> String {
    let noun = if tags.len() == 1 { "tag" } else { "tags" };
    format!("the {noun} {}", listed(tags))
}

/// A tag may be of several words.
fn quoted<'a>(tags: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    tags.into_iter().map(|tag| format!("“{tag}”")).collect()
}

/// a; a and b; a, b and c.
fn listed(words: &[String]) -> String {
    match words {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        words => words.concat(),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn told(from: Option<&str>, to: &str) -> String {
        let tags = |words: &str| words.split_whitespace().map(str::to_owned).collect();
        let (from, to) = (from.map(tags), tags(to));
        tell(&Happening::TagsChanged { from, to }).1
    }

    #[test]
    fn tags_are_told_as_they_came_and_went() {
        for (from, to, words) in [
            ("", "vip", "added the tag “vip”"),
            ("a", "a b c", "added the tags “b” and “c”"),
            ("", "a b c", "added the tags “a”, “b” and “c”"),
            ("billing", "", "removed the tag “billing”"),
            ("a b c d", "d", "removed the tags “a”, “b” and “c”"),
            (
                "billing",
                "vip",
                "added the tag “vip” and removed “billing”",
            ),
            ("a b", "c", "added the tag “c”, and removed “a” and “b”"),
            ("a", "b c", "added the tags “b” and “c”, and removed “a”"),
        ] {
            assert_eq!(told(Some(from), to), words);
        }
    }

    #[test]
    fn where_the_tags_before_are_not_known_those_after_are_told() {
        assert_eq!(told(None, "a b"), "set the tags to “a” and “b”");
        assert_eq!(told(None, ""), "took all tags off");
    }
}
