//! `gorc link`: object files to an executable.

use gorc_link::elf_in::{self, Input};
use gorc_link::{Options, merge};

use crate::args::LinkArgs;
use crate::fail::Failure;
use crate::output;
use crate::phases::Phases;
use crate::pipeline;

/// Links object files and archives, with the runtime unless told otherwise.
pub fn link(args: LinkArgs) -> Result<u8, Failure> {
    if args.objects.is_empty() {
        return Err(Failure::Usage("usage: gorc link [-o output] [link flags] objects".into()));
    }
    let (mut units, mut archives) = (Vec::new(), Vec::new());
    for path in &args.objects {
        let name = path.display().to_string();
        let data = std::fs::read(path).map_err(|e| Failure::tool(format!("{name}: {e}")))?;
        match elf_in::read(&name, &data).map_err(Failure::error)? {
            Input::Object(unit) => units.push(unit),
            Input::Archive(members) => archives.push(members),
        }
    }
    for members in archives {
        merge::choose_members(&mut units, members, &[&args.entry]);
    }
    let options = Options { entry: args.entry, strip: args.strip, ..Options::default() };
    let image = pipeline::link(&Phases::new(false), &units, &options, !args.nort)?;
    output::write(&args.output, &image.bytes, 0o777)?;
    Ok(0)
}
