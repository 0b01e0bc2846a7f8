//! The browser's program comes in two parts, so that a first visit loads little (ADR 8): the desk, where tickets are
//! filed and worked, and the office, where accounts, people, settings and the platform are seen to. An address tells
//! which part has its page; the way from one part to the other is a load of the document.

use std::sync::OnceLock;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::browser;
use super::erase::{Erase, nothing};

/// A part of the browser's program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Signing in, an organization's home and its tickets.
    Desk,
    /// All the rest.
    Office,
}

impl Part {
    /// The part that has the page of a path.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        let is_office = match segments.next() {
            Some("o") => matches!(
                segments.nth(1),
                Some("admin" | "leave" | "search" | "setup")
            ),
            Some(page) => matches!(
                page,
                "account"
                    | "invitations"
                    | "organizations"
                    | "platform"
                    | "reset-password"
                    | "setup"
                    | "signup"
                    | "verify-email"
                    | "welcome"
            ),
            None => false,
        };
        if is_office { Self::Office } else { Self::Desk }
    }
}

/// The part that runs in this browser; none where the program is whole, and on the server.
static RUNNING: OnceLock<Part> = OnceLock::new();

/// Says which part runs; before anything of it does.
pub fn run(part: Part) {
    let _ = RUNNING.set(part);
}

/// Whether the page of an address of this site is in the part that does not run.
#[must_use]
pub fn is_elsewhere(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    RUNNING
        .get()
        .is_some_and(|running| *running != Part::of(path))
}

/// Lets links to the other part load their document: has to be called before the router, which follows links within
/// this one.
pub fn leave_by_links() {
    if RUNNING.get().is_none() {
        return;
    }
    let heard = window_event_listener(ev::click, |click| {
        if let Some(link) = browser::link_at(&click)
            && is_elsewhere(&link.pathname())
        {
            link.set_rel("external");
        }
    });
    on_cleanup(move || heard.remove());
}

/// Leads to another page of this site, in whichever part that is.
#[must_use]
pub fn redirect(path: String) -> AnyView {
    if is_elsewhere(&path) {
        let _ = window().location().replace(&path);
        return nothing();
    }
    view! { <Redirect path/> }.erase()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn tickets_are_on_the_desk_and_administration_is_in_the_office() {
        for (path, part) in [
            ("/", Part::Desk),
            ("/sign-in", Part::Desk),
            ("/o/acme", Part::Desk),
            ("/o/acme/tickets/12/edit", Part::Desk),
            ("/o/acme/admin", Part::Office),
            ("/o/acme/admin/", Part::Office),
            ("/o/acme/admin/users", Part::Office),
            ("/o/acme/setup", Part::Office),
            ("/o/admin/tickets", Part::Desk),
            ("/account", Part::Office),
            ("/platform/users/1", Part::Office),
        ] {
            assert_eq!(Part::of(path), part, "{path}");
        }
    }
}
