//! What a template reads of a part of the view: the rest is neither made, nor hashed, nor given to it.

use serde::Serialize;
use serde::ser::{self, Serializer};

/// How much of something is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Wants {
    #[default]
    All,
    /// Of an object, these fields, and so much of each. When it is `asked` whether it is there, it is never empty.
    Fields { asked: bool, names: Names },
    /// Of a list, so much of each item.
    Items(Box<Wants>),
}

/// Names of fields, in order, with how much of each is read. They are few, and their lengths tell most of them apart, so
/// they are looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(Vec<(String, Wants)>);

impl Names {
    /// How much is read of the field of this name.
    pub fn get(&self, name: &str) -> Option<&Wants> {
        self.0.iter().find(|(one, _)| one == name).map(|(_, wants)| wants)
    }

    fn add(&mut self, name: String, wants: Wants) {
        match self.0.binary_search_by(|(one, _)| one.cmp(&name)) {
            Ok(at) => {
                let had = std::mem::take(&mut self.0[at].1);
                self.0[at].1 = had.with(wants);
            }
            Err(at) => self.0.insert(at, (name, wants)),
        }
    }
}

impl FromIterator<(String, Wants)> for Names {
    fn from_iter<I: IntoIterator<Item = (String, Wants)>>(names: I) -> Self {
        let mut made = Names::default();
        names.into_iter().for_each(|(name, wants)| made.add(name, wants));
        made
    }
}

impl Wants {
    /// No field of an object; a list, and what has no fields, is read as it is.
    pub fn nothing() -> Self {
        Wants::Fields { asked: false, names: Names::default() }
    }

    /// Whether an object's field is read.
    pub fn field(&self, name: &str) -> bool {
        if let Wants::Fields { names, .. } = self { names.get(name).is_some() } else { true }
    }

    /// How much of a list's items is read.
    pub fn item(&self) -> &Wants {
        if let Wants::Items(wants) = self { wants } else { &Wants::All }
    }

    /// A list that is a field: empty when nobody reads it.
    pub(super) fn list<T>(&self, name: &str, make: impl FnOnce() -> Vec<T>) -> Vec<T> {
        if self.field(name) { make() } else { Vec::new() }
    }

    /// What either reads.
    pub fn with(self, other: Wants) -> Wants {
        match (self, other) {
            (Wants::Fields { asked, mut names }, Wants::Fields { asked: too, names: others }) => {
                for (name, wants) in others.0 {
                    names.add(name, wants);
                }
                Wants::Fields { asked: asked || too, names }
            }
            (Wants::Items(one), Wants::Items(other)) => Wants::Items(Box::new(one.with(*other))),
            // A list is there when it is not empty, whatever is left of its items.
            (Wants::Items(items), Wants::Fields { names, .. }) | (Wants::Fields { names, .. }, Wants::Items(items))
                if names.0.is_empty() =>
            {
                Wants::Items(items)
            }
            _ => Wants::All,
        }
    }
}

/// A value of which only what is wanted is serialised. A field that holds more than it should is not read by anyone;
/// only the fields of structs fall out, for these have fixed names.
pub(super) struct Wanted<'a, T: ?Sized> {
    pub value: &'a T,
    pub wants: &'a Wants,
}

impl<T: ?Sized + Serialize> Serialize for Wanted<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.wants {
            Wants::All => self.value.serialize(serializer),
            wants => self.value.serialize(Sieve { inner: serializer, wants }),
        }
    }
}

/// A serialiser that lets through what is wanted.
struct Sieve<'a, S> {
    inner: S,
    wants: &'a Wants,
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
        self.inner.serialize_some(&Wanted { value, wants: self.wants })
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit()
    }

    fn serialize_unit_variant(self, name: &'static str, at: u32, variant: &'static str) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit_variant(name, at, variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, &Wanted { value, wants: self.wants })
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
        Ok(SieveList { inner: self.inner.serialize_seq(len)?, wants: self.wants.item() })
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
        let (names, asked) = match self.wants {
            Wants::Fields { names, asked } => (Some(names), *asked),
            Wants::All | Wants::Items(_) => (None, false),
        };
        let len = names.map_or(len, |names| len.min(names.0.len() + usize::from(asked)));
        Ok(SieveFields { inner: self.inner.serialize_struct(name, len)?, names, asked })
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
    wants: &'a Wants,
}

