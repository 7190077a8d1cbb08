//! Package `unsafe`, but for `Offsetof`.

use crate::call::CallSite;
use crate::checker::*;
use crate::constant::Value;
use crate::ids::*;
use crate::operand::Operand;
use crate::types::*;
use crate::universe::Builtin;

impl<'a> Checker<'a> {
    pub(super) fn unsafe_call(&mut self, site: CallSite<'_>, id: Builtin, args: Vec<Operand>) -> Operand {
        let since = match id {
            Builtin::UnsafeAdd | Builtin::UnsafeSlice => 17,
            Builtin::UnsafeSliceData | Builtin::UnsafeString | Builtin::UnsafeStringData => 20,
            _ => 0,
        };
        if !self.allow_version(since) {
            let pos = self.pos(site.fun);
            self.version_error(pos, since, &format!("unsafe.{}", id.spec().name));
        }
        match id {
            Builtin::UnsafeSizeof | Builtin::UnsafeAlignof => self.unsafe_size(site, id, args),
            Builtin::UnsafeOffsetof => self.unsafe_offsetof(site),
            Builtin::UnsafeAdd => self.unsafe_add(site, args),
            Builtin::UnsafeSlice => self.unsafe_slice(site, args),
            Builtin::UnsafeSliceData => self.unsafe_slice_data(site, args),
            Builtin::UnsafeString => self.unsafe_string(site, args),
            _ => self.unsafe_string_data(site, args),
        }
    }

    fn unsafe_add(&mut self, site: CallSite<'_>, mut args: Vec<Operand>) -> Operand {
        self.assignment(&mut args[0], TypeId::UNSAFE_POINTER, "argument to unsafe.Add");
        if args[0].is_invalid() || !self.valid_index(&mut args[1], "length", true) {
            return Operand::invalid(site.e);
        }
        self.value(site, TypeId::UNSAFE_POINTER)
    }

    fn unsafe_slice(&mut self, site: CallSite<'_>, mut args: Vec<Operand>) -> Operand {
        let Type::Pointer(elem) = self.core_of(&args[0]) else {
            let pos = self.opos(&args[0]);
            let s = self.operand_str(&args[0]);
            self.invalid_arg(pos, "InvalidUnsafeSlice", format!("{s} is not a pointer"));
            return Operand::invalid(site.e);
        };
        if !self.valid_index(&mut args[1], "length", false) {
            return Operand::invalid(site.e);
        }
        let t = self.store.new_slice(elem);
        self.value(site, t)
    }

    fn unsafe_slice_data(&mut self, site: CallSite<'_>, args: Vec<Operand>) -> Operand {
        let Type::Slice(elem) = self.core_of(&args[0]) else {
            let pos = self.opos(&args[0]);
            let s = self.operand_str(&args[0]);
            self.invalid_arg(pos, "InvalidUnsafeSliceData", format!("{s} is not a slice"));
            return Operand::invalid(site.e);
        };
        let t = self.store.new_pointer(elem);
        self.value(site, t)
    }

    /// The core type of an operand's type; `None` if it has none.
    fn core_of(&mut self, x: &Operand) -> Type {
        let core = self.store.core_type(x.ty);
        self.store.ty(core)
    }

    fn unsafe_string(&mut self, site: CallSite<'_>, mut args: Vec<Operand>) -> Operand {
        let bytes = self.store.new_pointer(TypeId::BYTE);
        self.assignment(&mut args[0], bytes, "argument to unsafe.String");
        if args[0].is_invalid() || !self.valid_index(&mut args[1], "length", false) {
            return Operand::invalid(site.e);
        }
        self.value(site, TypeId::STRING)
    }

    fn unsafe_string_data(&mut self, site: CallSite<'_>, mut args: Vec<Operand>) -> Operand {
        self.assignment(&mut args[0], TypeId::STRING, "argument to unsafe.StringData");
        if args[0].is_invalid() {
            return Operand::invalid(site.e);
        }
        let t = self.store.new_pointer(TypeId::BYTE);
        self.value(site, t)
    }

    fn unsafe_size(&mut self, site: CallSite<'_>, id: Builtin, mut args: Vec<Operand>) -> Operand {
        let context = if id == Builtin::UnsafeSizeof {
            "argument to unsafe.Sizeof"
        } else {
            "argument to unsafe.Alignof"
        };
        self.assignment(&mut args[0], TypeId::NONE, context);
        if args[0].is_invalid() {
            return Operand::invalid(site.e);
        }
        let t = args[0].ty;
        if self.size_varies(t) {
            return self.value(site, TypeId::UINTPTR);
        }
        let n = if id == Builtin::UnsafeSizeof { self.store.sizeof(t) } else { self.store.alignof(t) };
        if n < 0 {
            let pos = self.opos(&args[0]);
            let s = self.operand_str(&args[0]);
            self.error(pos, "TypeTooLarge", format!("{s} is too large"));
            return Operand::invalid(site.e);
        }
        Operand::constant(TypeId::UINTPTR, Value::Int(n), site.e)
    }
}
