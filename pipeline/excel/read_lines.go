package excel

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// line is what a row of the form is about: an item with its indicator, a unit, or what the sender names.
type line struct {
	key    string // the unit's code, or the item's; of a row that the sender names, what there is once; "" of the total row
	name   string
	unit   string
	item   *pipeline.LayoutItem
	period pipeline.Period // of its figures
	// Of a row that the sender names:
	named   bool
	commune *commune          // nil: the row is about the reporter
	wrong   *pipeline.Refusal // why the row is not read
	none    bool              // the row says that there is nothing to report
}

// lines are the rows that a form may have, by what they are called, or the rows that it has, where the sender names them.
type lines struct {
	all      []line
	whole    map[string]int // by name, folded
	bare     map[string]int // by a unit's name without its prefixes
	byCode   map[string]int
	rows     map[int]line // by the row's number; nil where the form says which rows there are
	communes []*commune   // of those
	matched  map[int]int  // the lines by the rows that were asked for; -1 for none
}

func (s *lines) add(l line, name unitWords) {
	i := len(s.all)
	s.all = append(s.all, l)
	s.whole[foldLabel(name.whole)] = i
	if name.bare != "" {
		s.bare[name.bare] = i
	}
	if l.key != "" {
		s.byCode[strings.TrimLeft(l.key, "0")] = i
	}
}

// lines lists the rows that the form may have.
func (f *formReader) lines() *lines {
	found := &lines{whole: map[string]int{}, bare: map[string]int{}, byCode: map[string]int{}, matched: map[int]int{}}
	reporter, period := f.reading.Reporter, f.reading.Period
	for i := range f.layout.Rows.Items {
		if item := &f.layout.Rows.Items[i]; !item.Section {
			found.add(line{key: item.Code, name: item.Label, unit: reporter.ID, item: item, period: period}, unitWords{whole: foldLabel(item.Label)})
		}
	}
	if len(f.layout.Rows.Total) > 0 {
		total := line{name: f.layout.Rows.Total[0], unit: reporter.ID, period: period}
		found.add(total, f.lexicon.units[reporter.Name]) // a total that bears the name of the whole
		for name := range f.words.totals {
			found.whole[name] = 0
		}
	}
	if f.layout.Rows.Each == pipeline.ProvinceUnit {
		_, day := f.catalog.Config.Calendar.Days(period)
		for _, u := range f.catalog.Geography.Parts(reporter.ID, day) {
			found.add(line{key: u.Code, name: u.Name, unit: u.ID, period: period}, f.lexicon.units[u.Name])
		}
	}
	if f.layout.Rows.Free() {
		f.nameRows(found)
	}
	return found
}

// lineOf finds what a row is.
func (f *formReader) lineOf(row int, lines *lines) (line, bool) {
	if lines.rows != nil {
		l, ok := lines.rows[row]
		return l, ok
	}
	i, asked := lines.matched[row]
	if !asked {
		i = f.match(row, lines)
		lines.matched[row] = i
	}
	if i < 0 {
		return line{}, false
	}
	return lines.all[i], true
}

// match finds the line that a row is by its name, without the number before it and the mark of a footnote behind it; by its
// code only where it has no name; -1 for none.
func (f *formReader) match(row int, lines *lines) int {
	name := f.rowName(row)
	if name == "" {
		if i, ok := lines.byCode[strings.TrimLeft(f.rowCode(row), "0")]; ok && f.rowCode(row) != "" {
			return i
		}
		return -1
	}
	if len(name) > longestLabel {
		return -1
	}
	if i, ok := lines.called(name); ok {
		return i
	}
	if i, ok := lines.called(withoutOrdinal(unmarked(name))); ok {
		return i
	}
	if len(f.layout.Rows.Total) > 0 && f.isWholeTotal(name) {
		return 0
	}
	return -1
}

func (f *formReader) isLine(row int, lines *lines) bool {
	_, ok := f.lineOf(row, lines)
	return ok
}

// labels are what the lines are called, folded.
func (s *lines) labels() []string {
	labels := make([]string, len(s.all))
	for i, l := range s.all {
		labels[i] = foldLabel(l.name)
	}
	return labels
}

// called finds a line by its name.
func (s *lines) called(name string) (int, bool) {
	i, ok := s.whole[foldLabel(name)]
	if !ok && len(s.bare) > 0 {
		i, ok = s.bare[vi.FoldUnit(name)]
	}
	return i, ok
}
