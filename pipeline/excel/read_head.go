package excel

import (
	"slices"
	"strings"

	"tonghop/pipeline"
)

// headRows is how far down the head of a form is looked for.
const headRows = 40

// labelled returns what stands behind a label in the head: after its colon, or in the next cell that is not empty. Where
// nothing stands there, the position is that of the label.
func (g *grid) labelled(labels words) (string, position) {
	var empty position
	for i := range g.sheet.Rows {
		row := &g.sheet.Rows[i]
		if row.Number > headRows {
			break
		}
		for _, cell := range row.Cells {
			label, value, colon := strings.Cut(g.text(row.Number, cell.Column), ":")
			if len(label) > longestLabel || !labels[foldLabel(label)] {
				continue
			}
			at := position{row.Number, cell.Column}
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
	}
	return "", empty
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
