package main

import (
	"fmt"
	"math"
)

type body struct{ x, y, z, vx, vy, vz, m float64 }

func advance(b []body, dt float64) {
	for i := range b {
		p := &b[i]
		for j := i + 1; j < len(b); j++ {
			q := &b[j]
			dx, dy, dz := p.x-q.x, p.y-q.y, p.z-q.z
			d2 := dx*dx + dy*dy + dz*dz
			mag := dt / (d2 * math.Sqrt(d2))
			p.vx -= dx * q.m * mag
			p.vy -= dy * q.m * mag
			p.vz -= dz * q.m * mag
			q.vx += dx * p.m * mag
			q.vy += dy * p.m * mag
			q.vz += dz * p.m * mag
		}
	}
	for i := range b {
		p := &b[i]
		p.x += dt * p.vx
		p.y += dt * p.vy
		p.z += dt * p.vz
	}
}

func main() {
	b := []body{{0, 0, 0, 0, 0, 0, 39.47}, {4.84, -1.16, -0.10, 0.606, 2.811, -0.02, 0.037}, {8.34, 4.12, -0.4, -1.01, 1.82, 0.008, 0.011},
		{12.89, -15.11, -0.22, 1.08, 0.868, -0.01, 0.0017}, {15.37, -25.9, 0.179, 0.979, 0.594, -0.034, 0.002}}
	for range 2000000 {
		advance(b, 0.001)
	}
	fmt.Printf("%.6f\n", b[0].x)
}
