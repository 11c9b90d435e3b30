package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tonghop/pipeline/vi"
)

// WordingError says that a wording does not fit the passages of what it is for.
type WordingError struct {
	ID      string   // of the passage
	Missing bool     // it is not in the wording; otherwise there is no such passage
	Known   []string // the ids that there are
}

func (e *WordingError) Error() string {
	if e.Missing {
		return fmt.Sprintf("passage %q is missing; leave its heading, with nothing below it where nothing is to be said", e.ID)
	}
	if len(e.Known) == 0 {
		return fmt.Sprintf("there is no passage %q: the report has none that may be edited", e.ID)
	}
	return fmt.Sprintf("there is no passage %q; there are %s", e.ID, strings.Join(e.Known, ", "))
}

// wordingOf is what of the passages is edited. A wording that is given has all of them; what is in it as the draft had drafted it was not
// touched, and is drafted anew. An approval without a wording takes that of the draft, which is what was read.
func (d Draft) wordingOf(order Order, passages []Passage) (Wording, error) {
	if order.Wording == nil {
		if order.Approval == nil {
			return nil, nil
		}
		return d.edited(passages), nil
	}
	var known []string
	for _, p := range passages {
		known = append(known, p.ID)
		if _, ok := order.Wording[p.ID]; !ok {
			return nil, &WordingError{ID: p.ID, Missing: true, Known: known}
		}
	}
	untouched := map[string]string{}
	for _, p := range d.Passages {
		if p.Text == p.Drafted {
			untouched[p.ID] = p.Text
		}
	}
	wording := Wording{}
	for _, id := range slices.Sorted(maps.Keys(order.Wording)) {
		text := order.Wording[id]
		if !slices.Contains(known, id) {
			return nil, &WordingError{ID: id, Known: known}
		}
		if drafted, ok := untouched[id]; !ok || drafted != tidy(text) {
			wording[id] = tidy(text)
		}
	}
	return wording, nil
}

// edited is the wording of a draft, as far as there are such passages still.
func (d Draft) edited(passages []Passage) Wording {
	wording := Wording{}
	for _, p := range d.Passages {
		if p.Text != p.Drafted && slices.ContainsFunc(passages, func(now Passage) bool { return now.ID == p.ID }) {
			wording[p.ID] = p.Text
		}
	}
	return wording
}

// tidy makes texts that say the same one text: composed letters, no blanks at ends of lines, one empty line between paragraphs.
func tidy(text string) string {
	var lines []string
	for line := range strings.Lines(vi.NFC(text)) {
		line = strings.TrimRight(line, " \t\r\n")
		if line == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, line)
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}
