package duck

import (
	"context"
	"database/sql"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// revision is what a form says otherwise than the current edition: differs without a difference where cells have moved, or a figure
// is written in another way.
type revision struct {
	differs     bool
	differences []pipeline.Difference
}

// subjectOf is what a row of a form is about, wherever it stands.
type subjectOf struct {
	kind                 string // figure, box, commune, record or field
	register, unit, name string
	about                string // an indicator, a box or a field
	breakdown, period    string
	cumulative           bool
}

// keptRow is a row of one of two editions that the other does not have to the letter.
type keptRow struct {
	subjectOf
	later             bool
	sheet, cell, line string
	text              string // as a difference tells it
}

// revisions compares forms with other ones, later with earlier.
func (w *Warehouse) revisions(ctx context.Context, later, earlier []int64) (map[int64]revision, error) {
	found := make(map[int64]revision, len(later))
	if len(later) == 0 {
		return found, nil
	}
	rowsOf := map[int64][]keptRow{}
	err := w.query(ctx, "edition_differences", map[string]any{"later": later, "earlier": earlier}, func(rows *sql.Rows) error {
		var submission int64
		var layout string
		var version int
		var figure any
		var r keptRow
		if err := rows.Scan(&submission, &layout, &version, &r.later, &r.kind, &r.register, &r.unit, &r.name, &r.about, &r.breakdown, &r.period, &r.cumulative,
			&r.sheet, &r.cell, &r.line, &r.text, &figure); err != nil {
			return err
		}
		if r.kind == "box" {
			r.line = w.boxLabel(layout, version, r.line)
		}
		var err error
		if fields, ok := figure.(map[string]any); ok {
			r.text, err = figureText(fields)
		}
		rowsOf[submission] = append(rowsOf[submission], r)
		return err
	})
	for submission, rows := range rowsOf {
		found[submission] = revision{differs: true, differences: differencesOf(rows)}
	}
	return found, err
}

// record is the subject of the record that a field is of.
func (s subjectOf) record() subjectOf {
	return subjectOf{kind: "record", register: s.register, unit: s.unit, name: s.name, period: s.period}
}

// differencesOf tells what two editions say otherwise, given what stands in one of them only. Rows about the same are matched in
// their order.
func differencesOf(rows []keptRow) []pipeline.Difference {
	sides := map[bool]map[subjectOf][]keptRow{false: {}, true: {}} // of the earlier and the later edition
	for _, r := range rows {
		side := sides[r.later]
		side[r.subjectOf] = append(side[r.subjectOf], r)
	}
	isWhole := func(record subjectOf) bool { return len(sides[false][record]) != len(sides[true][record]) } // new or gone
	seen := map[bool]map[subjectOf]int{false: {}, true: {}}
	var found []pipeline.Difference
	for _, r := range rows {
		others, nth := sides[!r.later][r.subjectOf], seen[r.later][r.subjectOf]
		seen[r.later][r.subjectOf]++
		matched := nth < len(others)
		switch {
		case matched && !r.later: // told with the later one
			continue
		case r.kind == "commune" && !matched, r.kind == "field" && isWhole(r.record()): // told by what is said of it, or by its record
			continue
		}
		d := pipeline.Difference{Sheet: r.sheet, Cell: r.cell, Line: r.line}
		if r.later {
			d.To = r.text
		} else {
			d.From = r.text
		}
		if matched {
			d.From = others[nth].text
		}
		if d.From != d.To {
			found = append(found, d)
		}
	}
	return found
}

// boxLabel is how a form calls the place of words: a box, or the row that a note stands beside.
func (w *Warehouse) boxLabel(layout string, version int, id string) string {
	for _, l := range w.catalog.Layouts {
		if l.ID != layout || l.Version != version {
			continue
		}
		for _, box := range l.Boxes {
			if box.ID == id {
				return box.Label[0]
			}
		}
		for _, item := range l.Rows.Items {
			if item.Code == id {
				return item.Label
			}
		}
	}
	return id
}

// figureText tells a figure as sentences do; one that is missing is nothing.
func figureText(fields map[string]any) (string, error) {
	f, err := figureOf(fields)
	if err != nil || f.Quantity.State == vi.Missing {
		return "", err
	}
	return f.Quantity.Prose(), nil
}
