package pdf

import (
	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// The columns of the letterhead: the body that issues at the left, the nation at the right.
const (
	issuerWidth = 66.0
	nationWidth = 95.0
)

// ruleShare is the length of a rule under a title, in lengths of the title's line: a third to a half.
const ruleShare = 0.4

// letterhead is what stands above the text of a document, on its first page.
func (b *builder) letterhead(l *pipeline.Letterhead) {
	if l.Issuer != "" {
		b.issue(l)
	}
	b.boxed(vi.Upper(l.Mark))
	if l.Draft && l.Issuer != "" { // of an enclosure, in the margin of each page
		b.boxed(vi.DraftMark)
	}
	b.subject(l)
}

// issue says who issues the document, where and when, and its number.
func (b *builder) issue(l *pipeline.Letterhead) {
	issuer, nation := issuerColumn(l), nationColumn()
	columns := max(issuer.height(), nation.height()) + 2
	height := columns + lineHeight(mottoSize)
	number := centred("", regular, mottoSize, issuerWidth)
	number.lines = unbroken(numberLine(l), regular)
	date := centred("", italic, mottoSize, nationWidth)
	date.lines = unbroken(vi.LetterDate(l.Place, l.Date), italic)
	right := b.sheet.width - rightMargin - nationWidth
	b.add(box{height: height, draw: func(p *pen, top float64) {
		issuer.draw(p, leftMargin, top)
		nation.draw(p, right, top)
		number.draw(p, leftMargin, top+columns)
		date.draw(p, right, top+columns)
	}})
}

// numberLine is the number and symbol; a blank number leaves room for a hand to enter it.
func numberLine(l *pipeline.Letterhead) string {
	return vi.NumberLabel + " " + l.Cited("          ")
}

// unbroken is a text as one line, each of its spaces kept: blanks are drawn with them.
func unbroken(text string, st style) []line {
	p := newPiece(oneLine(text), st)
	return []line{{pieces: []piece{p}, units: p.units}}
}

// boxed sets a mark in a frame under the number; "" is none.
func (b *builder) boxed(text string) {
	mark := centred(text, bold, mottoSize, issuerWidth)
	if len(mark.lines) == 0 {
		return
	}
	width := mark.longest() + 6
	b.add(box{height: mark.height() + 1, before: 2, draw: func(p *pen, top float64) {
		p.frame(leftMargin+(issuerWidth-width)/2, top, width, mark.height()+1, blank)
		mark.draw(p, leftMargin, top+0.5)
	}})
}

// subject is the kind of the document and what it is about, ruled below.
func (b *builder) subject(l *pipeline.Letterhead) {
	width := b.sheet.textWidth()
	kind := centred(l.Kind, bold, titleSize, width)
	subject := balanced(l.Subject, bold, titleSize, width-20)
	subject.width = width
	b.add(kind.box(leftMargin, 3*paragraphGap), subject.box(leftMargin, 0))
	b.add(box{height: paragraphGap, before: 1, draw: func(p *pen, top float64) {
		p.rule(leftMargin, top, width, ruleShare*max(subject.longest(), kind.longest()))
	}})
}

// column is blocks one under the other, each perhaps ruled below.
type column struct {
	blocks []block
	rules  []float64 // the length of the rule under each block, 0 for none
}

func (c *column) add(b block, rule float64) {
	c.blocks, c.rules = append(c.blocks, b), append(c.rules, rule)
}

func (c *column) height() float64 {
	height := 0.0
	for _, b := range c.blocks {
		height += b.height()
	}
	return height + 1
}

func (c *column) draw(p *pen, x, top float64) {
	for i, b := range c.blocks {
		b.draw(p, x, top)
		top += b.height()
		if c.rules[i] > 0 {
			p.rule(x, top+0.5, b.width, c.rules[i])
		}
	}
}

// issuerColumn names the body and the one above it.
func issuerColumn(l *pipeline.Letterhead) *column {
	c := new(column)
	c.add(balanced(l.Parent, regular, headSize, issuerWidth), 0)
	issuer := balanced(l.Issuer, bold, headSize, issuerWidth)
	c.add(issuer, ruleShare*issuer.longest())
	return c
}

// nationColumn is Quốc hiệu and Tiêu ngữ, the rule as long as the text.
func nationColumn() *column {
	c := new(column)
	c.add(centred(vi.NationalTitle, bold, headSize, nationWidth), 0)
	motto := centred(vi.Motto, bold, mottoSize, nationWidth)
	c.add(motto, motto.longest())
	return c
}
