//! From one ticket of a list to those beside it.

use tutta::model::ticket_query::TicketQuery;
use tutta::model::view::Beside;
use tutta::server::store::ticket::{TicketKey, TicketStore};
use uuid::Uuid;

/// What the store says is beside each of the list's tickets, and what the list says.
pub async fn beside(
    store: &TicketStore<'_>,
    query: &TicketQuery,
    list: &[Uuid],
) -> (Vec<Beside>, Vec<Beside>) {
    let mut numbers = Vec::new();
    let mut told = Vec::new();
    for id in list {
        let record = store.find(TicketKey::Id((*id).into())).await;
        let record = record.expect("found").expect("a ticket");
        numbers.push(record.ticket.number);
        told.push(store.beside(&record, query).await.expect("numbers"));
    }
    let number = |at: Option<usize>| numbers.get(at?).copied();
    let listed = (0..numbers.len()).map(|at| Beside {
        previous: number(at.checked_sub(1)),
        next: number(Some(at + 1)),
    });
    (told, listed.collect())
}
