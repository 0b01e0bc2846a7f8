//! Time in blocks, from quarters of an hour to sixty-four days. Every time zone is off UTC by whole quarters, so any
//! zone's days are whole blocks; and any span is a few runs of blocks, as long ones as fit.

use std::ops::Range;

use chrono::{DateTime, Utc};

/// How long a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// A quarter of an hour.
    Quarter,
    /// An hour.
    Hour,
    /// A day of UTC.
    Day,
    /// Eight of them.
    EightDays,
    /// Sixty-four.
    SixtyFourDays,
}

impl Grain {
    const fn quarters(self) -> i32 {
        match self {
            Self::Quarter => 1,
            Self::Hour => 4,
            Self::Day => 96,
            Self::EightDays => 8 * 96,
            Self::SixtyFourDays => 64 * 96,
        }
    }

    /// The block that a quarter is in.
    #[must_use]
    pub const fn block(self, quarter: i32) -> i32 {
        quarter.div_euclid(self.quarters())
    }
}

/// The quarter of an hour since 1970 that a moment is in.
#[must_use]
pub fn quarter(time: DateTime<Utc>) -> i32 {
    i32::try_from(time.timestamp().div_euclid(15 * 60)).unwrap_or(i32::MAX)
}

/// Blocks of one length, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// How long they are.
    pub grain: Grain,
    /// Which.
    pub blocks: Range<i32>,
}

/// The runs that make up a span of quarters; `grains` from the longest on. A span that does not begin and end with a
/// block of the last one is cut down to those.
#[must_use]
pub fn cover(span: Range<i32>, grains: &[Grain]) -> Vec<Run> {
    let Some((grain, finer)) = grains.split_first() else {
        return Vec::new();
    };
    let length = grain.quarters();
    let blocks = -(-span.start).div_euclid(length)..span.end.div_euclid(length);
    if blocks.is_empty() {
        return cover(span, finer);
    }
    let mut runs = cover(span.start..blocks.start * length, finer);
    let after = cover(blocks.end * length..span.end, finer);
    runs.push(Run {
        grain: *grain,
        blocks,
    });
    runs.extend(after);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use Grain::{Day, EightDays, Hour, Quarter, SixtyFourDays};

    #[test]
    fn runs_make_up_the_span_and_nothing_else() {
        let grains = [SixtyFourDays, EightDays, Day, Hour, Quarter];
        for start in (1_900_000..1_920_000).step_by(397) {
            for length in (0..20_000).step_by(613) {
                let mut quarter = start;
                for run in cover(start..start + length, &grains) {
                    assert_eq!(run.blocks.start * run.grain.quarters(), quarter);
                    quarter = run.blocks.end * run.grain.quarters();
                }
                assert_eq!(quarter, start + length);
            }
        }
    }

    #[test]
    fn a_day_of_berlin_is_its_hours_and_one_of_kathmandu_begins_with_a_quarter() {
        let day = 20_000 * 96;
        let runs = |offset: i32| cover(day - offset..day - offset + 96, &[Day, Hour, Quarter]);
        let grains = |offset| runs(offset).iter().map(|run| run.grain).collect::<Vec<_>>();
        assert_eq!(grains(0), [Day]);
        assert_eq!(grains(4), [Hour]);
        assert_eq!(grains(23), [Quarter, Hour, Quarter]);
    }
}
