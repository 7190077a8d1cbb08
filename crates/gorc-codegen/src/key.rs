//! The key of a function in the cache: a hash of everything its machine code depends on, and nothing else.
//!
//! Ids of the module (types, symbols, strings, positions) change with unrelated edits, so they are replaced by what they
//! stand for, or by their number in the order of first use. The same walk lists the entities used; `blob.rs` refers to them by
//! their place in the list, so that a cached blob needs no lookup by name. Equal keys mean equal lists.

use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use gorc_ir::ops::Callee;
use gorc_ir::types::{Signature, TyKind};
use gorc_ir::{Function, GlobalId, Op, PosIndex, StrId, Sym, Ty};

use crate::Cx;

/// The key of a cached function.
pub type Key = [u8; 16];

/// Two multiplicative hashes side by side. Good mixing, not for untrusted input.
#[derive(Clone)]
pub struct KeyHasher {
    a: u64,
    b: u64,
}

impl Default for KeyHasher {
    fn default() -> Self {
        KeyHasher { a: 0x243f_6a88_85a3_08d3, b: 0x1319_8a2e_0370_7344 }
    }
}

fn fold(x: u64, y: u64) -> u64 {
    let p = u128::from(x) * u128::from(y);
    (p as u64) ^ (p >> 64) as u64
}

impl KeyHasher {
    fn add(&mut self, w: u64) {
        self.a = fold(self.a ^ w, 0xa076_1d64_78bd_642f).rotate_left(17) ^ w;
        self.b = fold(self.b.rotate_left(29) ^ w, 0xe703_7ed1_a0b4_28db).wrapping_add(w);
    }

    /// The digest.
    pub fn key(mut self) -> Key {
        for _ in 0..2 {
            let (a, b) = (self.a, self.b);
            self.add(a ^ b.rotate_left(32));
        }
        let mut out = [0; 16];
        out[..8].copy_from_slice(&self.a.to_le_bytes());
        out[8..].copy_from_slice(&self.b.to_le_bytes());
        out
    }
}

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|w| self.add(u64::from_le_bytes(*w)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }
    fn write_u8(&mut self, n: u8) {
        self.add(u64::from(n));
    }
    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }
    fn write_u64(&mut self, n: u64) {
        self.add(n);
    }
    fn write_usize(&mut self, n: usize) {
        self.add(n as u64);
    }
    fn finish(&self) -> u64 {
        self.a ^ self.b
    }
}

/// Hashes of types: of the link string and of all layout that code can depend on.
pub struct TypeHashes(Vec<OnceLock<Key>>);

impl TypeHashes {
    /// An empty cache for so many types.
    pub fn new(types: usize) -> Self {
        TypeHashes((0..types).map(|_| OnceLock::new()).collect())
    }

    fn get(&self, cx: &Cx<'_>, ty: Ty) -> Key {
        *self.0[ty.0 as usize].get_or_init(|| {
            let mut h = KeyHasher::default();
            h.write(cx.links.get(cx.layouts.table, ty).as_bytes());
            shape(cx, ty, &mut h);
            match *cx.layouts.table.ukind(ty) {
                TyKind::Pointer(e) | TyKind::Slice(e) | TyKind::Chan(_, e) => shape(cx, e, &mut h),
                TyKind::Map(k, e) => {
                    shape(cx, k, &mut h);
                    shape(cx, e, &mut h);
                }
                _ => {}
            }
            h.key()
        })
    }
}

/// Layout of the type and of everything inside its values.
fn shape(cx: &Cx<'_>, ty: Ty, h: &mut KeyHasher) {
    let info = cx.layouts.info(ty);
    let kind = cx.layouts.table.ukind(ty);
    std::mem::discriminant(kind).hash(h);
    h.add(info.size);
    h.add(info.align);
    h.add(info.ptr_bytes);
    match kind {
        &TyKind::Array(e, n) => {
            h.add(n);
            shape(cx, e, h);
        }
        TyKind::Struct(fields) => {
            h.add(fields.len() as u64);
            for f in fields {
                h.add(u64::from(f.name == "_"));
                shape(cx, f.ty, h);
            }
        }
        TyKind::Interface(methods) => h.add(methods.len() as u64),
        _ => {}
    }
}

