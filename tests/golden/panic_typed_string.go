package main

type msg string

func main() { panic(msg("typed \"text\"\nwith lines")) }
