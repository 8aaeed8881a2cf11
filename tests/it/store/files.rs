//! Question files on disk: what is found, in which order, and what cannot be read.
#![cfg(test)]

use crate::store::*;

#[test]
fn the_data_folder_is_the_given_one() {
    let given = Path::new("some/where");
    assert_eq!(data_dir(Some(given)).unwrap(), given);
    assert_eq!(bank_dir(given), given.join("banks"));
}

#[test]
fn the_shipped_questions_can_be_read() {
    let content = shipped().unwrap();
    assert!(!content.questions.is_empty());
    assert!(content.matrix.is_some());
}

/// What was found, with paths below `dir`: names of files and texts of faults.
fn found(dir: &Path, path: &str) -> Vec<String> {
    let full = if path.is_empty() { dir.to_owned() } else { dir.join(path) };
    let prefix = format!("{}/", dir.display());
    let told = find(&full).into_iter().map(|found| match found {
        Found::File(file) => format!("{} ({})", file.name, file.bytes.len()),
        Found::Fault(fault) => fault.to_string(),
    });
    told.map(|text| text.replace(&prefix, "")).collect()
}

fn folder(files: &[&str]) -> TempDir {
    let dir = tempdir().unwrap();
    for file in files {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
    dir
}

#[test]
fn a_folder_is_walked_in_the_order_of_names() {
    let dir = folder(&["b.toml", "a/z.toml", "a/c/d.TOML", "c.toml", "notes.txt", ".h.toml", ".git/x.toml", "toml"]);
    assert_eq!(found(dir.path(), ""), ["a/c/d.TOML (1)", "a/z.toml (1)", "b.toml (1)", "c.toml (1)"]);
    assert_eq!(found(dir.path(), "notes.txt"), ["notes.txt (1)"], "a named file is read whatever its name");
    assert_eq!(found(folder(&[]).path(), ""), [""; 0]);
}

#[test]
fn what_cannot_be_read_is_told() {
    let dir = folder(&["a.toml"]);
    assert_eq!(found(dir.path(), "b.toml"), ["b.toml: there is no such file or folder; check the path"]);
    let inside = found(dir.path(), "a.toml/b.toml");
    assert!(inside[0].starts_with("a.toml/b.toml: this cannot be read: "), "{inside:?}");
    assert!(inside[0].ends_with("; check the path and permissions"), "{inside:?}");
}

#[cfg(unix)]
#[test]
fn links_lead_neither_round_in_circles_nor_to_silence() {
    use std::os::unix::fs::symlink;
    let dir = folder(&["a/one.toml"]);
    let link = |to: &str, name: &str| symlink(to, dir.path().join(name)).unwrap();
    link("..", "a/up");
    link("a", "b");
    link("round.toml", "round.toml");
    link("gone", "lost.toml");
    link("/dev/zero", "zero.toml");
    let found = found(dir.path(), "");
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(found[0], "a/one.toml (1)");
    assert_eq!(found[1], "lost.toml: there is no such file or folder; check the path");
    assert!(found[2].starts_with("round.toml: this cannot be read: "), "{found:?}");
    assert_eq!(found[3], "zero.toml: this is neither a file nor a folder; name a `.toml` file, or a folder of them");
}

#[test]
fn an_oversized_file_is_not_read_whole() {
    let dir = folder(&["a.toml"]);
    let file = fs::File::options().write(true).open(dir.path().join("a.toml")).unwrap();
    file.set_len(MAX_BYTES as u64 * 4).unwrap();
    assert_eq!(found(dir.path(), ""), [format!("a.toml ({})", MAX_BYTES + 1)]);
}

#[test]
fn too_many_files_are_told_and_left_out() {
    let dir = tempdir().unwrap();
    for n in 0..10_002 {
        fs::write(dir.path().join(format!("{n:05}.toml")), "").unwrap();
    }
    let found = found(dir.path(), "");
    assert_eq!(found.len(), 10_001);
    assert_eq!(
        found[10_000],
        "10000.toml: this and what follows was left out: there are over 10000 files; name a smaller folder"
    );
}
