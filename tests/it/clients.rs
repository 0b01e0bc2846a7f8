//! The two clients that were there first work unchanged: what they send, in their order and their words.

mod auth_context;
mod cross_origin;
mod portal;
