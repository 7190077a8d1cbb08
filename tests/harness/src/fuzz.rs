//! What robustness tests share: random numbers, how long to go on, and a watch over each input.
//!
//! Runs are deterministic: `GORC_FUZZ_SEED=n` chooses another sequence, `GORC_FUZZ=n` does n times as much,
//! `GORC_FUZZ_SECONDS=n` goes on for n seconds instead. Inputs come from [`crate::corpus`].

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// An input that takes longer is a hang; generous, since the machine may be busy with other things.
const PATIENCE: Duration = Duration::from_secs(60);

/// A number from the environment.
pub fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// How much work to do: `GORC_FUZZ=n` does n times as much.
pub fn effort() -> usize {
    variable("GORC_FUZZ").map_or(1, |n| n as usize)
}

/// Calls `round` with its number, `rounds` times or for as long as `GORC_FUZZ_SECONDS` says.
pub fn repeat(rounds: usize, mut round: impl FnMut(usize)) {
    let limit = variable("GORC_FUZZ_SECONDS").map(Duration::from_secs);
    let start = Instant::now();
    let mut done = 0;
    while limit.map_or(done < rounds, |limit| start.elapsed() < limit) {
        round(done);
        done += 1;
    }
    eprintln!("{done} rounds with seed {}", variable("GORC_FUZZ_SEED").unwrap_or(0));
}

/// Random numbers: xorshift64*.
pub struct Random(u64);

impl Default for Random {
    fn default() -> Random {
        Random::new()
    }
}

impl Random {
    /// The sequence that `GORC_FUZZ_SEED` chooses.
    pub fn new() -> Random {
        let seed = variable("GORC_FUZZ_SEED").unwrap_or(0);
        // Neighbouring seeds give sequences that have nothing in common.
        Random(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15).max(1))
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }
}

/// What is being worked on, and since when.
type Current = Option<(Instant, Vec<u8>)>;

/// Looks after inputs while they are worked on: one that panics or never ends is written to a file and named.
pub struct Watch {
    current: Arc<Mutex<Current>>,
    over: Arc<AtomicBool>,
}

impl Default for Watch {
    fn default() -> Watch {
        Watch::new()
    }
}

impl Watch {
    /// Starts watching.
    pub fn new() -> Watch {
        let watch = Watch { current: Arc::default(), over: Arc::default() };
        let (current, over) = (watch.current.clone(), watch.over.clone());
        std::thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(200));
                let current = current.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some((start, input)) = &*current
                    && start.elapsed() > PATIENCE
                {
                    eprintln!("hang: no end after {PATIENCE:?}: {}", keep(input).display());
                    std::process::exit(101);
                }
            }
        });
        watch
    }

    /// Does `work` with one input.
    pub fn during<T>(&self, input: &[u8], work: impl FnOnce() -> T) -> T {
        self.result_of(input, work).unwrap_or_else(|panic| {
            eprintln!("panic: {}", keep(input).display());
            resume_unwind(panic)
        })
    }

    /// Does `work` with one input; nothing if it panicked.
    pub fn try_during<T>(&self, input: &[u8], work: impl FnOnce() -> T) -> Option<T> {
        self.result_of(input, work).ok()
    }

    fn result_of<T>(&self, input: &[u8], work: impl FnOnce() -> T) -> std::thread::Result<T> {
        let set = |value| *self.current.lock().unwrap_or_else(PoisonError::into_inner) = value;
        set(Some((Instant::now(), input.to_vec())));
        let result = catch_unwind(AssertUnwindSafe(work));
        set(None);
        result
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// Writes an input that made trouble to a file.
fn keep(input: &[u8]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("gorc-fuzz-{}.go", std::process::id()));
    let _ = std::fs::write(&path, input);
    path
}

/// Runs `test` with a stack of this size: trees may be deep, and the compiler's own threads have large stacks, too.
pub fn with_stack(size: usize, test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(size).spawn(test).expect("a thread");
    if let Err(panic) = thread.join() {
        resume_unwind(panic);
    }
}
