//! Variables with a `//go:embed` directive: their contents are data from the start.
//!
//! A string shares read-only data with equal constants, a `[]byte` has an array of its own that may be written, an `embed.FS` points to a
//! read-only slice of `file{name, data string}`, which `std/embed` declares.

use gorc_types::{Embedded, ObjId};

use super::program::Program;
use super::statics::Datum;
use crate::entities::GlobalId;
use crate::module::DataRef;
use crate::types::{Ty, TyKind};

impl Program<'_, '_> {
    /// Gives the variable `obj` its contents, if it has a directive.
    pub(super) fn embed(&mut self, obj: ObjId, g: GlobalId) {
        let Some(embedded) = self.c.embedded(obj) else { return };
        let ty = self.m.globals[g.index()].ty;
        let mut d = Datum::of_size(self.m.types.layout(ty).size);
        match embedded {
            Embedded::String(bytes) => self.fill_string(&mut d, 0, bytes),
            Embedded::Bytes(bytes) => self.fill_byte_slice(&mut d, 0, bytes.to_vec()),
            Embedded::Files(files) => {
                let list = self.file_list(ty, &files);
                match list {
                    Some(list) => d.refer(0, DataRef::Global(list)),
                    None => self.internal("embed.FS is not what the compiler takes it for".into()),
                }
            }
        }
        let global = &mut self.m.globals[g.index()];
        if !d.relocs.is_empty() {
            (global.init, global.relocs) = (d.bytes, d.relocs);
        }
    }

    /// The slice that the only field of an `embed.FS` points to.
    fn file_list(&mut self, fs: Ty, files: &[(String, &[u8])]) -> Option<GlobalId> {
        let &[pointer] = &self.field_tys(fs)[..] else { return None };
        let TyKind::Pointer(slice) = *self.ukind(pointer) else { return None };
        let TyKind::Slice(file) = *self.ukind(slice) else { return None };
        if self.field_tys(file).len() != 2 {
            return None;
        }
        let n = files.len() as u64;
        let size = self.m.types.layout(file).size;
        let array = self.m.types.intern(TyKind::Array(file, n));
        let mut entries = Datum::of_size(n * size);
        for (i, (name, data)) in files.iter().enumerate() {
            let at = i as u64 * size;
            self.fill_string(&mut entries, at, name.as_bytes());
            self.fill_string(&mut entries, at + 16, data);
        }
        let entries = self.add_datum(array, entries, true);
        let mut header = Datum::of_size(24);
        header.refer(0, DataRef::Global(entries));
        header.put(8, n, 8);
        header.put(16, n, 8);
        Some(self.add_datum(slice, header, true))
    }
}
