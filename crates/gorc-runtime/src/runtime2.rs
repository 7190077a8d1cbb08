//! The objects of the scheduler: G (goroutine), M (thread), P (right to run Go code), sudog, and their states.
//!
//! Gs, Ms and Ps come from [`crate::persistent`] memory and are never freed (dead Gs are reused), so raw pointers to
//! them stay valid for the life of the process. The collector does not look at this memory: fields that hold heap
//! pointers are listed in `stackscan.rs`.
//!
//! Read next: `proc.rs`.

use crate::lock::{Note, Rank};
use core::sync::atomic::{AtomicBool, AtomicI32, AtomicI64, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};
use gorc_abi::goroutine::GHead;

/// States of a G, numbered as in Go.
pub mod gstatus {
    #![allow(missing_docs)]
    /// Just allocated, not initialised.
    pub const GIDLE: u32 = 0;
    /// On a run queue.
    pub const GRUNNABLE: u32 = 1;
    /// Owns an M and a P, and runs.
    pub const GRUNNING: u32 = 2;
    /// In a system call: owns an M, maybe no P.
    pub const GSYSCALL: u32 = 3;
    /// Parked; some wait queue owns it.
    pub const GWAITING: u32 = 4;
    /// Unused: just ended, on a free list, or being set up.
    pub const GDEAD: u32 = 6;
}

/// States of a P.
pub mod pstatus {
    #![allow(missing_docs)]
    pub const PIDLE: u32 = 0;
    pub const PRUNNING: u32 = 1;
    pub const PSYSCALL: u32 = 2;
    pub const PGCSTOP: u32 = 3;
    pub const PDEAD: u32 = 4;
}

macro_rules! wait_reasons {
    ($($name:ident = $text:literal,)*) => {
        /// Why a G waits; the text appears in tracebacks.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum WaitReason { $($name,)* }
        impl WaitReason {
            /// Go's words for it.
            pub const fn text(self) -> &'static str {
                match self { $(WaitReason::$name => $text,)* }
            }
        }
    };
}

wait_reasons! {
    Zero = "",
    GcAssistMarking = "GC assist marking",
    IoWait = "IO wait",
    ChanReceiveNil = "chan receive (nil chan)",
    ChanSendNil = "chan send (nil chan)",
    DumpingHeap = "dumping heap",
    GarbageCollection = "garbage collection",
    GarbageCollectionScan = "garbage collection scan",
    PanicWait = "panicwait",
    Select = "select",
    SelectNoCases = "select (no cases)",
    GcAssistWait = "GC assist wait",
    GcSweepWait = "GC sweep wait",
    GcScavengeWait = "GC scavenge wait",
    ChanReceive = "chan receive",
    ChanSend = "chan send",
    FinalizerWait = "finalizer wait",
    ForceGcIdle = "force gc (idle)",
    SemAcquire = "semacquire",
    Sleep = "sleep",
    SyncCondWait = "sync.Cond.Wait",
    SyncMutexLock = "sync.Mutex.Lock",
    SyncRwMutexRLock = "sync.RWMutex.RLock",
    SyncRwMutexLock = "sync.RWMutex.Lock",
    SyncWaitGroupWait = "sync.WaitGroup.Wait",
    WaitForGcCycle = "wait for GC cycle",
    Preempted = "preempted",
    StoppingTheWorld = "stopping the world",
    Coroutine = "coroutine",
    GcWeakToStrongWait = "GC weak to strong wait",
    CleanupWait = "cleanup wait",
}

