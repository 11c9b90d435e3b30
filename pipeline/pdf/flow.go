package pdf

import "strconv"

// section is a run of pages with page numbers of its own: the body, or an annex.
type section struct {
	sheet sheet
	boxes []box
	mark  string // in the top margin of each page, but of the first where its letterhead bears it
	head  bool   // it has a letterhead
}

// box is a part of a page that is never divided.
type box struct {
	height float64
	before float64   // the gap above, dropped at the top of a page
	keep   bool      // on the page of the next box
	head   *box      // repeated where this box opens a page: a table's header
	mark   *bookmark // set where the box stands
	draw   func(p *pen, top float64)
}

// onTop is the height of a box that opens a page.
func (b box) onTop() float64 {
	if b.head != nil {
		return b.head.height + b.height
	}
	return b.height
}

// flow sets a section's boxes onto pages, in one pass.
func (p *pen) flow(s section) {
	pg := pager{pen: p, section: s}
	pg.turn()
	for start := 0; start < len(s.boxes); {
		end := start + 1
		for end < len(s.boxes) && s.boxes[end-1].keep {
			end++
		}
		pg.place(s.boxes[start:end])
		start = end
	}
}

// pager is the place on the page that comes next.
type pager struct {
	pen *pen
	section
	number int
	y      float64
}

// turn begins a page. The first of a section bears no number.
func (pg *pager) turn() {
	pg.number++
	number, mark := "", pg.mark
	if pg.number > 1 {
		number = strconv.Itoa(pg.number)
	} else if pg.head {
		mark = ""
	}
	pg.pen.page(pg.sheet, number, mark)
	pg.y = topMargin
}

// place sets boxes that belong together: on this page, or on the next. What is longer than a page is set box by box.
func (pg *pager) place(boxes []box) {
	height := boxes[0].height
	for _, b := range boxes[1:] {
		height += b.before + b.height
	}
	onTop := height + boxes[0].onTop() - boxes[0].height
	if !pg.atTop() && !pg.fits(boxes[0].before+height) && onTop <= pg.sheet.textHeight() {
		pg.turn()
	}
	for _, b := range boxes {
		pg.set(b)
	}
}

func (pg *pager) atTop() bool { return pg.y <= topMargin }

func (pg *pager) fits(height float64) bool {
	const rounding = 1e-6
	return pg.y+height <= pg.sheet.height-bottomMargin+rounding
}

// set draws one box.
func (pg *pager) set(b box) {
	if !pg.atTop() && !pg.fits(b.before+b.height) {
		pg.turn()
	}
	switch {
	case !pg.atTop():
		pg.y += b.before
	case b.head != nil:
		b.head.draw(pg.pen, pg.y)
		pg.y += b.head.height
	}
	if b.mark != nil {
		pg.pen.mark(*b.mark, pg.y)
	}
	b.draw(pg.pen, pg.y)
	pg.y += b.height
}
