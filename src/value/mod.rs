//! The typed values that a fact holds. Each has one text form (`Display`), which rule examples compare.

pub mod number;
mod numeral;
pub mod place;
pub mod quantity;
mod sum;
pub mod time;

pub use place::{Level, Party, PartyType, Place};
pub use quantity::{Qualifier, Quantity, UnitClass};
pub use time::{Basis, Granularity, Time};
