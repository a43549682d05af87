//! Batches of what a source hands over, read by a thread of its own while the one before is worked on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::article::{Content, Failure, Raw};
use crate::source::Source;

/// No batch holds more articles.
const ARTICLES: usize = 256;
/// A batch that holds this many bytes takes no more.
const BYTES: u64 = 8 << 20;
/// How long an order to stop may go unnoticed while nothing comes in.
const PATIENCE: Duration = Duration::from_millis(50);

/// Articles that are worked on together.
pub struct Batch {
    pub raws: Vec<Result<Raw, Failure>>,
    /// The size of their content.
    pub bytes: u64,
    /// How much of how much the source has read.
    pub progress: (u64, Option<u64>),
}

/// The batches of a source, in reading order.
pub struct Batches {
    coming: Receiver<Batch>,
    /// Not joined when a run stops early: it may be waiting for input that never comes.
    reader: Option<JoinHandle<()>>,
}

impl Batches {
    /// Begins to read.
    pub fn read(mut source: Box<dyn Source>) -> Self {
        let (sender, coming) = sync_channel(1);
        let reader = std::thread::spawn(move || {
            while let Some(batch) = Batch::read(&mut *source) {
                if sender.send(batch).is_err() {
                    return;
                }
            }
        });
        Self { coming, reader: Some(reader) }
    }

    /// The next batch; `None` at the end, or once `stop` is true.
    pub fn next(&mut self, stop: &AtomicBool) -> Option<Batch> {
        while !stop.load(Ordering::Relaxed) {
            match self.coming.recv_timeout(PATIENCE) {
                Ok(batch) => return Some(batch),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.end(),
            }
        }
        None
    }

    /// A reader that broke must not look like one that came to the end.
    fn end(&mut self) -> Option<Batch> {
        if let Some(Err(panic)) = self.reader.take().map(JoinHandle::join) {
            std::panic::resume_unwind(panic);
        }
        None
    }
}

impl Batch {
    fn read(source: &mut dyn Source) -> Option<Self> {
        let (mut raws, mut bytes) = (Vec::new(), 0);
        while raws.len() < ARTICLES && bytes < BYTES {
            let Some(raw) = source.next() else { break };
            bytes += raw.as_ref().map_or(0, size);
            raws.push(raw);
        }
        (!raws.is_empty()).then(|| Self { raws, bytes, progress: source.progress() })
    }
}

fn size(raw: &Raw) -> u64 {
    match &raw.content {
        Content::Plain(bytes) | Content::Html(bytes) => bytes.len() as u64,
        Content::Text(decoded) => decoded.text.len() as u64,
    }
}
