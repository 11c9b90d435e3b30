package pdf

import (
	"fmt"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// layout is a document measured and set onto pages: its body with letterhead and signature, then each annex.
type layout struct {
	pages   []page
	marks   []*bookmark // of the outline
	entries []entry     // of a table of contents
	listed  []*bookmark // where each of them leads
}

// newLayout lays a document out behind so many pages of a file; the levels of its bookmarks begin at depth.
func newLayout(d *pipeline.Document, before, depth int) (*layout, error) {
	mark := ""
	if d.Letterhead.Draft {
		mark = vi.DraftMark
	}
	l := &layout{entries: entriesOf(d.Blocks)}
	body := builder{sheet: portrait, depth: depth, layout: l}
	body.letterhead(&d.Letterhead)
	blocks, err := body.blocks(d.Blocks)
	if err != nil {
		return nil, err
	}
	body.signature(&d.Signature, d.RecipientLines())
	l.pages = flow(section{boxes: body.boxes, mark: mark, head: d.Letterhead.Issuer != "", before: before})
	for len(blocks) > 0 {
		a := blocks[0].(pipeline.Annex)
		annex := builder{sheet: portrait, depth: depth + 1, layout: l, inAnnex: true}
		if a.Landscape {
			annex.sheet = landscape
		}
		annex.hold(func() { annex.annexHead(&a) })
		if blocks, err = annex.blocks(blocks[1:]); err != nil {
			return nil, err
		}
		l.pages = append(l.pages, flow(section{boxes: annex.boxes, mark: mark, before: before + len(l.pages)})...)
	}
	return l, nil
}

// builder turns blocks into the boxes of one section.
type builder struct {
	sheet   sheet
	depth   int // of its headings in the outline
	inAnnex bool
	layout  *layout
	boxes   []box
	gap     float64 // more room above the next box
	held    held
}

// held are headings that nothing stands below yet. They are set again on pages that lie, where what they head goes there.
type held struct {
	again []func()
	boxes int // before the first of them
	gap   float64
	end   int // the boxes with the last of them
	marks int // the bookmarks before the first of them
	lists int
}

// hold sets a heading that goes wherever what it heads does.
func (b *builder) hold(set func()) {
	if b.held.end != len(b.boxes) || len(b.held.again) == 0 {
		b.held = held{boxes: len(b.boxes), gap: b.gap, marks: len(b.layout.marks), lists: len(b.layout.listed)}
	}
	set()
	b.held.again, b.held.end = append(b.held.again, set), len(b.boxes)
}

// lay lays the pages from here on, and the headings that stand directly above.
func (b *builder) lay() {
	b.sheet = landscape
	if b.held.end != len(b.boxes) || len(b.held.again) == 0 {
		return
	}
	b.boxes, b.gap = b.boxes[:b.held.boxes], b.held.gap
	b.layout.marks, b.layout.listed = b.layout.marks[:b.held.marks], b.layout.listed[:b.held.lists]
	for _, set := range b.held.again {
		set()
	}
	b.held = held{}
}

// blocks takes blocks in up to the next annex, and returns what is left.
func (b *builder) blocks(blocks []pipeline.Block) ([]pipeline.Block, error) {
	for i, next := range blocks {
		switch v := next.(type) {
		case pipeline.Annex:
			return blocks[i:], nil
		case pipeline.Heading:
			b.hold(func() { b.heading(v) })
		case pipeline.Paragraph:
			b.paragraph(inlineWords("", v.Inlines))
		case pipeline.List:
			for _, item := range v.Items {
				b.paragraph(inlineWords("- ", item.Inlines))
			}
		case pipeline.Table:
			if err := b.table(&v); err != nil {
				return nil, err
			}
		case pipeline.Chart:
			b.chart(&v)
		case pipeline.Contents:
			b.contents(&v)
		default:
			return nil, fmt.Errorf("unexpected block %T", next)
		}
	}
	return nil, nil
}

func (b *builder) add(boxes ...box) {
	if len(boxes) == 0 {
		return
	}
	boxes[0].before += b.gap
	b.gap = 0
	for i := range boxes {
		boxes[i].sheet = b.sheet
	}
	b.boxes = append(b.boxes, boxes...)
}

// bookmark has the outline, and the table of contents where it lists the place, lead to a box.
func (b *builder) bookmark(to *box, text string, level int, listed bool) {
	to.target = &bookmark{text: strings.TrimSpace(oneLine(text)), level: level}
	b.layout.marks = append(b.layout.marks, to.target)
	if listed {
		b.layout.listed = append(b.layout.listed, to.target)
	}
}

// keepLast keeps the last n boxes with what comes next.
func (b *builder) keepLast(n int) {
	for i := max(0, len(b.boxes)-n); i < len(b.boxes); i++ {
		b.boxes[i].keep = true
	}
}
