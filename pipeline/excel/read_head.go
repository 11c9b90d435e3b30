package excel

import (
	"iter"
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// headRows is how far down the head of a form is looked for.
const headRows = 40

// labelled returns what stands behind a label in the head: after its colon, or in the next cell that is not empty; where
// there is no colon, behind a label of several words in its own cell. Where nothing stands there, the position is that of the
// label.
func (g *grid) labelled(labels words) (string, position) {
	var empty position
	for at := range g.head() {
		label, value, colon := strings.Cut(g.text(at.row, at.column), ":")
		if len(label) > longestLabel || !labels[foldLabel(label)] {
			continue
		}
		if value = strings.TrimSpace(value); colon && value != "" {
			return value, at
		}
		if text, right := g.rightOf(at.row, at.column); text != "" && !strings.Contains(text, ":") {
			return text, right
		}
		if empty.row == 0 {
			empty = at
		}
	}
	if empty.row > 0 {
		return "", empty
	}
	return g.behind(labels)
}

// behind returns what stands behind a label in its own cell, without a colon between: Kỳ báo cáo tháng 8 năm 2024.
func (g *grid) behind(labels words) (string, position) {
	for at := range g.head() {
		text := g.text(at.row, at.column)
		folded := g.fold(at.row, at.column)
		for label := range labels {
			if !strings.Contains(label, " ") || !strings.HasPrefix(folded, label+" ") || len(text) > longestLabel {
				continue
			}
			parts := strings.Fields(text)
			if count := len(strings.Fields(label)); count < len(parts) && foldLabel(strings.Join(parts[:count], " ")) == label {
				if value := strings.Trim(strings.Join(parts[count:], " "), "-–— "); vi.Fold(value) != "" {
					return value, at
				}
			}
		}
	}
	return "", position{}
}

// head goes through the cells in which labels of the head of a form may be: those with words.
func (g *grid) head() iter.Seq[position] {
	return func(yield func(position) bool) {
		for i := range g.sheet.Rows {
			row := &g.sheet.Rows[i]
			if row.Number > headRows {
				return
			}
			for j := range row.Cells {
				if row.Cells[j].Kind == pipeline.TextCell && !yield(position{row.Number, row.Cells[j].Column}) {
					return
				}
			}
		}
	}
}

// nearLabel finds a cell of the head that seems to have one of the labels, and that label as it is to be typed. What is a
// label of another line of the head, or nearer to one, is none.
func (f *formReader) nearLabel(labels []string) (position, string) {
	for at := range f.grid.head() {
		text, _, colon := strings.Cut(f.grid.text(at.row, at.column), ":")
		if f.header > 0 && at.row >= f.header {
			break
		}
		if len(text) > longestNear {
			continue
		}
		if right, _ := f.grid.rightOf(at.row, at.column); !colon && right == "" {
			continue
		}
		if i := nearest(foldLabel(text), f.lexicon.foldedLabels); i >= 0 && slices.Contains(labels, f.lexicon.labels[i]) {
			return at, f.lexicon.labels[i]
		}
	}
	return position{}, ""
}

// missing says that a line of the head is not there, that one seems to be it, or that nothing stands behind its label.
func (f *formReader) missing(labels []string, at position) *pipeline.Refusal {
	if at.row > 0 {
		return f.refuse("empty-head", at, "", map[string]string{"expected": labels[0]})
	}
	if at, label := f.nearLabel(labels); at.row > 0 {
		text, _, _ := strings.Cut(f.grid.text(at.row, at.column), ":")
		return f.refuse("near-head", at, text, map[string]string{"expected": label})
	}
	return f.refuse("missing-head", at, "", map[string]string{"expected": labels[0]})
}

// noteLabels says of lines of the head that a form may lack that they seem to be there.
func (f *formReader) noteLabels(*pipeline.Workbook) *pipeline.Refusal {
	for _, line := range []struct {
		labels []string
		folded words
	}{{f.catalog.Head.Version, f.lexicon.version}, {f.catalog.Head.Reporter, f.lexicon.reporter}, {f.catalog.Head.Code, f.lexicon.code}} {
		if text, at := f.grid.labelled(line.folded); text != "" || at.row > 0 {
			continue
		}
		if at, label := f.nearLabel(line.labels); at.row > 0 {
			text, _, _ := strings.Cut(f.grid.text(at.row, at.column), ":")
			f.note("near-label", at, text, map[string]string{"expected": label})
		}
	}
	return nil
}

// findReporter finds the unit that the form is about, on the map of its period.
func (f *formReader) findReporter(*pipeline.Workbook) *pipeline.Refusal {
	_, day := f.catalog.Config.Calendar.Days(f.reading.Period)
	name, at := f.grid.labelled(f.lexicon.reporter)
	code, codeAt := f.grid.labelled(f.lexicon.code)
	if name == "" && code == "" {
		return f.missing(f.catalog.Head.Reporter, at)
	}
	found := f.senders()
	if len(found) == 0 {
		return f.refuse("form-not-in-force", position{}, "", map[string]string{"form": f.number, "period": f.reading.Period.Name()})
	}
	if name != "" {
		if found = f.lexicon.named(found, name); len(found) == 0 {
			return f.unknownUnit(name, at, day)
		}
	}
	if code != "" {
		coded := slices.DeleteFunc(slices.Clone(found), func(u pipeline.Unit) bool { return !sameCode(u.Code, code) })
		switch {
		case len(coded) > 0:
			found = coded
		case name == "":
			return f.refuse("unknown-unit-code", codeAt, code, map[string]string{"period": f.reading.Period.Name(), "expected": f.catalog.Head.Reporter[0]})
		default:
			return f.refuse("unit-code-differs", codeAt, code, map[string]string{"unit": found[0].Name, "period": f.reading.Period.Name(), "expected": found[0].Code})
		}
	}
	if found = f.preferScheme(found); len(found) > 1 {
		return f.refuse("ambiguous-unit", at, name, map[string]string{"expected": codesOf(found)})
	}
	f.reading.Reporter = found[0]
	return nil
}

// senders are the units that send the form of the period.
func (f *formReader) senders() []pipeline.Unit {
	_, day := f.catalog.Config.Calendar.Days(f.reading.Period)
	var senders []pipeline.Unit
	for _, kind := range f.layout.Sender.Kinds {
		senders = append(senders, f.catalog.Geography.On(kind, day)...)
	}
	return senders
}

// preferScheme keeps, of regions with one name, those of the scheme that the layout lists first.
func (f *formReader) preferScheme(units []pipeline.Unit) []pipeline.Unit {
	if len(units) < 2 {
		return units
	}
	for _, scheme := range f.layout.Sender.Schemes {
		if i := slices.IndexFunc(units, func(u pipeline.Unit) bool { return u.Style == scheme }); i >= 0 {
			return units[i : i+1]
		}
	}
	return units
}

func codesOf(units []pipeline.Unit) string {
	codes := make([]string, len(units))
	for i, u := range units {
		codes[i] = u.Code
	}
	return strings.Join(codes, ", ")
}

// sameCode compares codes as typed: Excel turns 08 into 8.
func sameCode(code, typed string) bool {
	return strings.EqualFold(strings.TrimLeft(code, "0"), strings.TrimLeft(strings.TrimSpace(typed), "0"))
}
