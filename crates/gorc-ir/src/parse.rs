//! The parser of GIR's text form, the inverse of [`crate::print`].
//!
//! Values, blocks and instructions are renumbered in textual order, so a printed function whose numbers are dense comes
//! back with the same ones. Comments are `/*…*/`, `;…` lines and `!line` marks. Positions are not part of the text: all are unknown.

use std::collections::HashMap;
use std::fmt;

use crate::entities::{Block, GlobalId, Local, PosIndex, Sym, Value};
use crate::function::Function;
use crate::module::{DataRef, DataReloc, Descriptor, Global, Itab, MethodEntry, Module};
use crate::ops::{BinOp, Bounds, Callee, CmpOp, Intrinsic, Op, SelectCase, Target, UnOp};
use crate::types::{ChanDir, Field, IfaceMethod, Named, Signature, Ty, TyKind};

/// What is wrong with the text, and on which line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    /// Line, from 1.
    pub line: u32,
    /// What was found or expected.
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ParseError {}

type Result<T> = std::result::Result<T, ParseError>;

/// Parses a module.
pub fn parse_module(text: &str) -> Result<Module> {
    let tokens = lex(text)?;
    let mut p = Parser { tokens, at: 0, m: Module::new(), named: HashMap::new() };
    while p.peek() != &Tok::End {
        p.item()?;
    }
    if let Some((name, _)) =
        p.named.iter().find(|(_, ty)| matches!(p.m.types.kind(**ty), TyKind::Named(n) if p.m.types.named[n.0 as usize].pkg_path == UNDECLARED))
    {
        return Err(ParseError { line: 0, message: format!("type ${name} is not declared") });
    }
    Ok(p.m)
}

/// Package path of a defined type that was referred to but not declared yet.
const UNDECLARED: &str = "\0undeclared";

#[derive(Clone, PartialEq, Debug)]
enum Tok {
    Word(String),
    Str(Vec<u8>),
    Num(i64),
    Sym(String),
    Type(String),
    Punct(char),
    End,
}

fn lex(text: &str) -> Result<Vec<(Tok, u32)>> {
    let src: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let (mut i, mut line) = (0, 1);
    let word = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '/' | '·' | '$' | '-');
    while i < src.len() {
        let c = src[i];
        let next = src.get(i + 1).copied().unwrap_or('\0');
        if c == '\n' {
            line += 1;
            i += 1;
        } else if c.is_whitespace() {
            i += 1;
        } else if c == '!' && next.is_ascii_digit() {
            i += 1;
            while i < src.len() && src[i].is_ascii_digit() {
                i += 1;
            }
        } else if c == '/' && next == '*' {
            while i < src.len() && !(src[i] == '*' && src.get(i + 1) == Some(&'/')) {
                i += 1;
            }
            i += 2;
        } else if c == '/' && next == '/' {
            while i < src.len() && src[i] != '\n' {
                i += 1;
            }
        } else if c == '"' {
            let (s, end) = lex_string(&src, i, line)?;
            out.push((Tok::Str(s), line));
            i = end;
        } else if (c == '@' || c == '$') && next == '"' {
            let (s, end) = lex_string(&src, i + 1, line)?;
            let name = String::from_utf8_lossy(&s).into_owned();
            out.push((if c == '@' { Tok::Sym(name) } else { Tok::Type(name) }, line));
            i = end;
        } else if c.is_ascii_digit() || (c == '-' && next.is_ascii_digit()) {
            let start = i;
            i += 1;
            while i < src.len() && src[i].is_ascii_alphanumeric() {
                i += 1;
            }
            let digits: String = src[start..i].iter().collect();
            let n = match digits.strip_prefix("0x") {
                Some(hex) => u64::from_str_radix(hex, 16).map(|n| n as i64).ok(),
                None => digits.parse::<i64>().ok(),
            };
            let n = n.ok_or_else(|| ParseError { line, message: format!("bad number {digits}") })?;
            out.push((Tok::Num(n), line));
        } else if (c == '@' || c == '$') && word(next) || c.is_alphabetic() || c == '_' {
            let start = i;
            i += 1;
            // `<-` never follows a word without a blank or parenthesis, so `-` can be part of words; `...` cannot.
            while i < src.len()
                && word(src[i])
                && (c == '@' || !(src[i] == '.' && src.get(i + 1) == Some(&'.')))
            {
                i += 1;
            }
            let text: String = src[start..i].iter().collect();
            out.push((
                match c {
                    '@' => Tok::Sym(text[1..].to_owned()),
                    '$' => Tok::Type(text[1..].to_owned()),
                    _ => Tok::Word(text),
                },
                line,
            ));
        } else {
            out.push((Tok::Punct(c), line));
            i += 1;
        }
    }
    out.push((Tok::End, line));
    Ok(out)
}

