// Package han knows single Chinese characters: traditional and simplified forms, variants,
// radicals, pinyin readings.
package han
