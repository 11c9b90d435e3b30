package excel

import (
	"maps"
	"slices"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// words is a set of folded texts.
type words map[string]bool

func foldAll(texts []string) words {
	set := make(words, len(texts))
	for _, text := range texts {
		if folded := vi.Fold(text); folded != "" {
			set[folded] = true
		}
	}
	return set
}

// lexicon is what the catalogue calls things, folded once for all the workbooks that a reader reads.
type lexicon struct {
	form, version, reporter, code, period, nation words
	ordinals                                      words // headers of the columns that count rows, of all layouts
	totals                                        words // labels of total rows, of all layouts
	layouts                                       []layoutWords
	units                                         map[string]unitWords // by a unit's name
}

// layoutWords is what one layout calls things.
type layoutWords struct {
	number  string
	headers map[string][]int // the columns by their headers
	groups  []words          // by column; empty for a column without a group
	items   map[string]int   // the rows by their labels
	totals  words
	boxes   []words
	values  []map[string]string // by column: the ids of a field's values, by how they are written
	kinds   kinds               // of communes and districts, where the sender names them
}

// unitWords is a unit's name, whole and without the words that say what kind of unit it is.
type unitWords struct{ whole, bare string }

func newLexicon(c *pipeline.Catalog) *lexicon {
	x := &lexicon{
		form: foldAll(c.Head.Form), version: foldAll(c.Head.Version), reporter: foldAll(c.Head.Reporter), code: foldAll(c.Head.Code),
		period: foldAll(c.Head.Period), nation: foldAll(c.Head.Nation), ordinals: words{}, totals: words{}, units: map[string]unitWords{},
	}
	for _, layout := range c.Layouts {
		x.layouts = append(x.layouts, x.layout(layout))
	}
	for _, u := range c.Geography.Units {
		x.units[u.Name] = foldName(u.Name)
	}
	return x
}

func (x *lexicon) layout(layout pipeline.Layout) layoutWords {
	w := layoutWords{number: vi.Fold(layout.Number), headers: map[string][]int{}, items: map[string]int{}, totals: foldAll(layout.Rows.Total)}
	maps.Copy(x.totals, w.totals)
	for i, column := range layout.Columns {
		for header := range foldAll(column.Header) {
			w.headers[header] = append(w.headers[header], i)
			if column.Role == pipeline.OrdinalColumn {
				x.ordinals[header] = true
			}
		}
		w.groups = append(w.groups, foldAll(column.Group))
		w.values = append(w.values, foldValues(column.Values))
	}
	if layout.Rows.Free() {
		w.kinds = kindsIn(layout)
	}
	for i, item := range layout.Rows.Items {
		if !item.Section {
			w.items[vi.Fold(item.Label)] = i
		}
	}
	for _, box := range layout.Boxes {
		w.boxes = append(w.boxes, foldAll(box.Label))
	}
	return w
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
	return own.whole == name.whole || own.bare == name.bare || u.Kind == pipeline.NationUnit && x.nation[name.whole]
}

// named returns the units that are called so, whatever the case, marks and prefixes.
func (x *lexicon) named(units []pipeline.Unit, name string) []pipeline.Unit {
	folded := foldName(name)
	if folded.whole == "" {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(units), func(u pipeline.Unit) bool { return !x.called(u, folded) })
}
