package trend

import (
	"reflect"
	"strings"
	"testing"
)

var docs = []Document{
	{Key: "/b", Year: "2016", Runes: 1000, Counts: []int{2, 0}},
	{Key: "/a", Year: "2016", Runes: 3000, Counts: []int{1, 5}},
	{Key: "/c", Year: "2015", Runes: 500, Counts: []int{0, 0}},
	{Key: "/d", Runes: 10, Counts: []int{1, 0}},
}

func TestByYear(t *testing.T) {
	got := ByYear([]string{"改革", "创新"}, docs)
	want := []Row{
		{Key: "2015", Documents: 1, Runes: 500, Counts: []int{0, 0}},
		{Key: "2016", Documents: 2, Runes: 4000, Counts: []int{3, 5}},
		{Key: Unknown, Documents: 1, Runes: 10, Counts: []int{1, 0}},
	}
	if !reflect.DeepEqual(got.Rows, want) {
		t.Errorf("got %+v, want %+v", got.Rows, want)
	}
	if got := got.Rows[1].PerMillion(0); got != 750 {
		t.Errorf("3 in 4000 are %v in a million", got)
	}
	if got.Empty() || !ByYear([]string{"x", "y"}, docs[2:3]).Empty() {
		t.Error("Empty is wrong")
	}
}

func TestByDocument(t *testing.T) {
	got := ByDocument([]string{"改革", "创新"}, docs)
	var keys []string
	for _, r := range got.Rows {
		keys = append(keys, r.Key)
	}
	if want := []string{"/a", "/b", "/d"}; !reflect.DeepEqual(keys, want) {
		t.Errorf("rows %v, want %v", keys, want)
	}
}

func TestCSV(t *testing.T) {
	var sb strings.Builder
	if err := ByYear([]string{"改革", `a,"b`}, docs[:2]).WriteCSV(&sb); err != nil {
		t.Fatal(err)
	}
	want := "year,documents,runes,改革,改革 /1e6,\"a,\"\"b\",\"a,\"\"b /1e6\"\n2016,2,4000,3,750.0,5,1250.0\n"
	if sb.String() != want {
		t.Errorf("got %q, want %q", sb.String(), want)
	}
}

func TestSpark(t *testing.T) {
	if got := Spark([]float64{0, 1, 4, 8}); got != "·▂▅█" {
		t.Errorf("got %q", got)
	}
	if got := Spark(nil) + Spark([]float64{0}); got != "·" {
		t.Errorf("got %q", got)
	}
}
