//! The component kit: props in, events out.

pub mod alert;
pub mod button;
pub mod field;
pub mod form;
pub mod icon;
pub mod toast;
