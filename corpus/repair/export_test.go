package repair

import "gangmu/corpus/text"

// A Summary counts what was repaired and what is missing.
type Summary struct {
	Repairs    map[text.Rule]int // as text.View.Repairs
	Elisions   []text.Mark       // of kinds MarkElision and MarkPaywall, in source order
	Redactions int
	Damage     int     // places where characters are lost
	Coverage   float64 // share of the original that is in the text; 0 = unknown
}

// Summarize counts what a view and its marks tell.
func Summarize(v *text.View, marks []text.Mark) Summary {
	s := Summary{Repairs: v.Repairs()}
	for _, m := range marks {
		switch m.Kind {
		case text.MarkElision:
			s.Elisions = append(s.Elisions, m)
		case text.MarkPaywall:
			s.Elisions = append(s.Elisions, m)
			if m.Declared > 0 && m.Shown > 0 && m.Shown <= m.Declared {
				s.Coverage = float64(m.Shown) / float64(m.Declared)
			}
		case text.MarkRedaction:
			s.Redactions++
		case text.MarkDamage:
			s.Damage++
		}
	}
	return s
}
