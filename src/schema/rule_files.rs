//! The JSON Schema of rule files, for editors: written from the types that read them, whose comments become its descriptions.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Value, json};

use crate::rule::file::RuleFile;

/// A name for the schema; nothing is to be fetched from it.
const ID: &str = "urn:jishi:rules:1";

/// The JSON Schema (2020-12) of the TOML files at the top of a rules folder: those that declare a kind, and those that add to one.
pub fn schema() -> Value {
    // Editors show the description that stands beside a `$ref` only now and then, so nothing is referred to.
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<RuleFile>();
    RecursiveTransform(plain).transform(&mut schema);
    let mut all = json!({"$schema": schema.get("$schema"), "$id": ID, "title": schema.get("title")});
    if let (Some(all), Some(keys)) = (all.as_object_mut(), schema.as_object()) {
        all.extend(keys.clone());
    }
    all
}

/// Takes out what says nothing to an author: that what is left out is empty, and line ends within a sentence.
fn plain(schema: &mut Schema) {
    let empty = |value: &Value| value.is_null() || *value == json!([]) || *value == json!({});
    if schema.get("default").is_some_and(empty) {
        schema.remove("default");
    }
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
}
