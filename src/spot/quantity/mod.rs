//! Numbers with bounds and units.
