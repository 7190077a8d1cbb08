package p

type i interface{ m() interface{ i } }
type _ interface{ i }
type j interface{ m() interface{ k } }
type k interface{ m() interface{ j } }
type s struct {
	f interface {
		m() interface{ n() s }
	}
}

func f(x interface{ m() interface{ n() interface{ i } } }) {
	var _ interface{ i }
	type l interface{ m() map[int]func(interface{ l }) }
}

type g[P any] interface{ m() interface{ g[P] } }

// want:
// anonymous.go:3:8: invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)
// anonymous.go:5:8: invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)
// anonymous.go:15:9: invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)
// anonymous.go:18:15: invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)
