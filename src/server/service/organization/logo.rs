//! The organization's picture: taken in small doses, drawn anew, and served under an address with its digest.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::settings;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::{AppError, OrganizationId};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::error::internal;
use crate::server::scope::OrgScope;
use crate::server::service::audit::{self, Entry};
use crate::server::state::AppState;
use crate::server::store::settings::{SettingsStore, logo};

/// Most bytes of an uploaded picture.
pub const MOST_BYTES: usize = 512 * 1024;

/// Longest side of a picture that is read, and of the one that is kept, in pixels.
const MOST_PIXELS: u32 = 4096;
const KEPT_PIXELS: u32 = 256;

/// Takes the picture: PNG, JPEG or WebP by what it holds, whatever it is called.
///
/// # Errors
/// `Forbidden` for those who may not; `Invalid` under `logo` for what is too large or no such picture.
pub async fn change(
    ctx: &RequestContext,
    scope: &OrgScope,
    bytes: Vec<u8>,
) -> Result<(), AppError> {
    can(scope.viewer(), OrganizationAction::ManageSettings, &()).obey()?;
    if bytes.is_empty() {
        return Err(AppError::invalid("logo", "Choose a picture."));
    }
    if bytes.len() > MOST_BYTES {
        return Err(AppError::invalid(
            "logo",
            "Use a picture of at most 512 KiB.",
        ));
    }
    let drawn = tokio::task::spawn_blocking(move || draw(bytes))
        .await
        .map_err(|error| internal("the picture's task broke", error))?;
    let png = drawn.map_err(|message| AppError::invalid("logo", message))?;
    let digest = Sha256::digest(&png).to_vec();
    write(ctx, scope, Some((png, digest))).await
}

/// Takes the picture off.
///
/// # Errors
/// `Forbidden` for those who may not.
pub async fn remove(ctx: &RequestContext, scope: &OrgScope) -> Result<(), AppError> {
    can(scope.viewer(), OrganizationAction::ManageSettings, &()).obey()?;
    write(ctx, scope, None).await
}

/// The picture of an address; its type and bytes.
///
/// # Errors
/// `NotFound` for any other digest.
pub async fn read(
    state: &AppState,
    organization: &str,
    digest: &str,
) -> Result<(String, Vec<u8>), AppError> {
    let organization: OrganizationId = organization.parse().map_err(|_| AppError::NotFound)?;
    let digest = from_hex(digest).ok_or(AppError::NotFound)?;
    logo(&state.db, organization, digest)
        .await?
        .ok_or(AppError::NotFound)
}

async fn write(
    ctx: &RequestContext,
    scope: &OrgScope,
    logo: Option<(Vec<u8>, Vec<u8>)>,
) -> Result<(), AppError> {
    let id = scope.organization_id();
    let url = logo
        .as_ref()
        .map(|(_, digest)| format!("/logos/{id}/{}.png", hex(digest)));
    let tx = scope.begin_write(ctx.db()).await?;
    let before = settings::load(scope, &tx).await?.view.organization.logo_url;
    if before != url {
        SettingsStore::new(scope, &tx)
            .set_logo(logo, url.clone(), ctx.now)
            .await?;
        let entry = Entry {
            action: AuditAction::LogoChanged,
            kind: AuditRecord::Organization,
            record: id.into(),
            before: Some(json!({ "logo_url": before })),
            after: Some(json!({ "logo_url": url })),
        };
        audit::record(ctx, &tx, id, entry).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The picture at most 256 pixels wide and high, as a PNG without anything else that the file held.
fn draw(bytes: Vec<u8>) -> Result<Vec<u8>, &'static str> {
    const NO_PICTURE: &str = "This is no PNG, JPEG or WebP picture that can be read.";
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| NO_PICTURE)?;
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];
    if !reader
        .format()
        .is_some_and(|format| known.contains(&format))
    {
        return Err(NO_PICTURE);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(128 * 1024 * 1024);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let orientation = decoder.orientation().map_err(unreadable)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    image.apply_orientation(orientation);
    if image.width().max(image.height()) > KEPT_PIXELS {
        image = image.thumbnail(KEPT_PIXELS, KEPT_PIXELS);
    }
    let mut png = Cursor::new(Vec::new());
    image
        .into_rgba8()
        .write_to(&mut png, ImageFormat::Png)
        .map_err(|_| NO_PICTURE)?;
    Ok(png.into_inner())
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
fn unreadable(error: image::ImageError) -> &'static str {
    match error {
        image::ImageError::Limits(_) => "Use a picture of at most 4,096 by 4,096 pixels.",
        _ => "This is no PNG, JPEG or WebP picture that can be read.",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let is_digest = text.len() == 64 && text.bytes().all(|c| c.is_ascii_hexdigit());
    let pairs = (0..text.len()).step_by(2);
    is_digest.then(|| {
        pairs
            .filter_map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
            .collect()
    })
}