fn lex_string(src: &[char], mut i: usize, line: u32) -> Result<(Vec<u8>, usize)> {
    let err = |message: &str| ParseError { line, message: message.to_owned() };
    let mut out = Vec::new();
    i += 1;
    loop {
        match src.get(i) {
            None | Some('\n') => return Err(err("unterminated string")),
            Some('"') => return Ok((out, i + 1)),
            Some('\\') => {
                match src.get(i + 1) {
                    Some('n') => out.push(b'\n'),
                    Some('x') => {
                        let hex: String = src.iter().skip(i + 2).take(2).collect();
                        out.push(u8::from_str_radix(&hex, 16).map_err(|_| err("bad escape"))?);
                        i += 2;
                    }
                    Some(&c) => out.extend(c.to_string().as_bytes()),
                    None => return Err(err("unterminated string")),
                }
                i += 2;
            }
            Some(&c) => {
                out.extend(c.to_string().as_bytes());
                i += 1;
            }
        }
    }
}

struct Parser {
    tokens: Vec<(Tok, u32)>,
    at: usize,
    m: Module,
    named: HashMap<String, Ty>,
}

/// A function while it is parsed: numbers of values and blocks are those of the text.
#[derive(Default)]
struct Body {
    values: HashMap<u32, Value>,
    blocks: HashMap<u32, Block>,
}

impl Parser {
    fn peek(&self) -> &Tok {
        &self.tokens[self.at].0
    }

    fn next(&mut self) -> Tok {
        let tok = self.tokens[self.at].0.clone();
        if tok != Tok::End {
            self.at += 1;
        }
        tok
    }

    fn err<T>(&self, message: impl Into<String>) -> Result<T> {
        let at = self.at.saturating_sub(1);
        Err(ParseError { line: self.tokens[at].1, message: message.into() })
    }

    fn eat(&mut self, c: char) -> bool {
        let hit = self.peek() == &Tok::Punct(c);
        self.at += usize::from(hit);
        hit
    }

    fn eat_word(&mut self, w: &str) -> bool {
        let hit = matches!(self.peek(), Tok::Word(x) if x == w);
        self.at += usize::from(hit);
        hit
    }

    fn expect(&mut self, c: char) -> Result<()> {
        match self.next() {
            Tok::Punct(x) if x == c => Ok(()),
            t => self.err(format!("expected {c}, found {t:?}")),
        }
    }

    fn word(&mut self) -> Result<String> {
        match self.next() {
            Tok::Word(w) => Ok(w),
            t => self.err(format!("expected a word, found {t:?}")),
        }
    }

    fn string(&mut self) -> Result<Vec<u8>> {
        match self.next() {
            Tok::Str(s) => Ok(s),
            t => self.err(format!("expected a string, found {t:?}")),
        }
    }

    fn utf8(&mut self) -> Result<String> {
        Ok(String::from_utf8_lossy(&self.string()?).into_owned())
    }

    fn num(&mut self) -> Result<i64> {
        match self.next() {
            Tok::Num(n) => Ok(n),
            t => self.err(format!("expected a number, found {t:?}")),
        }
    }

    fn sym(&mut self) -> Result<Sym> {
        match self.next() {
            Tok::Sym(s) => Ok(self.m.sym(&s)),
            t => self.err(format!("expected a symbol, found {t:?}")),
        }
    }

    /// An entity such as `v3`.
    fn entity(&mut self, prefix: &str) -> Result<u32> {
        let w = self.word()?;
        match w.strip_prefix(prefix).and_then(|n| n.parse().ok()) {
            Some(n) => Ok(n),
            None => self.err(format!("expected {prefix}N, found {w}")),
        }
    }

    fn peek_entity(&self, prefix: &str) -> bool {
        matches!(self.peek(), Tok::Word(w) if w.strip_prefix(prefix).is_some_and(|n| n.parse::<u32>().is_ok()))
    }

    // --- module items

