//! Maps against a model: random operations on every kind of key, iteration under mutation, growth during iteration.

use super::{Hmap, Iter, Key, KeyKind, layout_of, map_assign, new_map, with_key};
use crate::mem::testing::{self, using_heap};
use crate::types::alg::fixtures::{any, basic, strukt};
use gorc_abi::typedesc::{MapType, Type, kind};
use std::collections::{HashMap, HashSet};

struct Map {
    t: *const MapType,
    m: *mut Hmap,
}

impl Map {
    fn new(key: *const Type, elem: *const Type, hint: isize) -> Map {
        let mt = MapType { typ: testing::zeroed_type(), key, elem };
        let t: *const MapType = Box::leak(Box::new(mt));
        // SAFETY: valid types.
        Map { t, m: unsafe { new_map(layout_of(t), hint) } }
    }
    fn set<K, V: Copy>(&mut self, k: &K, v: V) {
        // SAFETY: K and V are what the types say.
        unsafe { *map_assign(self.m, (&raw const *k).cast()).unwrap().cast::<V>() = v }
    }
    fn get<K, V: Copy>(&self, k: &K) -> Option<V> {
        // SAFETY: as in set.
        unsafe {
            let p = super::access(self.t, self.m, (&raw const *k).cast()).unwrap();
            (!p.is_null()).then(|| *p.cast::<V>())
        }
    }
    fn del<K>(&mut self, k: &K) {
        let _ = super::mapdelete(self.t, self.m, (&raw const *k).cast());
    }
    fn len(&self) -> usize {
        // SAFETY: a map.
        unsafe { (*self.m).count }
    }
    fn iter(&self) -> Iter {
        // SAFETY: all-zero is how compiled code passes it.
        unsafe {
            let mut it: Iter = core::mem::zeroed();
            it.init(self.m);
            it
        }
    }
    fn keys<K: Copy>(&self) -> Vec<K> {
        let mut it = self.iter();
        let mut out = Vec::new();
        while !it.key.is_null() {
            // SAFETY: the key is a K.
            unsafe {
                out.push(*it.key.cast::<K>());
                it.next();
            }
        }
        out
    }
}

