//! Routines of compiled code that have no Go source: complex division, equality through a type descriptor, the call of nil.
//!
//! They are built as CLIF once per program and go through the same pipeline as functions.

use cranelift_codegen::cursor::{Cursor, FuncCursor};
use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{
    self, AbiParam, BlockArg, Function, InstBuilder, MemFlagsData, Signature, types,
};
use cranelift_codegen::isa::CallConv;
use gorc_abi::goroutine::G_CTXT;

use crate::func::Lowered;
use crate::refs::{RefTable, Target};
use crate::runtime_call::{self, row};

/// Symbol of complex division: `(re, im, re, im) -> (re, im)`.
pub const COMPLEX_DIV: &str = "go:complexdiv";
/// Symbol of the code of descriptors' equality closures: `(p, q) -> bool`, context `{code, type}`.
pub const TYPE_EQUAL: &str = "go:typeequal";
/// Symbol of the search for an itab: `(interface type, type, table) -> itab or null`.
pub const FIND_ITAB: &str = "go:finditab";
/// Size of the table of recent assertions to one interface type: an entry is the itab last found and the type last found
/// to lack a method, among the types that share it. Both are final facts, each in one word, so races do no harm.
pub const ASSERTION_BYTES: u64 = 16 * ASSERTION_ENTRIES;
const ASSERTION_ENTRIES: u64 = 16;

/// Symbol of the code that calling a nil func value runs: it faults.
pub const NIL_CODE: &str = "go:nilcall";
/// Symbol of its funcval.
pub const NIL_CALL: &str = "go:nilcall·f";

/// The signature of complex division.
pub fn division_signature() -> Signature {
    let mut sig = Signature::new(CallConv::Tail);
    sig.params.extend([AbiParam::new(types::F64); 4]);
    sig.returns.extend([AbiParam::new(types::F64); 2]);
    sig
}

fn lowered(refs: RefTable, has_calls: bool) -> Lowered {
    Lowered { refs, positions: Vec::new(), has_calls, iface_calls: Vec::new() }
}

/// A runtime function that a routine calls.
fn import_runtime(func: &mut Function, refs: &mut RefTable, name: &str) -> Result<ir::FuncRef, String> {
    let row = row(name)?;
    let number = refs.number(Target::Runtime(row));
    let f = &gorc_abi::runtime_fns::RUNTIME_FNS[row as usize];
    let signature = func.import_signature(runtime_call::signature(f));
    let name = func.declare_imported_user_function(ir::UserExternalName::new(0, number));
    let name = ir::ExternalName::user(name);
    Ok(func.import_function(ir::ExtFuncData { name, signature, colocated: true, patchable: false }))
}

type V = ir::Value;

struct Build<'a> {
    pos: FuncCursor<'a>,
}

