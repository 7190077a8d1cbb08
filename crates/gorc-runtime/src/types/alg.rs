//! Equality and hashing of values by their type descriptor.
//!
//! A value of an interface type takes its dynamic type's rules; if that type has no equality the result is an error naming
//! it, which the callers turn into Go's panic. `+0` and `-0` are equal and hash alike; a NaN equals nothing and hashes
//! at random.
//!
//! Read next: `hash.rs`.

use super::hash::{hash_bytes, hash_u32, hash_u64};
use crate::stubs::rand64;
use crate::thunk::{Outcome, done, panic_error_type};
use gorc_abi::typedesc::{
    ArrayType, InterfaceType, Itab, StructType, TFLAG_DIRECT_IFACE, TFLAG_REGULAR_MEMORY, Type, kind,
};

/// The type that has no equality.
pub type Uncomparable = *const Type;

/// Whether values of the type can be compared (an interface type: yes, its dynamic types are another matter).
///
/// # Safety
/// `t` is a valid descriptor.
pub unsafe fn comparable(t: *const Type) -> bool {
    // SAFETY: the kind tells which descriptor follows.
    unsafe {
        match (*t).kind {
            kind::FUNC | kind::MAP | kind::SLICE => false,
            kind::ARRAY => comparable((*t.cast::<ArrayType>()).elem),
            kind::STRUCT => {
                let st = &*t.cast::<StructType>();
                (0..st.fields_len).all(|i| comparable((*st.fields.add(i)).typ))
            }
            _ => true,
        }
    }
}

/// Whether equality is equality of the bytes.
unsafe fn plain(t: *const Type) -> bool {
    // SAFETY: caller's obligation.
    unsafe {
        (*t).tflag & TFLAG_REGULAR_MEMORY != 0
            || matches!(
                (*t).kind,
                kind::BOOL..=kind::UINTPTR | kind::POINTER | kind::CHAN | kind::UNSAFE_POINTER
            )
    }
}

/// Whether `n` bytes are equal.
///
/// # Safety
/// Both point to `n` readable bytes.
#[inline(always)]
pub unsafe fn bytes_equal(p: *const u8, q: *const u8, n: usize) -> bool {
    // SAFETY: caller's obligation.
    unsafe {
        match n {
            0 => true,
            1 => *p == *q,
            4 => p.cast::<u32>().read_unaligned() == q.cast::<u32>().read_unaligned(),
            8 => p.cast::<u64>().read_unaligned() == q.cast::<u64>().read_unaligned(),
            _ => core::slice::from_raw_parts(p, n) == core::slice::from_raw_parts(q, n),
        }
    }
}

/// `==` of two values of a type.
///
/// # Safety
/// Both addresses hold values of the valid, comparable type `t`.
pub unsafe fn equal(t: *const Type, p: *const u8, q: *const u8) -> Result<bool, Uncomparable> {
    // SAFETY: caller's obligation; the kind tells what the memory holds.
    unsafe {
        if plain(t) {
            return Ok(bytes_equal(p, q, (*t).size));
        }
        Ok(match (*t).kind {
            kind::FLOAT32 => *p.cast::<f32>() == *q.cast::<f32>(),
            kind::FLOAT64 => *p.cast::<f64>() == *q.cast::<f64>(),
            kind::COMPLEX64 => *p.cast::<[f32; 2]>() == *q.cast::<[f32; 2]>(),
            kind::COMPLEX128 => *p.cast::<[f64; 2]>() == *q.cast::<[f64; 2]>(),
            kind::STRING => {
                let (a, b) = (&*p.cast::<[usize; 2]>(), &*q.cast::<[usize; 2]>());
                a[1] == b[1] && (a[0] == b[0] || bytes_equal(a[0] as *const u8, b[0] as *const u8, a[1]))
            }
            kind::INTERFACE => return iface_value_equal(t, p, q),
            kind::ARRAY => {
                let at = &*t.cast::<ArrayType>();
                for i in 0..at.len {
                    let off = i * (*at.elem).size;
                    if !equal(at.elem, p.add(off), q.add(off))? {
                        return Ok(false);
                    }
                }
                true
            }
            kind::STRUCT => {
                return struct_equal(&*t.cast::<StructType>(), p, q);
            }
            _ => return Err(t),
        })
    }
}

