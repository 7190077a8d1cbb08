// The collector's goroutines, and collections that the program asks for. The collector itself is Rust: crates/gorc-runtime/src/gc.

package runtime

func bgsweepwait()
func sweepsome() bool
func sweeping() bool
func bgscavengewait()
func scavengesome() bool
func scavengeall()
func timeSleep(ns int64)
func forcegcwait()
func gcforce() bool
func gccycles() uint32

// gcenable starts the background sweeper and scavenger and waits until both run.
func gcenable() {
	c := make(chan int, 2)
	go bgsweep(c)
	go bgscavenge(c)
	<-c
	<-c
	go forcegchelper()
}

// bgsweep sweeps what a collection left, in small portions, yielding in between.
func bgsweep(c chan int) {
	c <- 1
	for {
		for sweepsome() {
			Gosched()
		}
		bgsweepwait()
		cleanpools()
	}
}

// bgscavenge returns free memory to the system, a megabyte every ten milliseconds: what is needed again soon is not given back.
func bgscavenge(c chan int) {
	c <- 1
	for {
		for scavengesome() {
			timeSleep(10_000_000)
		}
		bgscavengewait()
	}
}

// forcegchelper collects when sysmon finds that nothing has for two minutes.
func forcegchelper() {
	for {
		forcegcwait()
		gcforce()
	}
}

// GC runs a garbage collection and blocks the caller until the garbage collection is complete.
func GC() {
	for !gcforce() {
		Gosched()
	}
	cleanpools()
	for sweepsome() {
	}
	// What bgsweep has begun is to be free, too.
	for sweeping() {
		Gosched()
	}
	// Finalizers that became due have their turn first.
	Gosched()
}

// poolCycle is the collection after which pools were last cleaned.
var poolCycle uint32

// cleanpools lets sync.Pool drop what it kept, once per collection.
func cleanpools() {
	if n := gccycles(); n != poolCycle {
		poolCycle = n
		if poolcleanup != nil {
			poolcleanup()
		}
	}
}
