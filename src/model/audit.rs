//! What the audit log tells: who did what to which record, with before and after.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Reference;
use super::ids::UserId;
use super::page::Page;
use super::text_enum::text_enum;

text_enum! {
    /// Everything that is recorded.
    pub enum AuditAction {
        /// Somebody was put into the organization.
        MemberAdded = "member_added", "Added a person";
        /// Names of a person were changed, or their department.
        MemberChanged = "member_changed", "Changed a person";
        /// A person's role was changed.
        RoleChanged = "role_changed", "Changed a role";
        /// A person was paused.
        MemberDeactivated = "member_deactivated", "Deactivated a person";
        /// A person was let in again.
        MemberReactivated = "member_reactivated", "Reactivated a person";
        /// A person was taken out.
        MemberRemoved = "member_removed", "Removed a person";
        /// A person left.
        MemberLeft = "member_left", "Left the organization";
        /// An invitation was sent.
        InvitationSent = "invitation_sent", "Sent an invitation";
        /// An invitation was sent again.
        InvitationResent = "invitation_resent", "Sent an invitation again";
        /// An invitation was taken back.
        InvitationRevoked = "invitation_revoked", "Revoked an invitation";
        /// An invitation was accepted.
        InvitationAccepted = "invitation_accepted", "Accepted an invitation";
        /// Somebody asked to join.
        JoinRequested = "join_requested", "Asked to join";
        /// A wish to join was granted.
        JoinApproved = "join_approved", "Approved a join request";
        /// A wish to join was declined.
        JoinRejected = "join_rejected", "Rejected a join request";
        /// Somebody joined by the invite code.
        JoinedByCode = "joined_by_code", "Joined by invite code";
        /// Somebody joined by their address's domain.
        JoinedByDomain = "joined_by_domain", "Joined by e-mail domain";
        /// The organization was opened.
        OrganizationCreated = "organization_created", "Opened the organization";
        /// The platform approved it.
        OrganizationApproved = "organization_approved", "Approved the organization";
        /// The platform declined it.
        OrganizationRejected = "organization_rejected", "Rejected the organization";
        /// The platform closed it for now.
        OrganizationSuspended = "organization_suspended", "Suspended the organization";
        /// The platform opened it again.
        OrganizationReactivated = "organization_reactivated", "Reactivated the organization";
        /// It was deleted softly.
        OrganizationDeleted = "organization_deleted", "Deleted the organization";
        /// Its settings were changed.
        SettingsChanged = "settings_changed", "Changed settings";
        /// Its logo was changed or taken off.
        LogoChanged = "logo_changed", "Changed the logo";
        /// Its invite code was replaced.
        InviteCodeRotated = "invite_code_rotated", "Rotated the invite code";
        /// The platform changed its plan.
        PlanChanged = "plan_changed", "Changed the plan";
        /// The platform changed its features.
        FeaturesChanged = "features_changed", "Changed features";
        /// A department was made.
        DepartmentCreated = "department_created", "Created a department";
        /// A department was renamed.
        DepartmentRenamed = "department_renamed", "Renamed a department";
        /// A department was deleted.
        DepartmentDeleted = "department_deleted", "Deleted a department";
        /// A group was made.
        GroupCreated = "group_created", "Created a group";
        /// A group was renamed, or described or sorted in another way.
        GroupChanged = "group_changed", "Changed a group";
        /// A group was given a manager, or has none any more.
        GroupManagerSet = "group_manager_set", "Set a group's manager";
        /// People were added to a group.
        GroupMembersAdded = "group_members_added", "Added people to a group";
        /// People were taken out of a group.
        GroupMembersRemoved = "group_members_removed", "Took people out of a group";
        /// A group was deleted.
        GroupDeleted = "group_deleted", "Deleted a group";
        /// A master user began to look in.
        SupportAccessOpened = "support_access_opened", "Opened support access";
        /// The look ended before its time.
        SupportAccessEnded = "support_access_ended", "Ended support access";
        /// An account was made.
        UserRegistered = "user_registered", "Opened an account";
        /// An address was proven.
        EmailVerified = "email_verified", "Verified the e-mail address";
        /// Somebody changed their own profile.
        ProfileChanged = "profile_changed", "Changed the profile";
        /// Somebody changed their password.
        PasswordChanged = "password_changed", "Changed the password";
        /// Somebody asked for a new password.
        PasswordResetRequested = "password_reset_requested", "Asked to reset the password";
        /// Somebody set a new password by mail.
        PasswordReset = "password_reset", "Reset the password";
        /// A session was ended from the list.
        SessionEnded = "session_ended", "Ended a session";
        /// A used refresh token came back, which ended its session.
        TokenReused = "token_reused", "Ended a session whose token was used twice";
        /// All other sessions were ended.
        OtherSessionsEnded = "other_sessions_ended", "Ended all other sessions";
        /// Somebody made a personal access token.
        AccessTokenCreated = "access_token_created", "Created an access token";
        /// A personal access token was revoked.
        AccessTokenRevoked = "access_token_revoked", "Revoked an access token";
        /// An account was deleted by its holder.
        AccountDeleted = "account_deleted", "Deleted the account";
        /// The platform suspended an account.
        UserSuspended = "user_suspended", "Suspended an account";
        /// The platform let an account in again.
        UserReactivated = "user_reactivated", "Reactivated an account";
        /// The platform unlocked an account.
        UserUnlocked = "user_unlocked", "Unlocked an account";
        /// Somebody became a master user.
        MasterGranted = "master_granted", "Made a master user";
        /// Somebody is no master user any more.
        MasterRevoked = "master_revoked", "Took master rights away";
        /// A job that was given up is tried again.
        JobRetried = "job_retried", "Retried a job";
    }
}

