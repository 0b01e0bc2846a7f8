//! Markup that does nothing by itself, as text: the same on both sides, escaped as it is put together.
//!
//! Tables, numbers and conversations have no events and no state. As views, each of them would bring its own
//! types, built, hydrated and rebuilt one by one; as text they cost the first visit next to nothing, and the
//! browser nothing at all to take over. Whatever reacts is a view.

use leptos::prelude::*;

use super::erase::Erase;

/// Safe HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// HTML that the server has sanitised.
    #[must_use]
    pub const fn sanitised(html: String) -> Self {
        Self(html)
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds HTML as it stands; for [`markup!`], which puts only literals here.
    #[inline(never)]
    pub fn raw(&mut self, html: &'static str) {
        self.0.push_str(html);
    }

    /// The HTML.
    #[must_use]
    pub fn into_html(self) -> String {
        self.0
    }
}

/// What can stand between pieces of HTML.
pub trait Fill {
    /// Adds it, escaped unless it is markup itself.
    fn fill(&self, markup: &mut Markup);
}

impl Fill for str {
    #[inline(never)]
    fn fill(&self, Markup(html): &mut Markup) {
        for c in self.chars() {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\'' => html.push_str("&#39;"),
                c => html.push(c),
            }
        }
    }
}

impl Fill for String {
    fn fill(&self, markup: &mut Markup) {
        self.as_str().fill(markup);
    }
}

impl Fill for u64 {
    fn fill(&self, markup: &mut Markup) {
        self.to_string().fill(markup);
    }
}

impl Fill for i64 {
    fn fill(&self, markup: &mut Markup) {
        self.to_string().fill(markup);
    }
}

impl Fill for Markup {
    fn fill(&self, markup: &mut Markup) {
        markup.0.push_str(&self.0);
    }
}

impl<F: Fill> Fill for Option<F> {
    fn fill(&self, markup: &mut Markup) {
        if let Some(part) = self {
            part.fill(markup);
        }
    }
}

impl<F: Fill + ?Sized> Fill for &F {
    fn fill(&self, markup: &mut Markup) {
        (**self).fill(markup);
    }
}

impl FromIterator<Self> for Markup {
    fn from_iter<Parts: IntoIterator<Item = Self>>(parts: Parts) -> Self {
        let mut all = Self::new();
        for part in parts {
            part.fill(&mut all);
        }
        all
    }
}

/// HTML from literals, which are taken as they stand, and values, which are escaped:
/// `markup!["<b class='name'>", name, "</b>"]`.
macro_rules! markup {
    (@ $markup:ident) => {};
    (@ $markup:ident $html:literal $(, $($rest:tt)*)?) => {
        $markup.raw($html);
        $($crate::ui::markup::markup!(@ $markup $($rest)*);)?
    };
    (@ $markup:ident $value:expr $(, $($rest:tt)*)?) => {
        $crate::ui::markup::Fill::fill(&$value, &mut $markup);
        $($crate::ui::markup::markup!(@ $markup $($rest)*);)?
    };
    ($($parts:tt)*) => {{
        let mut markup = $crate::ui::markup::Markup::new();
        $crate::ui::markup::markup!(@ markup $($parts)*);
        markup
    }};
}

pub(crate) use markup;

/// A form's field that nobody sees.
pub fn hidden(name: &str, value: &str) -> Markup {
    markup![
        "<input type='hidden' name='",
        name,
        "' value='",
        value,
        "'>"
    ]
}

/// Markup in the page, made anew whenever what it reads changes.
pub fn live_html(
    class: &'static str,
    mut make: impl FnMut() -> Markup + Send + 'static,
) -> AnyView {
    let html: Box<dyn FnMut() -> String + Send> = Box::new(move || make().into_html());
    view! { <div class=class inner_html=html></div> }.erase()
}

/// Markup in the page, once.
#[must_use]
pub fn html(class: &'static str, markup: Markup) -> AnyView {
    view! { <div class=class inner_html=markup.into_html()></div> }.erase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_and_literals_are_not() {
        let name = "<script>'\"&";
        let bold = markup!["<b>", "x", "</b>"];
        let made = markup![
            "<p title='",
            name,
            "'>",
            name.to_owned(),
            (7_u64),
            bold,
            None::<Markup>,
            "</p>"
        ];
        let escaped = "&lt;script&gt;&#39;&quot;&amp;";
        assert_eq!(
            made.into_html(),
            format!("<p title='{escaped}'>{escaped}7<b>x</b></p>")
        );
    }
}
