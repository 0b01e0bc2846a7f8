//! No power, or not the right one.

use super::{Story, Topic};

/// Globex's Outages.
pub const OUTAGES: Topic = Topic {
    tags: &["outage", "voltage", "storm", "planned-work", "safety"],
    notes: &[
        "Feeder 12 tripped at the same time. **Likely the same cause** as three other tickets.",
        "Crew is on the way, estimated {n}0 minutes.",
        "Customer depends on a medical device: priority restoration, see the register.",
        "Voltage log of the substation: 241 to 252 V between 11:00 and 15:00. Tap changer is stuck.",
    ],
    stories: &[
        Story {
            subject: "No power at {street}",
            description: "We have had no power at {street} since this morning. The neighbours have light. The main switch is on.",
            ask: "Thank you for telling us. Please check whether the meter's display is lit; do not open anything.",
            reply: "The display is dark.",
            resolution: "A fuse in the cable box on the street had blown. Replaced by our crew, power was back within {n} hours.",
        },
        Story {
            subject: "Lights flicker every evening",
            description: "Every evening between 18:00 and 21:00 the lights flicker, in all rooms. Number of the meter: {meter}.",
            ask: "Does it happen when a particular device runs, an oven or a heat pump for example? We would install a logger for a week.",
            reply: "Not that we noticed. A logger is fine, somebody is at home in the mornings.",
            resolution: "The logger showed a loose neutral in the joint outside {street}. The joint was renewed and the voltage is steady.",
        },
        Story {
            subject: "Planned interruption on {weekday}: how long?",
            description: "We got a card about planned work on {weekday}. We run a bakery and need to know exactly when the power is off.",
            ask: "The work begins at 8:00 and takes up to {n} hours. Would a temporary supply help you?",
            reply: "Yes, from 4:00 on the ovens must run.",
            resolution: "A generator was connected the evening before, the ovens ran through, and the work was finished an hour early.",
        },
        Story {
            subject: "Tree leaning on the power line near {street}",
            description: "After the storm a birch leans on the overhead line near {street}. Children play there. **Please come soon.**",
            ask: "Please keep everybody at least 20 metres away. A crew is on the way. Can you see sparks or a hanging wire?",
            reply: "No sparks, but the wire hangs lower than usual.",
            resolution: "The line was switched off, the tree removed, and two insulators replaced. The line has been in service again since {weekday}.",
        },
        Story {
            subject: "Voltage too high, inverter switches off",
            description: "Our inverter switches off around noon with \"grid voltage too high\". It has shown up to 25{n} V.",
            ask: "That is above the limit. Could you send the log of the inverter for the last {n} days?",
            reply: "Log attached to my e-mail. It is the same on sunny days only.",
            resolution: "The transformer in your street was set one step lower. Since then the voltage has been below 245 V all day.",
        },
        Story {
            subject: "Claim for devices damaged on {weekday}",
            description: "During the outage on {weekday} our freezer and a router broke. How do we claim the damage of about EUR {amount}?",
            ask: "I am sorry to hear that. Please send the receipts and the serial numbers; I have opened a claim for you.",
            reply: "Receipts sent. The router was {n} years old.",
            resolution: "The claim was accepted and EUR {amount} will be paid to the account of your contract.",
        },
    ],
};
