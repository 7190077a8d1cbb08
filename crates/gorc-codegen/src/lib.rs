//! GIR to machine code through Cranelift, and everything else an object needs: data, type descriptors, itabs.
//!
//! [`compile`] is a function of its input: a module in, an object unit out, functions in parallel. Start with `func.rs` (how a
//! function is lowered), `values.rs` (what values look like) and `abi.rs` (the calling convention); `emit.rs` turns CLIF
//! into code, `data.rs` and `typedesc.rs` make the data, `object.rs` puts it together. `key.rs` and `blob.rs` let the driver keep
//! compiled functions ([`FunctionCache`]).

use std::fmt;

use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::{Context, ir};
use gorc_ir::{Function, Module, PosIndex};
use gorc_link::ObjectUnit;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

pub mod abi;
mod alloc;
mod arith;
mod blob;
mod calls;
mod checks;
mod compare;
mod control;
mod data;
mod emit;
mod func;
mod iface;
mod inst;
mod intrinsics;
mod isa;
mod key;
mod layout;
mod live;
mod maps;
mod memory;
mod names;
mod object;
mod prologue;
mod refs;
mod routines;
mod runtime_call;
mod strings;
mod typedesc;
mod uses;
mod values;

use emit::{Blob, CheckKind, FRAME_TOO_LARGE};
use func::Lowered;
pub use key::Key;
use key::{Keyer, TypeHashes};
use layout::Layouts;
use names::LinkNames;
use object::Compiled;

/// What to compile for.
#[derive(Clone, Debug)]
pub struct Options {
    /// Optimise (off for `-O0`).
    pub optimize: bool,
    /// Emit write barriers (needed by a concurrent collector).
    pub write_barriers: bool,
    /// Let Cranelift verify its input.
    pub verify: bool,
    /// Texts wanted beside the object.
    pub text: Option<Text>,
}

impl Default for Options {
    fn default() -> Self {
        Options { optimize: true, write_barriers: false, verify: cfg!(debug_assertions), text: None }
    }
}

/// A text form of compiled functions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Text {
    /// Cranelift IR before optimisation.
    Clif,
    /// Assembly.
    Asm,
}

/// What compilation gives.
#[derive(Debug)]
pub struct Output {
    /// The object.
    pub unit: ObjectUnit,
    /// Symbol and text of each function, if [`Options::text`] is set.
    pub texts: Vec<(String, String)>,
}

/// A function that could not be compiled: an error of the compiler, but for frames that are too large.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodegenError {
    /// The function's symbol; empty if none is to blame.
    pub func: String,
    /// Where the function is, if the program has the fault.
    pub pos: Option<PosIndex>,
    /// What went wrong.
    pub message: String,
}

impl fmt::Display for CodegenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "internal error in code generation of {}: {}", self.func, self.message)
    }
}

impl std::error::Error for CodegenError {}

/// What the lowering of all functions shares.
pub struct Cx<'a> {
    module: &'a Module,
    layouts: Layouts<'a>,
    links: LinkNames,
    type_hashes: TypeHashes,
    options: &'a Options,
    isa: OwnedTargetIsa,
    /// For large functions.
    quick: OwnedTargetIsa,
}

/// Where compiled functions are kept from one build to the next. Values are opaque; one that is damaged is compiled again.
pub trait FunctionCache: Sync {
    /// The value of a key.
    fn get(&self, key: &Key) -> Option<Vec<u8>>;
    /// Enters a value.
    fn put(&self, key: Key, value: Vec<u8>);
}

/// A function with more instructions than this, or with more instructions times blocks than that, is not optimised.
pub(crate) const HUGE: (usize, usize) = (20_000, 20_000_000);

/// Compiles a module.
pub fn compile(module: &Module, options: &Options) -> Result<Output, Vec<CodegenError>> {
    compile_with_cache(module, options, None)
}

