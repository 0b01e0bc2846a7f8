//! Who plays in the demo: organizations, people and groups, all made up.

use super::stories::{
    BILLING, FIELD_SERVICE, HELP_DESK, METERING, ORDERS, OUTAGES, PAYROLL, ROBOTS, SOFTWARE, SOLAR,
    Topic,
};
use crate::model::Role;
use crate::model::organization::OrganizationStatus;

/// Role, given name, family name, and the domain of the address where it is not the organization's own.
pub type Person = (Role, &'static str, &'static str, &'static str);

/// An organization of the demo. People are named by their address.
pub struct Organization {
    /// Its name.
    pub name: &'static str,
    /// What its pages are under.
    pub slug: &'static str,
    /// Where it is in its life.
    pub status: OrganizationStatus,
    /// Its plan.
    pub plan: &'static str,
    /// Accent colour, `#RRGGBB`.
    pub color: &'static str,
    /// The domain of its own people's addresses.
    pub domain: &'static str,
    /// Its people.
    pub people: &'static [Person],
    /// Its groups.
    pub groups: &'static [Group],
    /// How many tickets it gets.
    pub tickets: usize,
}

/// A group of the demo.
pub struct Group {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// Its share of the tickets, in percent.
    pub share: u32,
    /// Who manages it: an address's local part.
    pub manager: &'static str,
    /// Who works in it: local parts.
    pub members: &'static [&'static str],
    /// What it works on.
    pub topic: &'static Topic,
}

/// Who runs the platform: given name, family name, address.
pub const MASTER: (&str, &str, &str) = ("Morgan", "Reed", "morgan.reed@tutta.example");

/// Who has left: their place in the organization was suspended so many days ago. What they held then, they hold.
pub const LEFT: (&str, i64) = ("felix.brandt@acme-robotics.example", 12);

/// The address of somebody of the organization.
#[must_use]
pub fn address_of(organization: &Organization, person: &Person) -> String {
    let domain = if person.3.is_empty() {
        organization.domain
    } else {
        person.3
    };
    format!("{}@{domain}", local_part(person))
}

/// What stands before the `@`.
#[must_use]
pub fn local_part(person: &Person) -> String {
    format!("{}.{}", person.1, person.2).to_lowercase()
}

/// Everybody and everything.
pub const ORGANIZATIONS: [Organization; 4] = [
    Organization {
        name: "Acme Robotics",
        slug: "acme-robotics",
        status: OrganizationStatus::Active,
        plan: "enterprise",
        color: "#4F46E5",
        domain: "acme-robotics.example",
        people: ACME_PEOPLE,
        groups: ACME_GROUPS,
        tickets: 1_300,
    },
    Organization {
        name: "Globex Energy",
        slug: "globex-energy",
        status: OrganizationStatus::Active,
        plan: "professional",
        color: "#0F766E",
        domain: "globex-energy.example",
        people: GLOBEX_PEOPLE,
        groups: GLOBEX_GROUPS,
        tickets: 450,
    },
    Organization {
        name: "Initech",
        slug: "initech",
        status: OrganizationStatus::Active,
        plan: "starter",
        color: "#B45309",
        domain: "initech.example",
        people: INITECH_PEOPLE,
        groups: INITECH_GROUPS,
        tickets: 250,
    },
    Organization {
        name: "Umbra Logistics",
        slug: "umbra-logistics",
        status: OrganizationStatus::Pending,
        plan: "free",
        color: "#4F46E5",
        domain: "umbra-logistics.example",
        people: &[(Role::Owner, "Ulla", "Berg", "")],
        groups: &[],
        tickets: 0,
    },
];

const ACME_PEOPLE: &[Person] = &[
    (Role::Owner, "Olivia", "Hart", ""),
    (Role::Admin, "Adrian", "Cole", ""),
    (Role::Supervisor, "Sofia", "Marsh", ""),
    (Role::Supervisor, "Samuel", "Okafor", ""),
    (Role::Agent, "Amara", "Diallo", ""),
    (Role::Agent, "Ben", "Whitaker", ""),
    (Role::Agent, "Chloe", "Fischer", ""),
    (Role::Agent, "Daniel", "Reyes", ""),
    (Role::Agent, "Emi", "Tanaka", ""),
    (Role::Agent, "Felix", "Brandt", ""),
    (Role::Agent, "Nadia", "Petrov", "globex-energy.example"),
    (Role::Member, "Marta", "Kowalska", "baltic-castings.example"),
    (Role::Member, "Pawel", "Nowak", "baltic-castings.example"),
    (Role::Member, "Iga", "Zielinska", "baltic-castings.example"),
    (Role::Member, "Luc", "Moreau", "lyon-press.example"),
    (Role::Member, "Camille", "Garnier", "lyon-press.example"),
    (Role::Member, "Hugo", "Lefevre", "lyon-press.example"),
    (Role::Member, "Jonas", "Weber", "weber-metall.example"),
    (Role::Member, "Lea", "Hoffmann", "weber-metall.example"),
    (Role::Member, "Tim", "Schuster", "weber-metall.example"),
    (Role::Member, "Giulia", "Conti", "conti-pack.example"),
    (Role::Member, "Marco", "Ferri", "conti-pack.example"),
    (Role::Member, "Elin", "Lindqvist", "nordvik.example"),
    (Role::Member, "Oskar", "Sandberg", "nordvik.example"),
    (Role::Member, "Maja", "Holm", "nordvik.example"),
    (Role::Member, "Ines", "Duarte", "porto-lab.example"),
    (Role::Member, "Rui", "Carvalho", "porto-lab.example"),
    (Role::Member, "Peter", "Novotny", "brno-gear.example"),
    (Role::Member, "Jana", "Svobodova", "brno-gear.example"),
    (Role::Member, "Wim", "Claes", "ghent-goods.example"),
    (Role::Member, "Sanne", "Peeters", "ghent-goods.example"),
    (Role::Member, "Ruth", "Ellison", "ellison-foods.example"),
    (Role::Member, "Graham", "Pike", "ellison-foods.example"),
    (Role::Member, "Noor", "Bakker", "bakker-plast.example"),
    (Role::Member, "Joris", "Visser", "bakker-plast.example"),
    (Role::Member, "Aoife", "Brennan", "shannon-bio.example"),
];

