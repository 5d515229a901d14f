package index

import (
	"regexp/syntax"
	"strings"
	"unicode"
)

// requiredLiteral is the longest string of letters and figures that every match of a regular
// expression holds; "" if there is none.
func requiredLiteral(expr string) string {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return ""
	}
	return longest(required(re.Simplify()))
}

// required gives strings that every match of re holds.
func required(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return strings.FieldsFunc(string(re.Rune), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var all []string
		for _, sub := range re.Sub {
			all = append(all, required(sub)...)
		}
		return all
	}
	return nil
}

func longest(s []string) string {
	best := ""
	for _, x := range s {
		if len(x) > len(best) {
			best = x
		}
	}
	return best
}
