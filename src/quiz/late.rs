//! A value that stays encoded until somebody asks for it: of a bank of hundreds of questions, a sitting sees a dozen.

use serde::de::{Error, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// A value, or the bytes of one that was not asked for yet.
#[derive(Clone)]
pub struct Late<T> {
    /// Boxed: room for values that nobody asks for would be most of what a start has to touch.
    value: OnceLock<Box<T>>,
    /// A part of the program itself: nothing is copied at a start.
    bytes: &'static [u8],
}

impl<T> From<T> for Late<T> {
    fn from(value: T) -> Self {
        Self { value: OnceLock::from(Box::new(value)), bytes: &[] }
    }
}

impl<T: Default> Default for Late<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: DeserializeOwned + Default> Deref for Late<T> {
    type Target = T;

    /// The bytes were written by the same build; a damaged program shows an empty value rather than none at all.
    fn deref(&self) -> &T {
        self.value.get_or_init(|| Box::new(postcard::from_bytes(self.bytes).unwrap_or_default()))
    }
}

impl<T: DeserializeOwned + Default + PartialEq> PartialEq for Late<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: DeserializeOwned + Default + fmt::Debug> fmt::Debug for Late<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Serialize + DeserializeOwned + Default> Serialize for Late<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&postcard::to_stdvec(&**self).map_err(S::Error::custom)?)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Late<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(Bytes).map(|bytes| Self { value: OnceLock::new(), bytes })
    }
}

struct Bytes;

impl<'de: 'static> Visitor<'de> for Bytes {
    type Value = &'static [u8];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<&'static [u8], E> {
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::Late;

    #[test]
    fn a_value_comes_back_when_it_is_asked_for() {
        let bytes = postcard::to_stdvec(&Late::from(vec![1u8, 2, 3])).expect("it encodes");
        let late: Late<Vec<u8>> = postcard::from_bytes(bytes.leak()).expect("it decodes");
        assert!(late.value.get().is_none(), "nothing is decoded yet");
        assert_eq!(*late, [1, 2, 3]);
        assert_eq!(late, Late::from(vec![1, 2, 3]));
    }
}