/// Fields are compared in order; but of neighbours whose comparison cannot panic, first what is cheap: scalars and lengths of strings.
unsafe fn struct_equal(st: &StructType, p: *const u8, q: *const u8) -> Result<bool, Uncomparable> {
    // SAFETY: the fields of valid values.
    unsafe {
        let mut cheap_to = 0;
        for i in 0..st.fields_len {
            if i >= cheap_to {
                cheap_to = i;
                while cheap_to < st.fields_len && !may_panic((*st.fields.add(cheap_to)).typ) {
                    let f = &*st.fields.add(cheap_to);
                    if !is_blank(f.name) && !similar(f.typ, p.add(f.offset), q.add(f.offset)) {
                        return Ok(false);
                    }
                    cheap_to += 1;
                }
            }
            let f = &*st.fields.add(i);
            if !is_blank(f.name) && !equal(f.typ, p.add(f.offset), q.add(f.offset))? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Whether comparing values of a comparable type may panic: there is an interface in them.
unsafe fn may_panic(t: *const Type) -> bool {
    // SAFETY: a valid descriptor.
    unsafe {
        match (*t).kind {
            kind::INTERFACE => true,
            kind::ARRAY => may_panic((*t.cast::<ArrayType>()).elem),
            kind::STRUCT => {
                let st = &*t.cast::<StructType>();
                (0..st.fields_len).any(|i| may_panic((*st.fields.add(i)).typ))
            }
            _ => false,
        }
    }
}

/// Whether values may be equal as far as a glance tells: strings by their lengths.
unsafe fn similar(t: *const Type, p: *const u8, q: *const u8) -> bool {
    // SAFETY: both hold values of the valid type t, in which there are no interfaces.
    unsafe {
        match (*t).kind {
            kind::STRING => (*p.cast::<[usize; 2]>())[1] == (*q.cast::<[usize; 2]>())[1],
            kind::STRUCT if !plain(t) => {
                let st = &*t.cast::<StructType>();
                (0..st.fields_len).all(|i| {
                    let f = &*st.fields.add(i);
                    is_blank(f.name) || similar(f.typ, p.add(f.offset), q.add(f.offset))
                })
            }
            kind::ARRAY if !plain(t) => true,
            _ => matches!(equal(t, p, q), Ok(true) | Err(_)),
        }
    }
}

fn is_blank(name: *const u8) -> bool {
    super::Name(name).bytes() == b"_"
}

/// Dynamic type of an interface value: the first word is the type itself, or an itab for interfaces with methods.
unsafe fn dynamic_type(inter: *const Type, word: usize) -> *const Type {
    if word == 0 {
        return core::ptr::null();
    }
    // SAFETY: caller's obligation: `inter` is an interface type, the word belongs to one of its values.
    unsafe {
        if (*inter.cast::<InterfaceType>()).methods_len == 0 {
            word as *const Type
        } else {
            (*(word as *const Itab)).typ
        }
    }
}

unsafe fn iface_value_equal(t: *const Type, p: *const u8, q: *const u8) -> Result<bool, Uncomparable> {
    // SAFETY: both hold interface values of type t.
    unsafe {
        let (a, b) = (&*p.cast::<[usize; 2]>(), &*q.cast::<[usize; 2]>());
        if a[0] != b[0] {
            return Ok(false);
        }
        data_equal(dynamic_type(t, a[0]), a[1] as *const u8, b[1] as *const u8)
    }
}

/// Equality of the data words of two interface values of the same dynamic type (null: both are nil).
///
/// # Safety
/// The data words belong to values of `t`.
pub unsafe fn data_equal(t: *const Type, x: *const u8, y: *const u8) -> Result<bool, Uncomparable> {
    // SAFETY: caller's obligation.
    unsafe {
        if t.is_null() {
            return Ok(true);
        }
        if !comparable(t) {
            return Err(t);
        }
        if (*t).tflag & TFLAG_DIRECT_IFACE != 0 || x == y && plain(t) {
            return Ok(x == y);
        }
        equal(t, x, y)
    }
}

/// Hash of a value.
///
/// # Safety
/// `p` holds a value of the valid type `t`.
pub unsafe fn hash(t: *const Type, p: *const u8, seed: u64) -> Result<u64, Uncomparable> {
    // SAFETY: caller's obligation; the kind tells what the memory holds.
    unsafe {
        if plain(t) {
            return Ok(match (*t).size {
                8 => hash_u64(p.cast::<u64>().read_unaligned(), seed),
                4 => hash_u32(p.cast::<u32>().read_unaligned(), seed),
                n => hash_bytes(p, n, seed),
            });
        }
        Ok(match (*t).kind {
            kind::FLOAT32 => hash_float(f64::from(*p.cast::<f32>()), seed),
            kind::FLOAT64 => hash_float(*p.cast::<f64>(), seed),
            kind::COMPLEX64 => {
                let c = *p.cast::<[f32; 2]>();
                hash_float(f64::from(c[1]), hash_float(f64::from(c[0]), seed))
            }
            kind::COMPLEX128 => {
                let c = *p.cast::<[f64; 2]>();
                hash_float(c[1], hash_float(c[0], seed))
            }
            kind::STRING => {
                let s = *p.cast::<[usize; 2]>();
                hash_bytes(s[0] as *const u8, s[1], seed)
            }
            kind::INTERFACE => {
                let w = *p.cast::<[usize; 2]>();
                return hash_data(dynamic_type(t, w[0]), w[1], seed);
            }
            kind::ARRAY => {
                let at = &*t.cast::<ArrayType>();
                let mut h = seed;
                for i in 0..at.len {
                    h = hash(at.elem, p.add(i * (*at.elem).size), h)?;
                }
                h
            }
            kind::STRUCT => {
                let st = &*t.cast::<StructType>();
                let mut h = seed;
                for i in 0..st.fields_len {
                    let f = &*st.fields.add(i);
                    if !is_blank(f.name) {
                        h = hash(f.typ, p.add(f.offset), h)?;
                    }
                }
                h
            }
            _ => return Err(t),
        })
    }
}

unsafe fn hash_data(t: *const Type, data: usize, seed: u64) -> Result<u64, Uncomparable> {
    // SAFETY: the data word belongs to a value of t (null: a nil interface).
    unsafe {
        if t.is_null() {
            return Ok(seed);
        }
        if !comparable(t) {
            return Err(t);
        }
        let seed = seed ^ u64::from((*t).hash);
        if (*t).tflag & TFLAG_DIRECT_IFACE != 0 {
            return hash(t, (&raw const data).cast(), seed);
        }
        hash(t, data as *const u8, seed)
    }
}

fn hash_float(f: f64, seed: u64) -> u64 {
    if f == 0.0 {
        hash_u64(0, seed)
    } else if f.is_nan() {
        hash_u64(rand64(), seed)
    } else {
        hash_u64(f.to_bits(), seed)
    }
}

/// `efaceeq(t, x, y)`: equality of data words of two interface values with dynamic type t.
extern "C" fn efaceeq(t: *const Type, x: *const u8, y: *const u8) -> Outcome {
    // SAFETY: compiled code compares the type words first.
    verdict(unsafe { data_equal(t, x, y) })
}
crate::call_thunk!("runtime.efaceeq", efaceeq, 3);

extern "C" fn typeequal(t: *const Type, p: *const u8, q: *const u8) -> Outcome {
    // SAFETY: compiled code passes values of t.
    unsafe { if comparable(t) { verdict(equal(t, p, q)) } else { verdict(Err(t)) } }
}
crate::call_thunk!("runtime.typeequal", typeequal, 3);
crate::call_thunk!("reflect.typedequal", typeequal, 3);

fn verdict(r: Result<bool, Uncomparable>) -> Outcome {
    match r {
        Ok(eq) => done(eq as usize, 0),
        Err(t) => panic_error_type("comparing uncomparable type ", t),
    }
}

/// Go panic for a key that has no hash.
pub fn panic_unhashable(t: *const Type) -> Outcome {
    panic_error_type("hash of unhashable type ", t)
}

/// `typehash(t, p, seed) uintptr`.
extern "C" fn typehash(t: *const Type, p: *const u8, seed: u64) -> Outcome {
    // SAFETY: callers pass a value of t.
    match unsafe { if comparable(t) { hash(t, p, seed) } else { Err(t) } } {
        Ok(h) => done(h as usize, 0),
        Err(t) => panic_unhashable(t),
    }
}
crate::call_thunk!("runtime.typehash", typehash, 3);
crate::call_thunk!("reflect.typehash", typehash, 3);
crate::call_thunk!("internal/runtime/maps.typehash", typehash, 3);

extern "C" fn memhash(p: *const u8, seed: u64, n: usize) -> u64 {
    // SAFETY: callers pass n readable bytes.
    unsafe { hash_bytes(p, n, seed) }
}
crate::rust_thunk!("runtime.memhash", memhash, 3);

extern "C" fn strhash(s: *const [usize; 2], seed: u64) -> u64 {
    // SAFETY: callers pass a string header's address.
    unsafe { hash_bytes((*s)[0] as *const u8, (*s)[1], seed) }
}
crate::rust_thunk!("runtime.strhash", strhash, 2);

/// Descriptors made by hand for tests.
#[cfg(test)]
pub mod fixtures {
    use super::{StructType, Type, kind};
    use crate::mem::testing::zeroed_type;
    use gorc_abi::typedesc::{ArrayType, InterfaceType, StructField, TFLAG_DIRECT_IFACE};

    /// A type without parts.
    pub fn basic(k: u8, size: usize, ptrs: &[usize]) -> *const Type {
        let t = crate::mem::testing::typ(size, ptrs).cast_mut();
        // SAFETY: just made, leaked.
        unsafe {
            (*t).kind = k;
            (*t).hash = 7 * u32::from(k) + size as u32;
            if matches!(k, kind::POINTER | kind::CHAN | kind::MAP | kind::FUNC) {
                (*t).tflag |= TFLAG_DIRECT_IFACE;
            }
        }
        t
    }

    /// `interface{}`.
    pub fn any() -> *const Type {
        let base = crate::mem::testing::typ(16, &[0, 1]);
        // SAFETY: all-zero is a valid InterfaceType; base is valid.
        let mut t: InterfaceType = unsafe { core::mem::zeroed() };
        // SAFETY: as above.
        t.typ = unsafe { core::ptr::read(base) };
        t.typ.kind = kind::INTERFACE;
        (Box::leak(Box::new(t)) as *const InterfaceType).cast()
    }

    /// A struct of the given fields (type, offset, name).
    pub fn strukt(size: usize, fields: &[(*const Type, usize, &str)]) -> *const Type {
        let fields: Vec<StructField> = fields
            .iter()
            .map(|&(typ, offset, name)| {
                let mut n = vec![0u8, name.len() as u8];
                n.extend_from_slice(name.as_bytes());
                StructField { name: n.leak().as_ptr(), typ, offset }
            })
            .collect();
        let fields = fields.leak();
        let mut typ = zeroed_type();
        typ.size = size;
        typ.kind = kind::STRUCT;
        typ.align = 8;
        let st = StructType {
            typ,
            pkg_path: core::ptr::null(),
            fields: fields.as_ptr(),
            fields_len: fields.len(),
            fields_cap: fields.len(),
        };
        (Box::leak(Box::new(st)) as *const StructType).cast()
    }

    /// `[n]elem`.
    pub fn array(elem: *const Type, n: usize) -> *const Type {
        let mut typ = zeroed_type();
        // SAFETY: elem is valid.
        typ.size = unsafe { (*elem).size } * n;
        typ.kind = kind::ARRAY;
        typ.align = 8;
        let at = ArrayType { typ, elem, slice: core::ptr::null(), len: n };
        (Box::leak(Box::new(at)) as *const ArrayType).cast()
    }
}

#[cfg(test)]
mod tests {
    use super::fixtures::{any, array, basic, strukt};
    use super::{Type, equal, hash, kind};

    fn eq<T>(t: *const Type, a: &T, b: &T) -> Result<bool, *const Type> {
        // SAFETY: tests pass values that t describes.
        unsafe {
            let r = equal(t, (&raw const *a).cast(), (&raw const *b).cast());
            if r == Ok(true) {
                assert_eq!(hash(t, (&raw const *a).cast(), 3), hash(t, (&raw const *b).cast(), 3));
            }
            r
        }
    }

    #[test]
    fn floats() {
        let t = basic(kind::FLOAT64, 8, &[]);
        assert_eq!(eq(t, &0.0f64, &-0.0f64), Ok(true));
        assert_eq!(eq(t, &f64::NAN, &f64::NAN), Ok(false));
        assert_eq!(eq(t, &1.5f64, &1.5f64), Ok(true));
        // SAFETY: a float.
        unsafe {
            let n = f64::NAN;
            assert_ne!(hash(t, (&raw const n).cast(), 1), hash(t, (&raw const n).cast(), 1));
        }
    }

    #[test]
    fn strings_and_interfaces() {
        let s = basic(kind::STRING, 16, &[0]);
        let (a, b) = (String::from("hello"), String::from("hello"));
        let (ha, hb) = ([a.as_ptr() as usize, 5], [b.as_ptr() as usize, 5]);
        assert_eq!(eq(s, &ha, &hb), Ok(true));
        assert_eq!(eq(s, &ha, &[b.as_ptr() as usize, 4]), Ok(false));
        let e = any();
        let boxed = |h: &[usize; 2]| [s as usize, h.as_ptr() as usize];
        assert_eq!(eq(e, &boxed(&ha), &boxed(&hb)), Ok(true));
        assert_eq!(eq(e, &[0usize; 2], &[0usize; 2]), Ok(true));
        assert_eq!(eq(e, &boxed(&ha), &[0usize; 2]), Ok(false));
        let slice = basic(kind::SLICE, 24, &[0]);
        assert_eq!(eq(e, &[slice as usize, 8], &[slice as usize, 16]), Err(slice));
        let bad = strukt(32, &[(basic(kind::INT, 8, &[]), 0, "a"), (slice, 8, "b")]);
        // SAFETY: an interface value.
        unsafe {
            let v = [bad as usize, 8];
            assert_eq!(hash(e, v.as_ptr().cast(), 1), Err(bad));
        }
    }

    #[test]
    fn composites_ignore_padding_and_blanks() {
        let (i8t, i64t) = (basic(kind::INT8, 1, &[]), basic(kind::INT64, 8, &[]));
        let t = strukt(24, &[(i8t, 0, "a"), (i64t, 8, "b"), (i64t, 16, "_")]);
        assert_eq!(eq(t, &[1u64, 2, 3], &[0xff01u64, 2, 4]), Ok(true));
        assert_eq!(eq(t, &[1u64, 2, 3], &[1u64, 3, 3]), Ok(false));
        let at = array(t, 2);
        assert_eq!(eq(at, &[1u64, 2, 3, 4, 5, 6], &[1u64, 2, 9, 4, 5, 9]), Ok(true));
        assert_eq!(eq(at, &[1u64, 2, 3, 4, 5, 6], &[1u64, 2, 9, 4, 6, 9]), Ok(false));
    }
}
