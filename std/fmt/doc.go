// Package fmt formats and scans values: Printf and its kin.
//
// A format holds text and verbs. A verb is '%', flags out of "+-# 0", a width, a
// precision after '.', each of which may be '*' for an argument, an argument
// index such as [2], and a letter.
//
//	%v %+v %#v   the value; with field names; as Go syntax     %T  its type     %%  a percent sign
//	%t           bool
//	%b %o %O %d %x %X %c %q %U          integers
//	%e %E %f %F %g %G %b %x %X          floats and complex numbers
//	%s %q %x %X                         strings and byte slices
//	%p                                  pointers, and the first element of slices
//
// Read print.go for the walk over arguments and values, format.go for how
// scalars are written, scan.go for the way back.
package fmt
