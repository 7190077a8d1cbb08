//! The text form of GIR. [`crate::parse`] is the inverse: `parse(print(m))` prints the same again.
//!
//! A module prints its defined types, globals, aliases, functions. Types print as in Go, but a defined type
//! is `$link.name`, a symbol `@name`; either is quoted when it holds other characters than letters, digits and `._/·$-`.
//! An instruction is `v3: int = add v1, v2`. Positions are left out unless asked for.

use std::fmt::{self, Display, Write};

use crate::entities::{Block, Inst, Sym, Value};
use crate::function::Function;
use crate::module::{DataRef, Global, Module};
use crate::ops::{Callee, Op, Target};
use crate::types::{ChanDir, Field, Signature, Ty, TyKind};

/// What the printer shows beside the essentials.
#[derive(Clone, Copy, Debug, Default)]
pub struct PrintOptions {
    /// Append `!line` to instructions (a comment for readers: the parser skips it).
    pub lines: bool,
}

/// A name as the text form writes it after its sigil.
pub struct Quoted<'a>(pub &'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '/' | '·' | '$' | '-');
        if !self.0.is_empty() && self.0.chars().all(plain) {
            f.write_str(self.0)
        } else {
            write_bytes(f, self.0.as_bytes())
        }
    }
}

/// Bytes as a quoted string: printable ASCII as is, everything else as `\xNN`.
fn write_bytes(f: &mut dyn Write, bytes: &[u8]) -> fmt::Result {
    f.write_char('"')?;
    for &b in bytes {
        match b {
            b'"' | b'\\' => write!(f, "\\{}", b as char)?,
            b'\n' => f.write_str("\\n")?,
            0x20..=0x7e => f.write_char(b as char)?,
            _ => write!(f, "\\x{b:02x}")?,
        }
    }
    f.write_char('"')
}

/// A type in the text form.
pub struct TyDisplay<'a>(pub &'a Module, pub Ty);

impl Display for TyDisplay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TyDisplay(m, ty) = *self;
        let t = |ty| TyDisplay(m, ty);
        match m.types.kind(ty) {
            TyKind::Bool => f.write_str("bool"),
            TyKind::Int => f.write_str("int"),
            TyKind::Int8 => f.write_str("int8"),
            TyKind::Int16 => f.write_str("int16"),
            TyKind::Int32 => f.write_str("int32"),
            TyKind::Int64 => f.write_str("int64"),
            TyKind::Uint => f.write_str("uint"),
            TyKind::Uint8 => f.write_str("uint8"),
            TyKind::Uint16 => f.write_str("uint16"),
            TyKind::Uint32 => f.write_str("uint32"),
            TyKind::Uint64 => f.write_str("uint64"),
            TyKind::Uintptr => f.write_str("uintptr"),
            TyKind::Float32 => f.write_str("float32"),
            TyKind::Float64 => f.write_str("float64"),
            TyKind::Complex64 => f.write_str("complex64"),
            TyKind::Complex128 => f.write_str("complex128"),
            TyKind::String => f.write_str("string"),
            TyKind::UnsafePointer => f.write_str("unsafe.Pointer"),
            &TyKind::Pointer(e) => write!(f, "*{}", t(e)),
            &TyKind::Slice(e) => write!(f, "[]{}", t(e)),
            &TyKind::Array(e, n) => write!(f, "[{n}]{}", t(e)),
            &TyKind::Map(k, e) => write!(f, "map[{}]{}", t(k), t(e)),
            &TyKind::Chan(ChanDir::Both, e) => write!(f, "chan({})", t(e)),
            &TyKind::Chan(ChanDir::Send, e) => write!(f, "chan<-({})", t(e)),
            &TyKind::Chan(ChanDir::Recv, e) => write!(f, "<-chan({})", t(e)),
            TyKind::Func(sig) => write!(f, "func{}", SigDisplay(m, sig)),
            TyKind::Struct(fields) => {
                f.write_str("struct{")?;
                for (i, field) in fields.iter().enumerate() {
                    f.write_str(if i == 0 { " " } else { "; " })?;
                    write_field(f, m, field)?;
                }
                f.write_str(if fields.is_empty() { "}" } else { " }" })
            }
            TyKind::Interface(methods) => {
                f.write_str("interface{")?;
                for (i, method) in methods.iter().enumerate() {
                    f.write_str(if i == 0 { " " } else { "; " })?;
                    write_name(f, &method.pkg, &method.name)?;
                    if let TyKind::Func(sig) = m.types.kind(method.sig) {
                        write!(f, "{}", SigDisplay(m, sig))?;
                    }
                }
                f.write_str(if methods.is_empty() { "}" } else { " }" })
            }
            TyKind::Named(id) => write!(f, "${}", Quoted(&m.types.named[id.0 as usize].link_name)),
        }
    }
}

