//! Numbers as people read them.

use crate::model::page::Count;

/// `1,234,567`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 ticket`, `1,234 tickets`, `10,000+ tickets`.
#[must_use]
pub fn tickets(count: Count) -> String {
    counted(count, "ticket", "tickets")
}

/// How many of something: `one` names one of them, `many` several.
#[must_use]
pub fn counted(count: Count, one: &str, many: &str) -> String {
    match count {
        Count {
            count_capped: true, ..
        } => format!("{count} {many}"),
        Count { count: 1, .. } => format!("1 {one}"),
        Count { count, .. } => format!("{} {many}", grouped(count)),
    }
}

/// `512 B`, `1.4 KiB`, `25 MiB`.
#[must_use]
pub fn bytes(count: i64) -> String {
    let mut tenths = count.saturating_mul(10);
    for unit in ["B", "KiB", "MiB"] {
        if tenths < 10_240 || unit == "MiB" {
            return match (unit, tenths % 10) {
                ("B", _) | (_, 0) => format!("{} {unit}", tenths / 10),
                _ if tenths >= 1000 => format!("{} {unit}", tenths / 10),
                (_, tenth) => format!("{}.{tenth} {unit}", tenths / 10),
            };
        }
        tenths /= 1024;
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(
            [0, 999, 1_000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!(
            [0, 1, 2_000, 10_001].map(|count| tickets(Count::capped(count))),
            ["0 tickets", "1 ticket", "2,000 tickets", "10,000+ tickets"]
        );
    }
}
