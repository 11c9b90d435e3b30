package excel

import (
	"slices"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// unknownUnit refuses a name that is no sender on the day, and says what it is instead: a unit that sends another form,
// one that was there at another time, or one that is spelt otherwise.
func (f *formReader) unknownUnit(name string, at position, day time.Time) *pipeline.Refusal {
	values := map[string]string{"day": vi.Date(day), "period": f.reading.Period.Name(), "form": f.number}
	here := f.lexicon.named(f.catalog.Geography.Units, name)
	for _, u := range here {
		if !f.layout.Sender.Sends(u.Kind) && u.On(day) {
			values["kind"], values["expected"] = f.catalog.Words["kind-"+string(u.Kind)], f.formsOf(u.Kind, day)
			values["sender"] = f.kindsOf(f.layout)
			return f.refuse("wrong-sender", at, name, values)
		}
	}
	values["hint"], values["expected"] = f.whyUnknown(name, f.senders(), day)
	return f.refuse("unknown-unit", at, name, values)
}

// kindsOf says in words which kinds of units send a form.
func (f *formReader) kindsOf(layout pipeline.Layout) string {
	kinds := make([]string, len(layout.Sender.Kinds))
	for i, kind := range layout.Sender.Kinds {
		kinds[i] = f.catalog.Words["kind-"+string(kind)]
	}
	return vi.Join(kinds)
}

// formsOf lists the numbers of the forms that units of a kind send on the day.
func (f *formReader) formsOf(kind pipeline.UnitKind, day time.Time) string {
	var numbers []string
	for _, l := range f.catalog.Layouts {
		if l.Sender.Sends(kind) && l.ValidOn(day) && !slices.Contains(numbers, l.Number) {
			numbers = append(numbers, l.Number)
		}
	}
	slices.Sort(numbers)
	return vi.Join(numbers)
}

// whyUnknown says why a name is none of the units on the day, and which of them may be meant.
func (f *formReader) whyUnknown(name string, units []pipeline.Unit, day time.Time) (hint, expected string) {
	for _, u := range f.lexicon.named(f.catalog.Geography.Units, name) {
		about := map[string]string{"unit": u.Name, "from": vi.Date(u.From), "until": vi.Date(u.Until), "whole": f.reading.Reporter.Name}
		switch {
		case u.Kind != pipeline.ProvinceUnit:
			continue
		case u.On(day):
			return pipeline.Fill(f.catalog.Words["elsewhere"], about), units[0].Name
		case day.Before(u.From):
			expected = f.before(u, day)
			hint = pipeline.Fill(f.catalog.Words["not-yet"], about)
		default:
			expected = f.after(u, day)
			about["successor"] = expected
			hint = pipeline.Fill(f.catalog.Words["no-longer"], about)
		}
		if expected != "" {
			return hint, expected
		}
	}
	expected, near := nearestUnit(name, units)
	if hint == "" && near {
		hint = pipeline.Fill(f.catalog.Words["perhaps"], map[string]string{"unit": expected})
	}
	return hint, expected
}

// before returns the name of the unit on the day that became u.
func (f *formReader) before(u pipeline.Unit, day time.Time) string {
	for _, old := range f.catalog.Geography.Units {
		if old.Successor == u.ID && old.On(day) {
			return old.Name
		}
	}
	return ""
}

// after returns the name of the unit on the day that u became a part of, through all changes between.
func (f *formReader) after(u pipeline.Unit, day time.Time) string {
	for range f.catalog.Geography.Units {
		next, ok := f.catalog.Geography.Unit(u.Successor)
		if !ok || next.On(day) {
			return next.Name
		}
		u = next
	}
	return ""
}

// nearestUnit returns the unit whose name is nearest, with the words that say what kind it is or without.
func nearestUnit(name string, units []pipeline.Unit) (string, bool) {
	bare, whole := make([]string, len(units)), make([]string, len(units))
	for i, u := range units {
		bare[i], whole[i] = vi.FoldUnit(u.Name), vi.Fold(u.Style+" "+u.Name)
	}
	for _, names := range [][]string{bare, whole} {
		for _, text := range []string{vi.FoldUnit(unmarked(name)), vi.Fold(name)} {
			if i := nearest(text, names); i >= 0 {
				return units[i].Name, true
			}
		}
	}
	return units[0].Name, false
}
