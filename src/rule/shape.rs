//! What the types of `file` alone do not say of a rule file, for its JSON Schema: closed lists of words, and which keys go together.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::Fill;
use super::file::Ordered;
use super::kind::FieldDeclaration;
use crate::fact::{HEAD, Status};

impl<V: JsonSchema> JsonSchema for Ordered<V> {
    fn schema_name() -> Cow<'static, str> {
        format!("Ordered_{}", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "object", "additionalProperties": generator.subschema_for::<V>()})
    }
}

/// A file that adds to a kind is a rule file without `[kind]`.
pub fn addition_too(schema: &mut Schema) {
    schema.remove("required");
}

/// A rule that is not switched off has a pattern and proves itself.
pub fn whole_rule(schema: &mut Schema) {
    schema.insert("if".into(), json!({"required": ["disable"], "properties": {"disable": {"const": true}}}));
    schema.insert("else".into(), json!({"required": ["pattern", "find", "skip"]}));
}

/// What a kind may be.
pub fn value_type(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "enum": ["quantity", "time"]})
}

/// `{ donor = "party?", relation = "sister|exchange" }`.
pub fn field_types(_: &mut SchemaGenerator) -> Schema {
    let words: Vec<String> =
        FieldDeclaration::words().flat_map(|word| ["", "?", "*"].map(|end| format!("{word}{end}"))).collect();
    let choice = json!({"type": "string", "pattern": r"^[^|]+(\|[^|]+)+$", "description": "A closed choice: x|y."});
    json_schema!({"type": "object", "additionalProperties": {"anyOf": [{"enum": words}, choice]}})
}

/// `{ from = "subject", to = "party|again" }`.
pub fn fills(generator: &mut SchemaGenerator) -> Schema {
    let word = Fill::words().join("|");
    let several = json!({
        "type": "string",
        "pattern": format!(r"^ *({word}) *(\| *({word}) *)+$"),
        "description": "Several of the words with | between them, tried one after the other.",
    });
    json_schema!({"type": "object", "additionalProperties": {"anyOf": [Fill::json_schema(generator), several]}})
}

/// `{ relation = "sister", status = "asserted" }`.
pub fn constants(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "properties": {"status": status("The status of every fact of this rule, whatever the cue words (拟, 未) say.")},
        "additionalProperties": {"type": ["string", "integer", "boolean"]},
    })
}

/// `[{ guest = "株洲市", status = "planned" }]`.
pub fn expected(_: &mut SchemaGenerator) -> Schema {
    let head = "The value itself, in a kind with `is`: `420 名 观众`, `1996-05-09`.";
    let properties = json!({
        "status": status("The status of the fact; `asserted` where it is not listed."),
        HEAD: {"type": "string", "description": head},
    });
    let scalar = json!({"type": ["string", "integer", "boolean"]});
    json_schema!({"type": "array", "items": {"type": "object", "properties": properties, "additionalProperties": scalar}})
}

/// `2021-05-28`.
pub fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "pattern": r"^(\d{4}|-\d{6})-\d{2}-\d{2}$"})
}

fn status(about: &str) -> Value {
    json!({"enum": Status::ALL.map(Status::word), "description": about})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_fills_are_those_that_are_read() {
        let schema = Fill::json_schema(&mut SchemaGenerator::default()).to_value();
        let words: Vec<&str> = schema["oneOf"].as_array().unwrap().iter().map(|word| word["const"].as_str().unwrap()).collect();
        assert!(words.iter().all(|word| Fill::read(word).is_some()), "{words:?}");
        assert_eq!(words.len(), Fill::words().len());
    }
}