fn write_name(f: &mut fmt::Formatter<'_>, pkg: &str, name: &str) -> fmt::Result {
    if !pkg.is_empty() {
        write_bytes(f, pkg.as_bytes())?;
        f.write_char('.')?;
    }
    write!(f, "{}", Quoted(name))
}

fn write_field(f: &mut fmt::Formatter<'_>, m: &Module, field: &Field) -> fmt::Result {
    if field.embedded {
        f.write_str("embed ")?;
    }
    write_name(f, &field.pkg, &field.name)?;
    write!(f, " {}", TyDisplay(m, field.ty))?;
    if !field.tag.is_empty() {
        f.write_char(' ')?;
        write_bytes(f, field.tag.as_bytes())?;
    }
    Ok(())
}

/// A signature: `(int, ...[]string)(bool)`.
pub struct SigDisplay<'a>(pub &'a Module, pub &'a Signature);

impl Display for SigDisplay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SigDisplay(m, sig) = *self;
        f.write_char('(')?;
        for (i, &p) in sig.params.iter().enumerate() {
            let dots = if sig.variadic && i + 1 == sig.params.len() { "..." } else { "" };
            write!(f, "{}{dots}{}", sep(i), TyDisplay(m, p))?;
        }
        f.write_str(")(")?;
        for (i, &r) in sig.results.iter().enumerate() {
            write!(f, "{}{}", sep(i), TyDisplay(m, r))?;
        }
        f.write_char(')')
    }
}

fn sep(i: usize) -> &'static str {
    if i == 0 { "" } else { ", " }
}

/// A whole module.
pub struct ModuleDisplay<'a>(pub &'a Module, pub PrintOptions);

impl Display for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ModuleDisplay(self, PrintOptions::default()).fmt(f)
    }
}

impl Display for ModuleDisplay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ModuleDisplay(m, opts) = *self;
        for named in &m.types.named {
            write!(f, "type ${}", Quoted(&named.link_name))?;
            for part in [&named.name, &named.pkg_path, &named.pkg_name] {
                f.write_char(' ')?;
                write_bytes(f, part.as_bytes())?;
            }
            if let Some(u) = named.underlying {
                write!(f, " = {}", TyDisplay(m, u))?;
            }
            writeln!(f)?;
        }
        for (i, global) in m.globals.iter().enumerate() {
            write!(f, "global{i} ")?;
            write_global(f, m, global)?;
        }
        for &(from, to) in &m.aliases {
            writeln!(f, "alias {} {}", SymDisplay(m, from), SymDisplay(m, to))?;
        }
        for &name in &m.noescape {
            writeln!(f, "noescape {}", SymDisplay(m, name))?;
        }
        for itab in &m.itabs {
            write!(f, "itab {}, {} {{", TyDisplay(m, itab.iface), TyDisplay(m, itab.concrete))?;
            for method in &itab.methods {
                match method {
                    Some(s) => write!(f, " {}", SymDisplay(m, *s))?,
                    None => f.write_str(" none")?,
                }
            }
            writeln!(f, " }}")?;
        }
        for d in &m.descriptors {
            write!(f, "descriptor {} {{", TyDisplay(m, d.ty))?;
            for e in &d.methods {
                f.write_char(' ')?;
                write_name(f, &e.pkg, &e.name)?;
                write!(f, " {}", TyDisplay(m, e.sig))?;
                for code in [e.ifn, e.tfn] {
                    match code {
                        Some(s) => write!(f, " {}", SymDisplay(m, s))?,
                        None => f.write_str(" none")?,
                    }
                }
                f.write_char(';')?;
            }
            writeln!(f, " }}")?;
        }
        for func in &m.funcs {
            write!(f, "\n{}", FunctionDisplay(m, func, opts))?;
        }
        Ok(())
    }
}