/// A goroutine. The head's offsets are fixed (compiled code and assembly use them).
#[repr(C)]
pub struct G {
    /// Stack bounds, guard, M, closure context, saved registers, defer frames.
    pub head: GHead,
    /// Results of a protocol thunk, or the arguments of the Go function it calls, for the moment until the thunk takes them.
    pub ret: [usize; 4],
    /// One of [`gstatus`].
    pub atomicstatus: AtomicU32,
    /// Why it waits.
    pub waitreason: WaitReason,
    /// Asked to yield; `stackguard0` is `STACK_PREEMPT` as well.
    pub preempt: AtomicBool,
    /// A fault at any address is a panic, not a crash (`debug.SetPanicOnFault`).
    pub paniconfault: bool,
    /// `Goexit` is running the deferred calls.
    pub goexiting: bool,
    /// Identity printed in tracebacks.
    pub goid: u64,
    /// The goroutine that started this one.
    pub parent_goid: u64,
    /// Return address of the `go` statement's call.
    pub gopc: usize,
    /// Code address of its function.
    pub startpc: usize,
    /// Next in a run queue, free list or batch.
    pub schedlink: *mut G,
    /// Next in the list of all Gs, oldest first.
    pub alllink: AtomicPtr<G>,
    /// Thread it is wired to by `LockOSThread`.
    pub lockedm: *mut M,
    /// Since when it waits (nanoseconds, 0: unknown; set by the collector and by tracebacks).
    pub waitsince: i64,
    /// Handed over by whoever wakes it (a sudog as a rule).
    pub param: *mut u8,
    /// Sudogs it waits on, in lock order for a select.
    pub waiting: *mut Sudog,
    /// Whether somebody has won the race to wake a select: 0 or 1.
    pub select_done: AtomicU32,
    /// Set while it is parked on channels (for the timers' lazy channels).
    pub parking_on_chan: AtomicBool,
    /// Timer of `time.Sleep`, owned by timer code.
    pub timer: *mut u8,
    /// When that sleep ends.
    pub sleep_when: i64,
    /// Number of defer frames linked so far.
    pub deferseq: usize,
    /// Innermost running panic, a `_panic` of std/runtime/panic.go.
    pub panic_: *mut u8,
    /// Recycled defer records (heap pointers: scanned).
    pub deferpool: *mut u8,
    /// Signal being turned into a panic.
    pub sig: u32,
    /// Its code, fault address and pc.
    pub sigcode0: usize,
    /// Fault address.
    pub sigcode1: usize,
    /// Where it happened.
    pub sigpc: usize,
    /// The stack segment it is on (null: the first, `stack0`), see `stack.rs`.
    pub segcur: *mut crate::stack::StackSeg,
    /// The segment that the next growth continues on (null: none is cached).
    pub segnext: *mut crate::stack::StackSeg,
    /// The first segment, allocated with the G.
    pub stack0: gorc_abi::goroutine::Stack,
    /// Bytes of all segments.
    pub stack_total: usize,
    /// Registers at a blocking system call, for tracebacks and the collector.
    pub syscallsp: usize,
    /// Frame pointer at that time.
    pub syscallbp: usize,
    /// Profiler labels and the like set by the standard library (a heap pointer: scanned).
    pub labels: usize,
    /// Race of `coroswitch`.
    pub coroarg: *mut u8,
}

impl G {
    /// The M running this G.
    pub fn m(&self) -> *mut M {
        self.head.m.cast()
    }
}

/// A thread.
#[repr(C)]
pub struct M {
    /// The goroutine that runs the runtime itself on this thread.
    pub g0: *mut G,
    /// Thread-local storage: the fs base points here and `tls[0]` holds g0.
    pub tls: [usize; 8],
    /// The G whose stack signal handlers run on.
    pub gsignal: *mut G,
    /// The goroutine it runs.
    pub curg: *mut G,
    /// The P it holds (null: none, as in a system call).
    pub p: *mut P,
    /// The P to take on start or wake-up.
    pub nextp: *mut P,
    /// The P it had before a system call.
    pub oldp: *mut P,
    /// First thing to run on a new thread.
    pub mstartfn: Option<extern "C" fn()>,
    /// Number, m0 being 0.
    pub id: i64,
    /// Kernel's thread id.
    pub procid: AtomicU32,
    /// Looking for work.
    pub spinning: bool,
    /// Stopped on `park`.
    pub blocked: bool,
    /// Inside the allocator.
    pub mallocing: i32,
    /// Dying of a throw: how deep.
    pub dying: i32,
    /// Runtime locks held.
    pub locks: i32,
    /// Ranks of those locks, outermost first (debug builds).
    pub held: [Rank; 16],
    /// Calls of `LockOSThread` by the program.
    pub locked_ext: u32,
    /// … and by the runtime.
    pub locked_int: u32,
    /// The G wired to this M.
    pub lockedg: *mut G,
    /// Where it sleeps.
    pub park: Note,
    /// Next in `allm`.
    pub alllink: *mut M,
    /// Next in an idle list.
    pub schedlink: *mut M,
    /// Scheduler ticks.
    pub rand: u64,
    /// A signal asks this M's goroutine to yield and has not arrived yet.
    pub signal_pending: AtomicU32,
    /// Depth of `printlock`.
    pub printlock: i32,
    /// Where output goes instead of standard error: buffer, size, filled (for `runtime.Stack`).
    pub writebuf: [usize; 3],
    /// Output of `print` not yet written.
    pub printbuf: [u8; 256],
    /// How much of it.
    pub printlen: usize,
    /// Depth of `procPin`: no pre-emption while it is not zero.
    pub pinned: i32,
    /// Saved signal context while a handler runs.
    pub sigctx: *mut u8,
    /// The next thread is a locked one's stand-in.
    pub isextra: bool,
}

