//! The pages of the platform, one per route below `/platform`.

pub mod organizations;
