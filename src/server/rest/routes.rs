//! What the table of the API is written in.

/// Declares the API, by chapter. `ROUTES` names every method and address, `routes` serves exactly those, with and
/// without a slash at the end, and `describe` describes exactly those: by the comment here, by the types of what the
/// handler takes and gives, and by the refusals that its service may answer besides.
macro_rules! routes {
    ($($tag:literal $chapter:literal {$(
        $(#[doc = $about:literal])+
        $method:ident $path:literal => $handler:path $(, or $($refusal:literal)+)?;
    )+})+) => {
        /// Every method and address of the API.
        pub const ROUTES: &[(&str, &str)] = &[$($((stringify!($method), concat!("/api", $path)),)+)+];

        fn routes() -> Router<AppState> {
            Router::new()$($(
                .route($path, on(MethodFilter::$method, $handler))
                .route(concat!($path, "/"), on(MethodFilter::$method, $handler))
            )+)+
        }

        fn describe(draft: &mut Draft) {$(
            draft.tag($tag, $chapter);
            $(draft.operation(
                &Route {
                    method: stringify!($method),
                    path: concat!("/api", $path),
                    tag: $tag,
                    about: concat!($($about, "\n"),+),
                    refusals: &[$($($refusal),+)?],
                },
                &$handler,
            );)+
        )+}
    };
}

pub(super) use routes;
