//! Maps, channels and `select`: keys and elements travel by address.

use cranelift_codegen::ir::{InstBuilder, types};
use gorc_ir::module::MAP_ITER_WORDS;
use gorc_ir::ops::SelectCase;
use gorc_ir::{Ty, Value};

use crate::func::Lower;
use crate::refs::Target;
use crate::values::{Place, R};

impl Lower<'_, '_> {
    /// Calls a map routine of (type, map, key address).
    fn map_call(&mut self, name: &str, m: Value, key: Value) -> R<crate::values::Scalars> {
        let typ = self.symbol(Target::TypeLayout(self.f.ty(m)));
        let map = self.scalar(m)?;
        let (key, temp) = self.spill(key)?;
        let out = self.runtime(name, &[typ, map, key])?;
        temp.into_iter().for_each(|t| self.free_temp(t));
        Ok(out)
    }

    /// `MapGet`, `MapGet2`
    pub fn map_get(&mut self, results: &[Value], m: Value, key: Value) -> R<()> {
        let &r = results.first().ok_or("missing result")?;
        let name = if results.len() > 1 { "mapaccess2" } else { "mapaccess1" };
        let out = self.map_call(name, m, key)?;
        self.define_copy(r, Place::safe(out[0]))?;
        if let Some(&ok) = results.get(1) {
            self.define_scalar(ok, out[1]);
        }
        Ok(())
    }

    /// `MapAssign`
    pub fn map_assign(&mut self, r: Value, m: Value, key: Value) -> R<()> {
        let out = self.map_call("mapassign", m, key)?;
        self.define_scalar(r, out[0]);
        Ok(())
    }

    /// `MapDelete`
    pub fn map_delete(&mut self, m: Value, key: Value) -> R<()> {
        self.map_call("mapdelete", m, key).map(drop)
    }

    /// `MapClear`
    pub fn map_clear(&mut self, m: Value) -> R<()> {
        let typ = self.symbol(Target::TypeLayout(self.f.ty(m)));
        let map = self.scalar(m)?;
        self.runtime("mapclear", &[typ, map]).map(drop)
    }

    /// `MapIterInit`
    pub fn map_iter_init(&mut self, m: Value, it: Value) -> R<()> {
        let place = self.place(it)?;
        self.zero(Place { trap: false, ..place }, 8 * MAP_ITER_WORDS)?;
        let typ = self.symbol(Target::TypeLayout(self.f.ty(m)));
        let (map, it) = (self.scalar(m)?, self.scalar(it)?);
        self.runtime("mapiterinit", &[typ, map, it]).map(drop)
    }

    /// `MapIterNext`
    pub fn map_iter_next(&mut self, it: Value) -> R<()> {
        let it = self.scalar(it)?;
        self.runtime("mapiternext", &[it]).map(drop)
    }

    /// A word of the iteration state.
    pub fn map_iter_word(&mut self, r: Value, it: Value, off: u64) -> R<()> {
        let place = self.place(it)?;
        let word = self.load_scalar(types::I64, Place { trap: false, ..place }.at(off));
        self.define_scalar(r, word);
        Ok(())
    }

    /// `ChanSend`
    pub fn chan_send(&mut self, ch: Value, v: Value) -> R<()> {
        let ch = self.scalar(ch)?;
        let (elem, temp) = self.spill(v)?;
        self.runtime("chansend1", &[ch, elem])?;
        if let Some(temp) = temp {
            self.forget_pointers(self.f.ty(v), Place::slot(temp.0));
            self.free_temp(temp);
        }
        Ok(())
    }

    /// `ChanRecv`
    pub fn chan_recv(&mut self, results: &[Value], ch: Value) -> R<()> {
        let &r = results.first().ok_or("missing result")?;
        let ch = self.scalar(ch)?;
        let ty = self.f.ty(r);
        let info = self.info(ty);
        let temp = if info.is_mem() { None } else { Some(self.temp(info.size)?) };
        let place = match temp {
            Some(t) => Place::slot(t.0),
            None => self.value_slot(r)?,
        };
        let elem = if info.size == 0 { self.iconst(0) } else { self.addr(place) };
        let name = if results.len() > 1 { "chanrecv2" } else { "chanrecv1" };
        let out = self.runtime(name, &[ch, elem])?;
        let val = self.val_at(ty, place);
        self.define(r, val);
        if let Some(temp) = temp {
            self.forget_pointers(ty, place);
            self.free_temp(temp);
        }
        if let Some(&ok) = results.get(1) {
            self.define_scalar(ok, out[0]);
        }
        Ok(())
    }

    /// Clears the pointers of a register-class value in a temporary that its receiver or sender has done with: its address may be kept in a
    /// register from one use to the next, and so would be what it refers to, for as long as goroutines wait.
    fn forget_pointers(&mut self, ty: Ty, place: Place) {
        let info = self.info(ty);
        for piece in info.pieces.iter().flatten().filter(|p| u64::from(p.off) < info.ptr_bytes) {
            let zero = self.zero_of(piece.ty);
            self.store_scalar(zero, place.at(u64::from(piece.off)));
        }
    }

    /// `Select`: an array of cases in the frame.
    pub fn select(&mut self, results: &[Value], cases: &[SelectCase], blocking: bool) -> R<()> {
        let &[index, received] = results else { return Err("select gives two values".into()) };
        if cases.is_empty() && blocking {
            self.runtime("block", &[])?;
            let (i, no) = (self.iconst(-1), self.pos.ins().iconst(types::I8, 0));
            self.define_scalar(index, i);
            self.define_scalar(received, no);
            return Ok(());
        }
        let temp = self.temp(16 * cases.len() as u64)?;
        let array = Place::slot(temp.0);
        for (i, case) in cases.iter().enumerate() {
            let ch = self.scalar(case.chan)?;
            let elem = match case.elem {
                Some(e) => self.scalar(e)?,
                None => self.iconst(0),
            };
            self.store_scalar(ch, array.at(16 * i as u64));
            self.store_scalar(elem, array.at(16 * i as u64 + 8));
        }
        let sends = cases.iter().filter(|c| c.send).count();
        let p = self.addr(array);
        let (ns, nr) = (self.iconst(sends as i64), self.iconst((cases.len() - sends) as i64));
        let block = self.pos.ins().iconst(types::I8, i64::from(blocking));
        let out = self.runtime("selectgo", &[p, ns, nr, block])?;
        self.free_temp(temp);
        self.define_scalar(index, out[0]);
        self.define_scalar(received, out[1]);
        Ok(())
    }
}
