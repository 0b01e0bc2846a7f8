//! Which letter a mail is: reads what it is about, and whether there is still something to say.

use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::letter::{Letter, moment};
use super::{Mail, links};
use crate::model::organization::OrganizationStatus;
use crate::model::role::Role;
use crate::model::user::UserStatus;
use crate::model::viewer::Viewer;
use crate::model::{
    AccountTokenId, AppError, InvitationId, JoinRequestId, OrganizationId, SupportAccessId, UserId,
};
use crate::policy::{OrganizationAction, can};
use crate::server::auth::Link;
use crate::server::db;
use crate::server::state::AppState;
use crate::server::store::outbox::{self, AccountLink, Brand, Person};

/// The letter, or `None` where what it would say is over.
pub(super) async fn compose(state: &AppState, mail: &Mail) -> Result<Option<Letter>, AppError> {
    let tx = db::begin_read(&state.db).await?;
    let desk = Desk { state, tx };
    let letter = match *mail {
        Mail::Invitation {
            organization,
            invitation,
        } => desk.invitation(organization, invitation).await?,
        Mail::VerifyEmail { token } => desk.verify_email(token).await?,
        Mail::ResetPassword { token } => desk.reset_password(token).await?,
        Mail::AlreadyRegistered { user } => desk
            .active(user)
            .await?
            .map(|person| Letter::to_person("already_registered", &person).leading_to("/sign-in")),
        Mail::PasswordChanged { user } => desk.active(user).await?.map(|person| {
            Letter::to_person("password_changed", &person).leading_to(links::RESET_PASSWORD)
        }),
        Mail::JoinRequestReceived {
            organization,
            request,
            reviewer,
        } => {
            desk.join_request_received(organization, request, reviewer)
                .await?
        }
        Mail::JoinRequestAnswered {
            organization,
            request,
        } => desk.join_request_answered(organization, request).await?,
        Mail::OrganizationWaits {
            organization,
            master,
        } => desk.organization_waits(organization, master).await?,
        Mail::OrganizationReviewed {
            organization,
            owner,
        } => desk.organization_reviewed(organization, owner).await?,
        Mail::SupportAccessOpened {
            organization,
            access,
            admin,
        } => {
            desk.support_access_opened(organization, access, admin)
                .await?
        }
    };
    desk.tx.commit().await?;
    Ok(letter)
}

/// Where letters are written: one consistent view of the records.
struct Desk<'a> {
    state: &'a AppState,
    tx: DatabaseTransaction,
}

type Written = Result<Option<Letter>, AppError>;

