//! Background work: once, by whom, when again, and never lost.

mod clean_up;
mod console;
mod worker;
