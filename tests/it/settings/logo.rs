//! The logo: what is taken, what it becomes, where it is.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use tutta::model::Role;

use crate::app::{App, Browser, Reply};
use crate::both_databases;
use crate::builders::Person;

const PAGE: &str = "/o/acme/admin/settings";

/// A picture of that many pixels in a format.
fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, height)
        .write_to(&mut bytes, format)
        .expect("a picture");
    bytes.into_inner()
}

/// Sends it as a browser's form does, under a name that says nothing true.
async fn upload(app: &App, browser: &Browser<'_>, bytes: &[u8]) -> Reply {
    let mut body =
        b"--edge\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"logo.exe\"\r\n\
        Content-Type: application/x-msdownload\r\n\r\n"
            .to_vec();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let request = app
        .request("POST", PAGE)
        .header("sec-fetch-site", "same-origin")
        .header("accept", "text/html")
        .header("content-type", "multipart/form-data; boundary=edge")
        .body(body);
    browser.send(request).await
}

async fn logo_url(app: &App, person: &Person) -> Option<String> {
    let api = person.api(app).await;
    let read = api
        .get("/api/v1/organizations/acme")
        .await
        .expect(200)
        .json();
    read["logo_url"].as_str().map(str::to_owned)
}

both_databases!(a_picture_is_drawn_anew_and_served_for_ever, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let browser = ada.browser(app).await;
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let reply = upload(app, &browser, &picture(600, 300, format))
            .await
            .expect(303);
        assert_eq!(reply.header("location"), PAGE, "{format:?}");
    }
    let url = logo_url(app, &ada).await.expect("a logo");
    let page = browser.get("/o/acme").await.expect(200);
    assert!(page.body.contains(&url), "the header shows it");
    let served = app.request("GET", &url).send().await.expect("an answer");
    assert_eq!(served.status(), 200);
    for (name, value) in [
        ("content-type", "image/png"),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(served.headers()[name], value, "{name}");
    }
    let bytes = served.bytes().await.expect("a picture");
    let drawn = image::load_from_memory_with_format(&bytes, ImageFormat::Png).expect("a PNG");
    assert_eq!((drawn.width(), drawn.height()), (256, 128));

    let wrong = url.replace(|c: char| c.is_ascii_digit(), "0");
    app.browser().get(&wrong).await.expect(404);
    let remove = [("slug", "acme")];
    browser
        .post(PAGE, "/fn/organization/remove_logo", &remove)
        .await
        .expect(303);
    assert_eq!(logo_url(app, &ada).await, None);
    app.browser().get(&url).await.expect(404);
});

both_databases!(
    what_is_no_small_picture_is_refused_on_the_page,
    async |app| {
        let ada = app.person("ada@example.com").await;
        app.organization("acme", &ada).await;
        let browser = ada.browser(app).await;
        let mut large = picture(10, 10, ImageFormat::Png);
        large.resize(513 * 1024, 0);
        let gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".to_vec();
        for (bytes, words) in [
            (Vec::new(), "Choose a picture."),
            (b"<svg onload='alert(1)'/>".to_vec(), "no PNG, JPEG or WebP"),
            (gif, "no PNG, JPEG or WebP"),
            (
                picture(10, 10, ImageFormat::Png)[..40].to_vec(),
                "no PNG, JPEG or WebP",
            ),
            (large, "at most 512 KiB"),
            (picture(5000, 1, ImageFormat::Png), "at most 4,096"),
            (vec![0; 700 * 1024], "at most 512 KiB"),
            (vec![0; 2 * 1024 * 1024], "at most 512 KiB"),
        ] {
            let refused = upload(app, &browser, &bytes).await.expect(422);
            assert!(refused.body.contains(words), "{words}: {}", refused.body);
            assert!(
                refused.body.contains("Name and look"),
                "it is the settings page"
            );
        }
        assert_eq!(logo_url(app, &ada).await, None);
    }
);

both_databases!(only_those_who_run_it_change_the_logo, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let png = picture(10, 10, ImageFormat::Png);
    let max = app.member(&acme, "max@acme.example", Role::Member).await;
    upload(app, &max.browser(app).await, &png).await.expect(403);
    let eve = app.person("eve@example.com").await;
    upload(app, &eve.browser(app).await, &png).await.expect(404);
    let signed_out = upload(app, &app.browser(), &png).await.expect(303);
    assert_eq!(signed_out.header("location"), PAGE);
    let elsewhere = app
        .request("POST", PAGE)
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "multipart/form-data; boundary=edge")
        .body("--edge--\r\n");
    ada.browser(app).await.send(elsewhere).await.expect(403);
});
