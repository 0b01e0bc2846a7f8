//! The component kit: props in, events out.

pub mod alert;
pub mod audit;
pub mod avatar;
pub mod badge;
pub mod button;
pub mod card;
pub mod chart;
pub mod check;
pub mod dialog;
pub mod empty;
pub mod field;
pub mod form;
pub mod icon;
pub mod kept;
pub mod menu;
pub mod page;
pub mod pagination;
pub mod password;
pub mod skeleton;
pub mod stale;
pub mod stat;
pub mod table;
pub mod tabs;
pub mod tickets;
pub mod toast;
