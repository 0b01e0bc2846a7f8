//! `tutta import`: a CSV file becomes tickets, once.

mod assignees;
mod claiming;
mod command;
mod dataset;
mod desk;
mod files;
mod merging;
mod refusals;
mod rerun;
mod world;
