//! Technicians on site.

use super::{Story, Topic};

/// Acme's Field Service.
pub const FIELD_SERVICE: Topic = Topic {
    tags: &[
        "on-site",
        "maintenance",
        "installation",
        "training",
        "inspection",
    ],
    notes: &[
        "Technician for the {site}: free on {weekday}, otherwise not before next week.",
        "Site rules: safety shoes, **no photos**, register at the gate a day before.",
        "Bring `{part}` and the long calibration pin. The last visit failed for want of the pin.",
        "Travel is covered by the contract up to {n} visits a year; this is the second.",
    ],
    stories: &[
        Story {
            subject: "Yearly maintenance of {n} robots at the {site}",
            description: "The yearly maintenance of our {n} robots is due. We can stop the line on a {weekday} only, from 6:00 to 14:00.",
            ask: "We can come with two technicians. Would the second {weekday} of next month suit you?",
            reply: "That suits us. Please send the list of what we have to prepare.",
            resolution: "All {n} robots were maintained in one shift. The protocols are in your customer area, the next date is noted.",
        },
        Story {
            subject: "Installation date for the {robot}",
            description: "The {robot} has arrived and is still in its crate. When can somebody come to install it? The foundation is ready.",
            ask: "Good to hear. Is compressed air available at the cell, and who signs the safety acceptance on your side?",
            reply: "Air is there, 6 bar. Our safety officer signs, she is in from Tuesday to Thursday.",
            resolution: "The {robot} was installed and accepted. The acceptance protocol is signed by both sides.",
        },
        Story {
            subject: "Training for {n} operators",
            description: "We have {n} new operators and would like the two-day training at the {site}. What do you need from us?",
            ask: "A room with a screen and one robot that may stand still for half a day. Which language should the training be in?",
            reply: "English is fine, two of them also speak German.",
            resolution: "The training took place with {n} operators, certificates were sent by e-mail.",
        },
        Story {
            subject: "Technician did not show up on {weekday}",
            description: "A technician was announced for {weekday} morning and nobody came. We had stopped the line for it. What happened?",
            ask: "I am very sorry. The technician was held up at another site, and the message to you was not sent. When could you stop the line again?",
            reply: "Not before next week. Please make sure somebody really comes.",
            resolution: "The visit took place on the new date and was free of charge. Changes of dates are now confirmed by phone.",
        },
        Story {
            subject: "Safety inspection after moving the cell",
            description: "We moved the cell with the {robot} by about {n} metres. Does it need a new safety inspection?",
            ask: "Yes, whenever the fence was opened or moved. Has the light curtain been moved as well?",
            reply: "It has, together with the fence.",
            resolution: "Inspection done at the {site}, stopping distances measured, the new sticker is on the cabinet.",
        },
        Story {
            subject: "Quote for relocating two robots to {city}",
            description: "In {month} we move two robots (one of them a {robot}) to our hall in {city}. Please quote dismantling, transport and set-up.",
            ask: "Could you send pictures of both cells and tell me whether a crane is available in {city}?",
            reply: "Pictures sent. There is a crane with 5 tons.",
            resolution: "Quote sent and accepted: two days of dismantling, one of transport, three of set-up. Total EUR {amount}.",
        },
    ],
};
