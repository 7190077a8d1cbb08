//! Types, and the names of their fields and methods.

use super::lex::Tok;
use super::{Parser, Result};
use crate::types::{ChanDir, Field, IfaceMethod, Signature, Ty, TyKind};

impl Parser {
    pub(super) fn name(&mut self) -> Result<(String, String)> {
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

    pub(super) fn any_name(&mut self) -> Result<String> {
        match self.next() {
            Tok::Word(w) => Ok(w),
            Tok::Str(s) => Ok(String::from_utf8_lossy(&s).into_owned()),
            t => self.err(format!("expected a name, found {t:?}")),
        }
    }

    pub(super) fn ty(&mut self) -> Result<Ty> {
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

    pub(super) fn sig(&mut self) -> Result<Signature> {
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
}
