package pdf

import "tonghop/pipeline"

// align is how the lines of a block stand: a column's alignments, and justified.
type align = pipeline.Align

const justified = pipeline.Right + 1

// maxStretch is by how much a space of a justified line grows at most, in millimetres; beyond it, before a long name, the line stays ragged.
const maxStretch = 2.0

// block is text broken into lines.
type block struct {
	lines  []line
	size   float64
	width  float64
	indent float64 // of the first line
	align  align
}

// newBlock breaks words into the lines of a block.
func newBlock(words []word, size, width, indent float64, a align) block {
	lines := breakLines(words, unitsIn(width-indent, size), unitsIn(width, size))
	return block{lines: lines, size: size, width: width, indent: indent, align: a}
}

// centred is a block of one style in the middle of a width.
func centred(text string, st style, size, width float64) block {
	return newBlock(wordsOf(text, st), size, width, 0, pipeline.Center)
}

// balanced is a centred block whose lines are about equally long, for titles: as narrow as it can be without
// another line.
func balanced(text string, st style, size, width float64) block {
	words := wordsOf(text, st)
	longest, _ := extent(words)
	widest := unitsIn(width, size)
	low, high := min(longest, widest), widest
	count := len(breakLines(words, widest, widest))
	for high-low > 100 {
		if middle := (low + high) / 2; len(breakLines(words, middle, middle)) > count {
			low = middle
		} else {
			high = middle
		}
	}
	return block{lines: breakLines(words, high, high), size: size, width: width, align: pipeline.Center}
}

func (b block) height() float64 { return float64(len(b.lines)) * lineHeight(b.size) }

// longest is the length of the longest line in millimetres.
func (b block) longest() float64 {
	units := 0
	for _, l := range b.lines {
		units = max(units, l.units)
	}
	return mmOf(units, b.size)
}

// draw sets all lines, the first at top.
func (b block) draw(p *pen, x, top float64) {
	for i := range b.lines {
		b.drawLine(p, i, x, top+float64(i)*lineHeight(b.size))
	}
}

// drawLine sets line i at top.
func (b block) drawLine(p *pen, i int, x, top float64) {
	from, stretch := b.place(i)
	p.line(b.lines[i], b.size, x+from, top+baseline(b.size), stretch)
}

// place is where line i begins in the block's width, and by how much each of its spaces is wider.
func (b block) place(i int) (from, stretch float64) {
	l, width := b.lines[i], b.width
	if i == 0 {
		from, width = b.indent, width-b.indent
	}
	spare := width - mmOf(l.units, b.size)
	switch {
	case b.align == pipeline.Center:
		from += spare / 2
	case b.align == pipeline.Right:
		from += spare
	case b.align == justified && l.justify && l.spaces > 0:
		if gap := spare / float64(l.spaces); gap <= maxStretch {
			stretch = gap
		}
	}
	return from, stretch
}

// end is where line i ends in the block's width.
func (b block) end(i int) float64 {
	from, stretch := b.place(i)
	return from + mmOf(b.lines[i].units, b.size) + float64(b.lines[i].spaces)*stretch
}
