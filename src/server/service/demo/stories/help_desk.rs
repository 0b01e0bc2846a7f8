//! An office's computers.

use super::{Story, Topic};

/// Initech's IT Help Desk.
pub const HELP_DESK: Topic = Topic {
    tags: &["laptop", "vpn", "printer", "account", "software", "access"],
    notes: &[
        "MFA reset done after a **video call**, identity confirmed by the manager.",
        "Driver {version} breaks sleep on the {device}. Roll back, do not reinstall.",
        "Access needs the approval of the data owner. Asked on {weekday}.",
        "Third ticket about the printer on floor {n}. Time to replace it.",
    ],
    stories: &[
        Story {
            subject: "VPN disconnects every {n} minutes",
            description: "When I work from home the VPN disconnects every {n} minutes. The internet connection itself is fine, video calls outside the VPN keep running.",
            ask: "Which client version do you have (About > Version), and are you connected by cable or wireless?",
            reply: "Version {version}, wireless. By cable it is the same.",
            resolution: "The client was outdated and renewed its key with an old cipher. After the update the connection has held for two days.",
        },
        Story {
            subject: "New laptop for {month}",
            description: "A new colleague starts in {month} in my team. Please prepare a laptop with the usual software and access to {app}.",
            ask: "Will do. Does the colleague need a dock and two screens, and who approves the access to {app}?",
            reply: "Dock and one screen. I approve it myself, I own the data.",
            resolution: "{device}, dock and screen are ready at the desk. The account and the access to {app} are active on the first day.",
        },
        Story {
            subject: "Printer on floor {n} prints blank pages",
            description: "The printer on floor {n} prints only blank pages since this morning. Copying works.",
            ask: "Could you print the status page (Menu > Reports) and tell me the toner levels?",
            reply: "Black is at 4 %, the others are full.",
            resolution: "The driver had switched to the colour profile of another model. Re-installed the queue, it prints again. Black toner was replaced as well.",
        },
        Story {
            subject: "Locked out of {app}",
            description: "I typed my password wrong a few times and now {app} says my account is locked. I need it for the month's end.",
            ask: "I unlocked the account. Please set a new password in the portal and sign in once.",
            reply: "The new password works in the portal, but {app} still says locked.",
            resolution: "{app} takes up to 15 minutes to learn about the unlocking. It works now.",
        },
        Story {
            subject: "{device} does not wake up from sleep",
            description: "My {device} stays black after sleep, only a hard reset helps. It began after the updates on {weekday}.",
            ask: "Several devices of this type are affected. Please keep it from sleeping for now; when could I have it for half an hour?",
            reply: "Tomorrow after 14:00.",
            resolution: "The graphics driver was rolled back and held at that version until the vendor has a fix.",
        },
        Story {
            subject: "Access to the shared folder of {app}",
            description: "I moved to another team and need access to the shared folder of {app}. My colleague has it already.",
            ask: "I have asked the owner of the folder for approval. Reading only, or writing as well?",
            reply: "Writing as well, please.",
            resolution: "The owner approved it, and you have write access. Please sign out and in once.",
        },
        Story {
            subject: "Suspicious e-mail about an unpaid invoice",
            description: "I received an e-mail about an unpaid invoice with a link. I have **not** clicked it. Several colleagues got the same.",
            ask: "Well done, thank you for reporting it. Please forward it as an attachment and then delete it.",
            reply: "Forwarded and deleted.",
            resolution: "It was phishing. The sender is blocked, {n} more copies were removed from mailboxes, and nobody had entered a password.",
        },
    ],
};
