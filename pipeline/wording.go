package pipeline

import (
	"cmp"
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

// wordingOf is what of the passages is edited. A wording that is given names all of them, edited or untouched. An approval or a copy without one
// takes that of the draft, which is what was read.
func (d Draft) wordingOf(order Order, passages []Passage) (Wording, error) {
	if order.Wording == nil {
		if order.Approval == nil && !order.Copy {
			return nil, nil
		}
		return d.edited(passages), nil
	}
	given := append(slices.Sorted(maps.Keys(order.Wording)), order.Untouched...)
	var known []string
	for _, p := range passages {
		known = append(known, p.ID)
	}
	for _, id := range given {
		if !slices.Contains(known, id) {
			return nil, &WordingError{ID: id, Known: known}
		}
	}
	for _, id := range known {
		if !slices.Contains(given, id) {
			return nil, &WordingError{ID: id, Missing: true, Known: known}
		}
	}
	wording := make(Wording, len(order.Wording))
	for id, text := range order.Wording {
		wording[id] = tidy(text)
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

// wordingFile is the file in which the texts of a draft lie for editing, beside the first document that has any; none where that is there already. One
// that was edited since is not written over.
func (p *Pipeline) wordingFile(made composed, outlet Outlet) ([]Published, error) {
	at := slices.IndexFunc(made.documents, func(d *Document) bool { return len(d.Passages) > 0 })
	if at < 0 || len(made.content.Passages) == 0 {
		return nil, nil
	}
	files := made.documents[at].Files
	file := newPublished(cmp.Or(files["pdf"], files["xlsx"])+vi.WordingEnding, "", p.Catalog.WriteWording(made.content.Passages))
	data, err := outlet.Read(file.Name)
	if err != nil || data == nil {
		return []Published{file}, err
	}
	there, err := p.Catalog.ReadWording(data)
	switch {
	case err == nil && maps.Equal(there.texts, textsOf(made.content.Passages)):
		return nil, nil
	case err == nil && there.asWritten:
		return []Published{file}, nil
	}
	return nil, Refuse("wording-edited", "{file} was edited, and is not written over: give it to --wording, or delete it, or give another folder", "file", file.Name)
}

func textsOf(passages []DraftedPassage) map[string]string {
	texts := map[string]string{}
	for _, p := range passages {
		texts[p.ID] = p.Text
	}
	return texts
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
