// Package lib embeds a file of its own.
package lib

import "embed"

//go:embed data
var Files embed.FS

//go:embed data/l.txt
var Text string
