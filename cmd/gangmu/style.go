package main

// The few styles of lines that go to a terminal; frames and themes are the reader's.

func dim(s string) string  { return "\x1b[2m" + s + "\x1b[0m" }
func bold(s string) string { return "\x1b[1m" + s + "\x1b[0m" }
func hit(s string) string  { return "\x1b[1;7m" + s + "\x1b[0m" }
func blue(s string) string { return "\x1b[34m" + s + "\x1b[0m" }
