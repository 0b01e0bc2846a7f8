//! What people see: pages by route, and the component kit they are made of.

pub mod browser;
pub mod call;
pub mod color;
pub mod components;
pub mod erase;
pub mod flash;
pub mod frame;
pub mod list;
pub mod load;
pub mod mail;
pub mod markup;
pub mod number;
pub mod pages;
pub mod part;
pub mod scroll;
pub mod theme;
pub mod time;