    fn item(&mut self) -> Result<()> {
        if self.peek_entity("global") {
            self.next();
            return self.global();
        }
        match self.word()?.as_str() {
            "type" => self.type_decl(),
            "alias" => {
                let pair = (self.sym()?, self.sym()?);
                self.m.aliases.push(pair);
                Ok(())
            }
            "noescape" => {
                let name = self.sym()?;
                self.m.noescape.push(name);
                Ok(())
            }
            "itab" => self.itab(),
            "descriptor" => self.descriptor(),
            "func" => self.function(),
            w => self.err(format!("unknown item {w}")),
        }
    }

    fn type_decl(&mut self) -> Result<()> {
        let Tok::Type(link_name) = self.next() else { return self.err("expected a type name") };
        let ty = self.named_type(&link_name);
        let TyKind::Named(id) = *self.m.types.kind(ty) else { return self.err("not a defined type") };
        let (name, pkg_path, pkg_name) = (self.utf8()?, self.utf8()?, self.utf8()?);
        let underlying = if self.eat('=') { Some(self.ty()?) } else { None };
        self.m.types.named[id.0 as usize] = Named { name, pkg_path, pkg_name, link_name, underlying };
        Ok(())
    }

    fn named_type(&mut self, link_name: &str) -> Ty {
        if let Some(&ty) = self.named.get(link_name) {
            return ty;
        }
        let ty = self.m.types.add_named(Named {
            name: String::new(),
            pkg_path: UNDECLARED.to_owned(),
            pkg_name: String::new(),
            link_name: link_name.to_owned(),
            underlying: None,
        });
        self.named.insert(link_name.to_owned(), ty);
        ty
    }

    fn global(&mut self) -> Result<()> {
        let name = self.sym()?;
        let ty = self.ty()?;
        let readonly = self.eat_word("readonly");
        let init = if self.eat('=') { self.string()? } else { Vec::new() };
        let mut relocs = Vec::new();
        if self.eat('{') {
            while !self.eat('}') {
                let offset = self.num()? as u64;
                self.expect(':')?;
                let target = self.data_ref()?;
                let addend = if self.eat('+') { self.num()? } else { 0 };
                self.expect(';')?;
                relocs.push(DataReloc { offset, target, addend });
            }
        }
        self.m.globals.push(Global { name, ty, init, relocs, readonly });
        Ok(())
    }

    fn data_ref(&mut self) -> Result<DataRef> {
        if self.peek_entity("global") {
            return Ok(DataRef::Global(GlobalId(self.entity("global")?)));
        }
        if let Tok::Str(s) = self.peek().clone() {
            self.next();
            return Ok(DataRef::Str(self.m.str(&s)));
        }
        match self.word()?.as_str() {
            "sym" => Ok(DataRef::Sym(self.sym()?)),
            "func" => Ok(DataRef::FuncValue(self.sym()?)),
            "type" => Ok(DataRef::Type(self.ty()?)),
            "itab" => {
                let iface = self.ty()?;
                self.expect(',')?;
                Ok(DataRef::Itab(iface, self.ty()?))
            }
            w => self.err(format!("unknown reference {w}")),
        }
    }

    fn optional_sym(&mut self) -> Result<Option<Sym>> {
        if self.eat_word("none") { Ok(None) } else { self.sym().map(Some) }
    }

    fn itab(&mut self) -> Result<()> {
        let iface = self.ty()?;
        self.expect(',')?;
        let concrete = self.ty()?;
        self.expect('{')?;
        let mut methods = Vec::new();
        while !self.eat('}') {
            methods.push(self.optional_sym()?);
        }
        self.m.itabs.push(Itab { iface, concrete, methods });
        Ok(())
    }

    fn descriptor(&mut self) -> Result<()> {
        let ty = self.ty()?;
        self.expect('{')?;
        let mut methods = Vec::new();
        while !self.eat('}') {
            let (pkg, name) = self.name()?;
            let sig = self.ty()?;
            let (ifn, tfn) = (self.optional_sym()?, self.optional_sym()?);
            self.expect(';')?;
            methods.push(MethodEntry { name, pkg, sig, ifn, tfn });
        }
        self.m.descriptors.push(Descriptor { ty, methods });
        Ok(())
    }

    // --- types