impl Build<'_> {
    fn block(&mut self, params: &[ir::Type]) -> ir::Block {
        let b = self.pos.func.dfg.make_block();
        for &ty in params {
            self.pos.func.dfg.append_block_param(b, ty);
        }
        b
    }

    fn jump(&mut self, b: ir::Block, args: &[V]) {
        let args: Vec<BlockArg> = args.iter().map(|&v| BlockArg::Value(v)).collect();
        self.pos.ins().jump(b, &args);
    }

    /// `x*y + z*w`
    fn dot(&mut self, x: V, y: V, z: V, w: V) -> V {
        let (a, b) = (self.pos.ins().fmul(x, y), self.pos.ins().fmul(z, w));
        self.pos.ins().fadd(a, b)
    }

    fn is_nan(&mut self, x: V) -> V {
        self.pos.ins().fcmp(FloatCC::Unordered, x, x)
    }

    /// Is either part of the first number infinite, and both of the second finite?
    fn is_inf_by_finite(&mut self, x: [V; 2], y: [V; 2]) -> V {
        let infs = x.map(|part| self.is_inf(part));
        let any_inf = self.pos.ins().bor(infs[0], infs[1]);
        let fins = y.map(|part| self.is_finite(part));
        let both_fin = self.pos.ins().band(fins[0], fins[1]);
        self.pos.ins().band(any_inf, both_fin)
    }

    fn is_inf(&mut self, x: V) -> V {
        let (a, inf) = (self.pos.ins().fabs(x), self.pos.ins().f64const(f64::INFINITY));
        self.pos.ins().fcmp(FloatCC::Equal, a, inf)
    }

    fn is_finite(&mut self, x: V) -> V {
        let (a, inf) = (self.pos.ins().fabs(x), self.pos.ins().f64const(f64::INFINITY));
        self.pos.ins().fcmp(FloatCC::LessThan, a, inf)
    }

    /// 1 for an infinity, 0 else, with the sign of `x`.
    fn unit(&mut self, x: V) -> V {
        let inf = self.is_inf(x);
        let (one, zero) = (self.pos.ins().f64const(1.0), self.pos.ins().f64const(0.0));
        let m = self.pos.ins().select(inf, one, zero);
        self.pos.ins().fcopysign(m, x)
    }

    /// Smith's algorithm where `c` is the larger part of the divisor: scales by `d/c`.
    /// Gives `((a + b r) / q, (b - a r) / q)`.
    fn smith(&mut self, a: V, b: V, c: V, d: V) -> (V, V) {
        let r = self.pos.ins().fdiv(d, c);
        let rd = self.pos.ins().fmul(r, d);
        let q = self.pos.ins().fadd(c, rd);
        let br = self.pos.ins().fmul(b, r);
        let re = self.pos.ins().fadd(a, br);
        let ar = self.pos.ins().fmul(a, r);
        let im = self.pos.ins().fsub(b, ar);
        (self.pos.ins().fdiv(re, q), self.pos.ins().fdiv(im, q))
    }
}

/// Builds complex division: Smith's algorithm, then the infinities and zeros of C99's Annex G where
/// both parts came out as NaN.
pub fn build_division(func: &mut Function) -> Lowered {
    func.signature = division_signature();
    let mut b = Build { pos: FuncCursor::new(func) };
    let entry = b.block(&[types::F64; 4]);
    b.pos.insert_block(entry);
    let p = b.pos.func.dfg.block_params(entry).to_vec();
    let (x, y, c, d) = (p[0], p[1], p[2], p[3]);
    let done = b.block(&[types::F64; 2]);
    let (wide, tall) = (b.block(&[]), b.block(&[]));
    let (ac, ad) = (b.pos.ins().fabs(c), b.pos.ins().fabs(d));
    let real_larger = b.pos.ins().fcmp(FloatCC::GreaterThanOrEqual, ac, ad);
    b.pos.ins().brif(real_larger, wide, &[], tall, &[]);
    b.pos.insert_block(wide);
    let (re, im) = b.smith(x, y, c, d);
    b.jump(done, &[re, im]);
    b.pos.insert_block(tall);
    // (x + iy) / (c + id) = (y - ix) / (d - ic), and the algorithm's signs follow.
    let r = b.pos.ins().fdiv(c, d);
    let rc = b.pos.ins().fmul(r, c);
    let q = b.pos.ins().fadd(d, rc);
    let xr = b.pos.ins().fmul(x, r);
    let re = b.pos.ins().fadd(xr, y);
    let re = b.pos.ins().fdiv(re, q);
    let yr = b.pos.ins().fmul(y, r);
    let im = b.pos.ins().fsub(yr, x);
    let im = b.pos.ins().fdiv(im, q);
    b.jump(done, &[re, im]);
    b.pos.insert_block(done);
    let result = b.pos.func.dfg.block_params(done).to_vec();
    let (ret, fix) = (b.block(&[]), b.block(&[]));
    let nans = [b.is_nan(result[0]), b.is_nan(result[1])];
    let both_nan = b.pos.ins().band(nans[0], nans[1]);
    b.pos.ins().brif(both_nan, fix, &[], ret, &[]);
    b.pos.insert_block(ret);
    b.pos.ins().return_(&result);
    b.pos.insert_block(fix);
    b.pos.func.layout.set_cold(fix);
    build_corrections(&mut b, [x, y, c, d], &result);
    lowered(RefTable::default(), false)
}

