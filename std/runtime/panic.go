// Deferred calls, panics and Goexit.
//
// A function with defer statements has a deferFrame on its stack, linked from g while the function runs; it holds the pending calls,
// innermost first. gopanic takes frames from the innermost outwards and makes their calls. A deferred function that recovers is noticed
// when it returns: the stack is cut back to the frame's function, which resumes at its handler block, makes the remaining deferred
// calls and returns to its caller.
//
// Invariant: g's list of panics and its list of frames are both innermost first, and a frame is older than a panic (the panic
// happened in something its function called) if and only if frame.seq <= panic.seq.
//
// The rest (recover itself, resuming) is Rust: crates/gorc-runtime/src/panicrt.rs.

package runtime

import "unsafe"

// deferFrame is gorc_abi::goroutine::DeferFrame.
type deferFrame struct {
	link       *deferFrame
	sp, bp, pc uintptr
	head       unsafe.Pointer
	lo, hi     uintptr
	seq        uintptr
}

// _panic is a panic in progress, or a Goexit; GoPanic in panicrt.rs.
type _panic struct {
	arg       any
	link      *_panic
	fp        uintptr // frame pointer of the gopanic that makes the deferred calls: recover checks it
	seq       uintptr
	recovered bool
	goexit    bool
	// Recovered, then raised again with the same value: printed once.
	repanicked bool
}

func getfp() uintptr
func getpanic() *_panic
func setpanic(p *_panic)
func getdeferframe() *deferFrame
func setdeferframe(f *deferFrame)
func deferseq() uintptr
func popdefer(f *deferFrame) func()
func recovery(f *deferFrame)
func dopanic()

// startpanic makes this goroutine the one that reports; others that panic meanwhile wait for the end.
func startpanic()

// runningPanicDefers adds to the number of panics whose deferred calls are being made, and returns it.
func runningPanicDefers(delta int32) int32

//go:noescape
func siginfo(out *[4]uintptr)

func setpaniconfault(on bool) bool
func getpaniconfault() bool

// gopanic implements panic(v).
//
//go:noinline
func gopanic(v any) {
	if v == nil {
		v = new(PanicNilError)
	}
	p := new(_panic)
	p.arg = v
	p.link = getpanic()
	p.fp = getfp()
	p.seq = deferseq()
	if q := p.link; q != nil && q.recovered && *efaceOf(&q.arg) == *efaceOf(&p.arg) {
		q.repanicked = true
	}
	setpanic(p)
	runningPanicDefers(1)
	for {
		f := getdeferframe()
		if f == nil {
			break
		}
		fn := popdefer(f)
		if fn == nil {
			setdeferframe(f.link)
			continue
		}
		fn()
		if p.recovered {
			recovered(f)
			// Here only if a Goexit was overtaken: it goes on.
			Goexit()
		}
	}
	fatalpanic(p)
}

// recovered ends all panics that frame f's function outlives and resumes the function. It returns if a Goexit is among
// them, which nothing can stop.
func recovered(f *deferFrame) {
	goexit := false
	p := getpanic()
	for p != nil && f.seq <= p.seq {
		if p.goexit {
			goexit = true
		} else {
			runningPanicDefers(-1)
		}
		p = p.link
	}
	setpanic(p)
	if !goexit {
		recovery(f)
	}
}

// deferreturn makes the deferred calls of a function that returns.
func deferreturn(f *deferFrame) {
	for {
		fn := popdefer(f)
		if fn == nil {
			break
		}
		fn()
	}
	setdeferframe(f.link)
}

// Goexit terminates the goroutine that calls it. No other goroutine is affected. Goexit runs all deferred calls before
// terminating the goroutine. Because Goexit is not a panic, any recover calls in those deferred functions will return nil.
//
// Calling Goexit from the main goroutine terminates that goroutine without func main returning. Since func main has not
// returned, the program continues execution of other goroutines. If all other goroutines exit, the program crashes.
//
//go:noinline
func Goexit() {
	p := new(_panic)
	p.goexit = true
	p.link = getpanic()
	p.fp = getfp()
	p.seq = deferseq()
	setpanic(p)
	for {
		f := getdeferframe()
		if f == nil {
			break
		}
		fn := popdefer(f)
		if fn == nil {
			setdeferframe(f.link)
			continue
		}
		fn()
	}
	goexit1()
}

// fatalpanic ends the program: nobody recovered p.
func fatalpanic(p *_panic) {
	preprintpanics(p)
	startpanic()
	printpanics(p)
	dopanic()
}

// sync_fatal ends the program for misuse of package sync; panics whose deferred calls did it are told first.
//
//go:linkname sync_fatal sync.fatal
func sync_fatal(s string) {
	p := getpanic()
	for q := p; q != nil; q = q.link {
		if q.link != nil && *efaceOf(&q.link.arg) == *efaceOf(&q.arg) {
			q.link.repanicked = true
		}
	}
	if p != nil {
		printpanics(p)
		print("\t")
	}
	fatal(s)
}

// preprintpanics turns errors and Stringers into their texts, while Go code can still run.
func preprintpanics(p *_panic) {
	defer func() {
		text := "panic while printing panic value"
		switch r := recover().(type) {
		case nil:
		case string:
			throw(text + ": " + r)
		default:
			throw(text + ": type " + efaceOf(&r).typ.string())
		}
	}()
	for ; p != nil; p = p.link {
		switch v := p.arg.(type) {
		case error:
			p.arg = panicText(v.Error())
		case stringer:
			p.arg = panicText(v.String())
		}
	}
}

// panicText is what an error or Stringer said: printed like a string.
type panicText string

// printpanics prints the panics in progress, oldest first.
func printpanics(p *_panic) {
	if p.link != nil {
		printpanics(p.link)
		if p.link.repanicked {
			return
		}
		if !p.link.goexit {
			print("\t")
		}
	}
	if p.goexit {
		return
	}
	print("panic: ")
	if t, ok := p.arg.(panicText); ok {
		printindented(string(t))
	} else {
		printpanicval(p.arg)
	}
	if p.repanicked {
		print(" [recovered, repanicked]")
	} else if p.recovered {
		print(" [recovered]")
	}
	print("\n")
}

const (
	sigBUS  = 7
	sigFPE  = 8
	sigSEGV = 11
)

// sigpanic is called in place of an instruction that faulted.
func sigpanic() {
	var s [4]uintptr
	siginfo(&s)
	sig, code, addr := s[0], s[1], s[2]
	switch sig {
	case sigBUS, sigSEGV:
		const segvMaperr, segvAccerr, busAdrerr = 1, 2, 2
		nilLike := addr < 0x1000 && (sig == sigSEGV && (code == segvMaperr || code == segvAccerr) || sig == sigBUS && code == busAdrerr)
		if nilLike {
			panicmem()
		}
		if getpaniconfault() {
			panic(errorAddressString{"invalid memory address or nil pointer dereference", addr})
		}
		print("unexpected fault address ", hex(addr), "\n")
		throw("fault")
	case sigFPE:
		panicdivide()
	}
	throw("unexpected signal")
}

// hex prints in base sixteen.
func hex(n uintptr) string {
	const digits = "0123456789abcdef"
	var buf [18]byte
	i := len(buf)
	for {
		i--
		buf[i] = digits[n&15]
		n >>= 4
		if n == 0 {
			break
		}
	}
	i--
	buf[i] = 'x'
	i--
	buf[i] = '0'
	return string(buf[i:])
}