    fn name(&mut self) -> Result<(String, String)> {
        match self.next() {
            Tok::Word(w) => Ok((String::new(), w)),
            Tok::Str(s) => {
                let s = String::from_utf8_lossy(&s).into_owned();
                // `"pkg".name`: the dot starts no word of its own.
                if self.eat('.') { Ok((s, self.any_name()?)) } else { Ok((String::new(), s)) }
            }
            t => self.err(format!("expected a name, found {t:?}")),
        }
    }

    fn any_name(&mut self) -> Result<String> {
        match self.next() {
            Tok::Word(w) => Ok(w),
            Tok::Str(s) => Ok(String::from_utf8_lossy(&s).into_owned()),
            t => self.err(format!("expected a name, found {t:?}")),
        }
    }

    fn ty(&mut self) -> Result<Ty> {
        let kind = match self.next() {
            Tok::Type(name) => return Ok(self.named_type(&name)),
            Tok::Punct('*') => TyKind::Pointer(self.ty()?),
            Tok::Punct('[') => {
                if self.eat(']') {
                    TyKind::Slice(self.ty()?)
                } else {
                    let n = self.num()? as u64;
                    self.expect(']')?;
                    TyKind::Array(self.ty()?, n)
                }
            }
            Tok::Punct('<') => {
                self.expect('-')?;
                if !self.eat_word("chan") {
                    return self.err("expected chan");
                }
                TyKind::Chan(ChanDir::Recv, self.paren_ty()?)
            }
            Tok::Word(w) => return self.word_ty(&w),
            t => return self.err(format!("expected a type, found {t:?}")),
        };
        Ok(self.m.types.intern(kind))
    }

    fn paren_ty(&mut self) -> Result<Ty> {
        self.expect('(')?;
        let ty = self.ty()?;
        self.expect(')')?;
        Ok(ty)
    }

    fn word_ty(&mut self, w: &str) -> Result<Ty> {
        let kind = match w {
            "bool" => TyKind::Bool,
            "int" => TyKind::Int,
            "int8" => TyKind::Int8,
            "int16" => TyKind::Int16,
            "int32" => TyKind::Int32,
            "int64" => TyKind::Int64,
            "uint" => TyKind::Uint,
            "uint8" => TyKind::Uint8,
            "uint16" => TyKind::Uint16,
            "uint32" => TyKind::Uint32,
            "uint64" => TyKind::Uint64,
            "uintptr" => TyKind::Uintptr,
            "float32" => TyKind::Float32,
            "float64" => TyKind::Float64,
            "complex64" => TyKind::Complex64,
            "complex128" => TyKind::Complex128,
            "string" => TyKind::String,
            "unsafe.Pointer" => TyKind::UnsafePointer,
            "map" => {
                self.expect('[')?;
                let key = self.ty()?;
                self.expect(']')?;
                TyKind::Map(key, self.ty()?)
            }
            "chan" if self.eat('<') => {
                self.expect('-')?;
                TyKind::Chan(ChanDir::Send, self.paren_ty()?)
            }
            "chan" => TyKind::Chan(ChanDir::Both, self.paren_ty()?),
            "func" => TyKind::Func(self.sig()?),
            "struct" => {
                self.expect('{')?;
                let mut fields = Vec::new();
                while !self.eat('}') {
                    let embedded = self.eat_word("embed");
                    let (pkg, name) = self.name()?;
                    let ty = self.ty()?;
                    let tag = if matches!(self.peek(), Tok::Str(_)) { self.utf8()? } else { String::new() };
                    fields.push(Field { name, pkg, ty, tag, embedded });
                    self.eat(';');
                }
                TyKind::Struct(fields)
            }
            "interface" => {
                self.expect('{')?;
                let mut methods = Vec::new();
                while !self.eat('}') {
                    let (pkg, name) = self.name()?;
                    let sig = self.sig()?;
                    let sig = self.m.types.intern(TyKind::Func(sig));
                    methods.push(IfaceMethod { name, pkg, sig });
                    self.eat(';');
                }
                TyKind::Interface(methods)
            }
            _ => return self.err(format!("unknown type {w}")),
        };
        Ok(self.m.types.intern(kind))
    }

    fn sig(&mut self) -> Result<Signature> {
        let mut sig = Signature::default();
        self.expect('(')?;
        while !self.eat(')') {
            if self.eat('.') {
                self.expect('.')?;
                self.expect('.')?;
                sig.variadic = true;
            }
            sig.params.push(self.ty()?);
            self.eat(',');
        }
        self.expect('(')?;
        while !self.eat(')') {
            sig.results.push(self.ty()?);
            self.eat(',');
        }
        Ok(sig)
    }

