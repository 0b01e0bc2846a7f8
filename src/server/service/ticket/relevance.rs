//! How well a text answers a search: BM25 by fields (Robertson and Zaragoza, 2009), the subject counting more. How rare
//! a word is does not count: every text that is compared holds every word.

use super::excerpt::Matcher;

/// How much more a word of the subject counts than one of a text.
const SUBJECT: f64 = 8.0;

/// How much less a word counts that only begins with what was typed.
const LONGER_WORD: f64 = 0.5;

/// How soon more of the same word counts no more (k₁).
const SATURATION: f64 = 1.2;

/// How much the length of a text counts (b).
const LENGTH_COUNTS: f64 = 0.75;

/// Words of a usual ticket.
const USUAL_LENGTH: f64 = 100.0;

/// A weight, by which texts are put in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight(f64);

impl Eq for Weight {}

impl PartialOrd for Weight {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Weight {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Matcher {
    /// How well a text answers; more is better.
    pub fn weight(&self, subject: &str, text: &str) -> Weight {
        let mut counts = vec![0.0; self.parts().len()];
        let mut length = 0.0;
        for (text, counting) in [(subject, SUBJECT), (text, 1.0)] {
            for word in Self::words(text) {
                length += 1.0;
                for (count, part) in counts.iter_mut().zip(self.parts()) {
                    match word.strip_prefix(part.as_str()) {
                        Some("") => *count += counting,
                        Some(_) => *count += counting * LONGER_WORD,
                        None => {}
                    }
                }
            }
        }
        let share = 1.0 - LENGTH_COUNTS + LENGTH_COUNTS * length / USUAL_LENGTH;
        let saturated = |count: &f64| count / (count + SATURATION * share);
        Weight(counts.iter().map(saturated).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::search::SearchWords;

    #[test]
    fn a_subject_says_more_than_a_text_and_a_whole_word_more_than_its_beginning() {
        let matcher = Matcher::new(&SearchWords::parse("pump"));
        let long = "It leaks, and nobody knows why. ".repeat(40);
        let falling = [
            ("The pump", "It is broken."),
            ("Pumpkins", "They are orange."),
            ("Machine 7", "The pump is broken; the pump leaks."),
            ("Machine 7", "The pump is broken and leaks."),
            ("Machine 7", "The pumps are broken and leak."),
            ("Machine 7", &format!("The pumps are broken. {long}")),
            ("Machine 7", "It is broken."),
        ];
        let weights = falling.map(|(subject, text)| matcher.weight(subject, text));
        assert!(weights.is_sorted_by(|a, b| a > b), "{weights:?}");
    }
}
