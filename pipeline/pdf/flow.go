package pdf

import "strconv"

// section is a run of pages with page numbers of its own: the body, or an annex.
type section struct {
	boxes  []box
	mark   string // in the top margin of each page, but of the first where its letterhead bears it
	head   bool   // it has a letterhead
	before int    // the pages of the file before its first
}

// box is a part of a page that is never divided.
type box struct {
	sheet  sheet // of the page that it stands on
	height float64
	before float64   // the gap above, dropped at the top of a page
	keep   bool      // on the page of the next box
	head   *box      // repeated where this box opens a page: a table's header
	target *bookmark // told where the box stands
	draw   func(p *pen, top float64)
}

// page is a page with what stands on it.
type page struct {
	sheet  sheet
	number int // in its section
	mark   string
	boxes  []placed
}

// placed is a box at a height of its page.
type placed struct {
	*box
	top float64
}

// pager is the place that comes next on the last of a section's pages.
type pager struct {
	section
	pages []page
	y     float64
}

// flow sets a section's boxes onto pages, in one pass.
func flow(s section) []page {
	pg := pager{section: s}
	for start := 0; start < len(s.boxes); {
		end := start + 1
		for end < len(s.boxes) && s.boxes[end-1].keep && s.boxes[end].sheet == s.boxes[start].sheet {
			end++
		}
		pg.place(s.boxes[start:end])
		start = end
	}
	return pg.pages
}

// turn begins a page.
func (pg *pager) turn(s sheet) {
	number, mark := len(pg.pages)+1, pg.mark
	if number == 1 && pg.head {
		mark = ""
	}
	pg.pages = append(pg.pages, page{sheet: s, number: number, mark: mark})
	pg.y = topMargin
}

// place sets boxes that belong together: on this page, or on the next. What is longer than a page is set box by box.
func (pg *pager) place(boxes []box) {
	if len(pg.pages) == 0 || pg.pages[len(pg.pages)-1].sheet != boxes[0].sheet {
		pg.turn(boxes[0].sheet)
	}
	height := boxes[0].height
	for _, b := range boxes[1:] {
		height += b.before + b.height
	}
	if !pg.atTop() && !pg.fits(boxes[0].before+height) && boxes[0].headHeight()+height <= boxes[0].sheet.textHeight() {
		pg.turn(boxes[0].sheet)
	}
	for i := range boxes {
		pg.set(&boxes[i])
	}
}

// headHeight is the height of what is repeated above a box that opens a page.
func (b *box) headHeight() float64 {
	if b.head == nil {
		return 0
	}
	return b.head.height
}

func (pg *pager) atTop() bool { return pg.y <= topMargin }

func (pg *pager) fits(height float64) bool {
	const rounding = 1e-6
	return pg.y+height <= pg.pages[len(pg.pages)-1].sheet.height-bottomMargin+rounding
}

// set places one box.
func (pg *pager) set(b *box) {
	if !pg.atTop() && !pg.fits(b.before+b.height) {
		pg.turn(b.sheet)
	}
	switch {
	case !pg.atTop():
		pg.y += b.before
	case b.head != nil:
		pg.put(b.head)
	}
	pg.put(b)
}

func (pg *pager) put(b *box) {
	last := &pg.pages[len(pg.pages)-1]
	last.boxes = append(last.boxes, placed{b, pg.y})
	if b.target != nil {
		b.target.page, b.target.number = pg.before+last.number, last.number
		b.target.y, b.target.sheet = pg.y, last.sheet
	}
	pg.y += b.height
}

// label is a page's number as it is printed: the first of a section bears none.
func (pg *page) label() string {
	if pg.number == 1 {
		return ""
	}
	return strconv.Itoa(pg.number)
}
