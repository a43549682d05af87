//! Who imports whom: the table in `docs/architecture.md` against the tree.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const PAGE: &str = include_str!("../docs/architecture.md");

/// The cells of the rows of the table below this heading, head and rule left out.
fn table(heading: &str) -> Vec<Vec<String>> {
    let part = PAGE.split(&format!("## {heading}\n")).nth(1).expect("the heading stands in the page");
    let rows = part.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The names in backticks.
fn names(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(|name| name.trim_end_matches('/').to_owned()).collect()
}

/// Each room with its height: a room stands above the ones that come later, on its own floor too.
fn rooms() -> BTreeMap<String, usize> {
    let all: Vec<String> = table("Floors").iter().flat_map(|row| names(&row[1])).collect();
    let highest = all.len();
    let rooms: BTreeMap<String, usize> = all.into_iter().enumerate().map(|(n, room)| (room, highest - n)).collect();
    assert_eq!(rooms.len(), highest, "a room stands twice in the table");
    rooms
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    files.sort();
    files
}

/// `src/spot/place/mod.rs` → `spot/place`, `src/pipeline/batch.rs` → `pipeline/batch`.
fn module(path: &Path) -> String {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inside = path.strip_prefix(src).unwrap().with_extension("");
    inside.to_string_lossy().replace('\\', "/").trim_end_matches("/mod").to_owned()
}

/// The longest room that a module lies in.
fn room<'a>(module: &str, rooms: &'a BTreeMap<String, usize>) -> Option<&'a str> {
    let inside = |room: &&String| module == room.as_str() || module.starts_with(&format!("{room}/"));
    rooms.keys().filter(inside).max_by_key(|room| room.len()).map(String::as_str)
}

/// The modules that a file names behind `crate::`, its tests left out; `{…}` is opened one level deep.
fn imports(content: &str) -> Vec<String> {
    let code = content.split("#[cfg(test)]").next().unwrap();
    let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut all = Vec::new();
    for part in code.split("crate::").skip(1) {
        let path: String = part.chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect();
        let steps: Vec<&str> = path.split("::").filter(|step| !step.is_empty()).collect();
        let inner = part[path.len()..].strip_prefix('{').and_then(|rest| rest.split('}').next()).unwrap_or("");
        all.push(steps.join("/"));
        all.extend(inner.split(',').map(|name| format!("{}/{}", steps.join("/"), name.trim().replace("::", "/"))));
    }
    all
}

/// Every pair of rooms of which the first imports from the second, with the file that does.
fn arrows() -> Vec<(String, String, String)> {
    let rooms = rooms();
    let mut all = Vec::new();
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let module = module(&path);
        // These two name every room, to declare them and to run them.
        if module == "lib" || module == "main" {
            continue;
        }
        let from = room(&module, &rooms).unwrap_or_else(|| panic!("src/{module}: no room of docs/architecture.md"));
        let content = std::fs::read_to_string(&path).unwrap();
        let crate_name = content.replace("jishi::", "crate::");
        let code = if module.starts_with("cli") { &crate_name } else { &content };
        for to in imports(code).iter().filter_map(|import| room(import, &rooms)).filter(|to| *to != from) {
            all.push((module.clone(), from.to_owned(), to.to_owned()));
        }
    }
    all.sort();
    all.dedup();
    all
}

#[test]
fn rooms_import_from_below_alone() {
    let (rooms, arrows) = (rooms(), arrows());
    assert!(arrows.len() > 100, "only {} were found", arrows.len());
    let upward = arrows.into_iter().filter(|(_, from, to)| rooms[from] < rooms[to]);
    let upward: Vec<String> =
        upward.map(|(file, _, to)| format!("src/{file} imports from {to}, which stands above it")).collect();
    assert!(upward.is_empty(), "{}", upward.join("\n"));
}

#[test]
fn what_must_never_meet_does_not() {
    for row in table("Never") {
        for (from, to) in names(&row[0]).iter().flat_map(|from| names(&row[1]).into_iter().map(move |to| (from.clone(), to))) {
            let found = arrows().into_iter().find(|(_, room, target)| *room == from && *target == to);
            assert!(found.is_none(), "{from} → {to}: {found:?}");
        }
    }
}

#[test]
fn every_room_of_the_table_stands_in_the_tree() {
    for room in rooms().keys() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room);
        assert!(path.is_dir() || path.with_extension("rs").is_file(), "{room}");
    }
}
