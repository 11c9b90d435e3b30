package pdf

import "strings"

// bookmark is an entry of the outline.
type bookmark struct {
	text  string
	level int
	page  int
	y     float64
	sheet sheet
}

// mark remembers where a bookmark leads.
func (p *pen) mark(b bookmark, y float64) {
	b.text = strings.TrimSpace(oneLine(b.text))
	b.page, b.y, b.sheet = p.f.PageNo(), y, p.sheet
	if b.text != "" {
		p.marks = append(p.marks, b)
	}
}

// writeBookmarks hands the outline over at the end. fpdf measures every destination from the bottom of the last
// page, so that those on pages of another height are moved by the difference; and it needs levels without gaps.
func (p *pen) writeBookmarks() {
	level := -1
	last := p.f.PageNo()
	for _, b := range p.marks {
		level = min(b.level, level+1)
		p.f.SetPage(b.page)
		p.f.Bookmark(b.text, level, b.y+p.sheet.height-b.sheet.height)
	}
	p.f.SetPage(last)
}
