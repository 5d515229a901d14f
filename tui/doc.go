// Package tui is the reader: the Bubble Tea program and its panes.
package tui
