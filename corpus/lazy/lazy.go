// Package lazy compiles patterns when they are first used. A run of the program needs few of them.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp gives the pattern compiled, once. It panics if the pattern is no regular expression.
func Regexp(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
