//! The numbers, counted from the tickets alone.

use std::collections::HashMap;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use tutta::model::ticket::{Priority, TicketStatus};
use tutta::server::entity::{group, membership, ticket};
use uuid::Uuid;

use crate::app::App;
use crate::builders::{Group, Organization};

/// East of UTC, in seconds: Asia/Kathmandu, where the reader lives.
const OFFSET: i32 = (5 * 60 + 45) * 60;

/// The tickets there are, and who works.
pub struct Recount {
    tickets: Vec<ticket::Model>,
    groups: HashMap<Uuid, String>,
    active: Vec<Uuid>,
    now: DateTime<Utc>,
}

fn local(time: DateTime<Utc>) -> NaiveDate {
    let zone = FixedOffset::east_opt(OFFSET).expect("a zone");
    time.with_timezone(&zone).date_naive()
}

impl Recount {
    pub async fn of(app: &App, of: &Organization, within: Option<&Group>) -> Self {
        let organization = Uuid::from(of.id);
        let mut tickets = ticket::Entity::find()
            .filter(ticket::Column::OrganizationId.eq(organization))
            .filter(ticket::Column::DeletedAt.is_null())
            .all(app.db())
            .await
            .expect("tickets");
        if let Some(group) = within {
            tickets.retain(|ticket| ticket.group_id == Some(group.id.into()));
        }
        let groups = group::Entity::find()
            .filter(group::Column::OrganizationId.eq(organization))
            .all(app.db())
            .await;
        let people = membership::Entity::find()
            .filter(membership::Column::OrganizationId.eq(organization))
            .filter(membership::Column::Status.eq("active"))
            .all(app.db())
            .await;
        let groups = groups.expect("groups").into_iter();
        Self {
            tickets,
            groups: groups.map(|group| (group.id, group.name)).collect(),
            active: people
                .expect("people")
                .iter()
                .map(|row| row.user_id)
                .collect(),
            now: app.now(),
        }
    }

    /// Insists that the numbers are these.
    #[track_caller]
    pub fn hold_against(&self, told: &Value, period: u64, what: &str) {
        let all = |_: &ticket::Model| true;
        let open = |ticket: &ticket::Model| ticket.status < TicketStatus::Resolved as i16;
        assert_eq!(told["total"], self.count(all), "{what}: total");
        assert_eq!(told["open"], self.count(open), "{what}: open");
        for status in TicketStatus::ALL {
            let count = self.count(|ticket| ticket.status == *status as i16);
            assert_eq!(
                told["by_status"][status.as_str()],
                count,
                "{what}: {status}"
            );
        }
        for priority in Priority::ALL {
            let count = self.count(|ticket| ticket.priority == *priority as i16);
            let told = &told["by_priority"][priority.as_str()];
            assert_eq!(*told, count, "{what}: {priority}");
        }
        assert_eq!(told["last_7_days"], self.week(), "{what}: days");
        assert_eq!(told["by_group"], self.by_group(open), "{what}: groups");
        let answered = |ticket: &ticket::Model| ticket.first_response_at;
        let resolved = |ticket: &ticket::Model| ticket.resolved_at;
        let medians = [
            (
                "median_first_response_minutes",
                self.median(period, answered),
            ),
            ("median_resolution_minutes", self.median(period, resolved)),
        ];
        for (name, exact) in medians {
            let told = told[name].as_u64();
            assert_eq!(told.is_some(), exact.is_some(), "{what}: {name}");
            let (told, exact) = (told.unwrap_or(0), exact.unwrap_or(0));
            assert!(
                told.abs_diff(exact) * 32 <= exact,
                "{what}: {name} {told} for {exact}"
            );
        }
    }

    fn count(&self, is_counted: impl Fn(&ticket::Model) -> bool) -> usize {
        self.tickets.iter().filter(|one| is_counted(one)).count()
    }

    fn week(&self) -> Value {
        let today = local(self.now);
        let day = |back: u64| {
            let date = today - Days::new(back);
            let resolved = |one: &ticket::Model| one.resolved_at.map(local) == Some(date);
            json!({
                "date": date,
                "opened": self.count(|one| local(one.created_at) == date),
                "resolved": self.count(resolved),
            })
        };
        (0..7).rev().map(day).collect()
    }

    fn by_group(&self, open: impl Fn(&ticket::Model) -> bool) -> Value {
        let load = |(id, name): (&Uuid, &String)| {
            let here = |one: &ticket::Model| one.group_id == Some(*id) && open(one);
            let held = |one: &ticket::Model| {
                one.assignee_id
                    .is_some_and(|holder| self.active.contains(&holder))
            };
            let unassigned = self.count(|one| here(one) && !held(one));
            (self.count(here), name.clone(), *id, unassigned)
        };
        let mut loads: Vec<_> = self.groups.iter().map(load).collect();
        loads.retain(|(open, ..)| *open > 0);
        loads.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        loads
            .into_iter()
            .map(|(open, name, id, unassigned)| {
                json!({ "id": id, "name": name, "open": open, "unassigned": unassigned })
            })
            .collect()
    }

    /// The lower median of the minutes until a time in the period, which is of whole days of UTC.
    fn median(
        &self,
        period: u64,
        time: impl Fn(&ticket::Model) -> Option<DateTime<Utc>>,
    ) -> Option<u64> {
        let first = local(self.now) - Days::new(period - 1);
        let took = |one: &ticket::Model| {
            let time = time(one).filter(|time| time.date_naive() >= first)?;
            let seconds = (time - one.created_at).num_seconds();
            u64::try_from((seconds + 30) / 60).ok()
        };
        let mut minutes: Vec<_> = self.tickets.iter().filter_map(took).collect();
        minutes.sort_unstable();
        let middle = minutes.len().div_ceil(2);
        minutes.get(middle.checked_sub(1)?).copied()
    }
}
