//! How long something took, in bins: minutes as they are up to half an hour, and sixteen bins from each power of two to
//! the next beyond. What is read from them is off by at most one part in 32 (3.2 %).

use std::collections::BTreeMap;

/// Bins between a power of two and the next.
const STEPS: u64 = 16;

/// The bin of a number of minutes.
#[must_use]
pub fn bin(minutes: u64) -> i16 {
    let minutes = minutes.min(u64::from(u32::MAX));
    let bin = if minutes < 2 * STEPS {
        minutes
    } else {
        let shift = u64::from(minutes.ilog2() - STEPS.ilog2());
        shift * STEPS + (minutes >> shift)
    };
    i16::try_from(bin).unwrap_or(i16::MAX)
}

/// The minutes in the middle of a bin.
fn middle(bin: i16) -> u64 {
    let bin = u64::try_from(bin).unwrap_or(0);
    if bin < 2 * STEPS {
        return bin;
    }
    let shift = bin / STEPS - 1;
    let width = 1 << shift;
    (bin - shift * STEPS) * width + width / 2
}

/// How many tickets took how long, by bin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram(BTreeMap<i16, i64>);

impl Histogram {
    /// Counts so many more.
    pub fn add(&mut self, bin: i16, tickets: i64) {
        *self.0.entry(bin).or_default() += tickets;
    }

    /// The minutes that so many per cent did not exceed; none where there is nothing.
    #[must_use]
    pub fn percentile(&self, percent: i64) -> Option<u64> {
        let total: i64 = self.0.values().sum();
        let rank = (total * percent + 99) / 100;
        let mut below = 0;
        let reached = self.0.iter().find(|(_, tickets)| {
            below += **tickets;
            rank > 0 && below >= rank
        });
        reached.map(|(bin, _)| middle(*bin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_follow_each_other_and_are_off_by_a_part_in_thirty_two_at_most() {
        let mut last = -1;
        for minutes in 0..600_000 {
            let bin = bin(minutes);
            assert!(bin == last || bin == last + 1, "{minutes}");
            assert!(middle(bin).abs_diff(minutes) * 32 <= minutes, "{minutes}");
            last = bin;
        }
        assert_eq!(
            (0..32).map(|minutes| middle(bin(minutes))).sum::<u64>(),
            496
        );
        assert!(bin(u64::MAX) > bin(1 << 31));
    }

    #[test]
    fn percentiles_take_the_nearest_rank() {
        let mut took = Histogram::default();
        assert_eq!(took.percentile(50), None);
        for minutes in 1..=10 {
            took.add(bin(minutes), 1);
        }
        assert_eq!(
            [50, 90, 100].map(|percent| took.percentile(percent)),
            [Some(5), Some(9), Some(10)]
        );
        took.add(bin(1), -1);
        assert_eq!(took.percentile(10), Some(2));
    }
}
