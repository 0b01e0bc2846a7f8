//! What the table of the API is written in.

/// Declares the API, by chapter. `ROUTES` names every method and address, `routes` serves exactly those, with and
/// without a slash at the end, and `describe` describes exactly those: by the comment here, by the types of what the
/// handler takes and gives, by the scope that a personal access token needs (without one, none opens the route), and by
/// the refusals that its service may answer besides.
macro_rules! routes {
    ($($tag:literal $chapter:literal {$(
        $(#[doc = $about:literal])+
        $method:ident $path:literal => $handler:path
            $(, scope $scope:ident)? $(, or $($refusal:literal)+)?;
    )+})+) => {
        /// Every method and address of the API.
        pub const ROUTES: &[(&str, &str)] = &[$($((stringify!($method), concat!("/api", $path)),)+)+];

        fn routes() -> Router<AppState> {
            Router::new()$($(
                .route($path, guarded(on(MethodFilter::$method, $handler), scope!($($scope)?)))
                .route(concat!($path, "/"), guarded(on(MethodFilter::$method, $handler), scope!($($scope)?)))
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
                    scope: scope!($($scope)?),
                    refusals: &[$($($refusal),+)?],
                },
                &$handler,
            );)+
        )+}
    };
}

/// The scope that a route states, if it does.
macro_rules! scope {
    () => {
        None
    };
    ($scope:ident) => {
        Some(TokenScope::$scope)
    };
}

pub(super) use routes;
pub(super) use scope;