/// A list of entities in order of first use.
pub struct Listing<T> {
    /// The entities.
    pub list: Vec<T>,
    place: Vec<u32>,
}

impl<T: Copy> Listing<T> {
    fn new(len: usize) -> Self {
        Listing { list: Vec::new(), place: vec![0; len] }
    }

    /// The place of an entity, if it is listed.
    pub fn find(&self, i: u32) -> Option<u32> {
        self.place.get(i as usize)?.checked_sub(1)
    }

    /// The place of an entity; second, whether it is new.
    fn add(&mut self, i: u32, t: T) -> (u32, bool) {
        match self.find(i) {
            Some(n) => (n, false),
            None => {
                self.list.push(t);
                self.place[i as usize] = self.list.len() as u32;
                (self.list.len() as u32 - 1, true)
            }
        }
    }

    fn clear(&mut self, index: impl Fn(T) -> u32) {
        for t in self.list.drain(..) {
            self.place[index(t) as usize] = 0;
        }
    }
}

/// Makes keys; one per thread.
pub struct Keyer<'a> {
    cx: &'a Cx<'a>,
    h: KeyHasher,
    /// Types, with those inside them.
    pub types: Listing<Ty>,
    /// Symbols.
    pub syms: Listing<Sym>,
    /// String constants.
    pub strs: Listing<StrId>,
    /// Variables.
    pub globals: Listing<GlobalId>,
    /// Positions, in the order in which lowering numbers them.
    pub positions: Listing<PosIndex>,
}

impl<'a> Keyer<'a> {
    /// A maker of keys.
    pub fn new(cx: &'a Cx<'a>) -> Self {
        let m = cx.module;
        Keyer {
            cx,
            h: KeyHasher::default(),
            types: Listing::new(m.types.len()),
            syms: Listing::new(m.syms.len()),
            strs: Listing::new(m.strs.len()),
            globals: Listing::new(m.globals.len()),
            positions: Listing::new(m.positions.len()),
        }
    }

    /// The key of a function; the listings are then its own.
    pub fn key(&mut self, f: &Function) -> Key {
        self.types.clear(|t| t.0);
        self.syms.clear(|s| s.0);
        self.strs.clear(|s| s.0);
        self.globals.clear(|g| g.0);
        self.positions.clear(|p| p.0);
        self.h = KeyHasher::default();
        self.h.write(env!("GORC_CODEGEN_ID").as_bytes());
        self.h.add(u64::from(self.cx.options.optimize) | u64::from(self.cx.options.write_barriers) << 1);
        self.header(f);
        for block in &f.blocks {
            self.h.add(block.params.len() as u64 | (block.insts.len() as u64) << 32);
            block.params.iter().for_each(|&p| self.value(f, p));
            for &inst in &block.insts {
                let data = &f.insts[inst.index()];
                self.pos(data.pos);
                self.op(&data.op);
                self.h.add(data.slot.map_or(0, |l| u64::from(l.0) + 1));
                data.results.iter().for_each(|&r| self.value(f, r));
            }
        }
        self.h.clone().key()
    }

    fn header(&mut self, f: &Function) {
        self.sym(f.name);
        self.signature(&f.sig);
        let flags = &f.flags;
        self.h.add(u64::from(flags.closure) | u64::from(flags.nosplit) << 1);
        self.h.add(f.recover.map_or(0, |b| u64::from(b.0) + 1));
        self.h.add(f.locals.len() as u64);
        f.locals.iter().for_each(|l| self.ty(l.ty));
        self.pos(f.pos);
    }

    fn value(&mut self, f: &Function, v: gorc_ir::Value) {
        self.h.add(u64::from(v.0));
        self.ty(f.ty(v));
    }

    fn ty(&mut self, ty: Ty) {
        let (n, new) = self.list_type(ty);
        self.h.add(u64::from(n));
        if new {
            let key = self.cx.type_hashes.get(self.cx, ty);
            self.h.write(&key);
        }
    }