/// The three cases in which a NaN is corrected.
fn build_corrections(b: &mut Build<'_>, [x, y, c, d]: [V; 4], result: &[V]) {
    let (zero, inf) = (b.pos.ins().f64const(0.0), b.pos.ins().f64const(f64::INFINITY));
    let ret = b.block(&[types::F64; 2]);
    let case = |b: &mut Build<'_>, cond: V, value: &dyn Fn(&mut Build<'_>) -> (V, V)| {
        let (yes, no) = (b.block(&[]), b.block(&[]));
        b.pos.ins().brif(cond, yes, &[], no, &[]);
        b.pos.insert_block(yes);
        let (re, im) = value(b);
        b.jump(ret, &[re, im]);
        b.pos.insert_block(no);
    };
    // A number over zero is infinite.
    let zeros = [b.pos.ins().fcmp(FloatCC::Equal, c, zero), b.pos.ins().fcmp(FloatCC::Equal, d, zero)];
    let divisor_zero = b.pos.ins().band(zeros[0], zeros[1]);
    let nans = [b.is_nan(x), b.is_nan(y)];
    let both_nan = b.pos.ins().band(nans[0], nans[1]);
    let cond = b.pos.ins().band_not(divisor_zero, both_nan);
    case(b, cond, &|b| {
        let s = b.pos.ins().fcopysign(inf, c);
        (b.pos.ins().fmul(s, x), b.pos.ins().fmul(s, y))
    });
    // An infinity over a finite number is infinite.
    let cond = b.is_inf_by_finite([x, y], [c, d]);
    case(b, cond, &|b| {
        let (u, v) = (b.unit(x), b.unit(y));
        let nd = b.pos.ins().fneg(d);
        let re = b.dot(u, c, v, d);
        let im = b.dot(v, c, u, nd);
        (b.pos.ins().fmul(inf, re), b.pos.ins().fmul(inf, im))
    });
    // A finite number over an infinity is zero.
    let cond = b.is_inf_by_finite([c, d], [x, y]);
    case(b, cond, &|b| {
        let (u, v) = (b.unit(c), b.unit(d));
        let nv = b.pos.ins().fneg(v);
        let re = b.dot(x, u, y, v);
        let im = b.dot(y, u, x, nv);
        (b.pos.ins().fmul(zero, re), b.pos.ins().fmul(zero, im))
    });
    b.jump(ret, result);
    b.pos.insert_block(ret);
    let out = b.pos.func.dfg.block_params(ret).to_vec();
    b.pos.ins().return_(&out);
}

/// Builds the code of equality closures: calls `runtime.typeequal` with the type from the context.
pub fn build_type_equal(func: &mut Function) -> Result<Lowered, String> {
    let mut sig = Signature::new(CallConv::Tail);
    sig.params.extend([AbiParam::new(types::I64); 2]);
    sig.returns.push(AbiParam::new(types::I8));
    func.signature = sig;
    let mut refs = RefTable::default();
    let callee = import_runtime(func, &mut refs, "typeequal")?;
    let mut b = Build { pos: FuncCursor::new(func) };
    let entry = b.block(&[types::I64; 2]);
    b.pos.insert_block(entry);
    let p = b.pos.func.dfg.block_params(entry).to_vec();
    let flags = MemFlagsData::trusted();
    let g = b.pos.ins().get_pinned_reg(types::I64);
    let ctxt = b.pos.ins().load(types::I64, flags, g, G_CTXT as i32);
    let typ = b.pos.ins().load(types::I64, flags, ctxt, 8);
    let call = b.pos.ins().call(callee, &[typ, p[0], p[1]]);
    let eq = b.pos.func.dfg.inst_results(call)[0];
    b.pos.ins().return_(&[eq]);
    Ok(lowered(refs, true))
}

