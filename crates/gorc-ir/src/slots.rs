//! Which operations need memory for their result, and what a slot of the frame has to be like to hold it.

use gorc_abi::maps::{HEADER_WORDS, SLOTS, group_size, slot_layout};

use crate::function::{Function, InstData, ValueDef};
use crate::ops::Op;
use crate::types::{Ty, TyKind, TypeTable};

/// Bytes or runes of a converted or concatenated text that find room in the frame: as many as with gc, since capacities show it.
pub const TEXT_IN_FRAME: u64 = 32;

/// Bytes of a slice of a capacity that is not known that find room in the frame: as many as with gc.
const MADE_IN_FRAME: u64 = 32;

/// The type of a slot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SlotType {
    /// This type.
    Of(Ty),
    /// An array.
    Array(TyKind, u64),
    /// An array of a type that is there already.
    ArrayOf(Ty, u64),
}

impl SlotType {
    /// What holds the result of an instruction; none if the heap must, or no memory is needed.
    pub fn of(data: &InstData, f: &Function, types: &TypeTable) -> Option<SlotType> {
        Some(match &data.op {
            Op::MakeClosure { env, captures, .. } if !captures.is_empty() => SlotType::Of(*env),
            Op::MakeInterface(v) if !types.is_direct_iface(f.ty(*v)) => SlotType::Of(f.ty(*v)),
            Op::StrConcat(_) | Op::StrFromBytes(_) | Op::StrFromRunes(_) | Op::BytesFromStr(_) => {
                SlotType::Array(TyKind::Uint8, TEXT_IN_FRAME)
            }
            Op::MakeSlice(..) => {
                let TyKind::Slice(elem) = *types.ukind(f.ty(data.results[0])) else { return None };
                let room = MADE_IN_FRAME.checked_div(types.layout(elem).size).filter(|&n| n > 0)?;
                SlotType::ArrayOf(elem, room)
            }
            Op::RunesFromStr(_) => SlotType::Array(TyKind::Int32, TEXT_IN_FRAME),
            Op::MakeMap(hint) => {
                let ValueDef::Result(inst, _) = f.values[hint.index()].def else { return None };
                match f.insts[inst.index()].op {
                    Op::IntConst(n) if n <= SLOTS as i64 => {
                        SlotType::Array(TyKind::Uintptr, map_words(types, f.ty(data.results[0]))?)
                    }
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    /// The type.
    pub fn intern(self, types: &mut TypeTable) -> Ty {
        match self {
            SlotType::Of(ty) => ty,
            SlotType::ArrayOf(elem, n) => types.intern(TyKind::Array(elem, n)),
            SlotType::Array(elem, n) => {
                let elem = types.intern(elem);
                types.intern(TyKind::Array(elem, n))
            }
        }
    }

    /// Its size.
    pub fn size(&self, types: &TypeTable) -> u64 {
        match self {
            SlotType::Of(ty) => types.layout(*ty).size,
            SlotType::ArrayOf(elem, n) => types.layout(*elem).size * n,
            SlotType::Array(TyKind::Uint8, n) => *n,
            SlotType::Array(TyKind::Int32, n) => 4 * n,
            SlotType::Array(_, n) => 8 * n,
        }
    }

    /// Is it this type?
    pub fn is(&self, types: &TypeTable, ty: Ty) -> bool {
        match (self, types.ukind(ty)) {
            (SlotType::Of(t), _) => *t == ty,
            (SlotType::ArrayOf(elem, n), TyKind::Array(e, m)) => n == m && elem == e,
            (SlotType::Array(elem, n), TyKind::Array(e, m)) => n == m && types.ukind(*e) == elem,
            _ => false,
        }
    }
}

/// The words of a map with its first group.
fn map_words(types: &TypeTable, map: Ty) -> Option<u64> {
    let TyKind::Map(key, elem) = *types.ukind(map) else { return None };
    let part = |ty| {
        let layout = types.layout(ty);
        (layout.size as usize, layout.align as usize)
    };
    let slot = slot_layout(part(key), part(elem));
    Some((HEADER_WORDS + group_size(slot.size) / 8) as u64)
}