    // --- functions

    fn function(&mut self) -> Result<()> {
        let name = self.sym()?;
        let sig = self.sig()?;
        let mut f = Function::new(name, sig);
        f.blocks.clear();
        f.values.clear();
        let mut recover = None;
        while !self.eat('{') {
            match self.word()?.as_str() {
                "closure" => f.flags.closure = true,
                "wrapper" => f.flags.wrapper = true,
                "noinline" => f.flags.noinline = true,
                "nosplit" => f.flags.nosplit = true,
                "dup_ok" => f.flags.dup_ok = true,
                "recover" => recover = Some(self.entity("block")?),
                w => return self.err(format!("unknown function flag {w}")),
            }
        }
        while self.peek_entity("local") {
            self.next();
            let name = self.any_name()?;
            let ty = self.ty()?;
            f.add_local(ty, name);
        }
        let mut body = Body::default();
        while !self.eat('}') {
            self.block(&mut f, &mut body)?;
        }
        self.resolve(&mut f, &body)?;
        f.recover = match recover {
            Some(n) => match body.blocks.get(&n) {
                Some(&b) => Some(b),
                None => return self.err("unknown recover block"),
            },
            None => None,
        };
        self.m.funcs.push(f);
        Ok(())
    }

    fn block(&mut self, f: &mut Function, body: &mut Body) -> Result<()> {
        let number = self.entity("block")?;
        let block = f.add_block();
        body.blocks.insert(number, block);
        if self.eat('(') {
            while !self.eat(')') {
                let v = self.entity("v")?;
                self.expect(':')?;
                let ty = self.ty()?;
                body.values.insert(v, f.add_param(block, ty));
                self.eat(',');
            }
        }
        self.expect(':')?;
        while !self.peek_entity("block") && self.peek() != &Tok::Punct('}') {
            self.inst(f, body, block)?;
        }
        Ok(())
    }

    fn inst(&mut self, f: &mut Function, body: &mut Body, block: Block) -> Result<()> {
        let (mut numbers, mut types) = (Vec::new(), Vec::new());
        if self.peek_entity("v") {
            loop {
                numbers.push(self.entity("v")?);
                self.expect(':')?;
                types.push(self.ty()?);
                if !self.eat(',') {
                    break;
                }
            }
            self.expect('=')?;
        }
        let op = self.op()?;
        let inst = f.append(block, op, &types, PosIndex(0));
        let results = f.insts[inst.index()].results.clone();
        body.values.extend(numbers.into_iter().zip(results));
        Ok(())
    }

    /// Replaces the text's numbers by the function's.
    fn resolve(&self, f: &mut Function, body: &Body) -> Result<()> {
        let mut missing = None;
        for inst in &mut f.insts {
            inst.op.for_each_operand_mut(|v| match body.values.get(&v.0) {
                Some(&new) => *v = new,
                None => missing = Some(v.to_string()),
            });
            inst.op.for_each_target_mut(|t| match body.blocks.get(&t.block.0) {
                Some(&new) => t.block = new,
                None => missing = Some(t.block.to_string()),
            });
        }
        match missing {
            Some(name) => self.err(format!("{name} is not defined")),
            None => Ok(()),
        }
    }

    fn v(&mut self) -> Result<Value> {
        self.entity("v").map(Value)
    }

    fn v_comma(&mut self) -> Result<Value> {
        let v = self.v()?;
        self.expect(',')?;
        Ok(v)
    }

    fn vs(&mut self) -> Result<Vec<Value>> {
        let mut out = Vec::new();
        // A result list of the next instruction also begins with a value, but a colon follows there.
        while self.peek_entity("v") && self.tokens[self.at + 1].0 != Tok::Punct(':') {
            out.push(self.v()?);
            if !self.eat(',') {
                break;
            }
        }
        Ok(out)
    }

    fn target(&mut self) -> Result<Target> {
        let block = Block(self.entity("block")?);
        let mut args = Vec::new();
        if self.eat('(') {
            args = self.vs()?;
            self.expect(')')?;
        }
        Ok(Target { block, args })
    }