/// Builds the code of a deferred nil: a load through nil.
pub fn build_nil_call(func: &mut Function) -> Lowered {
    func.signature = Signature::new(CallConv::Tail);
    let mut b = Build { pos: FuncCursor::new(func) };
    let entry = b.block(&[]);
    b.pos.insert_block(entry);
    let nil = b.pos.ins().iconst(types::I64, 0);
    b.pos.ins().load(types::I64, MemFlagsData::new(), nil, 0);
    b.pos.ins().return_(&[]);
    lowered(RefTable::default(), false)
}

/// The signature of the search for an itab.
pub fn find_itab_signature() -> Signature {
    let mut sig = Signature::new(CallConv::Tail);
    sig.params.extend([AbiParam::new(types::I64); 3]);
    sig.returns.push(AbiParam::new(types::I64));
    sig
}

/// Builds the search for an itab: the table, else `runtime.getitab`.
pub fn build_find_itab(func: &mut Function) -> Result<Lowered, String> {
    func.signature = find_itab_signature();
    let mut refs = RefTable::default();
    let callee = import_runtime(func, &mut refs, "getitab")?;
    let mut b = Build { pos: FuncCursor::new(func) };
    let entry = b.block(&[types::I64; 3]);
    b.pos.insert_block(entry);
    let p = b.pos.func.dfg.block_params(entry).to_vec();
    let (inter, typ, table) = (p[0], p[1], p[2]);
    let flags = MemFlagsData::trusted();
    // Descriptors are some tens of bytes apart.
    let index = b.pos.ins().ushr_imm_u(typ, 5);
    let index = b.pos.ins().band_imm_u(index, ASSERTION_ENTRIES as i64 - 1);
    let offset = b.pos.ins().ishl_imm_u(index, 4);
    let slot = b.pos.ins().iadd(table, offset);
    let (known, other, miss) = (b.block(&[]), b.block(&[]), b.block(&[]));
    let (hit, fail) = (b.block(&[]), b.block(&[]));
    let itab = b.pos.ins().load(types::I64, flags, slot, 0);
    b.pos.ins().brif(itab, known, &[], other, &[]);
    b.pos.insert_block(known);
    let have = b.pos.ins().load(types::I64, flags, itab, gorc_abi::typedesc::ITAB_TYPE as i32);
    let same = b.pos.ins().icmp(IntCC::Equal, have, typ);
    b.pos.ins().brif(same, hit, &[], other, &[]);
    b.pos.insert_block(hit);
    b.pos.ins().return_(&[itab]);
    b.pos.insert_block(other);
    let lacking = b.pos.ins().load(types::I64, flags, slot, 8);
    let same = b.pos.ins().icmp(IntCC::Equal, lacking, typ);
    b.pos.ins().brif(same, fail, &[], miss, &[]);
    b.pos.insert_block(fail);
    let null = b.pos.ins().iconst(types::I64, 0);
    b.pos.ins().return_(&[null]);
    b.pos.insert_block(miss);
    let can_fail = b.pos.ins().iconst(types::I8, 1);
    let call = b.pos.ins().call(callee, &[inter, typ, can_fail]);
    let found = b.pos.func.dfg.inst_results(call)[0];
    let (store, note) = (b.block(&[]), b.block(&[]));
    b.pos.ins().brif(found, store, &[], note, &[]);
    b.pos.insert_block(store);
    b.pos.ins().store(flags, found, slot, 0);
    b.pos.ins().return_(&[found]);
    b.pos.insert_block(note);
    b.pos.ins().store(flags, typ, slot, 8);
    let null = b.pos.ins().iconst(types::I64, 0);
    b.pos.ins().return_(&[null]);
    Ok(lowered(refs, true))
}