/// Compiles a module, taking functions from a cache where it has them. Texts are made of compiled functions only, so
/// the cache is not asked when they are wanted.
pub fn compile_with_cache(
    module: &Module,
    options: &Options,
    cache: Option<&dyn FunctionCache>,
) -> Result<Output, Vec<CodegenError>> {
    let ice = |func: &str, message: String| CodegenError { func: func.to_owned(), pos: None, message };
    let target = |quick| isa::target(options.optimize, options.verify, quick).map_err(|e| vec![ice("", e)]);
    let cx = Cx {
        module,
        layouts: Layouts::new(&module.types),
        links: LinkNames::new(&module.types),
        type_hashes: TypeHashes::new(module.types.len()),
        options,
        isa: target(false)?,
        quick: target(true)?,
    };
    let results: Vec<_> = module
        .funcs
        .par_iter()
        .map_init(
            || (Context::new(), cache.map(|_| Keyer::new(&cx))),
            |(ctx, keyer), f| {
                guarded(ctx, |ctx| match (cache, keyer, options.text) {
                    (Some(cache), Some(keyer), None) => cached(&cx, ctx, f, cache, keyer),
                    _ => compile_function(&cx, ctx, f),
                })
                .map_err(|e| match e.find(FRAME_TOO_LARGE) {
                    Some(at) => {
                        CodegenError { pos: Some(f.pos), ..ice(module.sym_name(f.name), e[at..].into()) }
                    }
                    None => ice(module.sym_name(f.name), e),
                })
            },
        )
        .collect();
    let mut compiled = Vec::with_capacity(results.len() + 2);
    let (mut texts, mut errors) = (Vec::new(), Vec::new());
    for r in results {
        match r {
            Ok((c, text)) => {
                texts.extend(text.map(|t| (c.name.clone(), t)));
                compiled.push(c);
            }
            Err(e) => errors.push(e),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    compiled.extend(routines(&cx).map_err(|e| vec![ice("routines", e)])?);
    Ok(Output { unit: object::assemble(&cx, compiled), texts })
}

type Part<'a> = (Compiled<'a>, Option<String>);

/// Turns a panic (of Cranelift, say) into an error, so that it gets the function's name.
fn guarded<T>(ctx: &mut Context, f: impl FnOnce(&mut Context) -> Result<T, String>) -> Result<T, String> {
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| f(ctx))) {
        Ok(result) => result,
        Err(payload) => {
            *ctx = Context::new();
            let text = payload.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("unknown reason");
            Err(format!("panic: {text}"))
        }
    }
}

/// A function from the cache, or compiled and entered.
fn cached<'a>(
    cx: &'a Cx<'a>,
    ctx: &mut Context,
    f: &'a Function,
    cache: &dyn FunctionCache,
    keyer: &mut Keyer<'_>,
) -> Result<Part<'a>, String> {
    let key = keyer.key(f);
    if let Some((blob, positions)) = cache.get(&key).and_then(|bytes| blob::read(&bytes, keyer)) {
        let name = cx.module.sym_name(f.name).to_owned();
        return Ok((Compiled { name, blob, positions, func: Some(f) }, None));
    }
    let part = compile_function(cx, ctx, f)?;
    if let Some(bytes) = blob::write(&part.0.blob, &part.0.positions, keyer) {
        cache.put(key, bytes);
    }
    Ok(part)
}

/// Is the function so large that optimisation would take out of all proportion? Cranelift's passes and its register allocator
/// take time with the square of the code, or with the product of code and blocks, in the worst case. People do not write such functions, and what generates
/// them does not care for the last nanosecond.
fn is_huge(func: &ir::Function) -> bool {
    let (insts, blocks) = (func.dfg.num_insts(), func.dfg.num_blocks());
    insts > HUGE.0 || insts.saturating_mul(blocks) > HUGE.1
}

fn compile_function<'a>(cx: &'a Cx<'a>, ctx: &mut Context, f: &'a Function) -> Result<Part<'a>, String> {
    ctx.clear();
    let lowered = func::lower(cx, f, &mut ctx.func)?;
    let mut text = (cx.options.text == Some(Text::Clif)).then(|| clif_text(cx, &ctx.func, &lowered));
    ctx.set_disasm(cx.options.text == Some(Text::Asm));
    let isa = if is_huge(&ctx.func) { &cx.quick } else { &cx.isa };
    let blob = emit::compile(ctx, &**isa, &lowered, &CheckKind { nosplit: f.flags.nosplit })
        .map_err(|e| format!("{e}\n{}", ctx.func.display()))?;
    if cx.options.text == Some(Text::Asm) {
        text = ctx.compiled_code().and_then(|c| c.vcode.clone());
    }
    let name = cx.module.sym_name(f.name).to_owned();
    Ok((Compiled { name, blob, positions: lowered.positions, func: Some(f) }, text))
}

/// CLIF with the symbols' names at its head.
fn clif_text(cx: &Cx<'_>, func: &ir::Function, lowered: &Lowered) -> String {
    let mut out = String::new();
    for (i, target) in lowered.refs.list.iter().enumerate() {
        out.push_str(&format!("; u0:{i} = {}\n", names::symbol(cx, target)));
    }
    out.push_str(&func.display().to_string());
    out
}

/// The routines that have no source.
fn routines<'a>(cx: &Cx<'a>) -> Result<Vec<Compiled<'a>>, String> {
    let mut out = Vec::new();
    let mut add = |name: &str, build: &dyn Fn(&mut ir::Function) -> Result<Lowered, String>| {
        let mut ctx = Context::new();
        let lowered = build(&mut ctx.func)?;
        let blob: Blob = emit::compile(&mut ctx, &*cx.isa, &lowered, &CheckKind { nosplit: false })?;
        out.push(Compiled { name: name.to_owned(), blob, positions: Vec::new(), func: None });
        Ok::<(), String>(())
    };
    add(routines::COMPLEX_DIV, &|f| Ok(routines::build_division(f)))?;
    add(routines::NIL_CODE, &|f| Ok(routines::build_nil_call(f)))?;
    add(routines::FIND_ITAB, &routines::build_find_itab)?;
    add(routines::TYPE_EQUAL, &routines::build_type_equal)?;
    Ok(out)
}
