//! How a command ends without success.

/// Why a command stops.
#[derive(Debug)]
pub enum Failure {
    /// The program has errors, or something in the environment is wrong: text to print, exit code 1.
    Errors(String),
    /// The command line is wrong: text to print, exit code 2.
    Usage(String),
    /// The compiler is wrong: text to print, exit code 2.
    Internal(String),
}

impl Failure {
    /// An error made from anything that has a text.
    pub fn error(text: impl std::fmt::Display) -> Failure {
        Failure::Errors(text.to_string())
    }

    /// As `go` says it: with the command's name in front.
    pub fn tool(text: impl std::fmt::Display) -> Failure {
        Failure::Errors(format!("gorc: {text}"))
    }

    /// Prints the text; returns the exit code.
    pub fn report(self) -> u8 {
        let (text, code) = match self {
            Failure::Errors(text) => (text, 1),
            Failure::Usage(text) => (text, 2),
            Failure::Internal(text) => (text, 2),
        };
        if !text.is_empty() {
            crate::output::note(text.trim_end_matches('\n'));
        }
        code
    }
}
