package main

import "example.com/m/shapes"

func main() {
	var _ shapes.kind
	var _ shapes.lonely
	_ = shapes.newShape
	_ = shapes.width
	shapes.side(1)
	shapes.cleanUp()
	shapes.visit()
	_ = shapes.limit
	shapes.unused()
}
