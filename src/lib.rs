//! jishi (纪实): facts on the record from Chinese news.

pub mod article;
pub mod check;
pub mod confidence;
pub mod context;
pub mod decode;
pub mod engine;
pub mod error;
pub mod eval;
pub mod fact;
pub mod files;
pub mod gazetteer;
mod near;
pub mod pattern;
pub mod pipeline;
pub mod plain;
pub mod reader;
pub mod record;
pub mod rule;
pub mod schema;
pub mod segment;
pub mod settle;
pub mod sink;
pub mod source;
pub mod span;
pub mod spot;
pub mod status;
pub mod value;
