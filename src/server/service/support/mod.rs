//! Support access as an organization meets it: who looks in, and ending that at any moment.

pub mod end;
