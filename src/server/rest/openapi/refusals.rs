//! What every refusal looks like, and when each status is answered (spec §5).

use serde_json::{Map, Value, json};

/// Status, name, and when it is answered.
const REFUSALS: &[(u16, &str, &str)] = &[
    (400, "Malformed", "The request cannot be read."),
    (
        401,
        "SignedOut",
        "Nobody is signed in, or what was shown to sign in is not right.",
    ),
    (
        403,
        "Forbidden",
        "Seen, but not allowed to the caller, or not with this token; or the request came from another site.",
    ),
    (
        404,
        "NotFound",
        "Nothing is there, or it is not the caller's to see.",
    ),
    (
        409,
        "Conflict",
        "The record is not in the state that the request supposes.",
    ),
    (413, "TooLarge", "The body is too large."),
    (
        415,
        "UnsupportedMediaType",
        "The body is of a type that is not read here.",
    ),
    (
        422,
        "Invalid",
        "Some fields or parameters are wrong; `fields` says which, and how to mend them.",
    ),
    (
        429,
        "TooMany",
        "Too many attempts; `Retry-After` says when the next one is taken.",
    ),
    (
        500,
        "Internal",
        "Something broke on our side and has been logged.",
    ),
    (
        503,
        "Unavailable",
        "It cannot be done at the moment, as `error.code` says: `busy`, `too_slow` (a change that may still be made), or \
         `storage_unavailable` (files cannot be stored or read).",
    ),
];

/// The words of `error.code`.
const CODES: &[&str] = &[
    "malformed",
    "signed_out",
    "wrong_credentials",
    "forbidden",
    "insufficient_scope",
    "not_found",
    "method_not_allowed",
    "conflict",
    "too_large",
    "unsupported_media_type",
    "invalid",
    "too_many_requests",
    "storage_unavailable",
    "busy",
    "too_slow",
    "internal",
];

/// The reference to the refusal of this status.
pub fn reference(status: u16) -> Value {
    let refusal = REFUSALS.iter().find(|(refused, _, _)| *refused == status);
    debug_assert!(refusal.is_some(), "no refusal has the status {status}");
    let name = refusal.map_or("Internal", |(_, name, _)| name);
    json!({ "$ref": format!("#/components/responses/{name}") })
}

/// The refusals by name.
pub fn responses() -> Map<String, Value> {
    let response = |(status, name, about): &(u16, &str, &str)| {
        let mut response = json!({
            "description": about,
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } },
        });
        let header = match status {
            401 => Some((
                "WWW-Authenticate",
                "`Bearer`; with `error=\"invalid_token\"` where the token that was sent does not work.",
                "string",
                true,
            )),
            // A change that took too long is not to be sent again unseen.
            429 | 503 => Some((
                "Retry-After",
                "Seconds to wait before the next attempt.",
                "integer",
                *status == 429,
            )),
            _ => None,
        };
        if let Some((header, about, kind, required)) = header {
            let header_object =
                json!({ "description": about, "required": required, "schema": { "type": kind } });
            response["headers"] = json!({ header: header_object });
        }
        ((*name).to_owned(), response)
    };
    REFUSALS.iter().map(response).collect()
}

/// The shape of every refusal.
pub fn shape() -> Value {
    json!({
        "type": "object",
        "description": "What every refusal says.",
        "required": ["error"],
        "properties": { "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": { "type": "string", "enum": CODES, "description": "A word that stays the same." },
                "message": { "type": "string", "description": "A sentence for people: what happened, and what to do." },
                "fields": {
                    "type": "object",
                    "description": "A message for each wrong field or parameter; `form` speaks of the whole.",
                    "additionalProperties": { "type": "string" },
                },
            },
        } },
    })
}
