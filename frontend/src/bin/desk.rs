//! The browser's entry for the pages of the desk.

/// Called by the page once the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    tutta::hydrate_desk();
}

fn main() {}
