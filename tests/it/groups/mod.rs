//! The administration of groups: their people, their managers, and what becomes of their tickets.

mod changing;
mod deleting;
mod pages;
mod people;
mod races;
mod reading;
mod world;
