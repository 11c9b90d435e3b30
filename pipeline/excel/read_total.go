package excel

import (
	"slices"
	"strings"
	"unicode"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// isTotal tells whether a row is a total: by its label, or as it bears the name of the whole. A commune or a town may bear
// the province's name too, and says what it is, or has a number or a district.
func (n *namer) isTotal(row int) bool {
	name := n.rowName(row)
	if part := n.subtotal(name); part || n.isTotalLabel(name) {
		return !part
	}
	reporter := n.reading.Reporter
	if n.layout.Rows.Each == "" || !n.lexicon.called(reporter, foldName(name)) || !n.hasFigures(row, false) {
		return false
	}
	kind := vi.Fold(n.words.kinds.name(name).kind)
	return (kind == "" || kind == vi.Fold(reporter.Style)) && !n.isNumbered(row) && n.downText(row, pipeline.DistrictColumn) == ""
}

// isTotalLabel tells whether a text is the label of a total. Where the sender names the rows, a label may go on: Tổng cộng
// 25 xã; a short one only with another, for Cộng Hòa is a commune.
func (f *formReader) isTotalLabel(text string) bool {
	if !f.layout.Rows.Free() {
		return f.words.totals[foldLabel(text)]
	}
	if end := strings.IndexAny(text, "(:"); end >= 0 {
		text = text[:end]
	}
	return f.lexicon.isTotal(foldLabel(text))
}

func (x *lexicon) isTotal(folded string) bool {
	for label := range x.totals {
		rest, ok := strings.CutPrefix(folded, label)
		if ok && (rest == "" || rest[0] == ' ' && (strings.Contains(label, " ") || x.isTotal(rest[1:]))) {
			return true
		}
	}
	return false
}

// isWholeTotal tells whether the label of a total goes on with words about the whole: Tổng cộng (13 tỉnh), Cộng toàn vùng,
// Tổng cộng vùng Tây Nam Bộ.
func (f *formReader) isWholeTotal(text string) bool {
	if end := strings.IndexAny(text, "(:"); end > 0 {
		text = text[:end]
	}
	words := strings.Fields(text)
	for i := len(words); i > 0; i-- {
		if !f.words.totals[foldLabel(strings.Join(words[:i], " "))] {
			continue
		}
		rest := strings.Trim(strings.Join(words[i:], " "), "-–, ")
		if rest == "" || f.words.totals[foldLabel(rest)] || f.lexicon.called(f.reading.Reporter, foldName(rest)) {
			return true
		}
	}
	return false
}

// isPart tells whether a row of the form's own rows adds up some of them, or is the title of a section with a sum: the sum of
// a part is none of the form's figures.
func (f *formReader) isPart(row int, name string) bool {
	if f.layout.Rows.Free() || name == "" || len(name) > longestLabel {
		return false
	}
	plain := withoutOrdinal(unmarked(name))
	if f.words.sections[foldLabel(plain)] {
		return true
	}
	if f.layout.Rows.Each == "" {
		return false
	}
	for label := range f.words.totals {
		if strings.HasPrefix(foldLabel(plain), label+" ") {
			return true
		}
	}
	isRegion := func(u pipeline.Unit) bool { return u.Kind == pipeline.RegionUnit }
	_, near := nearestUnit(plain, f.partsOf())
	return slices.ContainsFunc(f.lexicon.named(f.catalog.Geography.Units, plain), isRegion) || f.isTitled(row, name) && !near && !f.isProvince(plain)
}

// isTitled tells whether a row has the number of a title, before its name or in the column of numbers: a Roman one, or a letter.
func (f *formReader) isTitled(row int, name string) bool {
	return ordinal.MatchString(name) || ordinal.MatchString(strings.TrimRight(f.downText(row, pipeline.OrdinalColumn), ".)")+".")
}

// isProvince tells whether there is or was a province of a name.
func (f *formReader) isProvince(name string) bool {
	return slices.ContainsFunc(f.lexicon.named(f.catalog.Geography.Units, name), func(u pipeline.Unit) bool { return u.Kind == pipeline.ProvinceUnit })
}

// partsOf are the units of the form's rows.
func (f *formReader) partsOf() []pipeline.Unit {
	_, day := f.catalog.Config.Calendar.Days(f.reading.Period)
	return f.catalog.Geography.Parts(f.reading.Reporter.ID, day)
}

// subtotal tells whether a row adds up a district: Cộng huyện Phú Tân, Toàn huyện. A total of the whole does not.
func (f *formReader) subtotal(text string) bool {
	if f.words.totals[foldLabel(text)] {
		return false
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("():-–", r) })
	if len(words) < 2 || !f.lexicon.totalStarts[foldLabel(words[0])] {
		return false
	}
	for i := 1; i < min(len(words), 4); i++ {
		label, rest := foldLabel(strings.Join(words[:i], " ")), strings.Join(words[i:], " ")
		if !f.lexicon.isTotal(label) && !f.lexicon.beginsTotal(label) {
			continue
		}
		if _, ok := f.words.kinds.district(rest); ok {
			return vi.Fold(f.reading.Reporter.Style+" "+f.reading.Reporter.Name) != vi.Fold(rest)
		}
	}
	return false
}

// beginsTotal tells whether a label of a total has the word before another: toàn of toàn tỉnh.
func (x *lexicon) beginsTotal(word string) bool {
	for label := range x.totals {
		if strings.HasPrefix(label, word+" ") {
			return true
		}
	}
	return false
}