    fn list_type(&mut self, ty: Ty) -> (u32, bool) {
        let (n, new) = self.types.add(ty.0, ty);
        if new {
            let underlying = self.cx.layouts.table.underlying(ty);
            if underlying != ty {
                self.list_inner(underlying);
            }
            match self.cx.layouts.table.ukind(ty) {
                &TyKind::Pointer(e) | &TyKind::Slice(e) | &TyKind::Array(e, _) | &TyKind::Chan(_, e) => {
                    self.list_inner(e);
                }
                &TyKind::Map(k, e) => {
                    self.list_inner(k);
                    self.list_inner(e);
                }
                TyKind::Struct(fields) => fields.iter().for_each(|f| self.list_inner(f.ty)),
                _ => {}
            }
        }
        (n, new)
    }

    /// Lists a type with everything inside its values, which its container's hash covers. Being listed does not make it hashed:
    /// it is under its own name where it is used itself.
    fn list_inner(&mut self, ty: Ty) {
        if !self.types.add(ty.0, ty).1 {
            return;
        }
        let key = self.cx.type_hashes.get(self.cx, ty);
        self.h.write(&key);
        match self.cx.layouts.table.ukind(ty) {
            &TyKind::Array(e, _) => self.list_inner(e),
            TyKind::Struct(fields) => fields.iter().for_each(|f| self.list_inner(f.ty)),
            _ => {}
        }
    }

    fn sym(&mut self, s: Sym) {
        let (n, new) = self.syms.add(s.0, s);
        self.h.add(u64::from(n));
        if new {
            self.h.write(self.cx.module.sym_name(s).as_bytes());
        }
    }

    fn str(&mut self, s: StrId) {
        let (n, new) = self.strs.add(s.0, s);
        self.h.add(u64::from(n));
        if new {
            self.h.write(&self.cx.module.strs[s.index()]);
        }
    }

    fn global(&mut self, g: GlobalId) {
        let (n, new) = self.globals.add(g.0, g);
        self.h.add(u64::from(n));
        if new {
            self.h.write(self.cx.module.sym_name(self.cx.module.globals[g.index()].name).as_bytes());
        }
    }

    /// A position by number and, since code may depend on whether two are on one line, its line relative to the function's.
    fn pos(&mut self, p: PosIndex) {
        let (n, new) = self.positions.add(p.0, p);
        self.h.add(u64::from(n));
        if new {
            let at =
                |p: PosIndex| self.cx.module.positions.get(p.index()).map_or((0, 0), |p| (p.file, p.line));
            let (first, this) = (at(self.positions.list[0]), at(p));
            self.h.add(u64::from(this.1.wrapping_sub(first.1)) | u64::from(this.0 == first.0) << 32);
        }
    }

    fn signature(&mut self, sig: &Signature) {
        self.h.add(sig.params.len() as u64 | (sig.results.len() as u64) << 32);
        sig.params.iter().chain(&sig.results).for_each(|&t| self.ty(t));
    }

