//! The software around the robots.

use super::{Story, Topic};

/// Acme's Controller Software.
pub const SOFTWARE: Topic = Topic {
    tags: &[
        "api",
        "login",
        "licence",
        "reporting",
        "bug",
        "feature-request",
    ],
    notes: &[
        "Reproduced on {version} with the customer's project file. Passed on as bug **CS-{n}81**.",
        "Workaround until the release:\n\n```\nfleetctl cache clear --site {n}\n```",
        "Licence server says {n} seats in use out of 5. They probably installed it on the test machine as well.",
        "Not a bug: the report is in UTC and they expect local time. Feature request noted.",
    ],
    stories: &[
        Story {
            subject: "Fleet dashboard shows no data since {weekday}",
            description: "The dashboard of the {site} has been empty since {weekday}. The robots are working and the gateway is online. We are on version {version}.",
            ask: "Could you open Settings > Gateways and tell me the time under \"last message\"?",
            reply: "It says \"{n} days ago\", although the green dot is there.",
            resolution: "The gateway's certificate had expired, so it was connected but not allowed to send. Renewed it; the missing days were filled in from its buffer.",
        },
        Story {
            subject: "API returns 429 although we are below the limit",
            description: "Our integration polls `/v2/robots/status` every {n} seconds and gets **429** about once an hour. The documentation says 60 requests a minute.\n\n```\nHTTP/1.1 429 Too Many Requests\nRetry-After: 41\n```",
            ask: "Do you use one API key for all sites? The limit counts per key, not per site.",
            reply: "Yes, one key for all three sites. That explains it.",
            resolution: "One key was shared by three sites. You now have a key for each, and the documentation says so more clearly.",
        },
        Story {
            subject: "Cannot sign in to the programming studio",
            description: "After the update to {version} the studio says \"Session could not be started\". My colleague next to me can sign in on the same machine.",
            ask: "Please look into the folder `Documents/Studio/logs` and send me the newest file. Have you changed your password recently?",
            reply: "I changed it on {weekday}, yes. Log file attached to my e-mail.",
            resolution: "The studio kept the old password in its credential store. After removing the entry the sign-in works; version {version} will do that by itself.",
        },
        Story {
            subject: "Export of shift report cuts off after {n},000 rows",
            description: "The CSV export of the shift report ends after {n},000 rows without any message. We need the whole month for the audit.",
            ask: "I can see this too. Would it help if I ran the export for you today, while we look for the cause?",
            reply: "Yes please, the audit is on {weekday}.",
            resolution: "The export had a limit that was meant for the preview only. Fixed in {version}; the complete report for {month} was sent to you.",
        },
        Story {
            subject: "Licence for {n} more seats",
            description: "We are growing and need {n} more seats for the programming studio. Can we add them to the running contract, and what happens with the term?",
            ask: "Happily. The seats would run until the end of your current term and be charged in proportion. Shall I send an offer?",
            reply: "Please do, to me and to our purchasing department.",
            resolution: "{n} seats added to the contract, active from today. The invoice is {invoice}.",
        },
        Story {
            subject: "Taught points swapped after import",
            description: "When I import a project from the old studio, the taught points of station A and B are swapped. It is always the same two.",
            ask: "Could you share the project file? I would like to see how the stations are named.",
            reply: "Uploaded to the exchange folder. The stations are called \"A \" and \"A\", with a space, I just noticed!",
            resolution: "Names that differ by a space only were mixed up. Rename one of them as a workaround; from {version} on the import warns about it.",
        },
        Story {
            subject: "Feature request: dark theme for the control panel",
            description: "Our operators work night shifts and the bright panel blinds them. A dark theme, or at least less brightness than the lowest setting, would be great.",
            ask: "Thank you for the idea, you are not the first to ask. Would a theme that follows the time of day be what you need?",
            reply: "That would be perfect.",
            resolution: "A dark theme is planned for the release after {version}. You are on the list of those who will be told.",
        },
    ],
};
