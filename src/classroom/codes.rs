//! Codes and secrets, from the system's randomness alone.

use rand::TryRng;
use rand::rngs::SysRng;
use std::io;

/// Crockford's letters: none looks like another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A join code of 35 bits, `7KQ-92MX`: short enough to type, and with limits on wrong tries too long to guess.
///
/// # Errors
/// If the system has no randomness to give.
pub fn join_code() -> io::Result<String> {
    let letters = letters(7)?;
    Ok(format!("{}-{}", &letters[..3], &letters[3..]))
}

/// A secret of 130 bits.
///
/// # Errors
/// If the system has no randomness to give.
pub fn secret() -> io::Result<String> {
    letters(26)
}

fn letters(count: usize) -> io::Result<String> {
    let mut bytes = vec![0; count];
    SysRng.try_fill_bytes(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    // 256 is a multiple of 32: no letter is likelier than another.
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
}

#[cfg(test)]
mod tests {
    use super::{join_code, secret};

    #[test]
    fn codes_are_new_each_time_and_of_letters_that_cannot_be_misread() {
        let codes: Vec<String> = (0..100).map(|_| join_code().expect("a code")).collect();
        let mut distinct = codes.clone();
        distinct.sort();
        distinct.dedup();
        assert!(distinct.len() > 95);
        assert!(codes.iter().all(|code| code.len() == 8 && !code.contains(['O', 'I', 'L', 'U'])));
        assert_eq!(secret().expect("a secret").len(), 26);
        assert_ne!(secret().expect("a secret"), secret().expect("another"));
    }
}