impl Desk<'_> {
    fn link(&self, link: Link, id: Uuid) -> String {
        links::with_token(link, &self.state.auth.link_token(link, id))
    }

    /// A person who may sign in.
    async fn active(&self, user: UserId) -> Result<Option<Person>, AppError> {
        let person = outbox::person(&self.tx, user).await?;
        Ok(person.filter(|person| person.status == UserStatus::Active))
    }

    /// An organization that works.
    async fn open(&self, organization: OrganizationId) -> Result<Option<Brand>, AppError> {
        let brand = outbox::brand(&self.tx, organization).await?;
        Ok(brand.filter(|brand| brand.status == OrganizationStatus::Active))
    }

    /// An active person who may still do `action` in the organization.
    async fn entitled(
        &self,
        organization: OrganizationId,
        user: UserId,
        action: OrganizationAction,
    ) -> Result<Option<Person>, AppError> {
        let Some(role) = outbox::role(&self.tx, organization, user).await? else {
            return Ok(None);
        };
        let viewer = Viewer::of_role(user, role);
        if can(&viewer, action, &()).is_allowed() {
            self.active(user).await
        } else {
            Ok(None)
        }
    }

    async fn invitation(&self, organization: OrganizationId, id: InvitationId) -> Written {
        let now = self.state.clock.now();
        let brand = self.open(organization).await?;
        let invited = outbox::invitation(&self.tx, organization, id).await?;
        let (Some(brand), Some(invited)) = (brand, invited) else {
            return Ok(None);
        };
        if invited.is_over || invited.expires_at <= now {
            return Ok(None);
        }
        let by = outbox::person(&self.tx, invited.by).await?;
        let by = by.map_or_else(|| "Somebody".to_owned(), |person| person.name);
        let letter = Letter::to_address("invitation", &invited.email)
            .from(&brand)
            .with("inviter", &by)
            .with("role", &with_article(invited.role))
            .with("until", &moment(invited.expires_at, "UTC"))
            .leading_to(self.link(Link::Invitation, id.into()));
        Ok(Some(letter))
    }

    /// A link that still works, and its person.
    async fn account_link(
        &self,
        id: AccountTokenId,
    ) -> Result<Option<(AccountLink, Person)>, AppError> {
        let now = self.state.clock.now();
        let link = outbox::account_link(&self.tx, id).await?;
        let Some(link) = link.filter(|link| !link.is_used && link.expires_at > now) else {
            return Ok(None);
        };
        let person = outbox::person(&self.tx, link.user).await?;
        let may_use =
            |person: &Person| matches!(person.status, UserStatus::Active | UserStatus::Pending);
        Ok(person.filter(may_use).map(|person| (link, person)))
    }

    async fn verify_email(&self, id: AccountTokenId) -> Written {
        let found = self.account_link(id).await?;
        let found = found.filter(|(_, person)| !person.is_verified);
        Ok(found.map(|(link, person)| {
            Letter::to_person("verify_email", &person)
                .with("until", &moment(link.expires_at, &person.timezone))
                .leading_to(self.link(Link::VerifyEmail, id.into()))
        }))
    }

    async fn reset_password(&self, id: AccountTokenId) -> Written {
        let found = self.account_link(id).await?;
        Ok(found.map(|(link, person)| {
            let template = if person.has_password {
                "reset_password"
            } else {
                "first_password"
            };
            Letter::to_person(template, &person)
                .with("until", &moment(link.expires_at, &person.timezone))
                .leading_to(self.link(Link::ResetPassword, id.into()))
        }))
    }

    async fn join_request_received(
        &self,
        organization: OrganizationId,
        id: JoinRequestId,
        reviewer: UserId,
    ) -> Written {
        let reviewing = OrganizationAction::ReviewJoinRequests;
        let reviewer = self.entitled(organization, reviewer, reviewing).await?;
        let brand = self.open(organization).await?;
        let asked = outbox::join_request(&self.tx, organization, id).await?;
        let asked = asked.filter(|asked| asked.approved.is_none());
        let (Some(reviewer), Some(brand), Some(asked)) = (reviewer, brand, asked) else {
            return Ok(None);
        };
        let Some(person) = self.active(asked.user).await? else {
            return Ok(None);
        };
        let letter = Letter::to_person("join_request_received", &reviewer)
            .from(&brand)
            .with("person", &person.name)
            .with("email", &person.email)
            .quoting(asked.message.as_deref())
            .leading_to(format!("/o/{}/admin/join-requests", brand.slug));
        Ok(Some(letter))
    }

    async fn join_request_answered(
        &self,
        organization: OrganizationId,
        id: JoinRequestId,
    ) -> Written {
        let brand = outbox::brand(&self.tx, organization).await?;
        let asked = outbox::join_request(&self.tx, organization, id).await?;
        let (Some(brand), Some(asked)) = (brand, asked) else {
            return Ok(None);
        };
        let (Some(person), Some(approved)) = (self.active(asked.user).await?, asked.approved)
        else {
            return Ok(None);
        };
        // A no holds also where the organization is gone: that may be why.
        if approved && brand.status != OrganizationStatus::Active {
            return Ok(None);
        }
        let (template, path) = if approved {
            ("join_request_approved", format!("/o/{}", brand.slug))
        } else {
            ("join_request_rejected", "/organizations".to_owned())
        };
        let letter = Letter::to_person(template, &person)
            .from(&brand)
            .quoting(asked.note.as_deref())
            .leading_to(path);
        Ok(Some(letter))
    }

    async fn organization_waits(&self, organization: OrganizationId, master: UserId) -> Written {
        let master = self.active(master).await?.filter(|person| person.is_master);
        let brand = outbox::brand(&self.tx, organization).await?;
        let brand = brand.filter(|brand| brand.status == OrganizationStatus::Pending);
        let (Some(master), Some(brand)) = (master, brand) else {
            return Ok(None);
        };
        let letter = Letter::to_person("organization_waits", &master)
            .with("organization", &brand.name)
            .leading_to(format!("/platform/organizations/{organization}"));
        Ok(Some(letter))
    }

    /// It tells where the organization stands now, which is what its owner wants to know, also when two decisions
    /// followed each other quickly.
    async fn organization_reviewed(&self, organization: OrganizationId, owner: UserId) -> Written {
        let brand = outbox::brand(&self.tx, organization).await?;
        let (Some(owner), Some(brand)) = (self.active(owner).await?, brand) else {
            return Ok(None);
        };
        let (template, path) = match brand.status {
            OrganizationStatus::Active => ("organization_open", format!("/o/{}", brand.slug)),
            OrganizationStatus::Suspended => {
                ("organization_suspended", "/organizations".to_owned())
            }
            OrganizationStatus::Deleted => ("organization_rejected", "/organizations".to_owned()),
            OrganizationStatus::Pending => return Ok(None),
        };
        let reason = brand.reason.clone();
        let reason = reason.filter(|_| brand.status != OrganizationStatus::Active);
        let letter = Letter::to_person(template, &owner)
            .from(&brand)
            .quoting(reason.as_deref())
            .leading_to(path);
        Ok(Some(letter))
    }

    /// It is sent also when the look has ended: that it happened is the news.
    async fn support_access_opened(
        &self,
        organization: OrganizationId,
        id: SupportAccessId,
        admin: UserId,
    ) -> Written {
        let settings = OrganizationAction::ManageSettings;
        let admin = self.entitled(organization, admin, settings).await?;
        let brand = self.open(organization).await?;
        let looked = outbox::support_access(&self.tx, organization, id).await?;
        let (Some(admin), Some(brand), Some(looked)) = (admin, brand, looked) else {
            return Ok(None);
        };
        let by = outbox::person(&self.tx, looked.by).await?;
        let by = by.map_or_else(|| "Somebody".to_owned(), |person| person.name);
        let letter = Letter::to_person("support_access_opened", &admin)
            .from(&brand)
            .with("master", &by)
            .with("since", &moment(looked.since, &admin.timezone))
            .with("until", &moment(looked.until, &admin.timezone))
            .quoting(Some(&looked.reason))
            .leading_to(format!("/o/{}/admin/settings", brand.slug));
        Ok(Some(letter))
    }
}

/// `an admin`, `a supervisor`.
fn with_article(role: Role) -> String {
    let role = role.as_str();
    let article = if role.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {role}")
}
