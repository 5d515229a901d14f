//go:build !linux

package tui

// stepBack lowers the priority of what runs in the background, where threads have one.
func stepBack() {}