    fn op(&mut self, op: &Op) {
        std::mem::discriminant(op).hash(&mut self.h);
        op.for_each_operand(|v| self.h.add(u64::from(v.0)));
        op.for_each_target(|t| self.h.add(u64::from(t.block.0) | (t.args.len() as u64) << 32));
        let barrier = |b: &bool| u64::from(*b);
        match op {
            Op::IntConst(n) => self.h.add(*n as u64),
            Op::FloatConst(n) => self.h.add(*n),
            Op::StrConst(s) => self.str(*s),
            Op::FuncValue(s) => self.sym(*s),
            Op::GlobalAddr(g) => self.global(*g),
            Op::TypeAddr(t) | Op::New(t) => self.ty(*t),
            Op::ItabAddr(a, b) => {
                self.ty(*a);
                self.ty(*b);
            }
            Op::LocalAddr(l) => self.h.add(u64::from(l.0)),
            Op::Unary(o, _) => o.hash(&mut self.h),
            Op::Binary(o, ..) => o.hash(&mut self.h),
            Op::Cmp(o, ..) => o.hash(&mut self.h),
            Op::Intrinsic(i, vs) => {
                i.hash(&mut self.h);
                self.h.add(vs.len() as u64);
            }
            Op::Aggregate(vs) | Op::StrConcat(vs) | Op::Return(vs) => self.h.add(vs.len() as u64),
            Op::Extract(_, i) | Op::FieldAddr(_, i) => self.h.add(u64::from(*i)),
            Op::Store { barrier: b, .. } => self.h.add(barrier(b)),
            Op::Move { ty, barrier: b, .. } | Op::ZeroMem { ty, barrier: b, .. } => {
                self.ty(*ty);
                self.h.add(barrier(b));
            }
            Op::SliceCopy { elem, .. } => self.ty(*elem),
            Op::MakeClosure { func, env, captures } => {
                self.sym(*func);
                self.ty(*env);
                self.h.add(captures.len() as u64);
            }
            Op::GrowSliceIn { buffer, used, .. } => self.h.add(u64::from(buffer.0) | u64::from(used.0) << 32),
            Op::BoundsCheck { kind, .. } => kind.hash(&mut self.h),
            Op::Select { cases, blocking } => {
                self.h.add(cases.len() as u64 | barrier(blocking) << 32);
                for c in cases {
                    self.h.add(barrier(&c.send) | u64::from(c.elem.is_some()) << 1);
                }
            }
            Op::Call { callee, sig, args } => {
                std::mem::discriminant(callee).hash(&mut self.h);
                match callee {
                    Callee::Func(s) | Callee::Extern(s) => self.sym(*s),
                    Callee::Runtime(row) => self.h.add(u64::from(*row)),
                    Callee::Iface(n) => self.h.add(u64::from(*n)),
                    Callee::Closure => {}
                }
                self.signature(sig);
                self.h.add(args.len() as u64);
            }
            Op::Switch(_, cases, _) => cases.iter().for_each(|(n, _)| self.h.add(*n as u64)),
            Op::Zero
            | Op::ClosureCtx
            | Op::Convert(_)
            | Op::Retype(_)
            | Op::Equal(..)
            | Op::MakeString(..)
            | Op::MakeSliceHeader(..)
            | Op::DataPtr(_)
            | Op::Len(_)
            | Op::Cap(_)
            | Op::MakeComplex(..)
            | Op::Real(_)
            | Op::Imag(_)
            | Op::Load(_)
            | Op::IndexAddr(..)
            | Op::PtrAdd(..)
            | Op::MakeSlice(..)
            | Op::GrowSlice(..)
            | Op::MakeMap(_)
            | Op::MakeChan(_)
            | Op::NilCheck(_)
            | Op::DivCheck(_)
            | Op::ShiftCheck(_)
            | Op::StrFromBytes(_)
            | Op::StrFromRunes(_)
            | Op::StrFromInt(_)
            | Op::BytesFromStr(_)
            | Op::RunesFromStr(_)
            | Op::DecodeRune(..)
            | Op::MakeInterface(_)
            | Op::IfaceType(_)
            | Op::IfaceWord(_)
            | Op::IfaceData(_)
            | Op::ConvertInterface(_)
            | Op::AssertInterface(_)
            | Op::MapGet(..)
            | Op::MapGet2(..)
            | Op::MapAssign(..)
            | Op::MapDelete(..)
            | Op::MapClear(_)
            | Op::MapIterInit(..)
            | Op::MapIterNext(_)
            | Op::MapIterKey(_)
            | Op::MapIterElem(_)
            | Op::ChanSend(..)
            | Op::ChanRecv(_)
            | Op::ChanClose(_)
            | Op::Go(_)
            | Op::Defer(_)
            | Op::DeferFrame
            | Op::DeferReturn
            | Op::Panic(_)
            | Op::Recover
            | Op::Jump(_)
            | Op::Br(..)
            | Op::Unreachable => {}
        }
    }
}
