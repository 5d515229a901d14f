package index

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// requiredLiteral is the longest string of letters and figures that every match of a regular
// expression holds, "" if there is none; and whether it is held as it is written, not in another case.
func requiredLiteral(expr string) (lit string, asWritten bool) {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return "", false
	}
	return longest(required(re.Simplify())), !foldsCase(re)
}

// foldsCase reports whether any part of re disregards case.
func foldsCase(re *syntax.Regexp) bool {
	return re.Op == syntax.OpLiteral && re.Flags&syntax.FoldCase != 0 || slices.ContainsFunc(re.Sub, foldsCase)
}

// staysInLine reports whether a regular expression finds the same in a text as in each of its lines:
// nothing in it matches a line break or asks for the beginning or the end of the text.
func staysInLine(expr string) bool {
	re, err := syntax.Parse(expr, syntax.Perl)
	return err == nil && inLineOnly(re)
}

func inLineOnly(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpAnyChar, syntax.OpBeginText, syntax.OpEndText:
		return false
	case syntax.OpLiteral:
		if slices.Contains(re.Rune, '\n') {
			return false
		}
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			if re.Rune[i] <= '\n' && '\n' <= re.Rune[i+1] {
				return false
			}
		}
	}
	return !slices.ContainsFunc(re.Sub, func(sub *syntax.Regexp) bool { return !inLineOnly(sub) })
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
