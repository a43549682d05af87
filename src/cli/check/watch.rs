//! `jishi check --watch`: checks again when a file of the rules folders is saved, until Ctrl-C.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use jiff::Zoned;
use jishi::engine::Loader;
use jishi::error::{Error, Result};
use jishi::files::is_rule_file;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::{Args, once};
use crate::cli::{broken_pipe, say};

/// An editor writes a file in several steps; so long nothing may happen before it is read.
const CALM: Duration = Duration::from_millis(50);

/// What ends the waiting.
enum Event {
    Saved,
    Stop,
}

/// Checks again and again. What is wrong with the files is told, and the next save awaited.
///
/// # Errors
/// A folder that can't be watched.
pub fn run(args: &Args) -> Result<ExitCode> {
    let (sender, events) = channel();
    stop_on_interrupt(sender.clone())?;
    let folders: Vec<PathBuf> = args.rules.iter().map(|folder| whole(folder)).collect::<Result<_>>()?;
    let watched = folders.clone();
    let saved = move |change: notify::Result<notify::Event>| {
        // A change that could not be told may be one of ours.
        if change.is_ok_and(|change| !counts(&change, &watched)) {
            return;
        }
        // Where nobody listens any more, the program is about to end.
        let _ = sender.send(Event::Saved);
    };
    let mut watcher = notify::recommended_watcher(saved).map_err(|error| unwatched(&folders[0], &error))?;
    folders.iter().try_for_each(|folder| look_at(folder, &mut watcher))?;
    let mut loader = Loader::default();
    timed(args, &mut loader)?;
    while is_saved(&events) {
        // A folder that was made or replaced is a new one to watch; one that is gone is told by the check.
        folders.iter().for_each(|folder| drop(look_at(folder, &mut watcher)));
        timed(args, &mut loader)?;
    }
    say("stopped");
    Ok(ExitCode::SUCCESS)
}

/// Waits until something is saved and it is calm again; not if the watch is to end.
fn is_saved(events: &Receiver<Event>) -> bool {
    let mut event = events.recv().map_err(RecvTimeoutError::from);
    while let Ok(Event::Saved) = event {
        event = events.recv_timeout(CALM);
    }
    matches!(event, Err(RecvTimeoutError::Timeout))
}

/// Whether something changed in one of these folders; that a file is read, by ourselves too, is no change.
fn counts(change: &notify::Event, folders: &[PathBuf]) -> bool {
    let read = match change.kind {
        EventKind::Access(kind) => kind != AccessKind::Close(AccessMode::Write),
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => false,
    };
    !read && change.paths.iter().any(|path| folders.iter().any(|folder| belongs(path, folder)))
}

/// Checks once, and says when, and how long it took.
fn timed(args: &Args, loader: &mut Loader) -> Result<()> {
    let (start, at) = (Instant::now(), Zoned::now().strftime("%H:%M:%S").to_string());
    match once(args, loader) {
        Ok(_) => (),
        Err(error) if broken_pipe(&error) => return Err(error),
        Err(error) => say(&error.to_string()),
    }
    say(&format!("— {at}, {:.2} s; watching for changes, Ctrl-C ends —", start.elapsed().as_secs_f64()));
    Ok(())
}

/// The folder by its whole path, as changes are told.
fn whole(folder: &Path) -> Result<PathBuf> {
    folder.canonicalize().map_err(|source| {
        let cure = "give --rules a folder of rule files to watch".into();
        Error::Io { path: folder.display().to_string(), source, cure }
    })
}

/// Watches a rules folder, those in it that hold tables, and the one that it lies in, as it may be replaced as a whole.
fn look_at(folder: &Path, watcher: &mut RecommendedWatcher) -> Result<()> {
    let tables = ["lexicon", "places"].map(|name| folder.join(name));
    let all = folder.parent().into_iter().chain([folder]).chain(tables.iter().map(PathBuf::as_path));
    for folder in all.filter(|folder| folder.is_dir()) {
        watcher.watch(folder, RecursiveMode::NonRecursive).map_err(|error| unwatched(folder, &error))?;
    }
    Ok(())
}

/// Whether a path is that of a rules folder, of one in it, or of a rule file there.
fn belongs(path: &Path, folder: &Path) -> bool {
    path.strip_prefix(folder).is_ok_and(|inside| {
        let inside = inside.to_string_lossy().replace('\\', "/");
        ["", "lexicon", "places"].contains(&inside.as_str()) || is_rule_file(&inside)
    })
}

fn unwatched(folder: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::Usage(format!("--watch: {}: {error}\n  check without --watch, or let the system watch more files", folder.display()))
}

/// The first Ctrl-C ends the watch when the check that runs is done, the second at once.
fn stop_on_interrupt(sender: Sender<Event>) -> Result<()> {
    let mut asked = false;
    let handler = move || {
        if std::mem::replace(&mut asked, true) || sender.send(Event::Stop).is_err() {
            std::process::exit(0);
        }
    };
    ctrlc::set_handler(handler).map_err(|error| Error::Usage(format!("Ctrl-C: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_editor_leaves_beside_a_file_wakes_nothing() {
        let folder = Path::new("/rules");
        for (path, want) in [
            ("/rules/visit.toml", true),
            ("/rules/lexicon/units.mine.toml", true),
            ("/rules/lexicon", true),
            ("/rules", true),
            ("/rules/.visit.toml.swp", false),
            ("/rules/visit.toml~", false),
            ("/rules/4913", false),
            ("/rules/news/visit.toml", false),
            ("/other/visit.toml", false),
        ] {
            assert_eq!(belongs(Path::new(path), folder), want, "{path}");
        }
    }
}
