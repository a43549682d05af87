//! jishi (纪实): facts on the record from Chinese news.

pub mod article;
pub mod decode;
pub mod engine;
pub mod error;
pub mod fact;
pub mod files;
pub mod pipeline;
pub mod plain;
pub mod record;
pub mod segment;
pub mod sink;
pub mod source;
pub mod span;
pub mod spot;
pub mod value;
