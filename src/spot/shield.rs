//! What no reader of numerals and dates may enter.
