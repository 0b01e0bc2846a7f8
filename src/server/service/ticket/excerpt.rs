//! What is shown of a text that was searched: the words around the first match, and every match told from the rest.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::search::{Piece, SearchWords, is_between_words};
use crate::server::markdown;

/// Most characters of an excerpt.
const LENGTH: usize = 180;

/// Characters before the first match.
const BEFORE: usize = 40;

/// What is looked for, in the letters that texts are compared by.
pub struct Matcher(Vec<String>);

impl Matcher {
    /// Matches the words of a search.
    pub fn new(words: &SearchWords) -> Self {
        Self(words.iter().map(plain).collect())
    }

    /// What is looked for, each in the letters of [`Self::words`].
    pub fn parts(&self) -> &[String] {
        &self.0
    }

    /// The words of a text, in the letters that are compared.
    pub fn words(text: &str) -> impl Iterator<Item = String> {
        let words = text.split(is_between_words);
        words.filter(|word| !word.is_empty()).map(plain)
    }

    /// Whether a word begins with one of those looked for.
    fn matches(&self, word: &str) -> bool {
        let word = plain(word);
        self.0.iter().any(|part| word.starts_with(part.as_str()))
    }

    /// All of a text in pieces.
    pub fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for word in words_and_gaps(text) {
            let is_match = !word.starts_with(is_between_words) && self.matches(word);
            match pieces.last_mut() {
                Some(last) if last.is_match == is_match => last.text.push_str(word),
                _ => pieces.push(Piece {
                    text: word.to_owned(),
                    is_match,
                }),
            }
        }
        pieces
    }

    /// The part of a Markdown text around its first match, on one line and without marks; nothing where there is none.
    pub fn excerpt(&self, source: &str) -> Vec<Piece> {
        let words = self.around_first(&markdown::plain(source));
        if words.is_empty() {
            // It is in what is not shown, such as a link's address.
            return self.around_first(source);
        }
        words
    }

    fn around_first(&self, text: &str) -> Vec<Piece> {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut at = 0;
        for word in words_and_gaps(&line) {
            if !word.starts_with(is_between_words) && self.matches(word) {
                return self.pieces(&around(&line, at));
            }
            at += word.len();
        }
        Vec::new()
    }
}

/// Some characters before the byte `at` and some after it, whole words where it can.
fn around(line: &str, at: usize) -> String {
    let back = line[..at].char_indices().rev().take(BEFORE).last();
    let start = back.map_or(at, |(index, _)| index);
    let start = match line[start..at].find(' ') {
        Some(space) if start > 0 => start + space + 1,
        _ => start,
    };
    let end = line[start..].char_indices().nth(LENGTH);
    let end = end.map_or(line.len(), |(index, _)| start + index);
    let (before, after) = (
        if start > 0 { "… " } else { "" },
        if end < line.len() { " …" } else { "" },
    );
    format!("{before}{}{after}", line[start..end].trim_end())
}

/// The text as it stands, cut where words begin and end.
fn words_and_gaps(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_gap = is_between_words(first);
        let end = rest
            .find(|c| is_between_words(c) != is_gap)
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

/// Letters without their marks, in lower case.
fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.to_lowercase()
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(words: &str, text: &str) -> String {
        let pieces = Matcher::new(&SearchWords::parse(words)).excerpt(text);
        let tell = |piece: Piece| match piece.is_match {
            true => format!("[{}]", piece.text),
            false => piece.text,
        };
        pieces.into_iter().map(tell).collect()
    }

    #[test]
    fn beginnings_of_words_are_found_whatever_their_case_and_marks() {
        assert_eq!(
            marked("arger", "Viel Ärger\nmit ärgerlichen Pumpen"),
            "Viel [Ärger] mit [ärgerlichen] Pumpen"
        );
        assert_eq!(
            marked("robot-7", "the Robot 7, again"),
            "the [Robot] [7], again"
        );
        assert_eq!(marked("ump", "a pump"), "");
    }

    #[test]
    fn marks_of_markdown_are_left_out() {
        assert_eq!(
            marked(
                "pump",
                "# Report\n\n- the **pump** `P-7`, see [pumps](https://example.com/x)"
            ),
            "Report the [pump] P-7, see [pumps]"
        );
        assert_eq!(marked("pump", "the **pu**mp"), "the [pump]");
        assert_eq!(
            marked("example", "see [there](https://example.com)"),
            "see [there](https://[example].com)"
        );
    }

    #[test]
    fn a_long_text_is_cut_at_words_around_the_first_match() {
        let text = format!(
            "{}the pump is broken {}",
            "before ".repeat(40),
            "after ".repeat(60)
        );
        let excerpt = marked("pump", &text);
        assert!(
            excerpt.starts_with("… before ") && excerpt.contains("the [pump] is broken"),
            "{excerpt}"
        );
        assert!(
            excerpt.ends_with('…') && excerpt.chars().count() < 200,
            "{excerpt}"
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_changed_by_being_cut_in_pieces(words in "\\PC{0,20}", text in "\\PC{0,80}") {
            let pieces = Matcher::new(&SearchWords::parse(&words)).pieces(&text);
            let whole: String = pieces.into_iter().map(|piece| piece.text).collect();
            proptest::prop_assert_eq!(whole, text);
        }
    }
}
