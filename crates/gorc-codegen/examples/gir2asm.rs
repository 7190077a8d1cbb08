//! Prints what a `.gir` file compiles to: `cargo run -p gorc-codegen --example gir2asm -- FILE [clif]`.

use gorc_codegen::{Options, Text, compile};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or("usage: gir2asm FILE [clif]")?;
    let text = if args.next().as_deref() == Some("clif") { Text::Clif } else { Text::Asm };
    let module = gorc_ir::parse::parse_module(&std::fs::read_to_string(file)?)?;
    let options = Options { text: Some(text), verify: true, ..Options::default() };
    match compile(&module, &options) {
        Ok(output) => output.texts.iter().for_each(|(name, text)| println!("; {name}\n{text}")),
        Err(errors) => errors.iter().for_each(|e| eprintln!("{e}")),
    }
    Ok(())
}
