package pdf

import (
	"bytes"
	"fmt"
)

// bookmark is a place that the outline and the table of contents lead to.
type bookmark struct {
	text   string
	level  int
	page   int // of the file
	number int // of the page in its section
	y      float64
	sheet  sheet
}

// outline hands the bookmarks over at the end, and returns how many lie right below each. fpdf measures every destination from the bottom
// of the last page, so that those on pages of another height are moved by the difference; and it needs levels without gaps.
func (p *pen) outline(marks []*bookmark) (below []int) {
	above := []int{} // the last bookmark of each level down to the current one
	last := p.f.PageNo()
	for _, b := range marks {
		if b.text == "" {
			continue
		}
		level := min(b.level, len(above))
		above = append(above[:level], len(below))
		if level > 0 {
			below[above[level-1]]++
		}
		below = append(below, 0)
		p.f.SetPage(b.page)
		p.f.Bookmark(b.text, level, b.y+p.sheet.height-b.sheet.height)
	}
	p.f.SetPage(last)
	return below
}

// count writes into a file how many bookmarks lie below each, as the standard asks (ISO 32000, 12.3.3): fpdf writes none. They are shown
// closed. A zoom of 0 means what null does, and makes room for the number, so that nothing moves.
func count(file []byte, below []int) {
	const uncounted = "null]\n/Count 0>>"
	rest := file[bytes.LastIndex(file, []byte("endstream"))+1:]
	for _, n := range below {
		at := bytes.Index(rest, []byte(uncounted))
		if at < 0 {
			return
		}
		if n > 0 && n < 1000 {
			n = -n
		}
		copy(rest[at:], fmt.Sprintf("0]\n/Count %-4d>>", min(n, 9999)))
		rest = rest[at+len(uncounted):]
	}
}
