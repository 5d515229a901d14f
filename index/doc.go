// Package index is full-text search over the sections of documents.
//
// # What it answers
//
// A query (see Parse) is answered with sections: the deepest ones that hold what is asked, each with
// all its matches. Matches are exact runs of characters after folding (package fold), found from left
// to right without overlaps, so that the matches of all hits together are what a plain scan of the
// folded texts finds. Which section answers a query of several words is said in eval.go, how hits are
// ranked in rank.go.
//
//	x, err := index.Open(dir)          // or index.Memory(ctx, docs) for open files
//	q, err := index.Parse(`计划生育 帮扶 year:2016..`)
//	res, err := x.Search(ctx, q, index.Options{Limit: 20, Budget: 8 * time.Millisecond})
//
// # How
//
// The folded text of every document lies beside the index, mapped into memory. It alone decides what
// is found. Bleve is asked only where to look: for each unit of some 16 KB of text it knows which
// characters and which pairs of neighbouring letters, Han characters and figures occur in it, and
// nothing else: no positions, frequencies, stored fields or doc values. A word may be in the units that
// have all its pairs; these are scanned for the word's rarest byte. Where Bleve has nothing to say (a
// file just opened, a damaged index) everything is scanned, at some GB a
// second: slower, never wrong.
//
// The size of the unit was measured on laws, Taiwan laws and party documents (postings a KB of text):
// 2 KB 257, 4 KB 212, 8 KB 174, 16 KB 145, 32 KB 128, whole documents 118. Building and the size of the
// index go with that number; scanning a candidate goes with the size. Pairs with punctuation, a sixth
// of all, are left out. A document of Bleve's stands for a unit, for small ones that follow each
// other, or, with the grams that most of them have, for all units of a group (gramwriter.go): a quarter
// fewer postings, and a tenth more text to scan.
//
// Where a match lies in the source, and what the reader sees around it, comes from the difference
// between folded and shown text, packed beside it (package fold); so printing a hit reads no file
// of the user's.
//
// # Files
//
//	MANIFEST     one line of JSON: format version (schema), shards, the size and CRC-32C of each of
//	             their files, documents that died or moved; a second line with the CRC-32C of the first
//	LOCK         locked by the one writer while it works
//	shard-N/     some documents that were indexed together; never changed
//	  text       folded texts                      diff    differences, packed
//	  tables     units, pieces, sections (shard.go) docs    the list of documents
//	  sums       CRC-32C of each 16 KB of text, diff, tables and Bleve's segment
//	  grams/     the Bleve index (scorch, one zap segment)
//	  order      the units that each of Bleve's documents stands for, [from, to), 4 bytes each
//	  DAMAGED    left by a reader that met damage
//	tmp-*/       a shard being written            damaged-*/  what was set aside
//
// A writer lays documents out in a temporary folder, a shard for each core, syncs all its files, renames
// the folder and then replaces the manifest (temporary file, sync, rename, sync of the folder): that is
// the moment when the documents are taken in. A killed writer leaves a tmp folder that the next one
// clears away. A reader reads the manifest once and keeps what it opened; it takes no lock and waits for
// nobody. Opening checks the list of documents and what Bleve reads as it opens: its dictionary, a tenth
// of its segment. All else is checked block by block when it is first read: text, differences and tables
// by document (checks.go), postings when Bleve hands them to the hook that it has for those who encrypt
// their files (grams.go). Damage leaves a document out, or makes everything in a shard a candidate, is
// told and leaves a mark: damaged shards are set aside by the next Update and their documents read again
// from the user's files. An index of another schema is built anew.
package index
