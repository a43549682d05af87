//! One character of planes 15 and 16 for each mention: it tells the mention's type and number.

/// What a mention is, as far as a pattern can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Symbol {
    PlaceCn,
    PlaceForeign,
    PlaceCountry,
    PlaceArea,
    Party,
    Money,
    Item,
    Quantity,
    Duration,
    Time,
    /// Two places at once: 两市, 双方.
    Ref,
    Goods,
    Name,
}

const ALL: [Symbol; 13] = [
    Symbol::PlaceCn,
    Symbol::PlaceForeign,
    Symbol::PlaceCountry,
    Symbol::PlaceArea,
    Symbol::Party,
    Symbol::Money,
    Symbol::Item,
    Symbol::Quantity,
    Symbol::Duration,
    Symbol::Time,
    Symbol::Ref,
    Symbol::Goods,
    Symbol::Name,
];

/// The first character of the first type; each type has `WIDTH` characters.
const BASE: u32 = 0xF_0000;
const WIDTH: u32 = 0x1000;

/// The names that patterns may use, and what they match.
const CLASSES: &[(&str, &[Symbol])] = &[
    ("place", &[Symbol::PlaceCn, Symbol::PlaceForeign, Symbol::PlaceCountry, Symbol::PlaceArea]),
    ("place.cn", &[Symbol::PlaceCn]),
    ("place.foreign", &[Symbol::PlaceForeign]),
    ("place.country", &[Symbol::PlaceCountry]),
    ("place.area", &[Symbol::PlaceArea]),
    ("city", &[Symbol::PlaceCn, Symbol::PlaceForeign]),
    ("party", &[Symbol::PlaceCn, Symbol::PlaceForeign, Symbol::PlaceCountry, Symbol::PlaceArea, Symbol::Party, Symbol::Ref]),
    ("organization", &[Symbol::Party]),
    ("quantity", &[Symbol::Money, Symbol::Item, Symbol::Quantity, Symbol::Duration]),
    ("quantity.duration", &[Symbol::Duration]),
    ("quantity.money", &[Symbol::Money]),
    ("quantity.item", &[Symbol::Item]),
    ("time", &[Symbol::Time]),
    ("ref", &[Symbol::Ref]),
    ("goods", &[Symbol::Goods]),
    ("name", &[Symbol::Name]),
];

impl Symbol {
    /// The character that stands for the mention of this number.
    pub fn char(self, number: usize) -> char {
        let number = u32::try_from(number).expect("few mentions").min(WIDTH - 1);
        char::from_u32(BASE + self as u32 * WIDTH + number).expect("within planes 15 and 16")
    }

    /// The type and number that a character stands for.
    pub fn read(c: char) -> Option<(Symbol, usize)> {
        let offset = u32::from(c).checked_sub(BASE)?;
        let symbol = ALL.get((offset / WIDTH) as usize)?;
        Some((*symbol, (offset % WIDTH) as usize))
    }

    /// Whether it is somebody or somewhere, or goods: read only where a rule may want it.
    pub fn is_actor(self) -> bool {
        match self {
            Symbol::PlaceCn | Symbol::PlaceForeign | Symbol::PlaceCountry | Symbol::PlaceArea => true,
            Symbol::Party | Symbol::Ref | Symbol::Goods => true,
            Symbol::Money | Symbol::Item | Symbol::Quantity | Symbol::Duration | Symbol::Time | Symbol::Name => false,
        }
    }

    /// As `explain` shows it: ⟨place⟩.
    pub fn label(self) -> &'static str {
        match self {
            Symbol::PlaceCn | Symbol::PlaceForeign => "place",
            Symbol::PlaceCountry => "country",
            Symbol::PlaceArea => "area",
            Symbol::Party => "party",
            Symbol::Money => "money",
            Symbol::Item => "item",
            Symbol::Quantity => "quantity",
            Symbol::Duration => "duration",
            Symbol::Time => "time",
            Symbol::Ref => "ref",
            Symbol::Goods => "goods",
            Symbol::Name => "name",
        }
    }
}

/// The symbols that a name in a pattern matches: `place.cn`, `quantity`.
pub fn class(name: &str) -> Option<&'static [Symbol]> {
    CLASSES.iter().find(|(known, _)| *known == name).map(|(_, symbols)| *symbols)
}

/// All names that a pattern may use.
pub fn class_names() -> impl Iterator<Item = &'static str> {
    CLASSES.iter().map(|(name, _)| *name)
}

/// A regex character class for these symbols.
pub fn regex_class(symbols: &[Symbol]) -> String {
    let range = |symbol: &Symbol| {
        let first = BASE + *symbol as u32 * WIDTH;
        format!("\\x{{{first:X}}}-\\x{{{:X}}}", first + WIDTH - 1)
    };
    format!("[{}]", symbols.iter().map(range).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_reads_back_what_it_was_made_of() {
        for symbol in ALL {
            for number in [0, 7, 599] {
                assert_eq!(Symbol::read(symbol.char(number)), Some((symbol, number)));
            }
        }
        assert_eq!(Symbol::read('市'), None);
    }
}
