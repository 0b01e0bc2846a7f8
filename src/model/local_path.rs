//! Where a page may lead back to: a path of this site, the same on both sides.

/// `next` where it is a path of this site, else the landing page: an address from outside must not lead away.
///
/// Browsers read a backslash as a slash and leave control characters out, so neither may stand in it; what a
/// header cannot hold is percent-encoded.
#[must_use]
pub fn local_path(next: &str) -> String {
    let hides_a_host = |c: char| c == '\\' || c.is_control();
    if !next.starts_with('/') || next.starts_with("//") || next.contains(hides_a_host) {
        return "/".to_owned();
    }
    let encode = |byte: u8| match byte {
        b'!'..=b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    next.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn only_a_path_of_this_site_is_followed() {
        for (next, followed) in [
            ("/o/acme?q=a%20b#c", "/o/acme?q=a%20b#c"),
            ("/o/acme?q=é b", "/o/acme?q=%C3%A9%20b"),
            ("", "/"),
            ("o/acme", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/\t/evil.example", "/"),
            ("/\n/evil.example", "/"),
            ("https://evil.example", "/"),
        ] {
            assert_eq!(local_path(next), followed, "{next:?}");
        }
    }
}
