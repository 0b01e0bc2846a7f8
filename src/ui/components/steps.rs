//! Where one is in something that is done step by step.

use super::icon::icon;
use crate::ui::markup::{Markup, markup};

/// The steps by name, and which of them is the present one; those before it are done.
#[must_use]
pub fn steps(label: &'static str, names: &[&'static str], current: usize) -> Markup {
    let step = |(at, name): (usize, &&'static str)| {
        let (class, mark) = if at < current {
            (
                "step step-done",
                markup![icon("check"), "<span class='sr-only'>Done: </span>"],
            )
        } else {
            ("step", Markup::new())
        };
        let here = (at == current).then(|| markup![" aria-current='step'"]);
        markup!["<li class='", class, "'", here, ">", mark, *name, "</li>"]
    };
    let all: Markup = names.iter().enumerate().map(step).collect();
    markup!["<ol class='steps' aria-label='", label, "'>", all, "</ol>"]
}