const ACME_GROUPS: &[Group] = &[
    Group {
        name: "Robot Support",
        description: "Robots that stop, drift, rattle or drop what they carry.",
        share: 32,
        manager: "sofia.marsh",
        members: &[
            "amara.diallo",
            "ben.whitaker",
            "chloe.fischer",
            "felix.brandt",
        ],
        topic: &ROBOTS,
    },
    Group {
        name: "Controller Software",
        description: "Studio, fleet dashboard, interfaces and licences.",
        share: 25,
        manager: "emi.tanaka",
        members: &["chloe.fischer", "emi.tanaka", "nadia.petrov"],
        topic: &SOFTWARE,
    },
    Group {
        name: "Orders & Shipping",
        description: "From the order to the gate, and back again.",
        share: 18,
        manager: "daniel.reyes",
        members: &["daniel.reyes", "ben.whitaker"],
        topic: &ORDERS,
    },
    Group {
        name: "Billing",
        description: "Invoices, payments and contracts.",
        share: 14,
        manager: "samuel.okafor",
        members: &["daniel.reyes", "nadia.petrov"],
        topic: &BILLING,
    },
    Group {
        name: "Field Service",
        description: "Technicians on site: installation, maintenance, training.",
        share: 11,
        manager: "amara.diallo",
        members: &["amara.diallo", "felix.brandt"],
        topic: &FIELD_SERVICE,
    },
];

const GLOBEX_PEOPLE: &[Person] = &[
    (Role::Owner, "Greta", "Lang", ""),
    (Role::Admin, "Gabriel", "Stone", ""),
    (Role::Supervisor, "Nadia", "Petrov", ""),
    (Role::Agent, "Hana", "Suzuki", ""),
    (Role::Agent, "Ivan", "Horvat", ""),
    (Role::Agent, "Joana", "Pinto", ""),
    (Role::Member, "Clara", "Winter", "mail.example"),
    (Role::Member, "Edgar", "Mills", "mail.example"),
    (Role::Member, "Fatima", "Rahman", "mail.example"),
    (Role::Member, "Gordon", "Baker", "bakers-oven.example"),
    (Role::Member, "Helena", "Costa", "mail.example"),
    (Role::Member, "Igor", "Melnyk", "mail.example"),
    (Role::Member, "Julia", "Frank", "sunny-roof.example"),
    (Role::Member, "Karl", "Jensen", "mail.example"),
    (Role::Member, "Leila", "Amiri", "mail.example"),
    (Role::Member, "Mads", "Olsen", "sunny-roof.example"),
];

const GLOBEX_GROUPS: &[Group] = &[
    Group {
        name: "Outages",
        description: "No power, or not the right one. Answers first.",
        share: 36,
        manager: "nadia.petrov",
        members: &["hana.suzuki", "ivan.horvat"],
        topic: &OUTAGES,
    },
    Group {
        name: "Metering & Billing",
        description: "Meters, readings, tariffs and bills.",
        share: 42,
        manager: "joana.pinto",
        members: &["joana.pinto", "ivan.horvat"],
        topic: &METERING,
    },
    Group {
        name: "Solar & Storage",
        description: "Customers who feed energy in.",
        share: 22,
        manager: "hana.suzuki",
        members: &["hana.suzuki", "joana.pinto"],
        topic: &SOLAR,
    },
];

const INITECH_PEOPLE: &[Person] = &[
    (Role::Owner, "Isaac", "Bloom", ""),
    (Role::Supervisor, "Irene", "Walsh", ""),
    (Role::Agent, "Kofi", "Mensah", ""),
    (Role::Agent, "Lena", "Vogel", ""),
    (Role::Member, "Mila", "Horner", ""),
    (Role::Member, "Nils", "Bergman", ""),
    (Role::Member, "Paula", "Quinn", ""),
    (Role::Member, "Quentin", "Adler", ""),
    (Role::Member, "Rosa", "Delgado", ""),
    (Role::Member, "Stefan", "Kraus", ""),
    (Role::Member, "Tara", "Singh", ""),
    (Role::Member, "Umberto", "Galli", ""),
];

const INITECH_GROUPS: &[Group] = &[
    Group {
        name: "IT Help Desk",
        description: "Laptops, accounts, access and the printer.",
        share: 68,
        manager: "kofi.mensah",
        members: &["kofi.mensah", "lena.vogel"],
        topic: &HELP_DESK,
    },
    Group {
        name: "Payroll & HR",
        description: "Pay, leave and papers.",
        share: 32,
        manager: "irene.walsh",
        members: &["lena.vogel"],
        topic: &PAYROLL,
    },
];
