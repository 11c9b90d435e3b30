package pipeline

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tonghop/pipeline/vi"
)

// The bounds of what is entered: digits of a number, characters of a line of the signature.
const (
	longestNumber    = 6
	longestSignature = 120
)

// approved checks what was entered to approve an order, and returns it as the document bears it. What is wrong is a *DecisionError.
func (c *Catalog) approved(order Order, today time.Time) (*Approval, error) {
	a := *order.Approval
	number := strings.TrimLeft(strings.TrimSpace(a.Number), "0")
	if number == "" || len(number) > longestNumber || strings.Trim(number, "0123456789") != "" {
		return nil, Refuse("approve-number", `number "{number}": expected the number only, in digits, such as 05; the symbol is added`, "number", a.Number)
	}
	if len(number) == 1 {
		number = "0" + number // Decree 30/2020/NĐ-CP, annex I, II.3
	}
	a.Number = number
	switch last := order.LastDay(c.Config.Calendar); {
	case a.Date.Before(last):
		return nil, Refuse("approve-early", "date {day}: the figures go up to {last}; expected that day or a later one", "day", a.Date, "last", last)
	case a.Date.After(today):
		return nil, Refuse("approve-late", "date {day}: it is {today} today; expected that day or an earlier one", "day", a.Date, "today", today)
	}
	if err := a.Signer.clean(); err != nil {
		return nil, err
	}
	a.Mark = vi.Upper(vi.SingleSpaced(a.Mark))
	if a.Mark != "" && !slices.Contains(c.Config.Marks, a.Mark) {
		return nil, Refuse("approve-mark", `mark "{mark}": expected one of {marks}, which are marks in tonghop.yaml`, "mark", a.Mark, "marks", strings.Join(c.Config.Marks, ", "))
	}
	return &a, nil
}

// follows checks an approval against that of the edition before it.
func (a Approval) follows(last Edition) error {
	switch {
	case last.ID == 0:
		return nil
	case a.Date.Before(last.Date):
		return Refuse("approve-before", "date {day}: edition {edition} is of {last}; expected that day or a later one", "day", a.Date, "edition", last.Number, "last", last.Date)
	case last.Marked() && a.Mark == "":
		return Refuse("approve-unmarked", "edition {edition} is marked {mark}, and this one bears no mark; expected --mark", "edition", last.Number, "mark", last.Mark)
	}
	return nil
}

// clean makes each line of a signature one line of composed letters.
func (s *Signature) clean() error {
	for _, line := range []struct {
		name string
		text *string
	}{{"authority", &s.Authority}, {"title", &s.Title}, {"signer", &s.Name}} {
		*line.text = vi.NFC(vi.SingleSpaced(*line.text))
		if n := utf8.RuneCountInString(*line.text); n > longestSignature || !utf8.ValidString(*line.text) || strings.ContainsFunc(*line.text, func(r rune) bool { return !unicode.IsPrint(r) }) {
			return Refuse("approve-line", `{line} "{text}": expected a line of at most {longest} letters`, "line", line.name, "text", *line.text, "longest", longestSignature)
		}
	}
	if s.Name == "" {
		return Refuse("approve-signer", "the signer's name is empty; expected such as Nguyễn Văn A")
	}
	return nil
}
