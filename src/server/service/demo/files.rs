//! The files that come with some of the demo's tickets: a log, a picture, tables; one of them for those alone who work
//! there.

use std::io::Cursor;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use image::{ImageError, ImageFormat, Rgb, RgbImage};

use super::DemoError;
use super::life::Life;
use crate::model::comment::Visibility;
use crate::model::{AppError, UploadId};
use crate::server::clock::new_id;
use crate::server::operator::OperatorScope;
use crate::server::service::attachment::upload::storage_key;
use crate::server::storage::{Arrived, Storage};
use crate::server::store::bulk::rows::{AttachmentRow, CommentRow};
use crate::server::store::upload::WholeUpload;

/// How many tickets of a story have its file.
const EACH: usize = 3;

/// A file that fits a story.
struct Sample {
    /// The story's subject.
    story: &'static str,
    place: Place,
    name: &'static str,
    content: Content,
}

/// What a file comes with.
enum Place {
    /// The ticket.
    Ticket,
    /// What the requester answers.
    Reply,
    /// An internal note.
    Note,
}

enum Content {
    /// Words in braces are those of the ticket.
    Text(&'static str),
    /// A temperature that rises over its limit, as a picture.
    Curve,
}

const SAMPLES: [Sample; 5] = [
    Sample {
        story: "{robot} stops with error {error} after warm-up",
        place: Place::Ticket,
        name: "controller.log",
        content: Content::Text(
            "+0m02s INFO  {robot} {serial} firmware {version}\n\
             +0m04s INFO  safety chain closed, drives on\n\
             +{n}m11s WARN  axis 3: 71.5 C, speed reduced\n\
             +{n}m49s ERROR {error} axis 3: 84.0 C above limit of 80.0 C\n\
             +{n}m49s INFO  controlled stop, drives off\n",
        ),
    },
    Sample {
        story: "{robot} stops with error {error} after warm-up",
        place: Place::Reply,
        name: "axis-3-temperature.png",
        content: Content::Curve,
    },
    Sample {
        story: "Export of shift report cuts off after {n},000 rows",
        place: Place::Ticket,
        name: "shift-report.csv",
        content: Content::Text(
            "shift,cell,parts,rejects,stops\n\
             early,1,1840,12,3\nearly,2,1795,9,1\nlate,1,1811,15,4\nlate,2,1802,7,2\nnight,1,17",
        ),
    },
    Sample {
        story: "Invoice {invoice} was charged twice",
        place: Place::Note,
        name: "ledger.csv",
        content: Content::Text(
            "entry,document,debit,credit\n\
             1,{invoice},{amount},0.00\n2,{invoice},{amount},0.00\n3,reversal of 2,0.00,{amount}\n",
        ),
    },
    Sample {
        story: "Smart meter {meter} shows no readings in the app",
        place: Place::Reply,
        name: "meter-display.csv",
        content: Content::Text("meter,kwh,signal\n{meter},{kwh},none\n"),
    },
];

/// Stores the files of these lives, the newest of which come last; answers their rows.
///
/// # Errors
/// `Storage` where the bytes cannot be stored, `Told` where a picture cannot be drawn.
pub async fn store(
    storage: &Storage,
    scope: &OperatorScope,
    lives: &[Life],
) -> Result<Vec<AttachmentRow>, DemoError> {
    let mut rows = Vec::new();
    for sample in &SAMPLES {
        let newest = lives.iter().rev().filter_map(|life| sample.of(life));
        for file in newest.take(EACH) {
            rows.push(file.store(storage, scope).await?);
        }
    }
    Ok(rows)
}

/// A sample as a life has it.
struct File<'a> {
    life: &'a Life,
    comment: Option<&'a CommentRow>,
    at: DateTime<Utc>,
    sample: &'a Sample,
}

impl Sample {
    /// Where a life of its story has a place for it.
    fn of<'a>(&'a self, life: &'a Life) -> Option<File<'a>> {
        let requester = life.ticket.created_by;
        let comment = match self.place {
            Place::Ticket => None,
            Place::Reply => Some(life.first_comment(|comment| comment.author == requester)?),
            Place::Note => {
                Some(life.first_comment(|comment| comment.visibility == Visibility::Internal)?)
            }
        };
        (life.story.subject == self.story).then_some(File {
            life,
            comment,
            at: comment.map_or(life.ticket.created_at, |comment| comment.created_at),
            sample: self,
        })
    }
}

impl File<'_> {
    async fn store(
        &self,
        storage: &Storage,
        scope: &OperatorScope,
    ) -> Result<AttachmentRow, DemoError> {
        let id: UploadId = new_id(self.at);
        let file_name = self.sample.name.to_owned();
        let storage_key = storage_key(scope.organization_id(), id);
        let bytes = match self.sample.content {
            Content::Text(text) => self.life.words.fill(text).into(),
            Content::Curve => curve().map_err(|error| DemoError::Told(error.to_string()))?,
        };
        let stored = write(storage, &storage_key, &file_name, bytes).await;
        let arrived = stored.map_err(DemoError::Storage)?;
        let ticket = &self.life.ticket;
        Ok(AttachmentRow {
            ticket: ticket.id,
            comment: self.comment.map(|comment| comment.id),
            uploader: self.comment.map_or(ticket.created_by, |it| it.author),
            file: WholeUpload {
                id,
                file_name,
                storage_key,
                content_type: arrived.content_type.to_owned(),
                size: i64::try_from(arrived.size).unwrap_or(i64::MAX),
                sha256: arrived.sha256,
            },
            created_at: self.at,
        })
    }
}

async fn write(
    storage: &Storage,
    key: &str,
    file_name: &str,
    bytes: Bytes,
) -> Result<Arrived, AppError> {
    let mut writing = storage.write(key, file_name).await?;
    writing.write(bytes).await?;
    writing.finish().await
}

/// A temperature in blue that rises over its limit in red, on a grid, as PNG.
fn curve() -> Result<Bytes, ImageError> {
    const GRID: u32 = 60;
    const LIMIT: u32 = 90;
    let picture = RgbImage::from_fn(480, 300, |x, y| {
        let rise = 1.0 - (-f64::from(x) / 180.0).exp();
        let is_curve = (f64::from(y) - 270.0 + 220.0 * rise).abs() < 2.0;
        Rgb(match (x, y) {
            _ if is_curve => [37, 99, 235],
            (x, LIMIT) if x % 12 < 8 => [220, 38, 38],
            (x, y) if x % GRID == 0 || y % GRID == 0 => [226, 232, 240],
            _ => [255, 255, 255],
        })
    });
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png)?;
    Ok(png.into_inner().into())
}
