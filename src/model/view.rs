//! What a page is made of: one value per page, so that a page is one round trip.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Reference;
use super::attachment::Attachment;
use super::comment::Comment;
use super::event::TicketEvent;
use super::group::Group;
use super::ids::{GroupId, UserId};
use super::organization::OrganizationSummary;
use super::page::Page;
use super::stats::{Day, GroupTurnover, Stats, Turnover};
use super::support::SupportLook;
use super::ticket::{Ticket, TicketFacts, TicketRow};
use super::user::Me;
use super::viewer::Viewer;

/// What the frame around every page under `/o/{slug}` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Who is signed in.
    pub me: Me,
    /// The organization of the address.
    pub organization: OrganizationSummary,
    /// What the rulebook knows of the caller here.
    pub viewer: Viewer,
    /// Whether the caller has still to prove their address.
    pub must_verify: bool,
    /// Who looks in as support: for those who run the organization, and for whoever looks.
    pub looks: Vec<SupportLook>,
}

/// `/o/{slug}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The caller's own numbers.
    pub stats: Stats,
    /// The newest tickets one may see, at most eight.
    pub recent: Vec<TicketRow>,
    /// The server's time, so that both renderings say the same "3 hours ago".
    pub now: DateTime<Utc>,
}

/// `/o/{slug}/tickets`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketList {
    /// The rows.
    pub page: Page<TicketRow>,
    /// The groups to filter by.
    pub groups: Vec<Group>,
    /// The people that the filters name, and those to choose from while a filter of people is being put together.
    pub people: Vec<Reference<UserId>>,
    /// The tags to choose from while a filter of tags is being put together.
    pub tags: Vec<String>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// `/o/{slug}/tickets/new`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTicketForm {
    /// The groups to choose from.
    pub groups: Vec<Group>,
    /// The people of the group that was chosen, for those who may assign in it.
    pub assignable: Vec<Reference<UserId>>,
    /// Tags to suggest.
    pub tags: Vec<String>,
}

/// A comment with its Markdown rendered and sanitised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderedComment {
    /// The comment.
    pub comment: Comment,
    /// Safe HTML.
    pub html: String,
}

/// The numbers of the tickets beside one in a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The one before it.
    pub previous: Option<i64>,
    /// The one after it.
    pub next: Option<i64>,
}

/// `/o/{slug}/tickets/{number}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketView {
    /// The ticket.
    pub ticket: Ticket,
    /// Its neighbours in the list one came from.
    pub beside: Beside,
    /// Whether its assignee can no longer work it (spec §3).
    pub assignee_inactive: bool,
    /// The description as safe HTML.
    pub description_html: String,
    /// The conversation, oldest first; internal notes only for those who may read them.
    pub comments: Vec<RenderedComment>,
    /// How often more of the past was asked for; each time adds as much again.
    pub older: u32,
    /// Whether older comments were left out; the newest 200 are shown unless more is asked for.
    pub more_comments: bool,
    /// The files of the ticket and of its comments, oldest first, at most 1,000.
    pub attachments: Vec<Attachment>,
    /// The timeline, newest first, 100 entries unless more is asked for.
    pub events: Vec<TicketEvent>,
    /// Whether older entries were left out.
    pub more_events: bool,
    /// Who may be assigned: the active members of the ticket's group; empty for those who may not assign.
    pub assignable: Vec<Reference<UserId>>,
    /// The groups to choose from.
    pub groups: Vec<Group>,
    /// Tags to suggest to those who may change them.
    pub tags: Vec<String>,
    /// The caller, for the buttons.
    pub viewer: Viewer,
    /// The ticket, for the buttons.
    pub facts: TicketFacts,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// `/o/{slug}/admin`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// The organization's numbers, or the caller's own.
    pub stats: Stats,
    /// What happened in the period, for those who may see the organization's numbers.
    pub period: Option<PeriodNumbers>,
}

/// What happened to an organization's tickets in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodNumbers {
    /// Its days, oldest first.
    pub days: Vec<Day>,
    /// All of it.
    pub turnover: Turnover,
    /// As many days before.
    pub before: Turnover,
    /// The groups with anything to tell, busiest first; none where one was asked for.
    pub by_group: Vec<GroupTurnover>,
    /// The groups to choose from.
    pub groups: Vec<Reference<GroupId>>,
}

/// A plain form post that was refused: the page is rendered again with what was typed and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormFlash {
    /// The path of the server function the form named in its `_fn` field.
    pub function: String,
    /// What was typed, by field name; secrets are left out.
    pub values: Vec<(String, String)>,
    /// What is wrong.
    pub error: super::AppError,
}

/// The ways that are open to somebody without an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignUpOffer {
    /// Whether an organization can be opened.
    pub opens_organizations: bool,
    /// Whether a master user approves it first.
    pub needs_approval: bool,
    /// Whether an account can do without an organization.
    pub alone: bool,
    /// Whether a mail must be answered before anything else.
    pub verifies: bool,
}

/// `/signup`: what can be done here, and who is there already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignUpView {
    /// The ways that are open.
    pub offer: SignUpOffer,
    /// The address of whoever is signed in: they have an account.
    pub signed_in_as: Option<String>,
}

/// `/verify-email`: the link, and who is looking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The address that the link proves, while it works.
    pub proves: Option<String>,
    /// Whether the address of whoever is signed in is proven.
    pub is_verified: Option<bool>,
    /// Their address.
    pub email: Option<String>,
    /// Whether a link that works is in their mail.
    pub is_sent: bool,
}
