module golden/embed

go 1.24
