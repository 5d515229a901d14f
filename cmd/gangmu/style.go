package main

// The few styles of lines that go to a terminal; frames and themes are the reader's.

const dim, plain = "\x1b[2m", "\x1b[0m"

func bold(s string) string { return "\x1b[1m" + s + plain }
func hit(s string) string  { return "\x1b[1;7m" + s + plain }
func blue(s string) string { return "\x1b[34m" + s + plain }
