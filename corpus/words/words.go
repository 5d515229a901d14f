// Package words says in the language of the interface what the packages below the interface have
// to say of a document: findings on its numbering, where a jump leads and why it does not.
//
// A message is written down in simplified Chinese where it is made, and that is its name; english
// has it in English. What stands in the document, its labels and titles, is said as it is printed
// there in every language.
package words

import (
	"fmt"
	"strings"

	"gangmu/corpus/han"
	"gangmu/corpus/text"
)

// A Lang is a language of the interface. The zero Lang is simplified Chinese.
type Lang uint8

// The languages.
const (
	Simplified Lang = iota
	Traditional
	English
)

// Say is the message format, as fmt.Sprintf makes it, in language l. Without args the format is the
// message, and % in it is no verb.
func (l Lang) Say(format string, args ...any) string {
	switch l {
	case English:
		if e, ok := english[format]; ok {
			format = e
		}
	case Traditional:
		format = text.NewView(format, han.ToTraditional(format)).Text
	}
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// One is the part in language l of a message that says the same in both, as the errors of reading a
// file do: 图像 (PNG)，没有文字 (an image …). Any other message is as it is.
func (l Lang) One(msg string) string {
	i := strings.Index(msg, " (")
	if i < 0 || !strings.HasSuffix(msg, ")") || strings.IndexFunc(msg[:i], han.Is) < 0 {
		return msg
	}
	// The parenthesis that ends the message holds the English words; what is Chinese may have one of
	// its own.
	depth := 0
	for j := len(msg) - 1; j > 0; j-- {
		switch msg[j] {
		case ')':
			depth++
		case '(':
			depth--
		}
		if depth == 0 && msg[j-1] == ' ' {
			if l == English {
				return msg[j+1 : len(msg)-1]
			}
			return l.Say(msg[:j-1])
		}
	}
	return msg
}
