//! The words in braces of the stories: one choice per ticket, the same wherever it is named.

use rand::RngExt;
use rand::rngs::StdRng;

const ROBOTS: &[&str] = &[
    "RX-200",
    "RX-450",
    "Pallet Runner 3",
    "VisionCell 2",
    "DeltaPick 6",
    "WeldMate 10",
];
const SITES: &[&str] = &[
    "Lyon plant",
    "Gdansk plant",
    "Ghent warehouse",
    "Linz plant",
    "Porto workshop",
    "Malmo hall",
];
const CITIES: &[&str] = &[
    "Antwerp",
    "Brno",
    "Bremen",
    "Turin",
    "Gothenburg",
    "Poznan",
    "Bilbao",
    "Graz",
];
const STREETS: &[&str] = &[
    "14 Mill Lane",
    "3 Harbour Road",
    "27 Orchard Way",
    "8 Station Street",
    "51 Hillside",
    "2 Church Close",
];
const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const APPS: &[&str] = &[
    "the CRM",
    "the ERP",
    "the wiki",
    "the time sheet",
    "the ticket archive",
];
const DEVICES: &[&str] = &[
    "ThinkPad T14",
    "Latitude 5450",
    "EliteBook 840",
    "ZBook Firefly",
    "MacBook Air",
];

/// What is filled in for each name.
pub struct Words(Vec<(&'static str, String)>);

impl Words {
    /// Chooses the words of one ticket.
    pub fn choose(rng: &mut StdRng) -> Self {
        let mut word = |from: &[&str]| pick(rng, from).to_owned();
        let (robot, site, city, street) = (word(ROBOTS), word(SITES), word(CITIES), word(STREETS));
        let (weekday, month, app, device) =
            (word(WEEKDAYS), word(MONTHS), word(APPS), word(DEVICES));
        let mut number = |from: u32, to: u32| rng.random_range(from..to);
        Self(vec![
            ("{robot}", robot),
            ("{site}", site),
            ("{city}", city),
            ("{street}", street),
            ("{weekday}", weekday),
            ("{month}", month),
            ("{app}", app),
            ("{device}", device),
            ("{n}", number(3, 10).to_string()),
            ("{serial}", format!("SN-{}", number(40_100, 52_000))),
            ("{error}", format!("E-{}", number(101, 480))),
            (
                "{version}",
                format!("{}.{}.{}", number(3, 6), number(0, 10), number(0, 10)),
            ),
            ("{order}", format!("AR-{}", number(20_100, 29_900))),
            ("{invoice}", format!("INV-{}", number(70_100, 79_900))),
            (
                "{amount}",
                format!("{}.{:02}", number(120, 980), number(0, 100)),
            ),
            (
                "{part}",
                format!("P-{}-{}", number(100, 999), number(10, 99)),
            ),
            ("{meter}", format!("M-{}", number(300_000, 999_999))),
            ("{kwh}", number(1_800, 9_400).to_string()),
        ])
    }

    /// Fills a text.
    pub fn fill(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        for (name, word) in &self.0 {
            if filled.contains(name) {
                filled = filled.replace(name, word);
            }
        }
        filled
    }
}

/// One of the choices, which must not be empty.
pub fn pick<'a, T: ?Sized>(rng: &mut StdRng, choices: &[&'a T]) -> &'a T {
    choices[rng.random_range(0..choices.len())]
}

#[cfg(test)]
mod tests {
    use super::super::stories::{
        BILLING, FIELD_SERVICE, HELP_DESK, METERING, NOTES, NUDGES, ORDERS, OUTAGES, PAYROLL,
        RELAPSES, ROBOTS, SOFTWARE, SOLAR, SOLVED, THANKS, UPDATES,
    };
    use super::*;
    use crate::model::comment::CommentBody;
    use crate::model::ticket::{Subject, Tags};
    use rand::SeedableRng;

    #[test]
    fn every_story_is_valid_and_leaves_no_brace_behind() {
        let words = Words::choose(&mut StdRng::seed_from_u64(1));
        let check = |text: &str| {
            let filled = words.fill(text);
            assert!(!filled.contains(['{', '}']), "{filled}");
            CommentBody::parse(&filled).expect("a body");
            filled
        };
        let topics = [
            BILLING,
            FIELD_SERVICE,
            HELP_DESK,
            METERING,
            ORDERS,
            OUTAGES,
            PAYROLL,
            ROBOTS,
            SOFTWARE,
            SOLAR,
        ];
        for topic in topics {
            Tags::parse(topic.tags).expect("tags");
            topic.notes.iter().for_each(|text| drop(check(text)));
            for story in topic.stories {
                Subject::parse(&check(story.subject)).expect("a subject");
                for text in [story.description, story.ask, story.reply, story.resolution] {
                    check(text);
                }
            }
        }
        for texts in [UPDATES, NUDGES, THANKS, RELAPSES, SOLVED, NOTES] {
            texts.iter().for_each(|text| drop(check(text)));
        }
    }
}
