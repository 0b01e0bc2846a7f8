//! The numbers of a dashboard (spec §5).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{GroupId, UserId};

/// One day's movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Day {
    /// The day, in UTC.
    pub date: NaiveDate,
    /// Tickets created on it.
    pub opened: u64,
    /// Tickets resolved on it.
    pub resolved: u64,
}

/// One person's load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AssigneeLoad {
    /// The person.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Tickets on them that are not resolved or closed.
    pub open: u64,
    /// Tickets on them that are.
    pub resolved: u64,
}

/// One group's load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupLoad {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// Its tickets that are not resolved or closed.
    pub open: u64,
    /// Those of them that nobody active holds.
    pub unassigned: u64,
}

/// The numbers over a set of tickets: an organization's, or those that concern the caller.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Stats {
    /// All tickets.
    pub total: u64,
    /// Tickets that are not resolved or closed.
    pub open: u64,
    /// Tickets by status name; every status is there.
    pub by_status: BTreeMap<String, u64>,
    /// Tickets by priority name; every priority is there.
    pub by_priority: BTreeMap<String, u64>,
    /// The last seven days, oldest first, today included.
    pub last_7_days: Vec<Day>,
    /// Those who hold most, at most five.
    pub top_assignees: Vec<AssigneeLoad>,
    /// Every group with an unresolved ticket, busiest first, at most twenty.
    pub by_group: Vec<GroupLoad>,
    /// Median minutes to the first response, over tickets created in the last 30 days.
    pub median_first_response_minutes: Option<u64>,
    /// Median minutes to resolution, over tickets created in the last 30 days.
    pub median_resolution_minutes: Option<u64>,
}
