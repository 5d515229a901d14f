// Package sample holds the built-in report, so that there is something real to read on a fresh
// machine.
package sample
