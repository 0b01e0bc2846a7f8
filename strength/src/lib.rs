//! How easily a password is guessed (zxcvbn), against the person's own words: their names and address. The server
//! refuses by it, and the browser says the same while somebody types.

use zxcvbn::Score;
use zxcvbn::feedback::Feedback;

/// zxcvbn reads no more than this; a longer password is judged by its beginning.
const JUDGED_CHARACTERS: usize = 100;

/// What is thought of a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// From 0 (guessed at once) to 4 (not in a lifetime).
    pub score: u8,
    /// Why it is refused and how to make it better; `None` for one that is good enough.
    pub advice: Option<String>,
}

/// Judges a password. The person's own words are worth nothing, so what is left without them must be strong too.
#[must_use]
pub fn judge(password: &str, own_words: &[&str]) -> Judgement {
    let beginning: String = password.chars().take(JUDGED_CHARACTERS).collect();
    let own_words: Vec<String> = own_words.iter().flat_map(|words| pieces(words)).collect();
    let rest = own_words
        .iter()
        .fold(beginning.to_lowercase(), |rest, word| {
            rest.replace(word, "")
        });
    let own_words: Vec<&str> = own_words.iter().map(String::as_str).collect();
    let verdict = zxcvbn::zxcvbn(&beginning, &own_words);
    let alone = zxcvbn::zxcvbn(&rest, &[]).score();
    let advice = if verdict.score() < Score::Three {
        Some(advice(&verdict))
    } else {
        (alone < Score::Three)
            .then(|| "This is easy to guess from your name or address. Use other words.".to_owned())
    };
    Judgement {
        score: u8::from(verdict.score().min(alone)),
        advice,
    }
}

fn advice(verdict: &zxcvbn::Entropy) -> String {
    let feedback = verdict.feedback();
    let why = feedback
        .and_then(Feedback::warning)
        .map(|warning| format!("{warning} "));
    let how = "Use several words that do not belong together.";
    format!("This is easy to guess. {}{how}", why.unwrap_or_default())
}

/// The words a text is made of and the text itself, longest first; short ones hide in too many others.
fn pieces(words: &str) -> impl Iterator<Item = String> {
    let words = words.trim().to_lowercase();
    let parts = words
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_owned);
    let mut pieces: Vec<_> = std::iter::once(words.clone()).chain(parts).collect();
    pieces.retain(|piece| piece.chars().count() > 2);
    pieces.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(password: &str) -> Judgement {
        judge(password, &["Ada", "Lovelace", "ada.lovelace@example.com"])
    }

    #[test]
    fn a_password_of_unrelated_words_is_strong() {
        for strong in [
            "correct horse battery staple",
            &"long and longer ".repeat(50),
        ] {
            let judgement = judged(strong);
            assert!(
                judgement.score >= 3 && judgement.advice.is_none(),
                "{judgement:?}"
            );
        }
    }

    #[test]
    fn a_password_that_is_easy_to_guess_gets_advice() {
        for weak in [
            "",
            "password1234",
            "aaaaaaaaaaaa",
            "adalovelace1",
            "qwertyuiopas",
            "123456789012",
        ] {
            let judgement = judged(weak);
            assert!(judgement.score < 3, "{weak}: {judgement:?}");
            let advice = judgement.advice.expect(weak);
            assert!(
                advice.starts_with("This is easy to guess") && advice.ends_with('.'),
                "{advice}"
            );
        }
    }
}
