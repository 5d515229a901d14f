// Package ref reads every way to name a section: what is typed at the jump prompt and how
// documents cite themselves and each other.
package ref
