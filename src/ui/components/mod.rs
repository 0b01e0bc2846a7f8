//! The component kit: props in, events out.
