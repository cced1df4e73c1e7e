//! Plain data as bytes for hashing: of one type, equal bytes mean equal data. Nothing is escaped, and nobody reads it back.
//!
//! Every value begins with a mark of its shape, every text and name with its length, and every list, map and struct ends
//! with a mark, so that no two values have the same bytes, also where a field is left out.

use crate::base::hash::{Hash128, Hasher};
use serde::Serialize;
use serde::ser::{self, Serializer};
use std::fmt;

/// Nothing that is serialised here fails; serde asks for an error all the same.
#[derive(Debug)]
pub(super) enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(message: T) -> Self {
        unreachable!("a view is plain data: {message}")
    }
}

/// The bytes of a value on their way into its hash; those of a list of a whole site do not wait until its end.
#[derive(Default)]
pub(super) struct Room {
    bytes: Vec<u8>,
    /// What the first of them went into; none as long as all are here.
    begun: Option<Box<Hasher>>,
}

/// So many bytes go into the hash at a time.
const FULL: usize = 1 << 16;

impl Room {
    /// The hash of plain data: of one type, equal hashes mean equal data.
    pub fn hash<T: Serialize + ?Sized>(&mut self, value: &T) -> Hash128 {
        self.bytes.clear();
        self.begun = None;
        let Ok(()) = value.serialize(Digest(self));
        match self.begun.take() {
            None => Hash128::of(&self.bytes),
            Some(mut hasher) => hasher.raw(&self.bytes).finish(),
        }
    }

    fn item(&mut self) {
        if self.bytes.len() >= FULL {
            self.begun.get_or_insert_default().raw(&self.bytes);
            self.bytes.clear();
        }
    }
}

/// Appends a value to the bytes.
struct Digest<'a>(&'a mut Room);

type Done = Result<(), Never>;

impl Digest<'_> {
    fn mark(&mut self, mark: u8) {
        self.0.bytes.push(mark);
    }

    fn sized(&mut self, mark: u8, bytes: &[u8]) {
        self.0.bytes.push(mark);
        self.bytes(bytes);
    }

    /// A length and the bytes; nearly all texts are shorter than 255 bytes.
    fn bytes(&mut self, bytes: &[u8]) {
        match u8::try_from(bytes.len()) {
            Ok(length) if length < u8::MAX => self.0.bytes.push(length),
            _ => {
                self.0.bytes.push(u8::MAX);
                self.0.bytes.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            }
        }
        self.0.bytes.extend_from_slice(bytes);
    }

    fn number(&mut self, mark: u8, bits: u64) {
        self.0.bytes.push(mark);
        self.0.bytes.extend_from_slice(&bits.to_le_bytes());
    }
}

impl<'a> Serializer for Digest<'a> {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Digest<'a>;
    type SerializeTuple = Digest<'a>;
    type SerializeTupleStruct = Digest<'a>;
    type SerializeTupleVariant = Digest<'a>;
    type SerializeMap = Digest<'a>;
    type SerializeStruct = Digest<'a>;
    type SerializeStructVariant = Digest<'a>;

