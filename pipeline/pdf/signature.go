package pdf

import (
	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

const (
	recipientsHeadSize = 12.0
	recipientsSize     = 11.0
	sealRoom           = 28.0 // between the signer's title and name
)

// signature ends the body: the signer in the right half, the recipients at the left, level with the signer's
// authority. It never stands alone on a page: two lines of text go with it.
func (b *builder) signature(s *pipeline.Signature, recipients []string) {
	half := b.sheet.textWidth() / 2
	authority, title := centred(s.Authority, bold, bodySize, half), centred(s.Title, bold, bodySize, half)
	name := centred(s.Name, bold, bodySize, half)
	list := recipientList(recipients, half-5)
	titles := authority.height() + title.height()
	signer := titles + sealRoom + lineHeight(bodySize)
	if titles == 0 && len(name.lines) == 0 {
		if len(list.blocks) == 0 {
			return
		}
		signer = 0
	}
	b.keepLast(2)
	b.add(box{height: max(signer, list.height()), before: 2 * paragraphGap, draw: func(p *pen, top float64) {
		right := leftMargin + half
		authority.draw(p, right, top)
		title.draw(p, right, top+authority.height())
		name.draw(p, right, top+titles+sealRoom)
		list.draw(p, leftMargin, top+baseline(bodySize)-baseline(recipientsHeadSize))
	}})
}

// recipientList is the heading and a line for each recipient.
func recipientList(recipients []string, width float64) *column {
	c := new(column)
	if len(recipients) == 0 {
		return c
	}
	c.add(newBlock(wordsOf(vi.RecipientsHeading, bold|italic), recipientsHeadSize, width, 0, pipeline.Left), 0)
	for _, r := range recipients {
		c.add(newBlock(wordsOf("- "+r, regular), recipientsSize, width, 0, pipeline.Left), 0)
	}
	return c
}
