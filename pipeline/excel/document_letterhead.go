package excel

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// The halves of a text sheet.
const (
	leftHalf  = 1
	rightHalf = 2
)

// Rules under a title: Excel draws none shorter than its cell.
const (
	ruleShort = "__________"
	ruleLong  = "_______________"
)

var (
	centred   = look{size: 12, across: "center", down: "top", wrap: true}
	centredBf = look{size: 12, bold: true, across: "center", down: "top", wrap: true}
	ruled     = look{size: 8, across: "center", down: "top"}
	boxed     = look{size: bodySize, bold: true, across: "center", down: "center", border: true}
	signText  = look{size: bodySize, bold: true, across: "center", down: "top", wrap: true}
	sendHead  = look{size: 12, bold: true, italic: true, down: "center"}
	sendText  = look{size: 11, down: "center", wrap: true}
)

// begin writes the letterhead, the kind of document and its subject (Decree 30/2020/NĐ-CP, Annex I).
func (r *report) begin() {
	head := r.document.Letterhead
	r.text = r.newText()
	r.text.starts = true
	if head == (pipeline.Letterhead{}) {
		return
	}
	t := r.text
	if head.Issuer != "" {
		t.issue(head)
	}
	if mark := cleanText(head.Mark); mark != "" {
		t.box(mark)
	}
	if head.Draft {
		t.box(vi.DraftMark)
	}
	t.gap(12)
	t.full(cleanText(head.Kind), titleText)
	t.full(cleanText(head.Subject), titleText.with(func(l *look) { l.size = bodySize }))
	t.full(ruleLong, ruled)
}

// issue writes who issues the document, where and when, and its number.
func (t *textSheet) issue(head pipeline.Letterhead) {
	t.pair(cleanText(head.Parent), centred, vi.NationalTitle, centredBf)
	t.pair(cleanText(head.Issuer), centredBf, vi.Motto, centredBf.with(func(l *look) { l.size, l.underline = 13, true }))
	t.pair(ruleShort, ruled, nil, ruled)
	t.pair(letterNumber(head), centred.with(func(l *look) { l.size = 13 }),
		vi.LetterDate(cleanText(head.Place), head.Date), centred.with(func(l *look) { l.size, l.italic = 13, true }))
}

// pair writes a line of both halves.
func (t *textSheet) pair(left any, leftLook look, right any, rightLook look) {
	t.set(t.row, leftHalf, left, leftLook)
	t.set(t.row, rightHalf, right, rightLook)
	t.row++
}

// box writes a boxed mark under the number.
func (t *textSheet) box(mark string) {
	t.gap(4)
	t.set(t.row, leftHalf, mark, boxed)
	t.row++
}

// letterNumber leaves room where the number is written in by hand.
func letterNumber(head pipeline.Letterhead) string {
	head.Number, head.Symbol = cleanText(head.Number), cleanText(head.Symbol)
	return vi.NumberLabel + " " + head.Cited(strings.Repeat(" ", 8))
}

// signRows is the room for signature and seal.
const signRows = 4

// sign writes the recipients at the left and the signer at the right, level with each other.
func (r *report) sign() {
	signature, recipients := r.document.Signature, r.document.RecipientLines()
	if signature == (pipeline.Signature{}) && len(recipients) == 0 {
		return
	}
	t := r.text
	first := t.row
	if t.tail > 0 {
		first = t.tail // a signature does not stand on a page alone
	}
	t.gap(12)
	left, right := sendLines(recipients), signLines(signature)
	t.together(first, t.row+max(len(left), len(right))-1)
	for i := range max(len(left), len(right)) {
		if i < len(left) {
			t.set(t.row, leftHalf, left[i].value, left[i].look)
		}
		if i < len(right) {
			t.set(t.row, rightHalf, right[i].value, right[i].look)
		}
		t.row++
	}
}

func sendLines(recipients []string) []content {
	if len(recipients) == 0 {
		return nil
	}
	lines := []content{{value: vi.RecipientsHeading, look: sendHead}}
	for _, recipient := range recipients {
		lines = append(lines, content{value: listMark + cleanText(recipient), look: sendText})
	}
	return lines
}

func signLines(s pipeline.Signature) []content {
	var lines []content
	for _, text := range []string{s.Authority, s.Title} {
		if text = cleanText(text); text != "" {
			lines = append(lines, content{value: text, look: signText})
		}
	}
	for range signRows {
		lines = append(lines, content{value: "", look: signText})
	}
	return append(lines, content{value: cleanText(s.Name), look: signText})
}