fn write_global(f: &mut fmt::Formatter<'_>, m: &Module, global: &Global) -> fmt::Result {
    write!(f, "{} {}", SymDisplay(m, global.name), TyDisplay(m, global.ty))?;
    if global.readonly {
        f.write_str(" readonly")?;
    }
    if !global.init.is_empty() {
        f.write_str(" = ")?;
        write_bytes(f, &global.init)?;
    }
    if !global.relocs.is_empty() {
        f.write_str(" {")?;
        for r in &global.relocs {
            write!(f, " {}: ", r.offset)?;
            match &r.target {
                DataRef::Sym(s) => write!(f, "sym {}", SymDisplay(m, *s))?,
                DataRef::FuncValue(s) => write!(f, "func {}", SymDisplay(m, *s))?,
                DataRef::Global(g) => write!(f, "{g}")?,
                DataRef::Str(s) => write_bytes(f, &m.strs[s.index()])?,
                DataRef::Type(t) => write!(f, "type {}", TyDisplay(m, *t))?,
                DataRef::Itab(i, t) => write!(f, "itab {}, {}", TyDisplay(m, *i), TyDisplay(m, *t))?,
            }
            if r.addend != 0 {
                write!(f, " + {}", r.addend)?;
            }
            f.write_char(';')?;
        }
        f.write_str(" }")?;
    }
    writeln!(f)
}

/// A symbol reference: `@main.main`.
pub struct SymDisplay<'a>(pub &'a Module, pub Sym);

impl Display for SymDisplay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", Quoted(self.0.sym_name(self.1)))
    }
}

/// A function.
pub struct FunctionDisplay<'a>(pub &'a Module, pub &'a Function, pub PrintOptions);

impl Display for FunctionDisplay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FunctionDisplay(m, func, opts) = *self;
        write!(f, "func {}{}", SymDisplay(m, func.name), SigDisplay(m, &func.sig))?;
        let flags = &func.flags;
        for (set, name) in [
            (flags.closure, "closure"),
            (flags.wrapper, "wrapper"),
            (flags.noinline, "noinline"),
            (flags.nosplit, "nosplit"),
            (flags.dup_ok, "dup_ok"),
        ] {
            if set {
                write!(f, " {name}")?;
            }
        }
        if let Some(block) = func.recover {
            write!(f, " recover {block}")?;
        }
        writeln!(f, " {{")?;
        for (i, local) in func.locals.iter().enumerate() {
            writeln!(f, "    local{i} {} {}", Quoted(&local.name), TyDisplay(m, local.ty))?;
        }
        for i in 0..func.blocks.len() {
            write_block(f, m, func, Block::new(i), opts)?;
        }
        writeln!(f, "}}")
    }
}

fn write_block(
    f: &mut fmt::Formatter<'_>,
    m: &Module,
    func: &Function,
    block: Block,
    opts: PrintOptions,
) -> fmt::Result {
    let data = &func.blocks[block.index()];
    write!(f, "{block}")?;
    if !data.params.is_empty() {
        f.write_char('(')?;
        for (i, &p) in data.params.iter().enumerate() {
            write!(f, "{}{p}: {}", sep(i), TyDisplay(m, func.ty(p)))?;
        }
        f.write_char(')')?;
    }
    writeln!(f, ":")?;
    for &inst in &data.insts {
        write_inst(f, m, func, inst)?;
        if opts.lines {
            let pos = func.insts[inst.index()].pos;
            write!(f, " !{}", m.positions.get(pos.index()).map_or(0, |p| p.line))?;
        }
        writeln!(f)?;
    }
    Ok(())
}

fn write_inst(f: &mut fmt::Formatter<'_>, m: &Module, func: &Function, inst: Inst) -> fmt::Result {
    let data = &func.insts[inst.index()];
    f.write_str("    ")?;
    for (i, &r) in data.results.iter().enumerate() {
        write!(f, "{}{r}: {}", sep(i), TyDisplay(m, func.ty(r)))?;
    }
    if !data.results.is_empty() {
        f.write_str(" = ")?;
    }
    f.write_str(data.op.mnemonic())?;
    write_operands(f, m, &data.op)?;
    data.slot.map_or(Ok(()), |slot| write!(f, " in {slot}"))
}

fn write_values(f: &mut fmt::Formatter<'_>, values: &[Value]) -> fmt::Result {
    for (i, v) in values.iter().enumerate() {
        write!(f, "{}{v}", if i == 0 { " " } else { ", " })?;
    }
    Ok(())
}

