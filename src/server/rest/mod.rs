//! The REST API (spec §5): adapters that read, call one service and answer.
//!
//! `routes!` is the one list of addresses: what is not in it is neither served nor described, so a test can walk it
//! and miss nothing. Beside it stand only the description itself and its page.

pub mod answer;
pub mod attachments;
pub mod audit;
pub mod auth;
pub mod body;
pub mod csv;
pub mod error;
pub mod extract;
pub mod groups;
pub mod invitations;
pub mod jobs;
pub mod joining;
pub mod me;
pub mod openapi;
pub mod organizations;
pub mod parameter;
pub mod people;
pub mod platform;
pub mod register;
mod routes;
mod serving;
pub mod stats;
pub mod tickets;
mod token;

use axum::Router;
use axum::routing::{MethodFilter, on};

pub use self::serving::{description, router};

use self::openapi::{Draft, Route};
use self::routes::{routes, scope};
use self::token::guarded;
use super::state::AppState;
use crate::model::personal_token::TokenScope;

routes! {
    "Tokens" "Signing in, going on and signing out." {
        /// Sign in
        ///
        /// Gives a pair of tokens. A wrong address and a wrong password get the same answer.
        POST "/token" => auth::token, or 401 403 429;
        /// Go on with a refresh token
        ///
        /// Gives a new pair; the old refresh token has then been used. One that is used again ends the whole session,
        /// but for the ten seconds in which requests may race.
        POST "/token/refresh" => auth::token_refresh, or 401 429;
        /// Ask whether a token still works
        POST "/token/verify" => auth::token_verify, or 401 429;
        /// Open an account
        ///
        /// With an organization of one's own, with the invite code of another, or alone. Where addresses are verified
        /// the answer is 202, whoever has the address: a mail says how to go on.
        POST "/register" => register::register, or 403 429;
        /// Open an account without an organization
        POST "/signup" => register::signup, or 403 429;
        /// Sign in, and learn who one is
        ///
        /// The same as `POST /api/token`, in the words of the first client.
        POST "/v1/auth/login" => auth::login, or 401 403 429;
        /// Go on with a refresh token
        ///
        /// The same as `POST /api/token/refresh`, in the words of the first client.
        POST "/v1/auth/refresh" => auth::refresh, or 401 429;
        /// Sign out
        ///
        /// Ends the session of the refresh token, or of the caller. Needs no access token, which may have ended.
        POST "/v1/auth/logout" => auth::logout;
    }
    "Me" "The caller." {
        /// Who one is
        GET "/me" => me::me, scope ProfileRead;
        /// Who one is
        GET "/v1/auth/me" => me::me, scope ProfileRead;
        /// Choose where to land
        ///
        /// Makes an organization the caller's primary one.
        POST "/v1/auth/switch-org" => me::switch_organization, or 404;
    }
    "Tickets" "What people ask for, and the conversation about it. Agents and members see what concerns them." {
        /// List tickets
        ///
        /// The newest first, unless asked otherwise.
        GET "/tickets" => tickets::list, scope TicketsRead;
        /// File a ticket
        POST "/tickets" => tickets::create, scope TicketsWrite;
        /// Read a ticket
        GET "/tickets/{id}" => tickets::read, scope TicketsRead;
        /// Change a ticket
        ///
        /// What is left out stays. With `version` or `If-Match`, a change made from an older version is refused.
        /// Closing and reopening are operations of their own.
        PATCH "/tickets/{id}" => tickets::change, scope TicketsWrite;
        /// Delete a ticket
        DELETE "/tickets/{id}" => tickets::delete, scope TicketsWrite;
        /// Assign a ticket
        ///
        /// To an active member of its group, or to nobody.
        POST "/tickets/{id}/assign" => tickets::assign, scope TicketsWrite, or 409;
        /// Close a ticket
        ///
        /// Only its assignee does, with a resolution.
        POST "/tickets/{id}/close" => tickets::close, scope TicketsWrite, or 409;
        /// Reopen a ticket
        POST "/tickets/{id}/reopen" => tickets::reopen, scope TicketsWrite, or 409;
        /// List a ticket's comments
        ///
        /// The oldest first; internal notes only for those who may read them.
        GET "/tickets/{id}/comments" => tickets::comments, scope TicketsRead;
        /// Write a comment
        ///
        /// A public one by the requester opens a pending or resolved ticket again.
        POST "/tickets/{id}/comments" => tickets::write_comment, scope TicketsWrite, or 409;
        /// Edit a comment
        ///
        /// One's own, for 15 minutes after it was sent.
        PATCH "/tickets/{id}/comments/{comment_id}" => tickets::edit_comment, scope TicketsWrite;
        /// List a ticket's files
        ///
        /// The oldest first; those of internal notes only for those who may read them.
        GET "/tickets/{id}/attachments" => attachments::list, scope TicketsRead;
        /// Add files to a ticket
        ///
        /// Or to a comment of the caller's that was just sent. Up to ten at once, each of at most 25 MiB unless the
        /// server is told otherwise. What a file is is told by its first bytes.
        POST "/tickets/{id}/attachments" => attachments::add, scope TicketsWrite;
        /// Save a file
        GET "/tickets/{id}/attachments/{attachment_id}" => attachments::read, scope TicketsRead;
        /// Take a file away
        ///
        /// Those who added it do, and those who may delete the ticket.
        DELETE "/tickets/{id}/attachments/{attachment_id}" => attachments::remove, scope TicketsWrite;
    }
    "Groups" "The teams that work tickets." {
        /// List groups
        GET "/groups" => groups::list, scope TicketsRead;
        /// List groups with their numbers
        GET "/org-admin/groups" => groups::summaries, scope OrganizationRead;
        /// Make a group
        POST "/org-admin/groups" => groups::create, scope OrganizationAdmin;
        /// Read a group with its numbers
        GET "/org-admin/groups/{id}" => groups::read, scope OrganizationRead;
        /// Change a group
        ///
        /// What is left out stays.
        PATCH "/org-admin/groups/{id}" => groups::change, scope OrganizationAdmin;
        /// Delete a group
        ///
        /// Its tickets move to another group, where its active members keep theirs, or to none, and are nobody's.
        DELETE "/org-admin/groups/{id}" => groups::delete, scope OrganizationAdmin;
        /// Name a group's manager
        ///
        /// Who managed it and was no member otherwise leaves it by this.
        POST "/org-admin/groups/{id}/set-manager" => groups::set_manager, scope OrganizationAdmin;
        /// List a group's people
        ///
        /// By name, the manager included.
        GET "/org-admin/groups/{id}/members" => groups::members, scope OrganizationRead;
        /// Add a person to a group
        ///
        /// An active member of the organization. Who is in already stays.
        POST "/org-admin/groups/{id}/members/{user_id}" => groups::add_member, scope OrganizationAdmin;
        /// Take a person out of a group
        ///
        /// Their open tickets in it go to somebody who stays, or back to nobody. A group whose manager leaves has none
        /// until somebody is named.
        DELETE "/org-admin/groups/{id}/members/{user_id}" => groups::remove_member, scope OrganizationAdmin;
    }
    "Organizations" "The caller's own: their settings, and the ways into them." {
        /// List the caller's organizations
        ///
        /// Those they are in or wait for, by name.
        GET "/v1/organizations" => organizations::list, scope ProfileRead;
        /// Open an organization
        ///
        /// The caller owns it. Where the platform approves organizations, it waits until then.
        POST "/v1/organizations" => organizations::open, or 403 429;
        /// Read an organization
        GET "/v1/organizations/{slug}" => organizations::read, scope OrganizationRead, or 403;
        /// Change an organization's settings
        ///
        /// What is left out stays. After a change of its slug, the old one leads to the new one.
        PATCH "/v1/organizations/{slug}" => organizations::change, scope OrganizationAdmin, or 403 409;
        /// Delete an organization
        DELETE "/v1/organizations/{slug}" => organizations::delete, or 403;
        /// Replace an organization's invite code
        ///
        /// The old one lets nobody in from then on.
        POST "/v1/organizations/{slug}/rotate-invite-code" => organizations::rotate_invite_code, or 403;
        /// Find organizations to join
        ///
        /// Those that let in the holders of addresses like the caller's, once the address is verified.
        GET "/v1/organizations/discover" => joining::discover;
        /// Join by an invite code
        POST "/v1/organizations/join" => joining::join, or 403 409 429;
        /// Ask to join an organization
        ///
        /// Who has an address of one of its domains may come in at once.
        POST "/v1/organizations/{slug}/request_join" => joining::ask, or 403 409 429;
        /// List the wishes to join
        GET "/v1/organizations/{slug}/join-requests" => joining::list, scope OrganizationRead, or 403;
        /// Grant a wish to join
        POST "/v1/organizations/{slug}/join-requests/{id}/approve" => joining::approve,
            scope OrganizationAdmin, or 403 409;
        /// Decline a wish to join
        POST "/v1/organizations/{slug}/join-requests/{id}/reject" => joining::reject,
            scope OrganizationAdmin, or 403 409;
    }
    "Audit" "What was done, by whom, to what: nothing is taken out of it, and every entry seals the one before." {
        /// Read an organization's audit log
        ///
        /// The newest first.
        GET "/v1/organizations/{slug}/audit" => audit::list, scope OrganizationRead, or 403;
        /// Save an organization's audit log
        GET "/v1/organizations/{slug}/audit.csv" => audit::export, scope OrganizationRead, or 403;
        /// Read the platform's audit log
        ///
        /// The newest first.
        GET "/v1/platform/audit" => audit::list_of_platform;
        /// Save the platform's audit log
        GET "/v1/platform/audit.csv" => audit::export_of_platform;
    }
    "People" "Those of an organization, for supervisors and above; nobody changes a person above their own role." {
        /// List people
        ///
        /// By name. Who runs the platform is not among them, unless as a member.
        GET "/org-admin/users" => people::users, scope OrganizationRead;
        /// Add a person
        ///
        /// With a password they are a member at once; without, they are sent an invitation.
        POST "/org-admin/users" => people::create_user, scope OrganizationAdmin, or 409 429;
        /// Read a person
        GET "/org-admin/users/{id}" => people::user, scope OrganizationRead;
        /// Change a person
        ///
        /// What is left out stays. The last owner stays one.
        PATCH "/org-admin/users/{id}" => people::change_user, scope OrganizationAdmin, or 409;
        /// Take a person out
        ///
        /// Ends the membership, never the account.
        DELETE "/org-admin/users/{id}" => people::remove_user, scope OrganizationAdmin, or 409;
        /// List memberships
        ///
        /// Of every status, with how they came about.
        GET "/org-admin/memberships" => people::memberships, scope OrganizationRead;
        /// Add a person
        ///
        /// The same as `POST /api/org-admin/users`.
        POST "/org-admin/memberships" => people::create_user, scope OrganizationAdmin, or 409 429;
        /// End a membership
        DELETE "/org-admin/memberships/{id}" => people::remove_membership, scope OrganizationAdmin, or 409;
        /// Leave an organization
        DELETE "/v1/organizations/{slug}/membership" => people::leave, or 403 409;
    }
    "Invitations" "Links by mail that work for seven days, once." {
        /// List invitations that wait
        GET "/v1/organizations/{slug}/invitations" => invitations::invitations, scope OrganizationRead, or 403;
        /// Invite somebody
        POST "/v1/organizations/{slug}/invite" => invitations::invite, scope OrganizationAdmin, or 403 409 429;
        /// Send an invitation again
        ///
        /// With seven new days; the link stays the same.
        POST "/v1/organizations/{slug}/invitations/{id}/resend" => invitations::send_again,
            scope OrganizationAdmin, or 403 409 429;
        /// Take an invitation back
        DELETE "/v1/organizations/{slug}/invitations/{id}" => invitations::take_back,
            scope OrganizationAdmin, or 403 409;
        /// Accept an invitation
        ///
        /// As somebody new, with names and a password, or as the caller. Somebody new gets tokens.
        POST "/v1/invitations/accept" => invitations::accept, or 401 403 404 409 429;
    }
    "Statistics" "The numbers of the dashboards." {
        /// The organization's numbers
        GET "/admin/stats" => stats::of_organization, scope OrganizationRead;
        /// The caller's own numbers
        GET "/my/stats" => stats::of_caller, scope TicketsRead;
        /// Save what happened to an organization's tickets
        ///
        /// A row for each day and group: tickets opened and resolved, in the caller's time zone.
        GET "/v1/organizations/{slug}/stats.csv" => stats::export, scope OrganizationRead, or 403;
    }
    "Platform" "The console of those who run the platform. For everybody else there is nothing here." {
        /// List organizations
        GET "/v1/platform/organizations" => platform::organizations;
        /// Open an organization
        ///
        /// It is active at once, and the caller owns it.
        POST "/v1/platform/organizations" => platform::open;
        /// Read an organization
        GET "/v1/platform/organizations/{slug}" => platform::organization;
        /// Change an organization's plan or features
        PATCH "/v1/platform/organizations/{slug}" => platform::change, or 409;
        /// Approve an organization that waits
        POST "/v1/platform/organizations/{slug}/approve" => platform::approve, or 409;
        /// Reject an organization that waits
        POST "/v1/platform/organizations/{slug}/reject" => platform::reject, or 409;
        /// Suspend an organization
        ///
        /// Its people lose access at once.
        POST "/v1/platform/organizations/{slug}/suspend" => platform::suspend, or 409;
        /// Reactivate a suspended organization
        POST "/v1/platform/organizations/{slug}/reactivate" => platform::reactivate, or 409;
        /// Look into an organization
        ///
        /// Read-only, for a reason and a time, where the organization allows it. Its owners and admins see it and can
        /// end it at any moment.
        POST "/v1/platform/organizations/{slug}/support-access" => platform::open_support, or 403 409;
        /// End a look into an organization
        DELETE "/v1/platform/organizations/{slug}/support-access" => platform::end_support, or 409;
        /// List accounts
        GET "/v1/platform/users" => platform::users;
        /// Change an account
        ///
        /// Keeps a person out, lets them in again, unlocks them, or gives and takes master rights. The last master
        /// user stays one.
        POST "/v1/platform/users/{id}/{action}" => platform::change_user, or 409;
        /// See the background work
        GET "/v1/platform/jobs" => jobs::list;
        /// Try a job again that was given up
        POST "/v1/platform/jobs/{id}/retry" => jobs::retry, or 409;
        /// The platform's numbers
        GET "/v1/platform/stats" => platform::stats;
    }
}
