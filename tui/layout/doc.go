// Package layout is pure text and screen geometry: cells, line breaking, rows, rectangles.
//
// It is the one place that measures. A Measure says how many cells a text takes, a Flow breaks
// the paragraphs of a document into rows as wide as a pane, and Split divides the screen.
//
// # What is shown
//
// A cluster is shown so that every terminal agrees about its cells: control characters as
// pictures (␛), invisible ones (zero width, bidirectional controls) not at all, emoji without
// variation selectors, modifiers and joined partners. The bytes behind them stay in the spans of
// the rows: the spans of all rows, one after the other, are the whole text.
//
// # Where lines break
//
// The opportunities of UAX #14 (github.com/rivo/uniseg), corrected by clreq 《中文排版需求》
// §行首行尾禁则 and GB/T 15834—2011 《标点符号用法》 §5.1: no closing mark begins a row and no
// opening mark ends one (避头尾), —— and …… are not divided, “ ” are opening and closing marks
// beside Han, a number stays with its unit where there is room. A place between two clusters has
// a rank; a row ends at the last place of the highest rank that fits.
package layout