    fn serialize_bool(mut self, value: bool) -> Done {
        self.mark(if value { b't' } else { b'f' });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Done {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Done {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Done {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(mut self, value: i64) -> Done {
        self.number(b'i', value as u64);
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Done {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Done {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Done {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(mut self, value: u64) -> Done {
        self.number(b'u', value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Done {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(mut self, value: f64) -> Done {
        self.number(b'd', value.to_bits());
        Ok(())
    }

    fn serialize_i128(mut self, value: i128) -> Done {
        self.sized(b'I', &value.to_le_bytes());
        Ok(())
    }

    fn serialize_u128(mut self, value: u128) -> Done {
        self.sized(b'U', &value.to_le_bytes());
        Ok(())
    }

    fn serialize_char(mut self, value: char) -> Done {
        self.number(b'c', u64::from(u32::from(value)));
        Ok(())
    }

    fn serialize_str(mut self, value: &str) -> Done {
        self.sized(b's', value.as_bytes());
        Ok(())
    }

    fn serialize_bytes(mut self, value: &[u8]) -> Done {
        self.sized(b'b', value);
        Ok(())
    }

    fn serialize_none(mut self) -> Done {
        self.mark(b'n');
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(mut self, value: &T) -> Done {
        self.mark(b'o');
        value.serialize(self)
    }

    fn serialize_unit(mut self) -> Done {
        self.mark(b'n');
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_unit()
    }

    fn serialize_unit_variant(mut self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.sized(b'v', variant.as_bytes());
        Ok(())
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Done {
        self.sized(b'w', variant.as_bytes());
        value.serialize(self)
    }

    fn serialize_seq(mut self, _: Option<usize>) -> Result<Self, Never> {
        self.mark(b'[');
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Never> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self, Never> {
        self.sized(b'w', variant.as_bytes());
        self.serialize_seq(None)
    }

    fn serialize_map(mut self, _: Option<usize>) -> Result<Self, Never> {
        self.mark(b'{');
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self, Never> {
        self.sized(b'w', variant.as_bytes());
        self.serialize_map(None)
    }
}

/// The parts of a list: values one after another, then the end.
macro_rules! list {
    ($($name:ident :: $method:ident),*) => {$(
        impl ser::$name for Digest<'_> {
            type Ok = ();
            type Error = Never;

            fn $method<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
                self.0.item();
                value.serialize(Digest(self.0))
            }

            fn end(mut self) -> Done {
                self.mark(b']');
                Ok(())
            }
        }
    )*};
}

list!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

/// The fields of a struct: each with its name.
macro_rules! fields {
    ($($name:ident),*) => {$(
        impl ser::$name for Digest<'_> {
            type Ok = ();
            type Error = Never;

            fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Done {
                self.bytes(name.as_bytes());
                value.serialize(Digest(self.0))
            }

            fn end(mut self) -> Done {
                self.mark(b'}');
                Ok(())
            }
        }
    )*};
}

fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Digest<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Done {
        key.serialize(Digest(self.0))
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        value.serialize(Digest(self.0))
    }

    fn end(mut self) -> Done {
        self.mark(b'}');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn bytes(value: &impl Serialize) -> Vec<u8> {
        let mut room = Room::default();
        value.serialize(Digest(&mut room)).unwrap();
        room.bytes
    }

    #[test]
    fn a_long_list_is_hashed_as_all_of_its_bytes() {
        let long: Vec<String> = (0..30_000).map(|number| format!("item {number}")).collect();
        let mut room = Room::default();
        let all = [&b"["[..], &long.iter().flat_map(bytes).collect::<Vec<_>>(), b"]"].concat();
        assert!(all.len() > 3 * FULL);
        let short = ["a"];
        assert_eq!(room.hash(&short), Hash128::of(&bytes(&short)));
        assert_eq!(room.hash(&long), Hash128::of(&all));
        assert!(room.bytes.capacity() <= 2 * FULL);
        assert_eq!(room.hash(&short), Hash128::of(&bytes(&short)));
    }

    #[derive(Serialize)]
    struct Sparse<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        a: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        b: Option<&'a str>,
        c: Vec<&'a str>,
    }

    #[test]
    fn what_differs_has_other_bytes() {
        let texts = [None, Some(""), Some("x"), Some("xy"), Some("n"), Some("]")];
        let lists = [vec![], vec![""], vec!["x"], vec!["x", "y"], vec!["xy"], vec!["", "x"], vec!["x", ""]];
        let mut seen = BTreeSet::new();
        for a in texts {
            for b in texts {
                for c in &lists {
                    assert!(seen.insert(bytes(&Sparse { a, b, c: c.clone() })), "{a:?} {b:?} {c:?}");
                }
            }
        }
        let long = "x".repeat(254);
        for values in [vec![long.clone()], vec![long.clone(), "x".into()], vec![format!("{long}x")]] {
            assert!(seen.insert(bytes(&values)));
        }
    }

    #[test]
    fn values_without_a_type_keep_their_shape() {
        let values = [
            "null",
            "0",
            "\"0\"",
            "[]",
            "{}",
            "[null,\"a\"]",
            "[\"a\",null]",
            "[[]]",
            "{\"a\":null}",
            "false",
            "-1",
            "0.0",
        ];
        let made: BTreeSet<Vec<u8>> =
            values.iter().map(|json| bytes(&serde_json::from_str::<serde_json::Value>(json).unwrap())).collect();
        assert_eq!(made.len(), values.len());
    }
}