impl<L: ser::SerializeSeq> ser::SerializeSeq for SieveList<'_, L> {
    type Ok = L::Ok;
    type Error = L::Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), L::Error> {
        self.inner.serialize_element(&Wanted { value, wants: self.wants })
    }

    fn end(self) -> Result<L::Ok, L::Error> {
        self.inner.end()
    }
}

/// An object; without names all of it passes.
struct SieveFields<'a, F> {
    inner: F,
    names: Option<&'a Names>,
    /// The next field passes, for the object may not be empty.
    asked: bool,
}

impl<F: ser::SerializeStruct> ser::SerializeStruct for SieveFields<'_, F> {
    type Ok = F::Ok;
    type Error = F::Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), F::Error> {
        let first = std::mem::take(&mut self.asked);
        match self.names.map(|names| names.get(name)) {
            None => self.inner.serialize_field(name, value),
            Some(Some(wants)) => self.inner.serialize_field(name, &Wanted { value, wants }),
            Some(None) if first => self.inner.serialize_field(name, value),
            Some(None) => Ok(()),
        }
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

    fn fields<const N: usize>(asked: bool, fields: [(&str, Wants); N]) -> Wants {
        Wants::Fields { asked, names: fields.map(|(name, wants)| (name.to_string(), wants)).into_iter().collect() }
    }

    fn items(wants: Wants) -> Wants {
        Wants::Items(Box::new(wants))
    }

    fn made(value: impl Serialize, wants: &Wants) -> Value {
        to_value(Wanted { value: &value, wants }).unwrap()
    }

    #[test]
    fn only_the_wanted_fields_are_left() {
        let pair = || Pair { a: 1, b: Some(Inner { a: 2, c: 3 }) };
        let whole = json!({"a": 1, "b": {"a": 2, "c": 3}});
        let (a, b) = (|| fields(false, [("a", Wants::All)]), |wants| fields(false, [("b", wants)]));
        assert_eq!(made(pair(), &Wants::All), whole);
        assert_eq!(made(pair(), &b(Wants::All)), json!({"b": {"a": 2, "c": 3}}));
        assert_eq!(made(pair(), &b(a())), json!({"b": {"a": 2}}), "and of these no more than is wanted");
        assert_eq!(made(Pair { a: 1, b: None }, &b(a())), json!({"b": null}));
        assert_eq!(made(pair(), &Wants::nothing()), json!({}));
        assert_eq!(made(pair(), &fields(true, [])), json!({"a": 1}), "it is there, so it is not empty");
        assert_eq!(made(pair(), &b(fields(true, [("c", Wants::All)]))), json!({"b": {"a": 2, "c": 3}}));
        assert_eq!(made(Some(pair()), &a()), json!({"a": 1}));
        assert_eq!(made(vec![pair()], &items(a())), json!([{"a": 1}]));
        assert_eq!(made(vec![vec![pair()]], &items(items(b(a())))), json!([[{"b": {"a": 2}}]]));
        assert_eq!(made(vec![pair()], &a()), json!([whole]), "a list has no fields");
        assert_eq!(made(pair(), &items(a())), whole, "an object has no items");
    }

    #[test]
    fn two_wants_are_what_either_reads() {
        let (a, c) = (|| fields(false, [("a", Wants::All)]), || fields(false, [("c", Wants::All)]));
        let both = || fields(false, [("a", Wants::All), ("c", Wants::All)]);
        assert_eq!(a().with(c()), both());
        assert_eq!(items(a()).with(items(c())), items(both()));
        assert_eq!(fields(false, [("b", a())]).with(fields(true, [("b", c())])), fields(true, [("b", both())]));
        assert_eq!(items(a()).with(fields(true, [])), items(a()));
        assert_eq!(Wants::nothing().with(items(a())), items(a()));
        assert_eq!(a().with(items(c())), Wants::All, "nothing is both");
        assert_eq!(a().with(Wants::All), Wants::All);
    }
}