struct Rng(u64);
impl Rng {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

fn int64() -> *const Type {
    basic(kind::INT64, 8, &[])
}

fn against_model<K: Copy + Eq + core::hash::Hash + core::fmt::Debug>(
    key: *const Type,
    range: u64,
    ops: usize,
    make: impl Fn(u64) -> K,
) {
    let _heap = using_heap();
    let mut m = Map::new(key, int64(), 0);
    let mut model: HashMap<K, u64> = HashMap::new();
    let mut rng = Rng(range);
    for op in 0..ops {
        let k = make(rng.below(range));
        match rng.below(10) {
            0..5 => {
                m.set(&k, op as u64);
                model.insert(k, op as u64);
            }
            5..8 => {
                m.del(&k);
                model.remove(&k);
            }
            _ => assert_eq!(m.get::<K, u64>(&k), model.get(&k).copied()),
        }
        assert_eq!(m.len(), model.len());
        if op % 5000 == 4999 {
            let keys = m.keys::<K>();
            assert_eq!(keys.len(), model.len());
            assert_eq!(keys.iter().collect::<HashSet<_>>(), model.keys().collect::<HashSet<_>>());
            if rng.below(4) == 0 {
                super::mapclear(m.t, m.m);
                model.clear();
            }
        }
    }
}

#[test]
fn integer_keys() {
    against_model(int64(), 20, 20_000, |x| x);
    against_model(int64(), 5_000, 60_000, |x| x * 8);
    against_model(basic(kind::UINT32, 4, &[]), 3_000, 30_000, |x| x as u32);
    against_model(basic(kind::UINT8, 1, &[]), 200, 10_000, |x| x as u8);
}

#[test]
fn string_keys() {
    let words: Vec<&'static str> =
        (0..2000).map(|i| &*format!("key-{i}-{}", "x".repeat(i % 70)).leak()).collect();
    against_model(basic(kind::STRING, 16, &[0]), 2000, 40_000, |x| words[x as usize]);
}

#[test]
fn struct_and_large_keys() {
    let (i, s) = (int64(), basic(kind::STRING, 16, &[0]));
    let t = strukt(24, &[(i, 0, "a"), (s, 8, "b")]);
    against_model(t, 500, 20_000, |x| (x as usize, if x % 2 == 0 { "even" } else { "odd" }));
    let big = crate::types::alg::fixtures::array(i, 30);
    against_model(big, 300, 10_000, |x| [x; 30]);
}

#[test]
fn hint_makes_room_and_large_elements_are_zero_first() {
    let _heap = using_heap();
    let big = crate::types::alg::fixtures::array(int64(), 100);
    let mut m = Map::new(int64(), big, 1000);
    // SAFETY: a map.
    let groups = unsafe { (*m.m).groups };
    for k in 0..1000u64 {
        // SAFETY: the element is 100 words.
        unsafe {
            let e = map_assign(m.m, (&raw const k).cast()).unwrap().cast::<[u64; 100]>();
            assert_eq!(*e, [0; 100]);
            *e = [k; 100];
        }
    }
    // SAFETY: a map.
    assert_eq!(groups, unsafe { (*m.m).groups });
    assert_eq!(m.get::<u64, [u64; 100]>(&77), Some([77; 100]));
    m.del(&77u64);
    assert_eq!(m.get::<u64, [u64; 100]>(&77), None);
    // SAFETY: a map.
    let copy = Map { t: m.t, m: unsafe { (*m.m).duplicate() } };
    m.set(&5u64, [9u64; 100]);
    assert_eq!(copy.get::<u64, [u64; 100]>(&5), Some([5; 100]));
    assert_eq!(copy.len(), 999);
}

#[test]
fn nan_and_zero_keys() {
    let _heap = using_heap();
    let mut m = Map::new(basic(kind::FLOAT64, 8, &[]), int64(), 0);
    m.set(&0.0f64, 1u64);
    m.set(&-0.0f64, 2u64);
    assert_eq!((m.len(), m.get::<f64, u64>(&0.0)), (1, Some(2)));
    for i in 0..100u64 {
        m.set(&f64::NAN, i);
    }
    assert_eq!((m.len(), m.get::<f64, u64>(&f64::NAN)), (101, None));
    m.del(&f64::NAN);
    assert_eq!(m.keys::<f64>().iter().filter(|k| k.is_nan()).count(), 100);
    // Growth during iteration keeps them, clear does not.
    let mut it = m.iter();
    let mut seen = 0;
    while !it.key.is_null() {
        seen += 1;
        if seen == 10 {
            (0..1000).for_each(|i| m.set(&(1.0 + f64::from(i)), 0u64));
        }
        // SAFETY: begun by init.
        unsafe { it.next() };
    }
    assert!(seen >= 101, "{seen}");
    let mut it = m.iter();
    for i in 0..3000 {
        m.set(&(5000.0 + f64::from(i)), 0u64);
    }
    super::mapclear(m.t, m.m);
    // SAFETY: begun by init.
    unsafe { it.next() };
    assert!(it.key.is_null());
}

#[test]
fn unhashable_keys_are_errors_even_on_empty_maps() {
    let _heap = using_heap();
    let mut m = Map::new(any(), int64(), 0);
    let slice = basic(kind::SLICE, 24, &[0]);
    let bad = [slice as usize, 16];
    // SAFETY: interface values.
    unsafe {
        assert_eq!(super::access(m.t, m.m, bad.as_ptr().cast()), Err(slice));
        assert_eq!(map_assign(m.m, bad.as_ptr().cast()), Err(slice));
    }
    let n = 5u64;
    let good = [int64() as usize, &raw const n as usize];
    m.set(&good, 3u64);
    assert_eq!(m.get::<_, u64>(&good), Some(3));
    // SAFETY: interface values.
    unsafe { assert_eq!(super::access(m.t, m.m, bad.as_ptr().cast()), Err(slice)) };
}

#[test]
fn iteration_under_mutation() {
    let _heap = using_heap();
    let mut rng = Rng(99);
    for round in 0..300u64 {
        let n = rng.below(200);
        let mut m = Map::new(int64(), int64(), 0);
        (0..n).for_each(|k| m.set(&k, k));
        // Present all the time / deleted so far / possible at all.
        let mut untouched: HashSet<u64> = (0..n).collect();
        let mut deleted = HashSet::new();
        let mut seen = HashSet::new();
        let mut added = 1_000_000;
        let mut it = m.iter();
        while !it.key.is_null() {
            // SAFETY: keys and elements are u64.
            let (k, v) = unsafe { (*it.key.cast::<u64>(), *it.elem.cast::<u64>()) };
            assert!(seen.insert(k), "round {round}: {k} seen twice");
            assert!(!deleted.contains(&k), "round {round}: {k} was deleted");
            assert_eq!(m.get::<u64, u64>(&k), Some(v));
            for _ in 0..rng.below(4) {
                let d = rng.below(n.max(1));
                m.del(&d);
                if untouched.remove(&d) {
                    deleted.insert(d);
                }
            }
            if added < 1_000_400 {
                for _ in 0..rng.below(6) {
                    m.set(&added, added);
                    added += 1;
                }
            }
            let u = rng.below(n.max(1));
            if untouched.contains(&u) {
                m.set(&u, u + 7);
            }
            // SAFETY: begun by init.
            unsafe { it.next() };
        }
        for k in &untouched {
            assert!(seen.contains(k), "round {round}: {k} missed");
        }
    }
}

#[test]
fn iteration_order_varies() {
    let _heap = using_heap();
    let mut m = Map::new(int64(), int64(), 0);
    (0..8u64).for_each(|k| m.set(&k, k));
    let orders: HashSet<Vec<u64>> = (0..100).map(|_| m.keys::<u64>()).collect();
    assert!(orders.len() > 3);
}

#[test]
fn key_kinds() {
    // SAFETY: leaked layouts.
    unsafe {
        let l = layout_of(Map::new(basic(kind::STRING, 16, &[0]), int64(), 0).t);
        assert_eq!((*l).kind, KeyKind::Str);
        assert_eq!(((*l).slot_size, (*l).elem_off), (24, 16));
        assert_eq!(*(*l).group.gcdata, 0b1001_0010);
        let a = [b"ab".as_ptr() as usize, 2];
        let h = with_key!(l, K => K::hash(&*l, a.as_ptr().cast(), 5));
        assert!(h.is_ok());
    }
}
