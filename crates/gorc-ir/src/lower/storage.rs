//! Variables: where each lives, its declaration, loads and stores.
//!
//! Where a variable lives ([`Storage`]) follows from the checker's flags: SSA if nothing needs its address; a frame slot
//! for memory-class types and for what only range-over-func bodies share; a heap cell if its address is
//! taken or a function literal shares it with assignments. A captured variable that is never assigned after its declaration is
//! copied into the closure.

use gorc_types::{ObjFlags, ObjId};

use super::body::Lower;
use super::func::Var;
use crate::entities::{Local, Value};
use crate::ops::Op;
use crate::types::Ty;

/// Where a variable lives.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Storage {
    /// In SSA form.
    Var(Var),
    /// In a frame slot.
    Slot(Local),
    /// In memory at this address, which dominates the variable's scope.
    Cell(Value),
    /// In memory at the address in this frame slot (results of functions with defers).
    CellSlot(Local),
    /// In memory at the address in this SSA variable (loop variables, of which each iteration has its own).
    CellVar(Var),
}

impl Lower<'_, '_, '_> {
    /// Must the variable live in the heap?
    pub fn needs_cell(&self, obj: ObjId) -> bool {
        let o = &self.p.c.store[obj];
        // A `return` statement assigns to results.
        let reassigned = o.has(ObjFlags::REASSIGNED) || o.has(ObjFlags::RESULT);
        o.has(ObjFlags::ADDR_TAKEN)
            || self.p.addr_taken.contains(&obj)
            || (o.has(ObjFlags::CAPTURED) && reassigned)
    }

    fn needs_slot(&self, obj: ObjId, ty: Ty) -> bool {
        !self.p.is_register(ty)
            || self.long_lived.contains(&obj)
            || (self.shared.contains(&obj) && self.p.c.store[obj].has(ObjFlags::REASSIGNED))
    }

    /// Declares a variable with an initial value (zero if none).
    pub fn declare(&mut self, obj: ObjId, init: Option<Value>) {
        if obj.is_none() {
            return;
        }
        let ty = self.obj_ty(obj);
        let name = self.p.c.store[obj].name.as_str();
        if name == "_" || name.is_empty() {
            return;
        }
        let storage = if self.needs_cell(obj) || self.p.is_large(ty) {
            let cell = self.new_cell(ty);
            if let Some(v) = init {
                self.store(cell, v);
            }
            Storage::Cell(cell)
        } else if self.needs_slot(obj, ty) {
            let slot = self.b.local(ty, name);
            match init {
                Some(v) => {
                    let addr = self.slot_addr(slot);
                    self.b.emit0(Op::Store { ptr: addr, val: v, barrier: false });
                }
                None => self.zero_slot(slot),
            }
            Storage::Slot(slot)
        } else {
            let var = self.b.new_var(ty);
            let v = match init {
                Some(v) => v,
                None => self.b.emit(Op::Zero, ty),
            };
            self.b.write(var, v);
            Storage::Var(var)
        };
        self.storage.insert(obj, storage);
    }

    /// The type of a variable.
    pub fn obj_ty(&mut self, obj: ObjId) -> Ty {
        let t = self.p.c.store[obj].ty;
        self.lty(t)
    }

    /// A new heap variable.
    pub fn new_cell(&mut self, ty: Ty) -> Value {
        let pty = self.p.pointer_to(ty);
        self.b.emit(Op::New(ty), pty)
    }

    /// Memory for a while: a slot in the frame, or what is too large for it in the heap. The contents are undefined.
    pub fn scratch(&mut self, ty: Ty, name: &str) -> Value {
        if self.p.is_large(ty) {
            return self.new_cell(ty);
        }
        let slot = self.b.local(ty, name);
        self.slot_addr(slot)
    }

    /// As [`Self::scratch`], with zeros in it.
    pub fn zeroed_scratch(&mut self, ty: Ty, name: &str) -> Value {
        let ptr = self.scratch(ty, name);
        self.clear_scratch(ptr, ty);
        ptr
    }

    /// Clears what [`Self::scratch`] gave; what is in the heap is zero already.
    pub fn clear_scratch(&mut self, ptr: Value, ty: Ty) {
        if !self.p.is_large(ty) {
            self.b.emit0(Op::ZeroMem { ptr, ty, barrier: false });
        }
    }

    pub fn slot_addr(&mut self, slot: Local) -> Value {
        let ty = self.b.f.locals[slot.index()].ty;
        let pty = self.p.pointer_to(ty);
        self.b.emit(Op::LocalAddr(slot), pty)
    }

    pub fn zero_slot(&mut self, slot: Local) {
        let ty = self.b.f.locals[slot.index()].ty;
        let ptr = self.slot_addr(slot);
        self.b.emit0(Op::ZeroMem { ptr, ty, barrier: false });
    }

    /// The address of a variable in memory; none for SSA variables.
    pub fn storage_addr(&mut self, storage: Storage) -> Option<Value> {
        match storage {
            Storage::Var(_) => None,
            Storage::Slot(slot) => Some(self.slot_addr(slot)),
            Storage::Cell(v) => Some(v),
            Storage::CellVar(var) => Some(self.b.read(var)),
            Storage::CellSlot(slot) => {
                let ptr = self.slot_addr(slot);
                Some(self.load(ptr))
            }
        }
    }

    pub fn load_storage(&mut self, storage: Storage, ty: Ty) -> Value {
        match self.storage_addr(storage) {
            Some(ptr) => self.b.emit(Op::Load(ptr), ty),
            None => match storage {
                Storage::Var(var) => self.b.read(var),
                _ => self.b.emit(Op::Zero, ty),
            },
        }
    }

    pub fn store_storage(&mut self, storage: Storage, v: Value) {
        match (self.storage_addr(storage), storage) {
            (Some(ptr), _) => self.store(ptr, v),
            (None, Storage::Var(var)) => self.b.write(var, v),
            _ => {}
        }
    }

    /// Loads through a typed pointer.
    pub fn load(&mut self, ptr: Value) -> Value {
        let ty = self.b.ty(ptr);
        let elem = self.p.pointee(ty).unwrap_or(self.p.tys.uintptr);
        self.b.emit(Op::Load(ptr), elem)
    }

    /// Stores through a pointer, with a barrier where one may be needed.
    pub fn store(&mut self, ptr: Value, val: Value) {
        let barrier = self.barrier_for(ptr, self.b.ty(val));
        self.b.emit0(Op::Store { ptr, val, barrier });
    }

    /// Does a store of a value of type `ty` at this address need a write barrier?
    pub fn barrier_for(&self, ptr: Value, ty: Ty) -> bool {
        self.p.has_pointers(ty) && !self.is_frame_address(ptr)
    }

    fn is_frame_address(&self, mut ptr: Value) -> bool {
        loop {
            match self.b.def_op(ptr) {
                Some(Op::LocalAddr(_)) => return true,
                Some(Op::FieldAddr(p, _) | Op::IndexAddr(p, _)) => ptr = *p,
                _ => return false,
            }
        }
    }
}
