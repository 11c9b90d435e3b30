package pipeline

import (
	"cmp"

	"tonghop/pipeline/vi"
)

// refuseOther refuses a form that came into the folder of another unit than its own. It says where the form belongs: that has a folder where a province or region
// is there today, which may be what the unit became.
func (p *Pipeline) refuseOther(folder string, reporter Unit) *Refusal {
	c, today := p.Catalog, DayOf(p.Now())
	owner, _ := c.Geography.Unit(folder)
	got, whose := c.toldApart(reporter, owner)
	right, todo := c.Geography.Later(reporter, today), "other-unit-folder"
	if !right.On(today) || right.Kind != ProvinceUnit && right.Kind != RegionUnit {
		right.ID, todo = "", "other-unit-nowhere"
	}
	return &Refusal{Code: OtherUnitRefusal, Got: got, Values: map[string]string{"folder": folder, "owner": cmp.Or(whose, folder), "line": c.Head.Reporter[0],
		"expected": right.ID, "todo": Fill(c.Words[todo], map[string]string{"folder": right.ID})}}
}

// toldApart are the titles of two units, with what they differ in where that is no word of theirs: until when the one was there and since when the other is, or their codes.
func (c *Catalog) toldApart(a, b Unit) (string, string) {
	if c.UnitTitle(a) != c.UnitTitle(b) {
		return c.UnitTitle(a), c.UnitTitle(b)
	}
	told := func(u, other Unit) string {
		word := "unit-code"
		switch {
		case !u.Until.IsZero() && u.Until.Before(other.From):
			word = "unit-until"
		case !other.Until.IsZero() && other.Until.Before(u.From):
			word = "unit-from"
		}
		return Fill(c.Words[word], map[string]string{"unit": c.UnitTitle(u), "code": u.Code, "from": vi.Date(u.From), "until": vi.Date(u.Until)})
	}
	return told(a, b), told(b, a)
}