/// The right to run Go code, with what must be fast: run queue, allocation cache, timers.
#[repr(C)]
pub struct P {
    /// Index in `allp`.
    pub id: i32,
    /// One of [`pstatus`].
    pub status: AtomicU32,
    /// Next in the idle list.
    pub link: *mut P,
    /// Incremented on every `execute`.
    pub schedtick: AtomicU32,
    /// Incremented on every system call.
    pub syscalltick: AtomicU32,
    /// What sysmon last saw.
    pub sysmontick: SysmonTick,
    /// The M that holds it.
    pub m: *mut M,
    /// Allocation cache, owned by the allocator.
    pub mcache: *mut u8,
    /// The run queue.
    pub runq: crate::runq::RunQueue<G>,
    /// Dead Gs.
    pub gfree: *mut G,
    /// How many.
    pub gfree_n: i32,
    /// Free sudogs.
    pub sudogcache: *mut Sudog,
    /// How many.
    pub sudogcache_n: u32,
    /// Timer heap, owned by timer code.
    pub timers: *mut u8,
    /// Asked to stop.
    pub preempt: AtomicBool,
    /// Free stack segments of the smallest size.
    pub segcache: *mut crate::stack::StackSeg,
    /// How many.
    pub segcache_n: u32,
}

/// sysmon's memory of a P.
#[repr(C)]
#[derive(Default)]
#[allow(missing_docs)]
pub struct SysmonTick {
    pub schedtick: u32,
    pub schedwhen: i64,
    pub syscalltick: u32,
    pub syscallwhen: i64,
}

/// The scheduler's global state, guarded by `lock` where not atomic.
#[repr(C)]
pub struct Sched {
    /// Goroutine id generator.
    pub goidgen: AtomicU64,
    /// When the network was last polled.
    pub lastpoll: AtomicI64,
    /// The scheduler's lock.
    pub lock: crate::lock::Mutex,
    /// Idle Ms.
    pub midle: *mut M,
    /// How many.
    pub nmidle: i32,
    /// Idle Ms that are wired to a goroutine.
    pub nmidlelocked: i32,
    /// Ms whose thread has ended.
    pub nmfreed: i64,
    /// Ms created so far; also the next id.
    pub mnext: i64,
    /// Limit on them.
    pub maxmcount: i64,
    /// Ms that do not count for deadlock (sysmon).
    pub nmsys: i32,
    /// Idle Ps.
    pub pidle: *mut P,
    /// How many.
    pub npidle: AtomicI32,
    /// Spinning Ms.
    pub nmspinning: AtomicI32,
    /// Global run queue.
    pub runqhead: *mut G,
    /// Its tail.
    pub runqtail: *mut G,
    /// Its length.
    pub runqsize: AtomicI32,
    /// Dead Gs with and without stacks.
    pub gfree_lock: crate::lock::Mutex,
    /// List of them.
    pub gfree: *mut G,
    /// How many.
    pub gfree_n: i32,
    /// Central cache of sudogs.
    pub sudoglock: crate::lock::Mutex,
    /// List of them.
    pub sudogcache: *mut Sudog,
    /// The world is to stop.
    pub gcwaiting: AtomicBool,
    /// Ps still to stop.
    pub stopwait: i32,
    /// Where the stopper sleeps.
    pub stopnote: Note,
    /// sysmon sleeps until someone needs it.
    pub sysmonwait: AtomicBool,
    /// Where it sleeps.
    pub sysmonnote: Note,
    /// When procresize last changed the number of Ps.
    pub procresizetime: i64,
    /// GOMAXPROCS.
    pub nprocs: AtomicI32,
    /// CPUs the process may use.
    pub ncpu: i32,
    /// The main goroutine has begun: deadlock checks make sense.
    pub main_started: AtomicBool,
    /// Throwing: other threads should freeze.
    pub freezing: AtomicBool,
    /// Panicking Ms.
    pub panicking: AtomicU32,
    /// All goroutines ever made, oldest first, linked through `alllink`; appended to under `allglock`.
    pub allg_head: AtomicPtr<G>,
    /// The newest one.
    pub allg_tail: *mut G,
    /// How many.
    pub allglen: AtomicUsize,
    /// Guards appending.
    pub allglock: crate::lock::Mutex,
    /// All Ms.
    pub allm: AtomicPtr<M>,
    /// The M that sleeps until the next timer is due (`timernote`), or null.
    pub sleeper: AtomicPtr<M>,
    /// Where it sleeps.
    pub timernote: AtomicU32,
    /// When it wakes by itself.
    pub sleep_until: AtomicI64,
}

