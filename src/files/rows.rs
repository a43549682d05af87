//! Tables with a header row and tabs between the columns.

use super::{File, Files};
use crate::error::Diagnostic;
use crate::near::nearest;

impl Files {
    /// The rows of a table, its header left out, then those of its additions, whose columns are found by their headers and may be few.
    ///
    /// # Errors
    /// No such table, a row with fewer than `columns` columns, a column that the table doesn't have.
    pub fn rows(&self, name: &str, columns: usize) -> Result<Vec<Vec<&str>>, Diagnostic> {
        let mut files = self.all(name)?;
        let base = files.next().expect("`all` begins with the file itself");
        let head: Vec<&str> = base.content.lines().next().unwrap_or_default().split('\t').collect();
        let mut all = Vec::new();
        for (number, line) in lines(base) {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() < columns {
                return Err(short(base, number, cells.len(), columns));
            }
            all.push(cells);
        }
        for addition in files {
            all.extend(added(addition, &head)?);
        }
        Ok(all)
    }
}

/// The rows of an addition, with the columns of the table that it adds to.
fn added<'a>(addition: &'a File, head: &[&str]) -> Result<Vec<Vec<&'a str>>, Diagnostic> {
    let own: Vec<&str> = addition.content.lines().next().unwrap_or_default().split('\t').collect();
    let mut places = Vec::new();
    for column in &own {
        let place = head.iter().position(|known| known == column).ok_or_else(|| {
            let near =
                nearest(column, head.iter().copied()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            let message = format!("the first line names the column `{column}`; known: {}{near}", head.join(", "));
            Diagnostic { line: 1, ..Diagnostic::whole(&addition.origin, message) }
        })?;
        places.push(place);
    }
    let mut all = Vec::new();
    for (number, line) in lines(addition) {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() > places.len() {
            return Err(short(addition, number, cells.len(), places.len()));
        }
        let mut row = vec![""; head.len()];
        places.iter().zip(cells).for_each(|(&place, cell)| row[place] = cell.trim());
        all.push(row);
    }
    Ok(all)
}

/// The lines behind the header that hold something, each with its number from 1.
fn lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.content
        .lines()
        .enumerate()
        .skip(1)
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| (number + 1, line))
}

fn short(file: &File, line: usize, has: usize, wants: usize) -> Diagnostic {
    let message = format!("{has} columns where {wants} are wanted; put tabs between them");
    Diagnostic { line, ..Diagnostic::whole(&file.origin, message) }
}
