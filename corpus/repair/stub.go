package repair

func invisible(p *page) {}
func spacing(p *page)   {}
func junk(p *page)      {}
func wrap(p *page)      {}
