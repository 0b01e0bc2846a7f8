//! What people see: pages by route, and the component kit they are made of.

pub mod components;
pub mod pages;
