package excel

import (
	"cmp"
	"strings"
	"unicode"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// tellApart gives communes of one id an id of their own each where their names differ in marks (Phú Thạnh and Phú Thành of
// one district) or in their kind (thị trấn Phước Long and xã Phước Long).
func (f *formReader) tellApart(communes []*commune) {
	f.split(communes, "communes-differ-in-marks", func(c *commune) (string, string) { return vi.Spelling(c.Name), c.Name })
	f.split(communes, "communes-differ-in-kind", func(c *commune) (string, string) { return c.kind, c.kind + " " + c.Name })
}

// split gives communes of one id that differ an id that keeps their names' marks. What differs and the name come from by;
// one that says nothing of what differs keeps the id.
func (f *formReader) split(communes []*commune, code string, by func(*commune) (differs, name string)) {
	type likeness struct{ id, differs string }
	firsts, leaders, counts := map[likeness]*commune{}, map[string]*commune{}, map[string]int{}
	for _, c := range communes {
		differs, _ := by(c)
		if like := (likeness{c.ID, differs}); differs != "" && firsts[like] == nil {
			firsts[like] = c
			leaders[c.ID] = cmp.Or(leaders[c.ID], c)
			counts[c.ID]++
		}
	}
	for _, c := range communes {
		differs, _ := by(c)
		first, leader := firsts[likeness{c.ID, differs}], leaders[c.ID]
		if counts[c.ID] < 2 || first == nil {
			continue
		}
		_, name := by(first)
		if c == first && c != leader {
			_, other := by(leader)
			f.note(code, c.at, name, map[string]string{"other": oneLine(other), "expected": pipeline.CellName(leader.at.row, leader.at.column)})
		}
		c.own = c.ID[:strings.LastIndex(c.ID, "/")+1] + dashed(name)
	}
	for _, c := range communes {
		c.ID = cmp.Or(c.own, c.ID)
	}
}

// dashed is a name as an id that keeps its marks: phú-thạnh.
func dashed(name string) string {
	return strings.Join(strings.FieldsFunc(vi.Lower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "-")
}

// noteDistricts says that some communes have a district and others none: their names alone may not tell them apart.
func (f *formReader) noteDistricts(communes []*commune) {
	var without []*commune
	for _, c := range communes {
		if c.District == "" && c.asks.row > 0 {
			without = append(without, c)
		}
	}
	if len(without) == 0 || len(without) == len(communes) {
		return
	}
	f.note("missing-district", without[0].asks, "", map[string]string{"count": rowNumber(len(without)), "line": oneLine(without[0].Name)})
}
