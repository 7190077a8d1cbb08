//! What is live at calls, as the live maps of compiled functions say: registers that calls keep, words, stack objects.

use gorc_abi::livemap::LiveMap;
use gorc_codegen::{Options, compile};
use gorc_link::{ObjectUnit, RelocKind, Symbol};

const CALLEES: &str = r#"
func @use(*int)() noinline {
block0(v0: *int):
    return
}
func @nothing()() noinline {
block0:
    return
}
func @get()(int) noinline {
block0:
    v0: int = int 3
    return v0
}
"#;

/// The functions of some GIR, with optimisation and without.
fn each_unit(gir: &str, check: impl Fn(&ObjectUnit)) {
    let module = gorc_ir::parse::parse_module(&format!("{gir}{CALLEES}")).expect("valid GIR");
    for optimize in [true, false] {
        let options = Options { optimize, verify: true, ..Options::default() };
        check(&compile(&module, &options).expect("compiles").unit);
    }
}

struct Func<'a> {
    unit: &'a ObjectUnit,
    symbol: &'a Symbol,
}

impl<'a> Func<'a> {
    fn new(unit: &'a ObjectUnit, name: &str) -> Self {
        let symbol = unit.symbols.iter().find(|s| unit.text(s.name) == name).expect("the function");
        Func { unit, symbol }
    }

    fn map(&self) -> LiveMap<'a> {
        let bytes = &self.symbol.func.as_ref().expect("function info").live;
        assert!(!bytes.is_empty(), "there is a map");
        LiveMap::new(bytes)
    }

    /// Return addresses of the calls of a function, in order.
    fn calls(&self, callee: &str) -> Vec<u32> {
        let relocs = self.symbol.relocs.iter();
        let calls = relocs.filter(|r| r.kind == RelocKind::Plt32 && self.unit.text(r.target) == callee);
        let mut list: Vec<u32> = calls.map(|r| r.offset + 4).collect();
        list.sort_unstable();
        list
    }

    /// How many registers and words are live at a return address.
    fn live(&self, at: u32) -> (u32, usize) {
        let (map, mut words) = (self.map(), 0);
        let set = map.set(Some(at));
        map.words(set, |_, n| words += n);
        assert_eq!(set.regs & !map.saved(), 0, "only saved registers are a function's own");
        (set.regs.count_ones(), words)
    }

    fn objects(&self) -> Vec<(usize, usize)> {
        let mut list = Vec::new();
        self.map().objects(|first, n| list.push((first, n)));
        list
    }
}

#[test]
fn a_value_is_live_up_to_its_last_use() {
    let gir = r#"
func @f(*int)() {
block0(v0: *int):
    call @nothing ()()
    call @use (*int)() v0
    call @nothing ()()
    return
}
"#;
    each_unit(gir, |unit| {
        let f = Func::new(unit, "f");
        let nothing = f.calls("nothing");
        let (regs, words) = f.live(nothing[0]);
        assert_eq!(regs as usize + words, 1, "needed for the next call");
        assert_eq!(f.live(f.calls("use")[0]), (0, 0));
        assert_eq!(f.live(nothing[1]), (0, 0));
        assert_eq!(f.objects(), []);
    });
}

#[test]
fn a_variable_is_an_object_if_its_address_is_taken() {
    let gir = r#"
func @f()(int) {
    local0 x [3]int
block0:
    v0: *[3]int = local_addr local0
    zero_mem v0, [3]int
    v1: int = int 1
    v2: *int = index_addr v0, v1
    call @use (*int)() v2
    v3: int = load v2
    call @nothing ()()
    return v3
}
"#;
    each_unit(gir, |unit| {
        let f = Func::new(unit, "f");
        let objects = f.objects();
        assert_eq!(objects.len(), 1);
        assert_eq!(objects[0].1, 3);
        let (regs, words) = f.live(f.calls("use")[0]);
        // The element is read directly or through its address, which is kept or made again.
        assert!((1..=4).contains(&(regs as usize + words)), "{regs} registers, {words} words");
        let (regs, words) = f.live(f.calls("nothing")[0]);
        assert_eq!(regs as usize + words, 1, "the loaded value only");
    });
}

#[test]
fn what_a_recovered_panic_needs_is_live_at_every_call() {
    let gir = r#"
func @f()(int) recover block1 {
    local0 r int
block0:
    v0: *int = local_addr local0
    v1: int = int 7
    store v0, v1
    v2: func()() = func_value @nothing
    defer v2
    call @nothing ()()
    v3: int = call @get ()(int)
    store v0, v3
    defer_return
    v4: int = load v0
    return v4
block1:
    defer_return
    v5: *int = local_addr local0
    v6: int = load v5
    return v6
}
"#;
    each_unit(gir, |unit| {
        let f = Func::new(unit, "f");
        let (map, mut needed) = (f.map(), Vec::new());
        map.words(map.set(None), |first, n| needed.extend(first..first + n));
        // The variable, and the defer frame or its address.
        assert!(needed.len() >= 2, "{needed:?}");
        for at in f.calls("nothing").into_iter().chain(f.calls("get")) {
            let mut live = Vec::new();
            map.words(map.set(Some(at)), |first, n| live.extend(first..first + n));
            assert!(needed.iter().all(|w| live.contains(w)), "{live:?} lacks some of {needed:?}");
        }
    });
}

#[test]
fn loops_keep_what_the_next_iteration_reads() {
    let gir = r#"
func @f(*int, int)(int) {
block0(v0: *int, v1: int):
    v2: int = int 0
    jump block1(v2)
block1(v3: int):
    v4: bool = lt v3, v1
    br v4, block2, block3
block2:
    call @nothing ()()
    v5: int = load v0
    v6: int = add v3, v5
    jump block1(v6)
block3:
    call @nothing ()()
    return v3
}
"#;
    each_unit(gir, |unit| {
        let f = Func::new(unit, "f");
        let live: Vec<usize> =
            f.calls("nothing").iter().map(|&at| f.live(at)).map(|(r, w)| r as usize + w).collect();
        // The pointer, the bound and the sum in the loop; the sum behind it.
        assert!(live == [3, 1] || live == [1, 3], "{live:?}");
    });
}

#[test]
fn jump_tables_are_followed() {
    let cases: String = (0..8).map(|n| format!("{n}: block{}, ", n + 1)).collect();
    let blocks: String =
        (1..=8).map(|n| format!("block{n}:\n    call @nothing ()()\n    jump block10\n")).collect();
    let gir = format!(
        "func @f(*int, int)() {{\nblock0(v0: *int, v1: int):\n    switch v1, {cases}block9\n{blocks}block9:\n    jump block10\nblock10:\n    call @use (*int)() v0\n    return\n}}\n"
    );
    each_unit(&gir, |unit| {
        let f = Func::new(unit, "f");
        let calls = f.calls("nothing");
        assert_eq!(calls.len(), 8);
        for at in calls {
            let (regs, words) = f.live(at);
            assert_eq!(regs as usize + words, 1, "the pointer");
        }
    });
}
