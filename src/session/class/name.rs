//! stand-in until the module comes

pub fn clean(raw: &str) -> Option<String> {
    let name: String = raw.chars().filter(|c| !c.is_control()).take(24).collect();
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}
pub fn skeleton(name: &str) -> String {
    name.to_lowercase()
}
pub fn numbered(taken: impl Fn(&str) -> bool, seat: u32) -> String {
    (seat..).map(|n| format!("Player {n}")).find(|name| !taken(name)).unwrap_or_default()
}
