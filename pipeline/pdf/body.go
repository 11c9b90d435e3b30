package pdf

import (
	"strings"

	"tonghop/pipeline"
)

// paragraph is justified, its first line indented. Its first two lines stay on one page, and its last two.
func (b *builder) paragraph(words []word) {
	text := newBlock(words, bodySize, b.sheet.textWidth(), firstLineIndent, justified)
	lines := text.boxes(paragraphGap)
	for i := range lines {
		lines[i].keep = (i == 0 || i == len(lines)-2) && i < len(lines)-1
	}
	b.add(lines...)
}

// heading stays with the first lines of what it heads. Levels 1 and 2 are bold, 3 is regular.
func (b *builder) heading(h pipeline.Heading) {
	st, gap := bold, paragraphGap
	switch {
	case h.Level <= 1:
		gap = 1.5 * paragraphGap
	case h.Level >= 3:
		st = regular
	}
	text := newBlock(wordsOf(h.Text, st), bodySize, b.sheet.textWidth(), firstLineIndent, justified)
	lines := text.boxes(gap)
	if len(lines) == 0 {
		return
	}
	b.bookmark(&lines[0], h.Text, b.depth+max(h.Level, 1)-1, h.Level <= 1 && !b.inAnnex)
	b.add(lines...)
	b.keepLast(len(lines))
}

// annexHead opens an annex: its number, its title, what it belongs to.
func (b *builder) annexHead(a *pipeline.Annex) {
	width := b.sheet.textWidth()
	label := a.Label()
	heads := centred(label, bold, titleSize, width).boxes(0)
	heads = append(heads, balanced(a.Title, bold, titleSize, width).boxes(0)...)
	heads = append(heads, balanced(a.Reference, italic, titleSize, width).boxes(0)...)
	b.bookmark(&heads[0], strings.Trim(label+". "+a.Title, ". "), b.depth-1, true)
	b.add(heads...)
	b.keepLast(len(heads))
	b.gap = paragraphGap
}

// boxes are a block's lines as boxes between the margins that may part.
func (b block) boxes(before float64) []box {
	out := make([]box, len(b.lines))
	for i := range b.lines {
		out[i] = box{height: lineHeight(b.size), draw: func(p *pen, top float64) { b.drawLine(p, i, leftMargin, top) }}
	}
	if len(out) > 0 {
		out[0].before = before
	}
	return out
}

// box is a block that never parts.
func (b block) box(x, before float64) box {
	return box{height: b.height(), before: before, draw: func(p *pen, top float64) { b.draw(p, x, top) }}
}
