// Stands in for the runtime when the official toolchain builds this package for comparison.
package time

import official "time"

var begin = official.Now()

func now() (sec int64, nsec int32, mono int64) {
	t := official.Now()
	return t.Unix(), int32(t.Nanosecond()), int64(t.Sub(begin))
}

func runtimeNano() int64 { return int64(official.Since(begin)) }

var startNano = runtimeNano() - 1
