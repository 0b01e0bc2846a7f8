//! Customers who feed energy in.

use super::{Story, Topic};

/// Globex's Solar & Storage.
pub const SOLAR: Topic = Topic {
    tags: &["solar", "battery", "feed-in", "registration", "installer"],
    notes: &[
        "Register entry is missing the **commissioning date**. Installer must add it, we cannot.",
        "Inverter firmware {version} is known to forget the limit of 70 %.",
        "Payment blocked because of the tax form. Release it as soon as it is in.",
        "Installer confirmed by phone: {n} modules on the east roof are on one string.",
    ],
    stories: &[
        Story {
            subject: "Registration of a {n} kWp system",
            description: "Our installer has finished a system with {n} kWp and a battery. What is still needed so that we may feed in?",
            ask: "Congratulations. We need the commissioning report and a photo of the meter cabinet. Has the installer applied for the meter exchange?",
            reply: "The report is uploaded. I don't know about the meter, I will ask him.",
            resolution: "Registered and approved. The meter was exchanged on {weekday}, and you may feed in from now on.",
        },
        Story {
            subject: "Feed-in payment for {month} missing",
            description: "The payment for {month} has not arrived. It was about EUR {amount} in the months before.",
            ask: "It was held back because the tax form for this year is missing. Could you send it?",
            reply: "Sent today. I did not know that it is needed every year.",
            resolution: "The form is here and EUR {amount} was paid. We will remind you in good time from next year on.",
        },
        Story {
            subject: "Battery charges from the grid at night",
            description: "According to the app the battery charges from the grid at 2:00 in the night. That should not happen, should it?",
            ask: "It can be a maintenance charge, which happens every few weeks. How much was it, and how often?",
            reply: "{n} kWh, every night since the update to {version}.",
            resolution: "Version {version} had switched on the dynamic tariff. It is switched off again, and the battery charges from the roof only.",
        },
        Story {
            subject: "Yield much lower than last year",
            description: "Compared with last {month} the yield is down by {n}0 %. The weather was better, if anything.",
            ask: "Is there something new that throws a shadow, and does the inverter show the same for both strings?",
            reply: "String 2 shows almost nothing. Nothing new on the roof that I can see.",
            resolution: "A connector of string 2 was burnt. Your installer replaced it, and the yield is back to what it should be.",
        },
        Story {
            subject: "Add {n} modules to the existing system",
            description: "We would like to add {n} modules on the garage. Does that need a new registration or is a message enough?",
            ask: "A message is enough as long as the inverter stays the same. Does it?",
            reply: "It stays, it is large enough.",
            resolution: "The extension is noted in the register. Nothing changes about your payment for the existing part.",
        },
        Story {
            subject: "Data of the wall box in the app",
            description: "Can the app show how much of the car's charge came from the roof? We have the wall box from your shop.",
            ask: "It can, once the wall box is in the same network as the inverter. Which firmware does it have?",
            reply: "{version}, and it is in the guest network. I will change that.",
            resolution: "With the wall box in the home network, the app shows the share from the roof.",
        },
    ],
};
