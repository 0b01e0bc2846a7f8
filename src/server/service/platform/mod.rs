//! The platform's console, one operation per file. Master users see organizations and accounts, and no tenant's
//! tickets.

pub mod frame;
