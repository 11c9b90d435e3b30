package excel

import (
	"strconv"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// lines are the rows that a form may have, by what they are called.
type lines struct {
	all    []line
	whole  map[string]int // by name, folded
	bare   map[string]int // by a unit's name without its prefixes
	byCode map[string]int
}

func (s *lines) add(l line, name unitWords) {
	i := len(s.all)
	s.all = append(s.all, l)
	s.whole[name.whole] = i
	if name.bare != "" {
		s.bare[name.bare] = i
	}
	if l.key != "" {
		s.byCode[strings.TrimLeft(l.key, "0")] = i
	}
}

// lines lists the rows that the form may have.
func (f *formReader) lines() *lines {
	found := &lines{whole: map[string]int{}, bare: map[string]int{}, byCode: map[string]int{}}
	reporter := f.reading.Reporter
	for i := range f.layout.Rows.Items {
		if item := &f.layout.Rows.Items[i]; !item.Section {
			found.add(line{key: item.Code, name: item.Label, unit: reporter.ID, item: item}, unitWords{whole: vi.Fold(item.Label)})
		}
	}
	if f.layout.Rows.Each == "" {
		return found
	}
	total := line{name: f.layout.Rows.Total[0], unit: reporter.ID}
	found.add(total, f.lexicon.units[reporter.Name]) // a total that bears the name of the whole
	for name := range f.words.totals {
		found.whole[name] = 0
	}
	_, day := f.catalog.Config.Calendar.Days(f.reading.Period)
	for _, u := range f.catalog.Geography.Parts(reporter.ID, day) {
		found.add(line{key: u.Code, name: u.Name, unit: u.ID}, f.lexicon.units[u.Name])
	}
	return found
}

// match finds the line that a row is by its name; by its code only where it has no name.
func (s *lines) match(name, code string) (line, bool) {
	i, ok := s.whole[vi.Fold(name)]
	if !ok && len(s.bare) > 0 {
		i, ok = s.bare[vi.FoldUnit(name)]
	}
	if !ok && name == "" && code != "" {
		i, ok = s.byCode[strings.TrimLeft(code, "0")]
	}
	if !ok {
		return line{}, false
	}
	return s.all[i], true
}

// rowName is the text in the column of names; a total's label may stand left of it, over merged cells or not.
func (f *formReader) rowName(row int) string {
	if text := f.grid.shown(row, f.name); text != "" {
		return text
	}
	for column := f.name - 1; column > 0; column-- {
		if f.words.totals[f.grid.fold(row, column)] {
			return f.grid.shown(row, column)
		}
	}
	return ""
}

func (f *formReader) rowCode(row int) string {
	if f.code == 0 {
		return ""
	}
	return f.grid.text(row, f.code)
}

// isNumbering tells the row that numbers the columns, such as (A) (B) (1) (2) (3=1+2), from a line of the form: all its
// cells are single letters or numbers that go up by one.
func (f *formReader) isNumbering(row int) bool {
	before, numbers := 0, 0
	for column := 1; column <= f.grid.width; column++ {
		text := strings.Trim(f.grid.text(row, column), "()[] ")
		if text == "" || len(text) == 1 && (text[0]|0x20 >= 'a' && text[0]|0x20 <= 'z') {
			continue
		}
		digits, formula, _ := strings.Cut(text, "=")
		number, err := strconv.Atoi(strings.TrimSpace(digits))
		if err != nil || strings.Trim(formula, "0123456789+-=()/*%: ") != "" || numbers > 0 && number != before+1 {
			return false
		}
		before = number
		numbers++
	}
	return numbers > 1 && (f.rowName(row) != "" || row <= f.header+2)
}

// hasFigures tells whether a row holds a figure: in a column of figures, or anywhere among columns that are not the layout's.
func (f *formReader) hasFigures(row int, anywhere bool) bool {
	for column := 1; column <= f.grid.width; column++ {
		i, ours := f.columns[column]
		switch {
		case ours && f.layout.Columns[i].Role != pipeline.FigureColumn, !ours && !anywhere:
			continue
		case !ours:
			if leaf, _ := f.leaf(f.header, column); f.lexicon.ordinals[leaf] {
				continue
			}
		}
		if saysFigure(f.grid.cells[position{row, column}]) {
			return true
		}
	}
	return false
}

func rowNumber(n int) string { return strconv.Itoa(n) }
