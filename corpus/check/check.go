// Package check proofreads the numbering of a document.
package check

import "gangmu/corpus/text"

// A Severity says how much a finding weighs.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// A Finding is one remark on the numbering.
type Finding struct {
	Rule     string // N01 … N16
	Severity Severity
	Span     text.Span // in the source
	Found    string
	Expected string
	Message  string
	Benign   string // why it may be fine
}
