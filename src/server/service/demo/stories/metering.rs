//! Meters and bills for energy.

use super::{Story, Topic};

/// Globex's Metering & Billing.
pub const METERING: Topic = Topic {
    tags: &["meter", "bill", "tariff", "moving", "payment-plan"],
    notes: &[
        "Reading was estimated for {n} months. Real one is {kwh} kWh lower.",
        "Payment plan needs approval above EUR 2,000. **Not the case here.**",
        "Meter {meter} and its neighbour are crossed in the records, checked with the installer's photos.",
        "Moving date in the land registry is {weekday}, matches what they say.",
    ],
    stories: &[
        Story {
            subject: "Bill for {month} is three times the usual",
            description: "The bill for {month} is EUR {amount}. We usually pay a third of that and nothing has changed. Meter {meter}.",
            ask: "The reading of {month} was estimated. Could you send a photo of the meter with today's date?",
            reply: "Photo sent, it reads {kwh}.",
            resolution: "The estimate was far too high. The bill was corrected to the real reading, and the difference is on your account.",
        },
        Story {
            subject: "Moving out of {street}",
            description: "We are moving out of {street} at the end of {month}. What do you need for the final bill?",
            ask: "Only the reading on the day of the handover, and your new address. Will you need a contract there?",
            reply: "Yes please, with the same tariff if possible.",
            resolution: "Final bill sent. The contract for your new home starts on the day you move in, with the same tariff.",
        },
        Story {
            subject: "Smart meter {meter} shows no readings in the app",
            description: "Since the exchange of the meter the app has shown no readings. The new number is {meter}.",
            ask: "Thank you, the new number was missing in your account. Do you see readings when you sign out and in again?",
            reply: "Now it shows yesterday, but not the days before.",
            resolution: "The meter is linked and the earlier days were loaded. All readings since the exchange are in the app.",
        },
        Story {
            subject: "Change to the night tariff",
            description: "We have an electric car now and charge at night. Would the night tariff be cheaper with about {kwh} kWh a year?",
            ask: "With at least 30 % at night it usually is. Shall I compare both with your readings of the last {n} months?",
            reply: "That would be great, thank you.",
            resolution: "With your readings the night tariff saves about EUR {n}0 a year. It is active from the first of the month.",
        },
        Story {
            subject: "Pay the bill of EUR {amount} in instalments",
            description: "The yearly bill of EUR {amount} is more than we can pay at once. Is it possible to pay in {n} instalments?",
            ask: "Yes, that is possible without extra cost. Would the first of each month suit you?",
            reply: "The fifth would be better.",
            resolution: "Agreed: {n} instalments, each on the fifth of the month. The plan is on its way to you by post.",
        },
        Story {
            subject: "Direct debit from the wrong account",
            description: "You debited our old account although I gave you the new one in {month}. The bank charged a fee for it.",
            ask: "I see the new account, it was saved after the debit had been prepared. We take over the fee; how much was it?",
            reply: "EUR {n}.50.",
            resolution: "The new account is used from now on, and the fee was credited with an apology.",
        },
    ],
};
