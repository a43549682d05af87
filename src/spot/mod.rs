//! Which mentions a sentence holds.

pub mod quantity;
pub mod shield;
pub mod time;
