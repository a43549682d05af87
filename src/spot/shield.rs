//! stub
use crate::{error::Diagnostic, files::Files, span::Span};
#[derive(PartialEq)]
pub enum ShieldKind {
    Name,
    Word,
}
pub struct Shield {
    pub span: Span,
    pub kind: ShieldKind,
}
pub struct Shields {}
impl Shields {
    pub fn load(_: &Files) -> Result<Self, Diagnostic> {
        Ok(Self {})
    }
    pub fn spot(&self, _: &[char]) -> Vec<Shield> {
        vec![]
    }
}
