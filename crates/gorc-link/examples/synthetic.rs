//! Times the link of a made-up program of 3,000 functions: `cargo run --release -p gorc-link --example synthetic`.

use std::time::Instant;

use gorc_link::{
    Binding, FuncInfo, ObjectUnit, Options, Position, Reloc, RelocKind, Symbol, SymbolKind, link,
};

const FUNCTIONS: u32 = 3000;

fn main() {
    let mut unit = ObjectUnit::new("synthetic");
    let file = unit.positions.add_file("x.go");
    for i in 0..FUNCTIONS {
        let name =
            if i == 0 { "_rt0_amd64_linux".to_string() } else { format!("example.com/pkg.Function{i}") };
        let id = unit.sym(&name);
        let mut symbol = Symbol::new(id, SymbolKind::Text, Binding::Global, 16, vec![0x90; 300]);
        symbol.entry_offset = 12;
        for k in 0..10 {
            let target = unit.sym(&format!("example.com/pkg.Function{}", (i * 7 + k) % (FUNCTIONS - 1) + 1));
            symbol.relocs.push(Reloc::new(20 + 20 * k, RelocKind::Plt32, target, -4));
        }
        let lines = (0..30)
            .map(|k| (k * 10, unit.positions.add(Position { file, line: i + k, ..Position::default() })))
            .collect();
        symbol.func = Some(Box::new(FuncInfo { lines, ..FuncInfo::default() }));
        unit.define(symbol);
    }
    for _ in 0..5 {
        let start = Instant::now();
        let image = link(&[&unit], &Options::default()).expect("it links");
        println!("{} functions, {} bytes: {:?}", image.functions, image.bytes.len(), start.elapsed());
    }
}
