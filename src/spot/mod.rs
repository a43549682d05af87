//! Which mentions a sentence holds.

mod code;
pub mod noun;
mod phrases;
pub mod quantity;
pub mod shield;
pub mod time;
