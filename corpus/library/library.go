// Package library keeps the documents that a person has taken in: where they lie and what
// changed. It never touches the documents themselves.
package library
