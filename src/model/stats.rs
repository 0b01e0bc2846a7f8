//! The numbers of a dashboard (spec §5).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reference;
use super::ids::{GroupId, UserId};

/// One day's movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Day {
    /// The day, in the caller's time zone.
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
    /// Median minutes to the first response, over those given in the period.
    pub median_first_response_minutes: Option<u64>,
    /// Median minutes to resolution, over tickets resolved in the period and not opened again since.
    pub median_resolution_minutes: Option<u64>,
}

/// What a group has to do, and did in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupTurnover {
    /// The group.
    pub group: Reference<GroupId>,
    /// Its tickets that are not resolved or closed.
    pub open: u64,
    /// Those of them that nobody active holds.
    pub unassigned: u64,
    /// Created in the period.
    pub opened: u64,
    /// Resolved in it, and not opened again since.
    pub resolved: u64,
}

/// How long something took, in minutes; nothing where nothing happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Took {
    /// Half of them took no longer.
    pub median: Option<u64>,
    /// Nine in ten took no longer.
    pub p90: Option<u64>,
}

/// What happened to tickets in a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turnover {
    /// Created in it.
    pub opened: u64,
    /// Resolved in it, and not opened again since.
    pub resolved: u64,
    /// To the first response, of those given in it.
    pub first_response: Took,
    /// To resolution, of those resolved in it.
    pub resolution: Took,
}
