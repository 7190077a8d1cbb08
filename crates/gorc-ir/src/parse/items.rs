//! The items of a module: types, globals, aliases, method tables.

use super::lex::Tok;
use super::{Parser, Result, UNDECLARED};
use crate::entities::{GlobalId, Sym};
use crate::module::{DataRef, DataReloc, Descriptor, Global, Itab, MethodEntry};
use crate::types::{Named, Ty, TyKind};

impl Parser {
    pub(super) fn item(&mut self) -> Result<()> {
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

    pub(super) fn named_type(&mut self, link_name: &str) -> Ty {
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
}
