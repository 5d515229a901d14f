// Package sample holds the built-in report, so that there is something real to read on a fresh
// machine.
//
// It is a work report of the usual shape: 一、 over （一） over 1. and 一是, run-in headings, many
// figures. It was written for this program. Like what people find on the web it has a hole in the
// middle, so that (二) and its first three headings are gone, and it stops early.
package sample

import (
	_ "embed"
)

// Name is what the sample is called where other documents have a path.
const Name = "内置示例 sample.txt"

//go:embed report.txt
var report []byte

// Report is the sample as the bytes of a text file, UTF-8.
func Report() []byte { return report }
