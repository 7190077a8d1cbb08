//! Prints what a `.gir` file compiles to: `cargo run -p gorc-codegen --example gir2asm -- FILE [clif | OUT.o]`.

use gorc_codegen::{Options, Text, compile};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or("usage: gir2asm FILE [clif]")?;
    let what = args.next();
    let text = match what.as_deref() {
        Some("clif") => Some(Text::Clif),
        Some(_) => None,
        None => Some(Text::Asm),
    };
    let module = gorc_ir::parse::parse_module(&std::fs::read_to_string(file)?)?;
    let options = Options { text, verify: true, ..Options::default() };
    match compile(&module, &options) {
        Ok(output) if text.is_none() => {
            let object = gorc_link::elf_out::write_object(&output.unit).map_err(|e| e.to_string())?;
            std::fs::write(what.unwrap_or_default(), object)?;
        }
        Ok(output) => output.texts.iter().for_each(|(name, text)| println!("; {name}\n{text}")),
        Err(errors) => errors.iter().for_each(|e| eprintln!("{e}")),
    }
    Ok(())
}
