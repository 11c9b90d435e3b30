package excel

import (
	"maps"
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// words is a set of folded texts.
type words map[string]bool

func foldAll(texts []string) words {
	set := make(words, len(texts))
	for _, text := range texts {
		if folded := foldLabel(text); folded != "" {
			set[folded] = true
		}
	}
	return set
}

// lexicon is what the catalogue calls things, folded once for all the workbooks that a reader reads.
type lexicon struct {
	form, version, reporter, code, period, nation words
	measure, measures                             words    // labels of units of measure, and the units
	labels, foldedLabels                          []string // of all lines of a head, as printed and folded
	ordinals                                      words    // headers of the columns that count rows, of all layouts
	totals                                        words    // labels of total rows, of all layouts
	totalStarts                                   words    // their first words
	layouts                                       []layoutWords
	units                                         map[string]unitWords // by a unit's name
}

// layoutWords is what one layout calls things.
type layoutWords struct {
	number   string
	headers  map[string][]int // the columns by their headers
	groups   []words          // by column; empty for a column without a group
	titles   map[string]int   // the columns by their group and header in one
	totals   words
	sections words // titles of rows, without their numbers
	boxes    []words
	values   []map[string]string // by column: the ids of a field's values, by how they are written
	kinds    kinds               // of communes and districts, where the sender names them
}

// unitWords is a unit's name, whole and without the words that say what kind of unit it is.
type unitWords struct{ whole, bare string }

func newLexicon(c *pipeline.Catalog) *lexicon {
	x := &lexicon{
		form: foldAll(c.Head.Form), version: foldAll(c.Head.Version), reporter: foldAll(c.Head.Reporter), code: foldAll(c.Head.Code),
		period: foldAll(c.Head.Period), nation: foldAll(c.Head.Nation), measure: foldAll(c.Head.Measure), measures: measuresOf(c), ordinals: words{}, totals: words{}, units: map[string]unitWords{},
	}
	x.labels = c.Head.Labels()
	for _, label := range x.labels {
		x.foldedLabels = append(x.foldedLabels, foldLabel(label))
	}
	for _, layout := range c.Layouts {
		x.layouts = append(x.layouts, x.layout(layout))
	}
	x.totalStarts = words{}
	for label := range x.totals {
		first, _, _ := strings.Cut(label, " ")
		x.totalStarts[first] = true
	}
	for _, u := range c.Geography.Units {
		x.units[u.Name] = foldName(u.Name)
	}
	return x
}

// measuresOf are the units of measure of indicators and of whole forms.
func measuresOf(c *pipeline.Catalog) words {
	var units []string
	for _, i := range c.Indicators {
		units = append(units, i.Unit)
	}
	for _, layout := range c.Layouts {
		whole, _, _ := strings.Cut(layout.Unit, "(")
		units = append(units, strings.Split(whole, ",")...)
	}
	return foldAll(units)
}

func (x *lexicon) layout(layout pipeline.Layout) layoutWords {
	w := layoutWords{number: vi.Fold(layout.Number), headers: map[string][]int{}, titles: map[string]int{}, totals: foldAll(layout.Rows.Total)}
	maps.Copy(x.totals, w.totals)
	for i, column := range layout.Columns {
		for header := range foldAll(column.Header) {
			w.headers[header] = append(w.headers[header], i)
			if column.Role == pipeline.OrdinalColumn {
				x.ordinals[header] = true
			}
		}
		w.groups = append(w.groups, foldAll(column.Group))
		for group := range w.groups[i] {
			for header := range foldAll(column.Header) {
				w.titles[group+" "+header] = i
			}
		}
		w.values = append(w.values, foldValues(column.Values))
	}
	if layout.Rows.Free() {
		w.kinds = kindsIn(layout)
	}
	w.sections = words{}
	for _, item := range layout.Rows.Items {
		if item.Section {
			w.sections[foldLabel(withoutOrdinal(item.Label))] = true
		}
	}
	for _, box := range layout.Boxes {
		w.boxes = append(w.boxes, foldAll(box.Label))
	}
	return w
}

// isHeader tells whether a text is a header of the layout, or one above.
func (w *layoutWords) isHeader(folded string) bool {
	_, title := w.titles[folded]
	return title || len(w.headers[folded]) > 0 || slices.ContainsFunc(w.groups, func(group words) bool { return group[folded] })
}

func foldValues(values []pipeline.LayoutValue) map[string]string {
	ids := map[string]string{}
	for _, value := range values {
		for label := range foldAll(append(slices.Clone(value.Label), value.ID)) {
			ids[label] = value.ID
		}
	}
	return ids
}

func foldName(name string) unitWords { return unitWords{vi.Fold(name), vi.FoldUnit(name)} }

// called tells whether a unit is called so, as it is spelt or without prefixes: unmarked, "Vung Tau" has none.
func (x *lexicon) called(u pipeline.Unit, name unitWords) bool {
	own := x.units[u.Name]
	return own.whole == name.whole || own.bare == name.bare || u.Kind == pipeline.NationUnit && x.nation[foldLabel(name.whole)]
}

// named returns the units that are called so, whatever the case, marks and prefixes.
func (x *lexicon) named(units []pipeline.Unit, name string) []pipeline.Unit {
	folded := foldName(name)
	if folded.whole == "" {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(units), func(u pipeline.Unit) bool { return !x.called(u, folded) })
}
