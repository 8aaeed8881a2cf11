//! The students' page, as it is in the program.

use axum::http::header;
use axum::response::IntoResponse;

/// The page.
pub async fn html() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], include_str!("../../assets/class/index.html"))
}

/// Its style.
pub async fn css() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../../assets/class/style.css"))
}

/// Its script.
pub async fn js() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("../../assets/class/page.js"))
}
