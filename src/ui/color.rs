//! An organization's accent, bent as far as contrast needs and no further.
//!
//! The colour an organization picks may be unreadable on one of the two themes. For each theme the accent
//! is moved towards black or white until text in it, and text on it, reach WCAG's 4.5 to 1.

/// The darkest light surface, on which accent-coloured text may stand.
const LIGHT_SURFACE: Rgb = Rgb([0xf1, 0xf1, 0xf3]);
/// The lightest dark surface.
const DARK_SURFACE: Rgb = Rgb([0x24, 0x26, 0x2b]);
/// The product's own accent.
const DEFAULT: Rgb = Rgb([0x4f, 0x46, 0xe5]);
const WHITE: Rgb = Rgb([0xff; 3]);
const BLACK: Rgb = Rgb([0x0b, 0x0b, 0x0d]);
const READABLE: f64 = 4.5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rgb([u8; 3]);

impl Rgb {
    fn parse(raw: &str) -> Option<Self> {
        let digits = raw
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self([channel(0)?, channel(2)?, channel(4)?]))
    }

    /// WCAG 2's relative luminance, 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// WCAG 2's contrast ratio, 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(two) / one.min(two)
    }

    /// `steps` of 64 parts of the way to `other`.
    fn towards(self, other: Self, steps: u16) -> Self {
        let mix = |from: u8, to: u8| {
            let mixed = (u16::from(from) * (64 - steps) + u16::from(to) * steps) / 64;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self([0, 1, 2].map(|at| mix(self.0[at], other.0[at])))
    }

    /// The nearest colour on the way to `end` that reads on `surface`, and that white or black reads on.
    fn readable_on(self, surface: Self, end: Self) -> Self {
        let reads = |color: &Self| {
            color.contrast(surface) >= READABLE && color.contrast(color.ink()) >= READABLE
        };
        (0..=64)
            .map(|steps| self.towards(end, steps))
            .find(reads)
            .unwrap_or(end)
    }

    /// White or black, whichever reads better on this colour.
    fn ink(self) -> Self {
        if self.contrast(WHITE) >= self.contrast(BLACK) {
            WHITE
        } else {
            BLACK
        }
    }

    fn css(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The inline style that gives a page its organization's accent in both themes.
#[must_use]
pub fn accent_style(primary_color: &str) -> String {
    let color = Rgb::parse(primary_color).unwrap_or(DEFAULT);
    let light = color.readable_on(LIGHT_SURFACE, BLACK);
    let dark = color.readable_on(DARK_SURFACE, WHITE);
    format!(
        "--accent-light:{};--accent-dark:{};--ink-light:{};--ink-dark:{}",
        light.css(),
        dark.css(),
        light.ink().css(),
        dark.ink().css()
    )
}

/// How well the colour reads as it is, and what is done about it where it does not.
#[must_use]
pub fn contrast_note(primary_color: &str) -> String {
    let color = Rgb::parse(primary_color).unwrap_or(DEFAULT);
    let (light, dark) = (color.contrast(LIGHT_SURFACE), color.contrast(DARK_SURFACE));
    let bent = match (light >= READABLE, dark >= READABLE) {
        (true, true) => "It is used as it is.",
        (true, false) => "On dark pages it is lightened until it reads.",
        (false, true) => "On light pages it is darkened until it reads.",
        (false, false) => {
            "It is darkened on light pages and lightened on dark ones until it reads."
        }
    };
    format!(
        "Contrast {light:.1} to 1 on light pages, {dark:.1} to 1 on dark ones; 4.5 reads well. {bent}"
    )
}

/// The accent and the ink on it, for what is always white, such as mail; `None` is the product's own.
#[must_use]
pub fn accent_on_paper(primary_color: Option<&str>) -> (String, String) {
    let color = primary_color.and_then(Rgb::parse).unwrap_or(DEFAULT);
    let accent = color.readable_on(LIGHT_SURFACE, BLACK);
    (accent.css(), accent.ink().css())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_is_twenty_one_to_one() {
        let black = Rgb([0; 3]);
        assert!((black.contrast(WHITE) - 21.0).abs() < 0.01);
        assert!((Rgb([0x77; 3]).contrast(WHITE) - 4.48).abs() < 0.01);
    }

    #[test]
    fn every_accent_reads_in_both_themes() {
        let shades = [0x00, 0x33, 0x66, 0x99, 0xcc, 0xff];
        for red in shades {
            for green in shades {
                for blue in shades {
                    let color = Rgb([red, green, blue]);
                    for (surface, end) in [(LIGHT_SURFACE, BLACK), (DARK_SURFACE, WHITE)] {
                        let accent = color.readable_on(surface, end);
                        assert!(
                            accent.contrast(surface) >= READABLE,
                            "{color:?} on {surface:?}"
                        );
                        assert!(
                            accent.contrast(accent.ink()) >= READABLE,
                            "text on {color:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_readable_accent_stays_as_it_is_and_nonsense_becomes_the_default() {
        assert!(accent_style("#4F46E5").starts_with("--accent-light:#4f46e5;"));
        assert_eq!(
            accent_style("red; background: url(x)"),
            accent_style("#4f46e5")
        );
    }
}
