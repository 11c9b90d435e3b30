package pdf

import (
	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

const (
	captionSize = 13.0
	unitSize    = 12.0
	notesSize   = 11.0
	noteRoom    = 40.0 // notes no higher than this stay on the page of the last row
)

// table sets a table: caption, unit of measure, header, rows, notes. One that is too wide goes onto pages that lie, with the headings
// above it, and so does the rest of an annex; one too wide there is cut into several.
func (b *builder) table(t *pipeline.Table) error {
	g, err := newGrid(t)
	if err != nil {
		return err
	}
	upright, parts := b.sheet, []*grid{g}
	if !g.fit(b.sheet) {
		b.lay()
		if !g.fit(b.sheet) {
			if parts, err = cut(t, g, b.sheet); err != nil {
				return err
			}
		}
	}
	for i, part := range parts {
		caption := t.Caption
		if i > 0 && caption != "" {
			caption += " " + vi.ContinuedMark
		}
		b.caption(caption, t.Unit)
		if len(t.Columns) > 0 {
			b.rows(part)
		}
		b.gap = paragraphGap // keeps the text below off the frame
	}
	b.gap = 0
	b.notes(t.Notes)
	b.gap = paragraphGap
	if !b.inAnnex {
		b.sheet = upright
	}
	return nil
}

// rows sets the header and the rows. A header that fills half a page is not repeated: it would leave no room.
func (b *builder) rows(g *grid) {
	header, room := g.headerBox(), b.sheet.textHeight()
	b.add(header)
	head := &header
	if room -= header.height; room < header.height {
		head, room = nil, b.sheet.textHeight()
	}
	for i := range g.rows {
		keep := keepsWithNext(g.table.Rows, i)
		for _, r := range g.rowBoxes(i, room) {
			r.head, r.keep = head, keep
			b.add(r)
		}
	}
}

// caption is the title of a table or chart, and its unit of measure at the right.
func (b *builder) caption(title, unit string) {
	before := len(b.boxes)
	b.add(balanced(title, bold, captionSize, b.sheet.textWidth()).boxes(1.5 * paragraphGap)...)
	if unit != "" {
		words := wordsOf(vi.UnitOfMeasureLabel+" "+unit, italic)
		b.add(newBlock(words, unitSize, b.sheet.textWidth(), 0, pipeline.Right).box(leftMargin, 1))
	}
	b.gap += 1
	if len(b.boxes) == before {
		b.gap += paragraphGap
	}
	b.keepLast(len(b.boxes) - before)
}

// keepsWithNext tells whether row i stays on the page of the next: a section's title does, and the row before a
// total, so that no total opens a page.
func keepsWithNext(rows []pipeline.Row, i int) bool {
	if i+1 == len(rows) {
		return false
	}
	switch rows[i+1].Kind {
	case pipeline.SubtotalRow, pipeline.TotalRow, pipeline.DeclaredRow:
		return true
	}
	return rows[i].Kind == pipeline.SectionRow
}

// notes stand under a table and stay with its last row.
func (b *builder) notes(notes []string) {
	var lines []box
	height := 0.0
	for _, n := range notes {
		text := newBlock(wordsOf(n, italic), notesSize, b.sheet.textWidth(), 0, justified)
		height += text.height()
		lines = append(lines, text.boxes(1)...)
	}
	if len(lines) == 0 {
		return
	}
	b.keepLast(1)
	b.add(lines...)
	if height <= noteRoom {
		b.keepLast(len(lines))
		b.boxes[len(b.boxes)-1].keep = false
	}
}
