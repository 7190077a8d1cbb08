//! Faults of the compiler itself: a panic in a phase becomes an `internal compiler error` that names the phase and,
//! where a phase says so, the function it was working on.
//!
//! The panic hook runs on the thread that panicked, so it is there that the name of the function is read; the message
//! is kept for the phase, which may run on another thread.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, Once, PoisonError};

use crate::fail::Failure;

thread_local! {
    static CURRENT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What the first panic said, and where.
static FIRST: Mutex<Option<String>> = Mutex::new(None);

/// Says what this thread is working on, for the message of an internal error.
pub fn working_on(what: &str) {
    CURRENT.with_borrow_mut(|current| {
        current.clear();
        current.push_str(what);
    });
}

fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            let payload = info.payload();
            let text = payload.downcast_ref::<&str>().map(|s| (*s).to_string());
            let text = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
            let place = info.location().map(|l| format!(" ({l})")).unwrap_or_default();
            let what = CURRENT.try_with(|c| c.borrow().clone()).unwrap_or_default();
            let what = if what.is_empty() { what } else { format!("{what}: ") };
            let mut message = format!("{what}{text}{place}");
            if std::env::var_os("RUST_BACKTRACE").is_some_and(|v| v != "0") {
                message += &format!("\n{}", std::backtrace::Backtrace::force_capture());
            }
            FIRST.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(message);
        }));
    });
}

/// Runs a phase; a panic in it is an internal error.
pub fn guard<T>(phase: &str, work: impl FnOnce() -> T) -> Result<T, Failure> {
    install_hook();
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let message = FIRST.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
        Failure::Internal(format!(
            "internal compiler error: {phase}: {message}\n\n\
             This is a bug in gorc; please report it with the program that causes it."
        ))
    })
}
