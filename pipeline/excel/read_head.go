package excel

import (
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// headRows is how far down the head of a form is looked for.
const headRows = 40

// labelled returns what stands behind a label in the head: after its colon, or in the next cell that is not empty.
func (g *grid) labelled(labels []string) (string, position) {
	for i := range g.sheet.Rows {
		row := &g.sheet.Rows[i]
		if row.Number > headRows {
			break
		}
		for _, cell := range row.Cells {
			label, value, colon := strings.Cut(g.text(row.Number, cell.Column), ":")
			if !isOne(label, labels) {
				continue
			}
			if value = strings.TrimSpace(value); colon && value != "" {
				return value, position{row.Number, cell.Column}
			}
			if text, at := g.rightOf(row.Number, cell.Column); text != "" && !strings.Contains(text, ":") {
				return text, at
			}
		}
	}
	return "", position{}
}

// isOne tells whether a text is one of the labels, folded.
func isOne(text string, labels []string) bool {
	folded := vi.Fold(text)
	return folded != "" && slices.ContainsFunc(labels, func(label string) bool { return vi.Fold(label) == folded })
}

// findReporter finds the unit that the form is about, on the map of its period.
func (f *formReader) findReporter(*pipeline.Workbook) *pipeline.Refusal {
	head := f.catalog.Head
	_, day := f.catalog.Config.Calendar.Days(f.reading.Period)
	name, at := f.grid.labelled(head.Reporter)
	code, codeAt := f.grid.labelled(head.Code)
	if name == "" && code == "" {
		return f.refuse("missing-head", position{}, "", map[string]string{"expected": head.Reporter[0]})
	}
	var senders []pipeline.Unit
	for _, kind := range f.layout.Sender.Kinds {
		senders = append(senders, f.catalog.Geography.On(kind, day)...)
	}
	found := senders
	if name != "" {
		if found = f.named(senders, name); len(found) == 0 {
			return f.refuse("unknown-unit", at, name, f.whyUnknown(name, senders, day))
		}
	}
	if code != "" {
		coded := slices.DeleteFunc(slices.Clone(found), func(u pipeline.Unit) bool { return !sameCode(u.Code, code) })
		if len(coded) == 0 {
			return f.refuse("unit-code-differs", codeAt, code, map[string]string{"unit": found[0].Name, "period": f.reading.Period.Name(), "expected": found[0].Code})
		}
		found = coded
	}
	if found = f.preferScheme(found); len(found) > 1 {
		return f.refuse("ambiguous-unit", at, name, map[string]string{"expected": codesOf(found)})
	}
	f.reading.Reporter = found[0]
	return nil
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

// named returns the units that are called so, whatever the case, marks and prefixes.
func (f *formReader) named(units []pipeline.Unit, name string) []pipeline.Unit {
	var found []pipeline.Unit
	for _, u := range units {
		if sameUnit(u.Name, name) || u.Kind == pipeline.NationUnit && isOne(name, f.catalog.Head.Nation) {
			found = append(found, u)
		}
	}
	return found
}

// sameUnit compares names of units as they are spelt, then without their prefixes: unmarked, "Vung Tau" has none.
func sameUnit(a, b string) bool {
	return vi.Fold(a) == vi.Fold(b) || vi.FoldUnit(a) == vi.FoldUnit(b)
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
