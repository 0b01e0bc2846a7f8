//! The life of a membership (spec §2): which step leads where, and nothing else.
//!
//! A store changes a membership's status only by a [`Transition`], and only [`MembershipStep::from`] makes one: a step
//! that the life does not have cannot be written.

use super::error::Conflict;
use super::organization::MembershipStatus;
use super::role::Role;

/// What happens to a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MembershipStep {
    /// The organization lets the person in: an accepted invitation, an approved request, added by an admin.
    Admit,
    /// The person comes in by themselves: by the invite code, or by the domain of their address.
    Enter,
    /// The person waits for an answer.
    Ask,
    /// The answer was no.
    Decline,
    /// An admin pauses them.
    Suspend,
    /// An admin lets them go on.
    Resume,
    /// They are taken out, or leave.
    Remove,
}

impl MembershipStep {
    /// Every step.
    pub const ALL: [Self; 7] = [
        Self::Admit,
        Self::Enter,
        Self::Ask,
        Self::Decline,
        Self::Suspend,
        Self::Resume,
        Self::Remove,
    ];

    /// The way from where a membership is; `None` where there is none yet.
    ///
    /// # Errors
    /// What stands in the way.
    pub fn from(self, from: Option<MembershipStatus>) -> Result<Transition, Conflict> {
        use MembershipStatus::{Active, Invited, Pending, Removed, Suspended};
        let to = match (self, from) {
            (Self::Admit, None | Some(Invited | Pending | Removed))
            | (Self::Enter, None | Some(Invited | Pending))
            | (Self::Resume, Some(Suspended)) => Active,
            (Self::Ask, None | Some(Removed)) => Pending,
            (Self::Suspend, Some(Active)) => Suspended,
            (Self::Decline, Some(Pending))
            | (Self::Remove, Some(Invited | Pending | Active | Suspended)) => Removed,
            (Self::Admit | Self::Enter | Self::Ask, Some(Active)) => {
                return Err(Conflict::AlreadyMember);
            }
            (Self::Admit | Self::Enter | Self::Ask, Some(Suspended)) => {
                return Err(Conflict::MembershipSuspended);
            }
            (Self::Ask, Some(Pending)) => return Err(Conflict::JoinRequestPending),
            (Self::Enter, Some(Removed)) => return Err(Conflict::FormerMember),
            (_, from) => {
                return Err(Conflict::MembershipStatus {
                    status: from.unwrap_or(Removed),
                });
            }
        };
        Ok(Transition { from, to })
    }
}

/// A step that a membership's life has. Made only by [`MembershipStep::from`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    from: Option<MembershipStatus>,
    to: MembershipStatus,
}

impl Transition {
    /// Where the membership is before; `None` where there is none.
    #[must_use]
    pub const fn from(self) -> Option<MembershipStatus> {
        self.from
    }

    /// Where it is after.
    #[must_use]
    pub const fn to(self) -> MembershipStatus {
        self.to
    }
}

/// Refuses to take the last owner away.
///
/// # Errors
/// `LastOwner` when `role` holds the organization, `becomes` does not, and nobody else does.
pub fn keep_an_owner(
    role: Role,
    becomes: Option<Role>,
    another_owner: bool,
) -> Result<(), Conflict> {
    let is_taken_away = role == Role::Owner && becomes != Some(Role::Owner);
    if is_taken_away && !another_owner {
        return Err(Conflict::LastOwner);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every step from every status, in the order invited, pending, active, suspended, removed, none.
    #[test]
    fn the_life_of_a_membership() {
        let table: Vec<_> = MembershipStep::ALL
            .into_iter()
            .map(|step| {
                let from = MembershipStatus::ALL.iter().copied().map(Some);
                let cell = |from| step.from(from).map_or("-", |way| way.to().as_str());
                (
                    step,
                    from.chain([None]).map(cell).collect::<Vec<_>>().join(" "),
                )
            })
            .collect();
        assert_eq!(
            table,
            [
                (
                    MembershipStep::Admit,
                    "active active - - active active".to_owned()
                ),
                (
                    MembershipStep::Enter,
                    "active active - - - active".to_owned()
                ),
                (MembershipStep::Ask, "- - - - pending pending".to_owned()),
                (MembershipStep::Decline, "- removed - - - -".to_owned()),
                (MembershipStep::Suspend, "- - suspended - - -".to_owned()),
                (MembershipStep::Resume, "- - - active - -".to_owned()),
                (
                    MembershipStep::Remove,
                    "removed removed removed removed - -".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn a_refused_step_says_why() {
        let why = |step: MembershipStep, from| step.from(Some(from)).expect_err("refused");
        assert_eq!(
            why(MembershipStep::Enter, MembershipStatus::Active),
            Conflict::AlreadyMember
        );
        assert_eq!(
            why(MembershipStep::Enter, MembershipStatus::Removed),
            Conflict::FormerMember
        );
        assert_eq!(
            why(MembershipStep::Ask, MembershipStatus::Pending),
            Conflict::JoinRequestPending
        );
        assert_eq!(
            why(MembershipStep::Resume, MembershipStatus::Removed),
            Conflict::MembershipStatus {
                status: MembershipStatus::Removed
            }
        );
    }

    #[test]
    fn the_last_owner_stays() {
        assert_eq!(
            keep_an_owner(Role::Owner, Some(Role::Admin), false),
            Err(Conflict::LastOwner)
        );
        assert_eq!(
            keep_an_owner(Role::Owner, None, false),
            Err(Conflict::LastOwner)
        );
        for (role, becomes, another) in [
            (Role::Owner, Some(Role::Owner), false),
            (Role::Owner, None, true),
            (Role::Admin, None, false),
        ] {
            assert_eq!(keep_an_owner(role, becomes, another), Ok(()));
        }
    }
}
