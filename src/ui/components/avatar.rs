//! People and organizations as initials.

use crate::ui::markup::{Markup, markup};

/// The initials of a name, at most two letters.
fn initials(name: &str) -> String {
    let mut words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next());
    let (first, last) = (words.next(), words.next_back());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

/// One of six hues, always the same for the same name.
fn hue(name: &str) -> u64 {
    name.chars().fold(7, |sum: u64, c| {
        sum.wrapping_mul(31).wrapping_add(u64::from(c))
    }) % 6
}

/// A person; decoration beside the written name.
#[must_use]
pub fn avatar(name: &str, class: &'static str) -> Markup {
    markup![
        "<span class='avatar avatar-",
        hue(name),
        " ",
        class,
        "' aria-hidden='true'>",
        initials(name),
        "</span>"
    ]
}

/// An organization; decoration beside the written name.
#[must_use]
pub fn crest(name: &str, is_current: bool) -> Markup {
    let class = if is_current {
        "avatar crest crest-current"
    } else {
        "avatar crest"
    };
    let initial: String = initials(name).chars().take(1).collect();
    markup![
        "<span class='",
        class,
        "' aria-hidden='true'>",
        initial,
        "</span>"
    ]
}

/// The same as its picture, where it has one.
#[must_use]
pub fn emblem(name: &str, logo_url: Option<&str>, is_current: bool) -> Markup {
    match logo_url {
        Some(url) => markup!["<img class='crest-logo' alt='' src='", url, "'>"],
        None => crest(name, is_current),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        for (name, letters) in [
            ("Ada Lovelace", "AL"),
            ("ada", "A"),
            ("Ana María de la Cruz", "AC"),
            ("ada@example.com", "AC"),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
