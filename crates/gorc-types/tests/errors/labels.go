// Labels that are declared twice belong to the first statement.
package p

func _(x int) {
	goto A
A:
	for {
		break A
	}
A:
	for {
		break A
		continue A
	}
B:
B:
	switch {
	case x > 1:
		fallthrough
		fallthrough
	}
	goto B
C:
	if x > 1 {
		break C
	}
D:
D:
}

// want:
// labels.go:10:1: label A already defined at labels.go:6:1
// labels.go:12:9: invalid break label A
// labels.go:13:12: invalid continue label A
// labels.go:16:1: label B already defined at labels.go:15:1
// labels.go:19:3: fallthrough statement out of place
// labels.go:20:3: cannot fallthrough final case in switch
// labels.go:25:9: invalid break label C
// labels.go:27:1: label D defined and not used
// labels.go:28:1: label D already defined at labels.go:27:1
