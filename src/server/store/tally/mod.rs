//! The numbers of an organization's tickets, kept while the tickets change, so that reading them costs the same however
//! many tickets there are (ADR 19). They count every ticket, so only those may read them who see every ticket.
//!
//! The database's triggers note what a changed ticket counted as and what it counts as now; [`fold`] adds the notes up.
//! What is read is the sums and the notes that are not in them yet, which makes it true at any moment.

mod bins;
mod flow;
mod fold;
mod grain;
mod read;

pub use self::flow::NONE;
pub use self::fold::{fold, fold_all};
pub use self::read::{Counts, Span, TallyStore};