fn write_target(f: &mut fmt::Formatter<'_>, target: &Target) -> fmt::Result {
    write!(f, "{}", target.block)?;
    if !target.args.is_empty() {
        f.write_char('(')?;
        for (i, v) in target.args.iter().enumerate() {
            write!(f, "{}{v}", sep(i))?;
        }
        f.write_char(')')?;
    }
    Ok(())
}

fn write_operands(f: &mut fmt::Formatter<'_>, m: &Module, op: &Op) -> fmt::Result {
    let t = |ty| TyDisplay(m, ty);
    let barrier = |b: bool| if b { " barrier" } else { "" };
    match op {
        Op::IntConst(n) => write!(f, " {n}"),
        Op::FloatConst(bits) => write!(f, " 0x{bits:x} /*{:?}*/", f64::from_bits(*bits)),
        Op::StrConst(s) => {
            f.write_char(' ')?;
            write_bytes(f, &m.strs[s.index()])
        }
        Op::FuncValue(s) => write!(f, " {}", SymDisplay(m, *s)),
        Op::GlobalAddr(g) => write!(f, " {g} /*{}*/", Quoted(m.sym_name(m.globals[g.index()].name))),
        Op::TypeAddr(ty) | Op::New(ty) => write!(f, " {}", t(*ty)),
        Op::ItabAddr(i, c) => write!(f, " {}, {}", t(*i), t(*c)),
        Op::LocalAddr(l) => write!(f, " {l}"),
        Op::Extract(v, i) | Op::FieldAddr(v, i) => write!(f, " {v}, {i}"),
        Op::Store { ptr, val, barrier: b } => write!(f, " {ptr}, {val}{}", barrier(*b)),
        Op::Move { dst, src, ty, barrier: b } => write!(f, " {dst}, {src}, {}{}", t(*ty), barrier(*b)),
        Op::ZeroMem { ptr, ty, barrier: b } => write!(f, " {ptr}, {}{}", t(*ty), barrier(*b)),
        Op::SliceCopy { elem, dst, dst_len, src, src_len } => {
            write!(f, " {dst}, {dst_len}, {src}, {src_len}, {}", t(*elem))
        }
        Op::GrowSliceIn { slice, more, buffer, used } => write!(f, " {slice}, {more}, {buffer}, {used}"),
        Op::MakeClosure { func, env, captures } => {
            write!(f, " {}, {}", SymDisplay(m, *func), t(*env))?;
            captures.iter().try_for_each(|v| write!(f, ", {v}"))
        }
        Op::BoundsCheck { index, limit, .. } => write!(f, " {index}, {limit}"),
        Op::Select { cases, blocking } => {
            f.write_str(if *blocking { " blocking" } else { " default" })?;
            for case in cases {
                write!(f, ", {} {}", if case.send { "send" } else { "recv" }, case.chan)?;
                if let Some(e) = case.elem {
                    write!(f, " {e}")?;
                }
            }
            Ok(())
        }
        Op::Call { callee, sig, args } => {
            match callee {
                Callee::Func(s) => write!(f, " {}", SymDisplay(m, *s))?,
                Callee::Extern(s) => write!(f, " extern {}", SymDisplay(m, *s))?,
                Callee::Runtime(i) => {
                    let name = gorc_abi::runtime_fns::RUNTIME_FNS.get(*i as usize).map_or("?", |r| r.name);
                    write!(f, " runtime {name}")?;
                }
                Callee::Closure => f.write_str(" closure")?,
                Callee::Iface(n) => write!(f, " iface {n}")?,
            }
            write!(f, " {}", SigDisplay(m, sig))?;
            write_values(f, args)
        }
        Op::Jump(target) => {
            f.write_char(' ')?;
            write_target(f, target)
        }
        Op::Br(v, a, b) => {
            write!(f, " {v}, ")?;
            write_target(f, a)?;
            f.write_str(", ")?;
            write_target(f, b)
        }
        Op::Switch(v, cases, default) => {
            write!(f, " {v}")?;
            for (n, target) in cases {
                write!(f, ", {n}: ")?;
                write_target(f, target)?;
            }
            f.write_str(", ")?;
            write_target(f, default)
        }
        _ => {
            let mut values = Vec::new();
            op.for_each_operand(|v| values.push(v));
            write_values(f, &values)
        }
    }
}
