//! What the runtime does with type descriptors: names, hashing and equality by type, interface tables.
//!
//! Read next: `alg.rs`, `itab.rs`.

pub mod alg;
pub mod hash;
pub mod itab;
pub mod offtab;

use gorc_abi::typedesc::{
    ArrayType, ChanType, FuncType, InterfaceType, MapType, PtrType, SliceType, StructType,
};
use gorc_abi::typedesc::{
    NAME_PKGPATH, NAME_TAG, TFLAG_EXTRA_STAR, TFLAG_UNCOMMON, Type, UncommonType, kind,
};

/// The linker's description of the image.
#[cfg(feature = "standalone")]
pub fn moduledata() -> &'static gorc_abi::moduledata::ModuleData {
    unsafe extern "C" {
        #[link_name = "runtime.firstmoduledata"]
        static MODULE: gorc_abi::moduledata::ModuleData;
    }
    // SAFETY: the linker defines the symbol as a filled-in, read-only ModuleData.
    unsafe { &MODULE }
}

/// A name of the descriptors: address of its first byte.
#[derive(Clone, Copy)]
pub struct Name(pub *const u8);

impl Name {
    fn varint(self, mut at: usize) -> (usize, usize) {
        let (mut v, mut shift) = (0usize, 0);
        loop {
            // SAFETY: names are well formed: the varint ends.
            let b = unsafe { *self.0.add(at) };
            at += 1;
            v |= ((b & 0x7f) as usize) << shift;
            if b & 0x80 == 0 {
                return (v, at);
            }
            shift += 7;
        }
    }

    /// The flag byte.
    pub fn flags(self) -> u8 {
        // SAFETY: a name has at least two bytes.
        unsafe { *self.0 }
    }

    /// The name's bytes.
    pub fn bytes(self) -> &'static [u8] {
        if self.0.is_null() {
            return b"";
        }
        let (n, at) = self.varint(1);
        // SAFETY: the length is part of the encoding; descriptors live for ever.
        unsafe { core::slice::from_raw_parts(self.0.add(at), n) }
    }

    /// Import path of an unexported name, empty if it has none of its own.
    pub fn pkg_path(self) -> &'static [u8] {
        if self.0.is_null() || self.flags() & NAME_PKGPATH == 0 {
            return b"";
        }
        let (n, mut at) = self.varint(1);
        at += n;
        if self.flags() & NAME_TAG != 0 {
            let (n, a) = self.varint(at);
            at = a + n;
        }
        // SAFETY: the flag says that four bytes with the path's address follow.
        let addr = unsafe { self.0.add(at).cast::<u32>().read_unaligned() };
        Name(addr as usize as *const u8).bytes()
    }
}

/// The type's string (`main.T`, `[]int`).
pub fn type_string(t: &Type) -> &'static [u8] {
    let s = Name(offtab::resolve(t.str)).bytes();
    if t.tflag & TFLAG_EXTRA_STAR != 0 && !s.is_empty() { &s[1..] } else { s }
}

/// The part of a descriptor that holds methods, null if the type has none.
pub fn uncommon(t: *const Type) -> *const UncommonType {
    // SAFETY: t is a valid descriptor; the tail lies behind its kind's struct.
    unsafe {
        if (*t).tflag & TFLAG_UNCOMMON == 0 {
            return core::ptr::null();
        }
        let size = match (*t).kind {
            kind::ARRAY => size_of::<ArrayType>(),
            kind::CHAN => size_of::<ChanType>(),
            kind::FUNC => size_of::<FuncType>().next_multiple_of(8),
            kind::INTERFACE => size_of::<InterfaceType>(),
            kind::MAP => size_of::<MapType>(),
            kind::POINTER => size_of::<PtrType>(),
            kind::SLICE => size_of::<SliceType>(),
            kind::STRUCT => size_of::<StructType>(),
            _ => size_of::<Type>(),
        };
        t.cast::<u8>().add(size).cast()
    }
}

/// `reflect.typelinks() (first, n)`.
#[repr(C)]
pub struct Links {
    first: *const *const u8,
    n: usize,
}

#[cfg(feature = "standalone")]
extern "C" fn typelinks() -> Links {
    let md = moduledata();
    Links { first: md.typelinks, n: md.ntypelinks }
}
#[cfg(feature = "standalone")]
crate::rust_thunk!("reflect.typelinks", typelinks, 0);
