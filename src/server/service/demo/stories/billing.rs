//! Invoices and payments.

use super::{Story, Topic};

/// Acme's Billing.
pub const BILLING: Topic = Topic {
    tags: &["invoice", "payment", "refund", "contract", "vat"],
    notes: &[
        "Paid on time for {n} years, **no dunning** while this is open.",
        "Booked twice in our ledger, corrected with {invoice}. Finance knows.",
        "Discount was agreed by phone, see the sales note of {month}. Credit EUR {amount}.",
        "VAT number checked against the register: valid.",
    ],
    stories: &[
        Story {
            subject: "Invoice {invoice} was charged twice",
            description: "Invoice {invoice} over EUR {amount} was debited twice, on {weekday} and again the day after. Please refund one of them.",
            ask: "I see both debits and have asked our bank to return the second one. Is the account they came from still the right one?",
            reply: "Yes, the account is right.",
            resolution: "The second debit of EUR {amount} was returned. It arrives on your account within two bank days.",
        },
        Story {
            subject: "Purchase order number missing on {invoice}",
            description: "Our accounting cannot book {invoice} without our purchase order number. Please send a corrected invoice.",
            ask: "Certainly. Which number should be on it, and should future invoices carry it as well?",
            reply: "PO-88{n}1, on this one only.",
            resolution: "Corrected invoice sent, {invoice} now carries your purchase order number.",
        },
        Story {
            subject: "Question about the service contract renewal",
            description: "Our service contract ends in {month}. Does it renew by itself, and can we move to the smaller package?",
            ask: "It renews for a year unless it is cancelled a month before. With the smaller package, spare parts are no longer included. Would that be fine?",
            reply: "We thought about it and would rather keep the parts included.",
            resolution: "The contract stays as it is and renews in {month}. The price is fixed for the whole term.",
        },
        Story {
            subject: "Refund for cancelled order {order}",
            description: "We cancelled {order} two weeks ago and got a confirmation, but no refund so far. The amount is EUR {amount}.",
            ask: "The cancellation is confirmed on our side too. The payment was by card; refunds to cards take up to ten days. May I check with our payment provider?",
            reply: "Please do. It has been fourteen days now.",
            resolution: "The provider had held the refund for a check. It was released and EUR {amount} is on your card.",
        },
        Story {
            subject: "VAT on {invoice} should be reverse charge",
            description: "{invoice} has VAT on it although we are a company in another member state. Our VAT number is on file.",
            ask: "It is on file, but was added after the order. May I issue a new invoice with today's date?",
            reply: "Yes, that is fine.",
            resolution: "New invoice without VAT issued under reverse charge, the old one is cancelled by a credit note.",
        },
        Story {
            subject: "Change of billing address",
            description: "We have moved. Please use our new address in {city} for all invoices from {month} on; the delivery address stays.",
            ask: "Thank you, noted. Should invoices still go by e-mail to the same person?",
            reply: "Yes, nothing changes there.",
            resolution: "The billing address is changed on your account and on the running contract.",
        },
    ],
};
