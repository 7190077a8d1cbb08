// The collector's goroutines. The collector itself is Rust: crates/gorc-runtime/src/gc.

package runtime

func bgsweepwait()
func sweepsome() bool
func bgscavengewait()
func scavengesome() bool

// gcenable starts the background sweeper and scavenger and waits until both run.
func gcenable() {
	c := make(chan int, 2)
	go bgsweep(c)
	go bgscavenge(c)
	<-c
	<-c
}

// bgsweep sweeps what a collection left, in small portions, yielding in between.
func bgsweep(c chan int) {
	c <- 1
	for {
		for sweepsome() {
			Gosched()
		}
		bgsweepwait()
	}
}

// bgscavenge returns free memory to the system.
func bgscavenge(c chan int) {
	c <- 1
	for {
		for scavengesome() {
			Gosched()
		}
		bgscavengewait()
	}
}
