package excel

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// plannedSheet is a sheet that a document will have. Names are given before anything is laid out, for the contents lead to sheets that
// come after them.
type plannedSheet struct {
	name  string
	title string // as the contents list it; "" for the sheet of the body's text
	annex string // the annex that begins with the sheet; "" for none
}

// plan lists the sheets of a document in their order.
func plan(d *pipeline.Document) []plannedSheet {
	names := sheetNames{}
	sheets := []plannedSheet{{name: names.take(d.Letterhead.Kind, d.Title)}}
	var annex *pipeline.Annex
	begun, worded := true, true // the annex that we are in has a sheet, and one for its words
	add := func(title string, wishes ...string) {
		sheet := plannedSheet{name: names.take(wishes...), title: title}
		if !begun {
			sheet.annex, begun = annexLine(annex), true
		}
		sheets = append(sheets, sheet)
	}
	for _, block := range d.Blocks {
		switch block := block.(type) {
		case pipeline.Annex:
			annex, begun, worded = &block, false, false
		case pipeline.Table:
			wishes := []string{block.Caption}
			if annex != nil {
				wishes = append(wishes, annex.Label())
			}
			add(block.Caption, wishes...)
		case pipeline.Chart:
			add(block.Title, block.Title)
		default:
			if !worded {
				worded = true
				add("", annex.Label(), annex.Title)
			}
		}
	}
	for _, supplement := range d.Supplements {
		add(supplement.Name, supplement.Name)
	}
	return sheets
}

// annexLine is an annex in one line.
func annexLine(a *pipeline.Annex) string {
	return strings.TrimSuffix(a.Label()+". "+vi.SingleSpaced(a.Title), ". ")
}

// contents lists the sheets and leads to them: an annex at its first sheet, tables, charts and supplements by their titles.
func (r *report) contents(c pipeline.Contents) {
	t := r.words()
	t.gap(6)
	if title := cleanText(c.Title); title != "" {
		t.full(title, titleText)
	}
	for _, sheet := range r.plan[1:] {
		if sheet.annex != "" {
			t.leads(sheet.annex, sheet.name, contentsText.with(func(l *look) { l.bold = true }))
		}
		if sheet.title != "" {
			t.leads(sheet.title, sheet.name, contentsText)
		}
	}
	t.tail = 0
}
