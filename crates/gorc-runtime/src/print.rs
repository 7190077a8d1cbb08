//! Printing from the runtime to standard error, without allocation: what `throw`, tracebacks and traces use.
//!
//! `print`/`println` of Go programs are the `runtime.print*` routines in `printgo.rs`, built on these.

use crate::lock::{Mutex, Rank};
use crate::stubs::getg;
use crate::sys;
use core::fmt::{self, Write};

static DEBUGLOCK: Mutex = Mutex::new(Rank::None);

/// Standard error as a `fmt::Write`.
pub struct Stderr;

impl Write for Stderr {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        gwrite(s.as_bytes());
        Ok(())
    }
}

/// Writes all bytes to standard error.
pub fn gwrite(mut b: &[u8]) {
    if redirected(b) {
        return;
    }
    while !b.is_empty() {
        let n = sys::write(2, b);
        if n <= 0 {
            if -n == sys::EINTR || -n == sys::EAGAIN {
                continue;
            }
            return;
        }
        b = &b[n as usize..];
    }
}

/// Output into a buffer instead, for `runtime.Stack`.
fn redirected(b: &[u8]) -> bool {
    let mp = crate::stubs::getm();
    // SAFETY: the M, if there is one yet, belongs to this thread; the buffer is the caller's of `runtime.Stack`.
    unsafe {
        if mp.is_null() || (*mp).writebuf[0] == 0 {
            return false;
        }
        let [p, cap, len] = (*mp).writebuf;
        let n = b.len().min(cap - len);
        core::ptr::copy_nonoverlapping(b.as_ptr(), (p + len) as *mut u8, n);
        (*mp).writebuf[2] = len + n;
        true
    }
}

/// Serialises output of several lines; nests on the same M.
pub fn printlock() {
    // SAFETY: the M belongs to this thread.
    let mp = unsafe { &mut *(*getg()).m() };
    mp.printlock += 1;
    if mp.printlock == 1 {
        DEBUGLOCK.lock();
    }
}

/// Ends [`printlock`].
pub fn printunlock() {
    // SAFETY: the M belongs to this thread.
    let mp = unsafe { &mut *(*getg()).m() };
    mp.printlock -= 1;
    if mp.printlock == 0 {
        DEBUGLOCK.unlock();
    }
}

/// A line buffer on the stack: one `write` per line instead of one per piece.
pub struct LineBuf {
    buf: [u8; 256],
    len: usize,
}

impl Default for LineBuf {
    fn default() -> Self {
        LineBuf { buf: [0; 256], len: 0 }
    }
}

impl LineBuf {
    /// Writes out what is buffered.
    pub fn flush(&mut self) {
        gwrite(&self.buf[..self.len]);
        self.len = 0;
    }
}

impl Write for LineBuf {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        for &b in s.as_bytes() {
            if self.len == self.buf.len() {
                self.flush();
            }
            self.buf[self.len] = b;
            self.len += 1;
        }
        Ok(())
    }
}

/// Formats to standard error with Rust's format syntax, for the runtime's own messages.
#[macro_export]
macro_rules! rtprint {
    ($($arg:tt)*) => {{
        let mut w = $crate::print::LineBuf::default();
        let _ = core::fmt::Write::write_fmt(&mut w, format_args!($($arg)*));
        w.flush();
    }};
}
