package d

func Foo() {}

var Bar int