    fn op(&mut self) -> Result<Op> {
        let w = self.word()?;
        if let Some(&op) = UnOp::ALL.iter().find(|o| o.name() == w) {
            return Ok(Op::Unary(op, self.v()?));
        }
        if let Some(&op) = BinOp::ALL.iter().find(|o| o.name() == w) {
            return Ok(Op::Binary(op, self.v_comma()?, self.v()?));
        }
        if let Some(&op) = CmpOp::ALL.iter().find(|o| o.name() == w) {
            return Ok(Op::Cmp(op, self.v_comma()?, self.v()?));
        }
        if let Some(&kind) = Bounds::ALL.iter().find(|o| o.name() == w) {
            return Ok(Op::BoundsCheck { kind, index: self.v_comma()?, limit: self.v()? });
        }
        if let Some(&i) = Intrinsic::ALL.iter().find(|o| o.name() == w) {
            return Ok(Op::Intrinsic(i, self.vs()?));
        }
        Ok(match w.as_str() {
            "int" => Op::IntConst(self.num()?),
            "float" => Op::FloatConst(self.num()? as u64),
            "str" => {
                let s = self.string()?;
                Op::StrConst(self.m.str(&s))
            }
            "zero" => Op::Zero,
            "func_value" => Op::FuncValue(self.sym()?),
            "global_addr" => Op::GlobalAddr(GlobalId(self.entity("global")?)),
            "type_addr" => Op::TypeAddr(self.ty()?),
            "new" => Op::New(self.ty()?),
            "itab_addr" => {
                let iface = self.ty()?;
                self.expect(',')?;
                Op::ItabAddr(iface, self.ty()?)
            }
            "local_addr" => Op::LocalAddr(Local(self.entity("local")?)),
            "closure_ctx" => Op::ClosureCtx,
            "convert" => Op::Convert(self.v()?),
            "retype" => Op::Retype(self.v()?),
            "equal" => Op::Equal(self.v_comma()?, self.v()?),
            "aggregate" => Op::Aggregate(self.vs()?),
            "extract" => Op::Extract(self.v_comma()?, self.num()? as u32),
            "make_string" => Op::MakeString(self.v_comma()?, self.v()?),
            "make_slice_header" => Op::MakeSliceHeader(self.v_comma()?, self.v_comma()?, self.v()?),
            "data_ptr" => Op::DataPtr(self.v()?),
            "len" => Op::Len(self.v()?),
            "cap" => Op::Cap(self.v()?),
            "make_complex" => Op::MakeComplex(self.v_comma()?, self.v()?),
            "real" => Op::Real(self.v()?),
            "imag" => Op::Imag(self.v()?),
            "load" => Op::Load(self.v()?),
            "store" => {
                let (ptr, val) = (self.v_comma()?, self.v()?);
                Op::Store { ptr, val, barrier: self.eat_word("barrier") }
            }
            "field_addr" => Op::FieldAddr(self.v_comma()?, self.num()? as u32),
            "index_addr" => Op::IndexAddr(self.v_comma()?, self.v()?),
            "ptr_add" => Op::PtrAdd(self.v_comma()?, self.v()?),
            "move" => {
                let (dst, src, ty) = (self.v_comma()?, self.v_comma()?, self.ty()?);
                Op::Move { dst, src, ty, barrier: self.eat_word("barrier") }
            }
            "zero_mem" => {
                let (ptr, ty) = (self.v_comma()?, self.ty()?);
                Op::ZeroMem { ptr, ty, barrier: self.eat_word("barrier") }
            }
            "slice_copy" => {
                let (dst, dst_len, src, src_len) =
                    (self.v_comma()?, self.v_comma()?, self.v_comma()?, self.v_comma()?);
                Op::SliceCopy { elem: self.ty()?, dst, dst_len, src, src_len }
            }
            "make_slice" => Op::MakeSlice(self.v_comma()?, self.v()?),
            "grow_slice" => Op::GrowSlice(self.v_comma()?, self.v()?),
            "make_closure" => {
                let func = self.sym()?;
                self.expect(',')?;
                let env = self.ty()?;
                let slot = match self.eat_word("in") {
                    true => Some(Local(self.entity("local")?)),
                    false => None,
                };
                let captures = if self.eat(',') { self.vs()? } else { Vec::new() };
                Op::MakeClosure { func, env, captures, slot }
            }
            "make_map" => Op::MakeMap(self.v()?),
            "make_chan" => Op::MakeChan(self.v()?),
            "nil_check" => Op::NilCheck(self.v()?),
            "div_check" => Op::DivCheck(self.v()?),
            "shift_check" => Op::ShiftCheck(self.v()?),
            "str_concat" => Op::StrConcat(self.vs()?),
            "str_from_bytes" => Op::StrFromBytes(self.v()?),
            "str_from_runes" => Op::StrFromRunes(self.v()?),
            "str_from_int" => Op::StrFromInt(self.v()?),
            "bytes_from_str" => Op::BytesFromStr(self.v()?),
            "runes_from_str" => Op::RunesFromStr(self.v()?),
            "decode_rune" => Op::DecodeRune(self.v_comma()?, self.v()?),
            "make_interface" => Op::MakeInterface(self.v()?),
            "iface_type" => Op::IfaceType(self.v()?),
            "iface_data" => Op::IfaceData(self.v()?),
            "convert_interface" => Op::ConvertInterface(self.v()?),
            "assert_interface" => Op::AssertInterface(self.v()?),
            "map_get" => Op::MapGet(self.v_comma()?, self.v()?),
            "map_get2" => Op::MapGet2(self.v_comma()?, self.v()?),
            "map_assign" => Op::MapAssign(self.v_comma()?, self.v()?),
            "map_delete" => Op::MapDelete(self.v_comma()?, self.v()?),
            "map_clear" => Op::MapClear(self.v()?),
            "map_iter_init" => Op::MapIterInit(self.v_comma()?, self.v()?),
            "map_iter_next" => Op::MapIterNext(self.v()?),
            "map_iter_key" => Op::MapIterKey(self.v()?),
            "map_iter_elem" => Op::MapIterElem(self.v()?),
            "chan_send" => Op::ChanSend(self.v_comma()?, self.v()?),
            "chan_recv" => Op::ChanRecv(self.v()?),
            "chan_close" => Op::ChanClose(self.v()?),
            "select" => self.select()?,
            "call" => self.call()?,
            "go" => Op::Go(self.v()?),
            "defer" => Op::Defer(self.v()?),
            "defer_frame" => Op::DeferFrame,
            "defer_return" => Op::DeferReturn,
            "panic" => Op::Panic(self.v()?),
            "recover" => Op::Recover,
            "jump" => Op::Jump(self.target()?),
            "br" => {
                let (v, then) = (self.v_comma()?, self.target()?);
                self.expect(',')?;
                Op::Br(v, then, self.target()?)
            }
            "switch" => self.switch()?,
            "return" => Op::Return(self.vs()?),
            "unreachable" => Op::Unreachable,
            _ => return self.err(format!("unknown operation {w}")),
        })
    }

