//! The only queries. A tenant's stores take its scope; accounts, the scope's own making and the operator's
//! bulk loads are the exceptions, each said in its file.

#![expect(clippy::disallowed_methods, reason = "this is the room for queries")]

pub mod account;
pub mod account_token;
pub mod arrival;
pub mod attachment;
pub mod audit;
pub mod audit_chain;
pub mod audit_log;
pub mod bulk;
pub mod closing;
pub mod comment;
pub mod department;
pub mod event;
pub mod expired;
pub mod group;
pub mod group_member;
pub mod invitation;
pub mod job;
pub mod join_request;
pub mod joining;
mod keyset;
pub mod membership;
pub mod mine;
pub mod opening;
pub mod organization;
pub mod outbox;
pub mod own_memberships;
pub mod own_sessions;
pub mod people;
mod people_select;
pub mod personal_token;
pub mod platform;
pub mod preference;
pub mod rate_limit;
pub mod reach;
pub mod search;
pub mod session;
pub mod settings;
pub mod stats;
pub mod support;
pub mod tally;
pub mod ticket;
mod ticket_condition;
pub mod ticket_handover;
mod ticket_list;
mod ticket_order;
mod ticket_patch;
pub mod ticket_record;
mod ticket_select;
pub mod ticket_tag;
pub mod upload;
pub mod user;

use sea_orm::{DbErr, SqlErr};

/// Reads a stored enumeration; what the check constraints keep out would be a broken database.
fn parse<T: std::str::FromStr<Err = String>>(raw: &str) -> Result<T, DbErr> {
    raw.parse()
        .map_err(|_| DbErr::Type(format!("unknown stored value {raw:?}")))
}

/// Reads an enumeration stored by its rank.
fn by_rank<T: Copy>(all: &[T], rank: i16) -> Result<T, DbErr> {
    usize::try_from(rank)
        .ok()
        .and_then(|rank| all.get(rank).copied())
        .ok_or_else(|| DbErr::Type(format!("unknown stored rank {rank}")))
}

fn person_name(first_name: &str, last_name: &str, email: &str) -> String {
    crate::model::user::display_name(first_name, last_name, email)
}

/// Tells a write that a unique name or address stood against.
fn unless_taken(written: Result<(), DbErr>) -> Result<bool, DbErr> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}
