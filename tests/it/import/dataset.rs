//! The public data set of 8,469 tickets, as it is. It lies beside the repository, not in it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Once;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tutta::model::ticket::{Priority, TicketStatus};
use tutta::server::entity::{group, ticket_event};
use tutta::server::service::import::Adjustment;

use super::world::{World, outcome};
use crate::app::App;
use crate::both_databases;

const ROWS: u64 = 8_469;

static SKIPPED: Once = Once::new();

pub fn dataset() -> Option<PathBuf> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/customer_support_tickets.csv");
    if !file.exists() {
        SKIPPED.call_once(|| {
            let line = format!("\n*** SKIPPED: {} is not there ***\n\n", file.display());
            std::io::stderr()
                .write_all(line.as_bytes())
                .expect("stderr");
        });
        return None;
    }
    Some(file)
}

both_databases!(
    every_row_becomes_a_ticket_and_running_it_twice_doubles_nothing,
    async |app: &App| {
        let Some(file) = dataset() else { return };
        let world = World::new(app).await;
        let report = world.import(&file).await;
        assert_eq!(outcome(&report), (ROWS, 0, 0));
        assert_eq!(
            (
                report.counts.people,
                report.counts.members,
                report.counts.groups
            ),
            (8_320, 8_320, 5)
        );
        assert_eq!(report.counts.adjusted, 1_365);
        assert_eq!(
            report.counts.adjustments,
            BTreeMap::from([(Adjustment::ResolvedBeforeResponse, 1_365)])
        );
        assert_eq!(report.refused_file, None);
        check_tickets(&world).await;

        let before = world.counts().await;
        let again = world.import(&file).await;
        assert_eq!(outcome(&again), (0, ROWS, 0));
        assert_eq!(world.counts().await, before);
    }
);

async fn check_tickets(world: &World<'_>) {
    let tickets = world.tickets().await;
    let numbers = tickets.iter().map(|ticket| ticket.number);
    assert!(numbers.eq(1..=8_469), "numbers have gaps");
    let count = |status: TicketStatus, priority: Option<Priority>| {
        let of_status = tickets
            .iter()
            .filter(|ticket| ticket.status == status as i16);
        of_status
            .filter(|ticket| priority.is_none_or(|priority| ticket.priority == priority as i16))
            .count()
    };
    assert_eq!(count(TicketStatus::Open, None), 2_819);
    assert_eq!(count(TicketStatus::Pending, None), 2_881);
    assert_eq!(count(TicketStatus::Closed, None), 2_769);
    let by_priority = [
        Priority::Low,
        Priority::Normal,
        Priority::High,
        Priority::Urgent,
    ];
    let by_priority = by_priority.map(|priority| {
        tickets
            .iter()
            .filter(|ticket| ticket.priority == priority as i16)
            .count()
    });
    assert_eq!(by_priority, [2_063, 2_192, 2_085, 2_129]);
    for ticket in &tickets {
        let closed = ticket.status == TicketStatus::Closed as i16;
        assert_eq!(
            closed,
            ticket.closed_at.is_some() && ticket.resolution.is_some(),
            "ticket {}",
            ticket.number
        );
        assert!(
            ticket
                .first_response_at
                .is_none_or(|time| time >= ticket.created_at),
            "ticket {}",
            ticket.number
        );
        assert!(
            ticket
                .resolved_at
                .is_none_or(|time| time >= ticket.created_at),
            "ticket {}",
            ticket.number
        );
        assert!(
            !ticket.description.contains("{product_purchased}"),
            "ticket {}",
            ticket.number
        );
        assert!(ticket.group_id.is_some() && ticket.assignee_id.is_none());
    }
    let groups = group::Entity::find()
        .all(world.app.db())
        .await
        .expect("groups");
    let mut groups: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    groups.sort_unstable();
    let expected = [
        "Billing inquiry",
        "Cancellation request",
        "Product inquiry",
        "Refund request",
        "Technical issue",
    ];
    assert_eq!(groups, expected);
    check_events(world).await;
    let first = world.user("carrollallison@example.com").await;
    assert_eq!(
        (&*first.first_name, &*first.last_name, &*first.status),
        ("Marisa", "Obrien", "pending")
    );
    assert!(first.password_hash.is_none());
    assert_eq!(world.membership(first.id).await.role, "member");
}

async fn check_events(world: &World<'_>) {
    for (kind, expected) in [("created", 8_469), ("closed", 2_769)] {
        let events = ticket_event::Entity::find().filter(ticket_event::Column::Kind.eq(kind));
        assert_eq!(
            events.count(world.app.db()).await.expect("events"),
            expected,
            "{kind}"
        );
    }
}
