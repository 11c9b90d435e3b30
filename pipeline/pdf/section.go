package pdf

import (
	"fmt"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// sectionsOf measures a document: its body with letterhead and signature, then each annex.
func sectionsOf(d *pipeline.Document) ([]section, error) {
	body := builder{sheet: portrait}
	body.letterhead(&d.Letterhead)
	blocks, err := body.blocks(d.Blocks)
	if err != nil {
		return nil, err
	}
	body.signature(&d.Signature, d.Recipients)
	mark := ""
	if d.Letterhead.Draft {
		mark = vi.DraftMark
	}
	sections := []section{{sheet: portrait, boxes: body.boxes, mark: mark, head: true}}
	for len(blocks) > 0 {
		a := blocks[0].(pipeline.Annex)
		annex := builder{sheet: portrait, depth: 1}
		if a.Landscape {
			annex.sheet = landscape
		}
		annex.annexHead(&a)
		if blocks, err = annex.blocks(blocks[1:]); err != nil {
			return nil, err
		}
		sections = append(sections, section{sheet: annex.sheet, boxes: annex.boxes, mark: mark})
	}
	return sections, nil
}

// builder turns blocks into the boxes of one section.
type builder struct {
	sheet sheet
	depth int // of its headings in the outline
	boxes []box
	gap   float64 // more room above the next box
}

// blocks takes blocks in up to the next annex, and returns what is left.
func (b *builder) blocks(blocks []pipeline.Block) ([]pipeline.Block, error) {
	for i, next := range blocks {
		switch v := next.(type) {
		case pipeline.Annex:
			return blocks[i:], nil
		case pipeline.Heading:
			b.heading(v)
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
		default:
			return nil, fmt.Errorf("unexpected block %T", next)
		}
	}
	return nil, nil
}

func (b *builder) add(boxes ...box) {
	if len(boxes) > 0 {
		boxes[0].before += b.gap
		b.gap = 0
		b.boxes = append(b.boxes, boxes...)
	}
}

// keepLast keeps the last n boxes with what comes next.
func (b *builder) keepLast(n int) {
	for i := max(0, len(b.boxes)-n); i < len(b.boxes); i++ {
		b.boxes[i].keep = true
	}
}
