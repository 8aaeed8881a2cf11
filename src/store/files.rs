//! Where files live, and reading those that hold questions: each is found, or the reason why not is told.
//! Deliberately not here: what is in them.

use crate::quiz::fault::Fault;
use crate::quiz::load::{MAX_BYTES, SourceFile};
use crate::store::error::StoreError;
use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// More files than this in one folder are somebody's whole disk, not a bank.
const MOST_FILES: usize = 10_000;

/// The folder of all that is kept: the given one, else `WHOSE_DATA_DIR`, else `whose` where the system keeps data.
pub fn data_dir(given: Option<&Path>) -> Result<PathBuf, StoreError> {
    let named = std::env::var_os("WHOSE_DATA_DIR").filter(|name| !name.is_empty());
    if let Some(dir) = given.map(Path::to_owned).or_else(|| named.map(PathBuf::from)) {
        return Ok(dir);
    }
    let home = Xdg::new().map_err(|_| {
        let next = "name a folder with --data-dir or WHOSE_DATA_DIR";
        StoreError::unusable(Path::new("~/.local/share/whose"), "no home folder is known", next)
    })?;
    Ok(home.data_dir().join("whose"))
}

/// The learner's own folder of question files.
pub fn bank_dir(data_dir: &Path) -> PathBuf {
    data_dir.join("banks")
}

/// A file of questions, or why there is none.
#[derive(Clone, Debug)]
pub enum Found {
    /// It was read.
    File(SourceFile),
    /// It was not.
    Fault(Fault),
}

/// A file as it is, or all `.toml` files of a folder and the folders in it, in the order of their names.
pub fn find(path: &Path) -> Vec<Found> {
    let mut walk = Walk::default();
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => walk.enter(path),
        _ => walk.read(path),
    }
    walk.found
}

#[derive(Default)]
struct Walk {
    found: Vec<Found>,
    entered: HashSet<PathBuf>,
    files: usize,
}

impl Walk {
    /// A folder that was entered before, through a link, is not entered again.
    fn enter(&mut self, folder: &Path) {
        match fs::canonicalize(folder).and_then(|real| Ok((real, children(folder)?))) {
            Ok((real, children)) => {
                if self.entered.insert(real) {
                    for child in &children {
                        self.meet(child);
                    }
                }
            }
            Err(error) => self.fault(folder, format!("this folder cannot be read: {error}"), "check its permissions"),
        }
    }

    fn meet(&mut self, child: &Path) {
        if self.files > MOST_FILES || is_hidden(child) {
            return;
        }
        if child.is_dir() {
            self.enter(child);
        } else if child.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
            self.files += 1;
            if self.files > MOST_FILES {
                let message = format!("this and what follows was left out: there are over {MOST_FILES} files");
                self.fault(child, message, "name a smaller folder");
            } else {
                self.read(child);
            }
        }
    }

    fn read(&mut self, path: &Path) {
        match read(path) {
            Ok(Some(bytes)) => self.found.push(Found::File(SourceFile { name: path.display().to_string(), bytes })),
            Ok(None) => {
                let next = "name a `.toml` file, or a folder of them";
                self.fault(path, "this is neither a file nor a folder", next);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.fault(path, "there is no such file or folder", "check the path");
            }
            Err(error) => self.fault(path, format!("this cannot be read: {error}"), "check the path and permissions"),
        }
    }

    fn fault(&mut self, path: &Path, message: impl Into<String>, next: &str) {
        self.found.push(Found::Fault(Fault::of_file(&path.display().to_string(), message, next)));
    }
}

/// A file's bytes, one more than allowed if there are too many; none for what is no file, which might never end.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    if !fs::metadata(path)?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Writes a file anew, all or nothing: what a crash leaves behind is the old file or the new one. A link stays one.
pub fn rewrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let real = fs::canonicalize(path)?;
    let name = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = real.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = File::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.set_permissions(fs::metadata(&real)?.permissions())?;
        file.sync_all()?;
        fs::rename(&beside, &real)
    });
    if written.is_err() {
        // What is left of the attempt; that it cannot be removed is the smaller trouble.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn children(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = paths.collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name: &OsStr| name.as_encoded_bytes().starts_with(b"."))
}
