//! Orders on their way.

use super::{Story, Topic};

/// Acme's Orders & Shipping.
pub const ORDERS: Topic = Topic {
    tags: &["order", "shipping", "return", "customs", "express"],
    notes: &[
        "Carrier confirms the parcel was scanned in {city} and not since. Search order opened, number **{n}40-77**.",
        "Return label sent. Refund only *after* goods inspection, see `{order}`.",
        "Warehouse: {n} pieces of `{part}` left, next delivery in {month}.",
        "Purchasing at the customer changed; new contact is on the order.",
    ],
    stories: &[
        Story {
            subject: "Order {order} has not arrived",
            description: "Order {order} was announced for {weekday} and is still not here. The tracking page has not changed for {n} days.",
            ask: "I am sorry for the delay. I have asked the carrier for the whereabouts; is the address on the order still right?",
            reply: "The address is right, but deliveries go to gate 2 these days.",
            resolution: "The parcel had been left at gate 1 and was found there by the carrier. Gate 2 is now noted on your account for all deliveries.",
        },
        Story {
            subject: "Wrong part in order {order}",
            description: "We ordered {part} and received something else, it does not fit the {robot}. Please send the right one quickly, we have no spare left.",
            ask: "That should not happen, I apologise. Could you tell me the number printed on the bag?",
            reply: "It says {part}-B on the bag and {part} on the delivery note.",
            resolution: "The right part went out by express on the same day and has arrived. Please return the wrong one with the enclosed label whenever it suits you.",
        },
        Story {
            subject: "Change delivery address of {order}",
            description: "Please deliver {order} to our new hall in {city} instead of the old address. Nothing else changes.",
            ask: "The order has not left yet, so that is possible. Is there a fork lift at the new address?",
            reply: "Yes, between 7:00 and 15:00.",
            resolution: "Address changed, delivery on {weekday} between 7:00 and 15:00. You will get a new confirmation.",
        },
        Story {
            subject: "Return of {n} unopened boxes",
            description: "We ordered {n} boxes of pads too many with {order}. They are unopened. Can we send them back?",
            ask: "Unopened boxes can be returned within 60 days. Would you like a refund or a credit?",
            reply: "A credit is fine.",
            resolution: "The boxes have arrived and were credited with EUR {amount}.",
        },
        Story {
            subject: "Customs documents for {order}",
            description: "Our customs agent in {city} needs the certificate of origin and the tariff number for every position of {order}. The goods are waiting at the border.",
            ask: "The certificate is attached to the e-mail I just sent. Which format does your agent need the tariff numbers in?",
            reply: "A simple list is enough, position and number.",
            resolution: "All documents were sent to your agent, and the shipment was released on {weekday}.",
        },
        Story {
            subject: "Delivery time of the {robot}?",
            description: "What is the current delivery time of the {robot} with the large controller? We are planning a line for the {site}.",
            ask: "At the moment {n} weeks from the order. Do you need it in one delivery with the fence?",
            reply: "Yes, together with the fence, please. An offer would be good, too.",
            resolution: "Offer sent: {n} weeks for robot, controller and fence in one delivery.",
        },
        Story {
            subject: "Damaged packaging, {order}",
            description: "The crate of {order} arrived with a hole in the side. We have noted it on the delivery note and taken pictures. How should we proceed before opening it?",
            ask: "You did everything right. Please open it with a witness and check the gearbox housing in particular.",
            reply: "Opened. The robot looks fine, only the foam is torn.",
            resolution: "Only the packaging was damaged. The report for the carrier's insurance is filed, and nothing else is to be done on your side.",
        },
    ],
};
