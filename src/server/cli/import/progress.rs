//! How far an import is: a bar on a terminal, else a line per tenth.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use crate::server::service::import::Progress;

/// Shows the progress on the error output.
pub struct Display {
    bar: Option<ProgressBar>,
    tenths: u64,
}

impl Display {
    /// A bar if the error output is a terminal.
    pub fn new() -> Self {
        Self {
            bar: std::io::stderr().is_terminal().then(bar),
            tenths: 0,
        }
    }

    /// After each batch.
    pub fn show(&mut self, progress: Progress<'_>) {
        let counts = &progress.report.counts;
        let refused = progress.report.refused;
        let message = format!(
            "{} imported, {} skipped, {refused} refused",
            counts.imported, counts.skipped
        );
        if let Some(bar) = &self.bar {
            bar.set_length(progress.total_bytes);
            bar.set_position(progress.bytes);
            bar.set_message(message);
            return;
        }
        let tenths = progress.bytes * 10 / progress.total_bytes.max(1);
        if tenths > self.tenths {
            self.tenths = tenths;
            eprintln!("{:>3} %  {message}", tenths * 10);
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let template = "{bar:32} {percent:>3} %  {msg}  {elapsed}, {eta} left";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}