    fn select(&mut self) -> Result<Op> {
        let blocking = match self.word()?.as_str() {
            "blocking" => true,
            "default" => false,
            w => return self.err(format!("expected blocking or default, found {w}")),
        };
        let mut cases = Vec::new();
        while self.eat(',') {
            let send = match self.word()?.as_str() {
                "send" => true,
                "recv" => false,
                w => return self.err(format!("expected send or recv, found {w}")),
            };
            let chan = self.v()?;
            let more = self.peek_entity("v") && self.tokens[self.at + 1].0 != Tok::Punct(':');
            let elem = if more { Some(self.v()?) } else { None };
            cases.push(SelectCase { chan, elem, send });
        }
        Ok(Op::Select { cases, blocking })
    }

    fn call(&mut self) -> Result<Op> {
        let callee = if matches!(self.peek(), Tok::Sym(_)) {
            Callee::Func(self.sym()?)
        } else {
            match self.word()?.as_str() {
                "extern" => Callee::Extern(self.sym()?),
                "runtime" => {
                    let name = self.word()?;
                    match gorc_abi::runtime_fns::RUNTIME_FNS.iter().position(|f| f.name == name) {
                        Some(i) => Callee::Runtime(i as u16),
                        None => return self.err(format!("unknown runtime function {name}")),
                    }
                }
                "closure" => Callee::Closure,
                "iface" => Callee::Iface(self.num()? as u32),
                w => return self.err(format!("unknown callee {w}")),
            }
        };
        let sig = self.sig()?;
        Ok(Op::Call { callee, sig, args: self.vs()? })
    }

    fn switch(&mut self) -> Result<Op> {
        let v = self.v_comma()?;
        let mut cases = Vec::new();
        while let &Tok::Num(n) = self.peek() {
            self.next();
            self.expect(':')?;
            cases.push((n, self.target()?));
            self.expect(',')?;
        }
        Ok(Op::Switch(v, cases, self.target()?))
    }
}