text_enum! {
    /// What kind of record an entry is about.
    pub enum AuditRecord {
        /// A person.
        User = "user", "Person";
        /// The organization.
        Organization = "organization", "Organization";
        /// An invitation.
        Invitation = "invitation", "Invitation";
        /// A join request.
        JoinRequest = "join_request", "Join request";
        /// A department.
        Department = "department", "Department";
        /// A group.
        Group = "group", "Group";
        /// A session.
        Session = "session", "Session";
        /// A personal access token.
        AccessToken = "access_token", "Access token";
        /// A support access.
        SupportAccess = "support_access", "Support access";
        /// A job.
        Job = "job", "Job";
    }
}

/// An entry as it is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AuditEntry {
    /// Its number in its log: 1, 2, 3 and so on.
    pub sequence: i64,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Who; `None` for the system.
    pub actor: Option<Reference<UserId>>,
    /// What.
    pub action: AuditAction,
    /// To what kind of record.
    pub record_kind: AuditRecord,
    /// To which.
    pub record_id: Uuid,
    /// The person it was done to, where there was one.
    pub person: Option<Reference<UserId>>,
    /// As it was.
    pub before: Option<Value>,
    /// As it is since.
    pub after: Option<Value>,
    /// The address on the network it was done from.
    pub ip: Option<String>,
}

/// A field that was changed, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditedChange {
    /// Which.
    pub field: String,
    /// What it was.
    pub before: Option<Told>,
    /// What it is since.
    pub after: Option<Told>,
}

/// A value of a change, as it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    /// In words.
    Words(String),
    /// A moment, which each reader is told in their own time zone.
    Time(DateTime<Utc>),
}

/// An entry as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    /// Its number in its log.
    pub sequence: i64,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Who; `None` for the system.
    pub actor: Option<String>,
    /// What.
    pub action: AuditAction,
    /// To what kind of record.
    pub record_kind: AuditRecord,
    /// The person it was done to, where it was one.
    pub person: Option<String>,
    /// What was changed.
    pub changes: Vec<AuditedChange>,
    /// The address on the network it was done from.
    pub ip: Option<String>,
}

/// The page of an audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLog {
    /// The entries.
    pub page: Page<AuditLine>,
    /// The server's time.
    pub now: DateTime<Utc>,
}
