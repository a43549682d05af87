//! Calendar expressions, found and resolved.