/// A G waiting on an object (channel, semaphore): one element of the object's wait queue.
#[repr(C)]
pub struct Sudog {
    /// Who waits.
    pub g: *mut G,
    /// Neighbours in the object's queue.
    pub next: *mut Sudog,
    /// Previous neighbour.
    pub prev: *mut Sudog,
    /// Data element (points into a stack or the heap).
    pub elem: *mut u8,
    /// When acquired (block profile).
    pub acquiretime: i64,
    /// When released.
    pub releasetime: i64,
    /// Semaphores: ticket handed over.
    pub ticket: u32,
    /// Part of a select: wake only after winning `select_done`.
    pub is_select: bool,
    /// Communication happened (false: woken by close).
    pub success: bool,
    /// Next in `g.waiting`, or in the semaphore's list of the same address.
    pub waitlink: *mut Sudog,
    /// Tail of that list.
    pub waittail: *mut Sudog,
    /// The channel or the semaphore's address.
    pub c: *mut u8,
}

impl Sched {
    /// All zero but for the locks' ranks.
    pub const fn new() -> Sched {
        use crate::lock::Mutex;
        use core::ptr::null_mut;
        Sched {
            goidgen: AtomicU64::new(0),
            lastpoll: AtomicI64::new(0),
            lock: Mutex::new(Rank::Sched),
            midle: null_mut(),
            nmidle: 0,
            nmidlelocked: 0,
            mnext: 0,
            nmfreed: 0,
            maxmcount: 0,
            nmsys: 0,
            pidle: null_mut(),
            npidle: AtomicI32::new(0),
            nmspinning: AtomicI32::new(0),
            runqhead: null_mut(),
            runqtail: null_mut(),
            runqsize: AtomicI32::new(0),
            gfree_lock: Mutex::new(Rank::GFree),
            gfree: null_mut(),
            gfree_n: 0,
            sudoglock: Mutex::new(Rank::Sudog),
            sudogcache: null_mut(),
            gcwaiting: AtomicBool::new(false),
            stopwait: 0,
            stopnote: Note::new(),
            sysmonwait: AtomicBool::new(false),
            sysmonnote: Note::new(),
            procresizetime: 0,
            nprocs: AtomicI32::new(0),
            ncpu: 0,
            main_started: AtomicBool::new(false),
            freezing: AtomicBool::new(false),
            panicking: AtomicU32::new(0),
            allg_head: AtomicPtr::new(null_mut()),
            allg_tail: null_mut(),
            allglen: AtomicUsize::new(0),
            allglock: Mutex::new(Rank::Allg),
            allm: AtomicPtr::new(null_mut()),
            sleeper: AtomicPtr::new(null_mut()),
            timernote: AtomicU32::new(0),
            sleep_until: AtomicI64::new(0),
        }
    }
}

impl Default for Sched {
    fn default() -> Self {
        Self::new()
    }
}
