//! `{column_name}` in a text, filled from the row: exports of templates leave them behind.

use super::columns::Columns;

/// Longest name looked for between braces, in bytes.
const MAX_NAME: usize = 64;

/// Fills each placeholder that names a column, in any letter case, with the row's cell. What names no column, or
/// an empty cell, stays as it is; what is filled in is not looked at again.
pub fn fill(text: &str, columns: &Columns, cell: impl Fn(usize) -> String) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        let value = name_in(inside).and_then(|name| {
            let value = cell(columns.placeholder(&name.to_ascii_lowercase())?);
            (!value.is_empty()).then_some((name.len(), value))
        });
        if let Some((length, value)) = value {
            filled.push_str(&value);
            rest = &inside[length + 1..];
        } else {
            filled.push('{');
            rest = inside;
        }
    }
    filled.push_str(rest);
    filled
}

fn name_in(inside: &str) -> Option<&str> {
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    (inside[end..].starts_with('}') && (1..=MAX_NAME).contains(&end)).then(|| &inside[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_from_the_row() {
        let headers = ["Subject", "Email", "Product Purchased", "Empty"].map(str::to_owned);
        let columns = Columns::resolve(&headers, &[], None).expect("known");
        let row = ["{email}", "a@example.com", "{product_purchased}", ""];
        let fill = |text: &str| fill(text, &columns, |position| row[position].to_owned());
        assert_eq!(
            fill("My {product_purchased}, {Email}!"),
            "My {product_purchased}, a@example.com!"
        );
        assert_eq!(fill("{{email}"), "{a@example.com");
        for kept in [
            "{unknown}",
            "{empty}",
            "{}",
            "{ email }",
            "{email",
            "a { b",
            "{émail}",
            "",
        ] {
            assert_eq!(fill(kept), kept);
        }
    }
}
