package preview

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// The columns of the letterhead and of the signature.
const (
	leftWidth  = 44
	rightWidth = width - leftWidth - 2

	subjectWidth = 72
)

// letterhead is what stands above the text of a document.
func (p *page) letterhead(l *pipeline.Letterhead) {
	if l.Issuer != "" {
		p.issue(l)
	}
	for _, mark := range []string{vi.Upper(l.Mark), draftMark(l)} {
		if mark != "" {
			p.lines(centred("[ "+mark+" ]", leftWidth))
		}
	}
	p.gap()
	p.lines(centred(l.Kind, width))
	p.lines(ruled(indented(centred(l.Subject, subjectWidth), strings.Repeat(" ", (width-subjectWidth)/2)), width))
	p.gap()
}

// issue says who issues the document, where and when, and its number.
func (p *page) issue(l *pipeline.Letterhead) {
	left := append(centred(l.Parent, leftWidth), ruled(centred(l.Issuer, leftWidth), leftWidth)...)
	right := append(centred(vi.NationalTitle, rightWidth), ruled(centred(vi.Motto, rightWidth), rightWidth)...)
	p.lines(beside(left, right, leftWidth+2))
	number := vi.NumberLabel + " " + l.Cited("……")
	p.lines(beside(centred(number, leftWidth), centred(vi.LetterDate(l.Place, l.Date), rightWidth), leftWidth+2))
}

func draftMark(l *pipeline.Letterhead) string {
	if l.Draft {
		return vi.DraftMark
	}
	return ""
}

// ruled draws a short rule under lines.
func ruled(lines []string, within int) []string {
	if len(lines) == 0 {
		return nil
	}
	length := 0
	for _, line := range lines {
		length = max(length, long(strings.TrimSpace(line)))
	}
	return append(lines, centred(strings.Repeat("─", max(3, length*2/5)), within)...)
}

// signature ends the body: the recipients at the left, the signer at the right.
func (p *page) signature(d *pipeline.Document) {
	var left []string
	if len(d.Recipients) > 0 {
		left = append(left, vi.RecipientsHeading)
	}
	for _, recipient := range d.RecipientLines() {
		lines := indented(wrapped(recipient, leftWidth-2), "  ")
		lines[0] = "- " + lines[0][2:]
		left = append(left, lines...)
	}
	right := append(centred(d.Signature.Authority, rightWidth), centred(d.Signature.Title, rightWidth)...)
	if name := centred(d.Signature.Name, rightWidth); len(name) > 0 {
		right = append(append(right, "", ""), name...)
	}
	p.gap()
	p.lines(beside(left, right, leftWidth+2))
}
