// Package layout is pure text and screen geometry: cells, line breaking, rows, rectangles.
package layout
