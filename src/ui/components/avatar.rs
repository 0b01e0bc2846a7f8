//! People and organizations as initials.

use leptos::prelude::*;

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
fn hue(name: &str) -> u32 {
    name.chars().fold(7, |sum: u32, c| {
        sum.wrapping_mul(31).wrapping_add(u32::from(c))
    }) % 6
}

/// A person; decoration beside the written name.
#[component]
pub fn Avatar(
    /// Whose.
    #[prop(into)]
    name: String,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = format!("avatar avatar-{} {class}", hue(&name));
    view! { <span class=class aria-hidden="true">{initials(&name)}</span> }
}

/// An organization; decoration beside the written name.
#[component]
pub fn Crest(
    /// Whose.
    #[prop(into)]
    name: String,
    /// Whether it is the one whose pages these are.
    #[prop(optional)]
    current: bool,
) -> impl IntoView {
    let class = if current {
        "avatar crest crest-current"
    } else {
        "avatar crest"
    };
    let initial: String = initials(&name).chars().take(1).collect();
    view! { <span class=class aria-hidden="true">{initial}</span> }
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
