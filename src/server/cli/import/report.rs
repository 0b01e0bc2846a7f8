//! An import's report, for people.

use std::fmt::Write;

use crate::server::service::import::Report;

/// How many reasons for a refusal are shown.
const REASONS_SHOWN: usize = 12;

/// Says what was done, in lines.
pub fn describe(report: &Report, organization: &str) -> String {
    let counts = &report.counts;
    let lines = [
        (report.rows, "rows read"),
        (counts.imported, "tickets imported"),
        (counts.skipped, "skipped: imported before"),
        (report.refused, "refused"),
        (
            counts.people,
            "people added (no password yet: invite them to let them sign in)",
        ),
        (counts.members, "people made members"),
        (counts.groups, "groups added"),
        (
            counts.group_members,
            "assignees put into the group of their ticket",
        ),
        (
            counts.other_names,
            "tickets name their requester otherwise than the account of that address, which stays",
        ),
        (
            counts.adjusted,
            "tickets with times that contradict each other or the status, reconciled:",
        ),
    ];
    let mut text = format!("{organization}:\n");
    for (index, (count, what)) in lines.into_iter().enumerate() {
        if count > 0 || index < 4 {
            line(&mut text, count, what);
        }
    }
    for (adjustment, count) in &counts.adjustments {
        line(&mut text, *count, &format!("  {}", adjustment.label()));
    }
    reasons(&mut text, report);
    text
}

fn line(text: &mut String, count: u64, what: &str) {
    writeln!(text, "{count:>9}  {what}").ok();
}

fn reasons(text: &mut String, report: &Report) {
    let Some(file) = &report.refused_file else {
        return;
    };
    let mut reasons: Vec<_> = report.reasons.iter().collect();
    reasons.sort_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first));
    text.push_str("\nRefused, and why:\n");
    for ((column, message), (count, first)) in reasons.iter().take(REASONS_SHOWN) {
        let column = if column.is_empty() {
            String::new()
        } else {
            format!("{column}: ")
        };
        line(
            text,
            *count,
            &format!("{column}{message} (first on line {first})"),
        );
    }
    if reasons.len() > REASONS_SHOWN {
        text.push_str("           and more, in the file\n");
    }
    writeln!(
        text,
        "\nThe refused rows are in {}. Correct them there and import that file.",
        file.display()
    )
    .ok();
}
