//! What the demo's tickets are about: by topic, one per group. Words in braces differ from ticket to ticket
//! (`words.rs`).

mod billing;
mod field_service;
mod help_desk;
mod metering;
mod orders;
mod outages;
mod payroll;
mod robots;
mod software;
mod solar;

pub use billing::BILLING;
pub use field_service::FIELD_SERVICE;
pub use help_desk::HELP_DESK;
pub use metering::METERING;
pub use orders::ORDERS;
pub use outages::OUTAGES;
pub use payroll::PAYROLL;
pub use robots::ROBOTS;
pub use software::SOFTWARE;
pub use solar::SOLAR;

/// What one group works on.
pub struct Topic {
    /// Labels to choose from.
    pub tags: &'static [&'static str],
    /// Internal notes, Markdown.
    pub notes: &'static [&'static str],
    /// What comes in.
    pub stories: &'static [Story],
}

/// One kind of ticket.
pub struct Story {
    /// What it is about.
    pub subject: &'static str,
    /// What the requester writes, Markdown.
    pub description: &'static str,
    /// What the agent asks or says first.
    pub ask: &'static str,
    /// What the requester answers.
    pub reply: &'static str,
    /// What it is closed with.
    pub resolution: &'static str,
}

/// What agents say while it goes on.
pub const UPDATES: &[&str] = &[
    "A short update: we are still on it and I expect to have an answer for you by {weekday}.",
    "Thank you for your patience. I have a colleague looking at this with me and will write again today.",
    "We could reproduce this on our side, so no further details are needed from you for now.",
    "I have checked the history of your account and found nothing unusual so far. I will dig further.",
    "Quick note to keep you in the loop: the next step is with our supplier, who usually answers within a day.",
];

/// What requesters say while they wait.
pub const NUDGES: &[&str] = &[
    "Is there any news on this? My manager is asking.",
    "Just checking in. It is still the same here.",
    "One more detail that may help: it happens more often in the morning.",
    "Thanks for the quick reaction. Let me know if you need anything else from me.",
    "This is becoming a bit more pressing, we would like to have it settled before {weekday}.",
];

/// What requesters say at the end.
pub const THANKS: &[&str] = &[
    "That did it, thank you!",
    "Confirmed, all good now. Thanks for the help.",
    "Perfect. You can close this one.",
    "Works again since this morning. Thank you very much.",
];

/// What requesters say when it was not the end.
pub const RELAPSES: &[&str] = &[
    "Unfortunately it is back. It worked for about a day and then the same thing happened.",
    "I am afraid this is not solved yet: we see exactly the same again.",
];

/// What agents say when they believe it is done.
pub const SOLVED: &[&str] = &[
    "This should be solved now. Could you check and tell me whether everything is as you expect?",
    "Done on our side. I leave this as resolved; just reply here if anything is still off.",
    "The fix is in place. Please have a look when you find a minute.",
];

/// Internal notes that fit anywhere, Markdown.
pub const NOTES: &[&str] = &[
    "Called the customer, **no answer**. Left a voicemail and will try again on {weekday}.",
    "Same as two tickets from last month. If a third comes in we should write a help article:\n\n- symptoms\n- what to check first\n- when to escalate",
    "Customer is friendly but under pressure, their deadline is {weekday}. Please keep an eye on this while I am out.",
    "> We would like to have it settled this week\n\nPromised an update by {weekday}. Do **not** let it slip.",
    "Looked through the logs, nothing conclusive:\n\n```\nretry {n} of 10\ntimeout after 30 s\n```\n\nAsking engineering for a second pair of eyes.",
];
