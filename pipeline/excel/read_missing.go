package excel

import "tonghop/pipeline"

// whyNoLine says which line a name may mean: a unit that is no more, or one that is spelt otherwise.
func (f *formReader) whyNoLine(name string, lines *lines) map[string]string {
	if f.layout.Rows.Each == "" {
		hint, expected := "", lines.all[0].name
		if i := nearest(foldLabel(withoutOrdinal(unmarked(name))), lines.labels()); i >= 0 {
			expected = lines.all[i].name
			hint = pipeline.Fill(f.catalog.Words["perhaps"], map[string]string{"unit": expected})
		}
		return map[string]string{"hint": hint, "expected": expected}
	}
	units := make([]pipeline.Unit, len(lines.all))
	for i, l := range lines.all {
		units[i].Name = l.name
	}
	_, day := f.catalog.Config.Calendar.Days(f.reading.Period)
	hint, expected := f.whyUnknown(name, units, day)
	return map[string]string{"hint": hint, "expected": expected}
}

// whyTwice says what two rows of one name may be beside one too many: communes of two districts.
func (f *formReader) whyTwice(l line) string {
	if l.commune == nil {
		return ""
	}
	return f.catalog.Words["same-name"]
}

// noteMissing says of lines of the form that are not there: one that must have a figure returns the form.
func (f *formReader) noteMissing(lines *lines, seen map[string]position) {
	var missing []string
	for _, l := range lines.all {
		_, there := seen[l.key]
		switch {
		case there || l.key == "":
		case l.item != nil && l.item.Required:
			f.note("missing-row", position{}, l.name, map[string]string{"expected": l.key})
		default:
			missing = append(missing, l.name)
		}
	}
	if len(missing) == 0 {
		return
	}
	const named = 5
	values := map[string]string{"count": rowNumber(len(missing)), "expected": quoted(missing[:min(named, len(missing))])}
	if len(missing) > named {
		values["expected"] += ", …"
	}
	f.note("missing-rows", position{}, "", values)
}
