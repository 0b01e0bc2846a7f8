//! Pay, leave and papers.

use super::{Story, Topic};

/// Initech's Payroll & HR.
pub const PAYROLL: Topic = Topic {
    tags: &["payroll", "leave", "expenses", "certificate", "benefits"],
    notes: &[
        "Overtime was approved on the 24th, after the cut-off. Goes into **next** month's run.",
        "Confidential: only in this group, please.",
        "Checked with the tax office by phone, the class changes from {month} on.",
        "Receipt for EUR {amount} is not readable, ask for a new scan.",
    ],
    stories: &[
        Story {
            subject: "Overtime missing on the payslip for {month}",
            description: "My payslip for {month} has none of the {n} hours of overtime that were approved.",
            ask: "Thank you. Do you remember when they were approved? The run closes on the 20th.",
            reply: "I think on the 22nd, so after that.",
            resolution: "The approval came after the cut-off. The {n} hours are paid with the next payslip.",
        },
        Story {
            subject: "Leave balance is off by {n} days",
            description: "The portal shows {n} days less than I counted. I carried some over from last year.",
            ask: "Days that were carried over expire at the end of March unless they were booked before. Could that be it?",
            reply: "I had booked them in February and then moved the dates.",
            resolution: "Moving the dates had cancelled the booking. The {n} days were restored.",
        },
        Story {
            subject: "Expenses of the trip to {city}",
            description: "I submitted the expenses of the trip to {city} (EUR {amount}) weeks ago and they still say \"in review\".",
            ask: "One receipt is not readable, the hotel one. Could you upload it again?",
            reply: "Uploaded a better scan.",
            resolution: "Approved and paid: EUR {amount} arrive with the next transfer on {weekday}.",
        },
        Story {
            subject: "Certificate of employment needed",
            description: "I need a certificate of employment for a rental contract, if possible by {weekday}.",
            ask: "Should the salary be on it? Some landlords ask for it, you need not tell.",
            reply: "Without the salary, please.",
            resolution: "The signed certificate was sent to you by e-mail and is in your personal folder.",
        },
        Story {
            subject: "Reduce working hours from {month} on",
            description: "From {month} on I would like to work four days a week. My manager agrees. What are the next steps?",
            ask: "We prepare an addendum to your contract. Which day would be free, and is it for a limited time?",
            reply: "Fridays, for a year at first.",
            resolution: "The addendum is signed by both sides. Hours, leave and pay are adjusted from {month} on.",
        },
        Story {
            subject: "Bank account changed",
            description: "Please use my new bank account from the next payment on. I entered it in the portal but it still shows the old one.",
            ask: "For your safety we confirm such changes by phone. When can I reach you?",
            reply: "Today until 17:00.",
            resolution: "Confirmed by phone, the new account is used from the next payment on.",
        },
    ],
};
