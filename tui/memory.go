package tui

// A memory is what is kept between runs. A nil memory keeps nothing.
type memory struct {
	dir   string
	lines map[promptKind][]string
}

// typedLen bounds what is remembered of each prompt.
const typedLen = 50

// typed is what was typed at a prompt before, the newest last.
func (s *memory) typed(kind promptKind) []string {
	if s == nil {
		return nil
	}
	return s.lines[kind]
}

// remember notes what was typed.
func (s *memory) remember(kind promptKind, line string) {
	if s == nil || line == "" || kind == promptList {
		return
	}
	if s.lines == nil {
		s.lines = map[promptKind][]string{}
	}
	old := s.lines[kind]
	for i, l := range old {
		if l == line {
			old = append(old[:i:i], old[i+1:]...)
			break
		}
	}
	old = append(old, line)
	if len(old) > typedLen {
		old = old[len(old)-typedLen:]
	}
	s.lines[kind] = old
}

func (s *memory) keep(d *doc)        {}
func (s *memory) recall(d *doc)      {}
func (s *memory) recallFolds(d *doc) {}
