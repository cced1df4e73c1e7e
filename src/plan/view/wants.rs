//! What a template reads of a part of the view: the rest is neither made, nor hashed, nor given to it.

use serde::Serialize;
use serde::ser::{self, Serializer};
use std::collections::BTreeSet;

/// How much of a part is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Wants {
    #[default]
    All,
    /// Of an object, these fields.
    Fields(BTreeSet<String>),
    /// Of each item of a list, these fields.
    Items(BTreeSet<String>),
}

impl Wants {
    /// Whether an object's field is read.
    pub fn field(&self, name: &str) -> bool {
        if let Wants::Fields(names) = self { names.contains(name) } else { true }
    }

    /// A list that is a field: empty when nobody reads it.
    pub(super) fn list<T>(&self, name: &str, make: impl FnOnce() -> Vec<T>) -> Vec<T> {
        if self.field(name) { make() } else { Vec::new() }
    }

    /// Whether a field of a list's items is read.
    pub fn item(&self, name: &str) -> bool {
        if let Wants::Items(names) = self { names.contains(name) } else { true }
    }
}

/// A value of which only the wanted fields are serialised. A field that holds more than it should is not read by anyone;
/// only the fields of structs fall out, for these have fixed names.
pub(super) struct Wanted<'a, T: ?Sized> {
    pub value: &'a T,
    pub wants: &'a Wants,
}

impl<T: ?Sized + Serialize> Serialize for Wanted<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.wants {
            Wants::All => self.value.serialize(serializer),
            Wants::Fields(names) => self.value.serialize(Sieve { inner: serializer, names, depth: 0 }),
            Wants::Items(names) => self.value.serialize(Sieve { inner: serializer, names, depth: 1 }),
        }
    }
}

/// An item of a list, or what an option holds.
struct Inside<'a, T: ?Sized> {
    value: &'a T,
    names: &'a BTreeSet<String>,
    depth: u8,
}

impl<T: ?Sized + Serialize> Serialize for Inside<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(Sieve { inner: serializer, names: self.names, depth: self.depth })
    }
}

/// A serialiser that lets through the named fields of a struct below `depth` lists.
struct Sieve<'a, S> {
    inner: S,
    names: &'a BTreeSet<String>,
    depth: u8,
}

/// What has no fields passes as it is.
macro_rules! pass {
    ($($method:ident($type:ty)),*) => {$(
        fn $method(self, value: $type) -> Result<S::Ok, S::Error> {
            self.inner.$method(value)
        }
    )*};
}

impl<'a, S: Serializer> Serializer for Sieve<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = SieveList<'a, S::SerializeSeq>;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = S::SerializeMap;
    type SerializeStruct = SieveFields<'a, S::SerializeStruct>;
    type SerializeStructVariant = S::SerializeStructVariant;

    pass!(
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_u128(u128),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
        serialize_str(&str),
        serialize_bytes(&[u8]),
        serialize_unit_struct(&'static str)
    );

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_none()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(&Inside { value, names: self.names, depth: self.depth })
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit()
    }

    fn serialize_unit_variant(self, name: &'static str, at: u32, variant: &'static str) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit_variant(name, at, variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, &Inside { value, names: self.names, depth: self.depth })
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        name: &'static str,
        at: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_variant(name, at, variant, value)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Ok(SieveList { inner: self.inner.serialize_seq(len)?, names: self.names, depth: self.depth })
    }

    fn serialize_tuple(self, len: usize) -> Result<Self::SerializeTuple, S::Error> {
        self.inner.serialize_tuple(len)
    }

    fn serialize_tuple_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeTupleStruct, S::Error> {
        self.inner.serialize_tuple_struct(name, len)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        at: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        self.inner.serialize_tuple_variant(name, at, variant, len)
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        self.inner.serialize_map(len)
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeStruct, S::Error> {
        let all = self.depth > 0;
        let len = if all { len } else { len.min(self.names.len()) };
        Ok(SieveFields { inner: self.inner.serialize_struct(name, len)?, names: self.names, all })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        at: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        self.inner.serialize_struct_variant(name, at, variant, len)
    }
}

/// A list whose items pass the sieve, or stay as they are where the fields of the list's owner are wanted.
struct SieveList<'a, L> {
    inner: L,
    names: &'a BTreeSet<String>,
    depth: u8,
}

impl<L: ser::SerializeSeq> ser::SerializeSeq for SieveList<'_, L> {
    type Ok = L::Ok;
    type Error = L::Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), L::Error> {
        match self.depth.checked_sub(1) {
            Some(depth) => self.inner.serialize_element(&Inside { value, names: self.names, depth }),
            None => self.inner.serialize_element(value),
        }
    }

    fn end(self) -> Result<L::Ok, L::Error> {
        self.inner.end()
    }
}

struct SieveFields<'a, F> {
    inner: F,
    names: &'a BTreeSet<String>,
    all: bool,
}

impl<F: ser::SerializeStruct> ser::SerializeStruct for SieveFields<'_, F> {
    type Ok = F::Ok;
    type Error = F::Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), F::Error> {
        if self.all || self.names.contains(name) { self.inner.serialize_field(name, value) } else { Ok(()) }
    }

    fn end(self) -> Result<F::Ok, F::Error> {
        self.inner.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json, to_value};

    #[derive(Serialize)]
    struct Pair {
        a: u8,
        b: Option<Inner>,
    }

    #[derive(Serialize)]
    struct Inner {
        a: u8,
        c: u8,
    }

    fn names(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_string()).collect()
    }

    fn made(value: impl Serialize, wants: &Wants) -> Value {
        to_value(Wanted { value: &value, wants }).unwrap()
    }

    #[test]
    fn only_the_wanted_fields_of_the_outermost_struct_are_left() {
        let pair = || Pair { a: 1, b: Some(Inner { a: 2, c: 3 }) };
        let whole = json!({"a": 1, "b": {"a": 2, "c": 3}});
        assert_eq!(made(pair(), &Wants::All), whole);
        assert_eq!(made(pair(), &Wants::Fields(names(&["b"]))), json!({"b": {"a": 2, "c": 3}}), "what is in it stays");
        assert_eq!(made(pair(), &Wants::Fields(names(&[]))), json!({}), "asked only whether it is there");
        assert_eq!(made(Some(pair()), &Wants::Fields(names(&["a"]))), json!({"a": 1}));
        assert_eq!(made(vec![pair()], &Wants::Items(names(&["a"]))), json!([{"a": 1}]));
        assert_eq!(made(vec![pair()], &Wants::Fields(names(&["a"]))), json!([whole]), "a list has no fields");
        assert_eq!(made(pair(), &Wants::Items(names(&["a"]))), whole, "an object has no items");
    }
}
