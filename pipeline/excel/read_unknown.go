package excel

import (
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// whyUnknown explains a name that is no unit on the day: the unit was there at another time, or another is spelt nearly so.
func (f *formReader) whyUnknown(name string, units []pipeline.Unit, day time.Time) map[string]string {
	values := map[string]string{"day": vi.Date(day), "period": f.reading.Period.Name(), "hint": "", "expected": nearest(name, units)}
	for _, u := range f.named(f.catalog.Geography.Units, name) {
		about := map[string]string{"unit": u.Name, "from": vi.Date(u.From), "until": vi.Date(u.Until)}
		switch {
		case !f.layout.Sender.Sends(u.Kind):
			values["hint"] = pipeline.Fill(f.catalog.Words["other-kind"], about)
		case day.Before(u.From):
			values["hint"] = pipeline.Fill(f.catalog.Words["not-yet"], about)
		case !u.Until.IsZero() && day.After(u.Until):
			successor, _ := f.catalog.Geography.Unit(u.Successor)
			about["successor"] = successor.Name
			values["hint"] = pipeline.Fill(f.catalog.Words["no-longer"], about)
			values["expected"] = successor.Name
		}
	}
	return values
}

// nearest returns the unit whose name takes the fewest changes to reach.
func nearest(name string, units []pipeline.Unit) string {
	folded := vi.FoldUnit(name)
	best, least := "", len(folded)+64
	for _, u := range units {
		if d := distance(folded, vi.FoldUnit(u.Name)); d < least {
			best, least = u.Name, d
		}
	}
	return best
}

// distance is Levenshtein's, over bytes: folded names are ASCII.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
