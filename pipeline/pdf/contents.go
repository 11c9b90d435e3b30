package pdf

import (
	"math"
	"strconv"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Lengths of a table of contents, in millimetres.
const (
	leaderGap  = 1.0 // at both sides of the dots, at least
	leaderRoom = 8.0 // for dots, at least
)

// entry is a line of the table of contents.
type entry struct{ pipeline.ContentsEntry }

// entriesOf lists what b.bookmark is told to list, in the same order: a heading without a word has no bookmark.
func entriesOf(blocks []pipeline.Block) []entry {
	var out []entry
	for _, e := range pipeline.ContentsOf(blocks) {
		if e.Annex != "" || len(wordsOf(e.Text, bold)) > 0 {
			out = append(out, entry{e})
		}
	}
	return out
}

// page says where an entry begins: an annex has page numbers of its own.
func (e entry) page(number int) string {
	if e.Annex == "" {
		return strconv.Itoa(number)
	}
	return oneLine(e.Annex + ", " + vi.PageLabel + " " + strconv.Itoa(number))
}

// contents sets the table of contents. Where its entries lead is known once all pages are set, before any is drawn.
func (b *builder) contents(c *pipeline.Contents) {
	title := centred(c.Title, bold, titleSize, b.sheet.textWidth()).boxes(2 * paragraphGap)
	b.add(title...)
	b.keepLast(len(title))
	width := b.sheet.textWidth()
	for i, e := range b.layout.entries {
		words := wordsOf(e.Text, regular)
		if len(words) == 0 {
			words = wordsOf(e.Annex, regular)
		}
		room := mmOf(unitsOf(e.page(999), regular), bodySize)
		text := newBlock(words, bodySize, width-room-leaderRoom, 0, pipeline.Left)
		b.add(box{height: text.height(), before: paragraphGap, draw: func(p *pen, top float64) {
			to := b.layout.listed[i]
			text.draw(p, leftMargin, top)
			p.leader(text, e.page(to.number), top, width)
			p.link(to, leftMargin, top, width, text.height())
		}})
	}
	b.gap = paragraphGap
}

// leader leads with dots from the last line of a text to a page's number at the right of a width. The dots of all lines stand in line.
func (p *pen) leader(text block, number string, top, width float64) {
	last := len(text.lines) - 1
	top += float64(last) * lineHeight(text.size)
	end := newBlock(wordsOf(number, regular), text.size, width, 0, pipeline.Right)
	pitch := mmOf(unitsOf(".", regular), text.size)
	until, _ := end.place(0)
	first, past := math.Ceil((text.end(last)+leaderGap)/pitch), math.Floor((until-leaderGap)/pitch)
	dots := unbroken(strings.Repeat(".", max(0, int(past-first))), regular)[0]
	p.line(dots, text.size, leftMargin+first*pitch, top+baseline(text.size), 0)
	end.draw(p, leftMargin, top)
}

// link has a part of the page lead to a place.
func (p *pen) link(to *bookmark, left, top, width, height float64) {
	id := p.f.AddLink()
	p.f.SetLink(id, to.y, to.page)
	p.f.Link(left, top, width, height, id)
}
