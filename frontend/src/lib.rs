//! The browser's entry for `make dev`: the whole client.

/// Called by the page once the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    tutta::hydrate();
}
