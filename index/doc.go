// Package index is full-text search over the sections of documents; Bleve is its implementation.
package index
