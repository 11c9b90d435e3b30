package duck

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"tonghop/pipeline"
)

// standing is where one unit stands, with its place on the board.
type standing struct {
	pipeline.Standing
	place place
}

// place is where a standing comes in the order of the board, and the last day of its period.
type place struct {
	lastMonth, unit int
	day             time.Time
}

// Board tells who has sent what, who is late, and what is missing: for a period; without one, for every period that anything
// came for and those whose forms are asked for now.
func (w *Warehouse) Board(ctx context.Context, selected pipeline.BoardSelection) ([]pipeline.Standing, []pipeline.Rate, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	b := w.newBoard()
	if err := b.sent(ctx, selected); err != nil {
		return nil, nil, err
	}
	if err := b.owed(selected.Period); err != nil {
		return nil, nil, err
	}
	placed := b.standings(selected)
	standings := make([]pipeline.Standing, len(placed))
	for i, s := range placed {
		standings[i] = s.Standing
	}
	return standings, b.rates(placed, selected), nil
}

// board is the work on one answer.
type board struct {
	w       *Warehouse
	today   time.Time
	forms   map[formOf]pipeline.Period
	rows    map[standingKey]*standing
	order   map[string]int                  // of units, by id
	regions map[time.Time]map[string]string // of provinces on a day
}

type formOf struct{ layout, period string }

type standingKey struct {
	formOf
	unit string
}

func (w *Warehouse) newBoard() *board {
	b := &board{w: w, today: pipeline.DayOf(w.now()), forms: map[formOf]pipeline.Period{}, rows: map[standingKey]*standing{},
		order: map[string]int{}, regions: map[time.Time]map[string]string{}}
	for i, u := range w.catalog.Geography.Units {
		b.order[u.ID] = i
	}
	return b
}

// sent adds what came.
func (b *board) sent(ctx context.Context, selected pipeline.BoardSelection) error {
	args := map[string]any{"period": selected.Period, "units": listOf(selected.Units), "listing": b.w.listing()}
	return b.w.query(ctx, "board", args, func(rows *sql.Rows) error {
		var s pipeline.Standing
		var mapDay, received, first, said *time.Time
		var nothing bool
		if err := rows.Scan(&s.Layout, &s.Period, &s.Unit, &mapDay, &s.Submission, &s.State, &s.File, &received, &first, &s.Edition, &said, &nothing,
			&s.Errors, &s.Warnings, &s.Notes, &s.Waived); err != nil {
			return err
		}
		p, err := pipeline.ParsePeriod(s.Period)
		if err != nil {
			return err
		}
		if mapDay != nil {
			p = p.Closing(*mapDay)
		}
		s.Sent = s.Edition > 0 || said != nil
		switch {
		case s.State == "" || s.State == string(pipeline.Accepted) && nothing:
			s.State = pipeline.NothingStanding
		case s.State == string(pipeline.Quarantined) && !s.Sent:
			first = received // it is here; the department decides whether it counts
		}
		if s.FirstReceived = cmp.Or(first, said); s.FirstReceived != nil {
			*s.FirstReceived = s.FirstReceived.UTC()
		}
		b.add(s, p)
		return nil
	})
}

// listing are the layouts whose rows the sender names.
func (w *Warehouse) listing() []string {
	ids := []string{}
	for _, l := range w.catalog.Layouts {
		if l.Rows.Free() {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// add puts a row on the board, with what follows from its period and unit.
func (b *board) add(told pipeline.Standing, p pipeline.Period) *standing {
	s := standing{Standing: told}
	unit, _ := b.w.catalog.Geography.Unit(s.Unit)
	s.Name = unit.Name
	_, s.place.lastMonth = p.Range()
	s.place.unit = b.order[s.Unit]
	_, s.place.day = b.w.catalog.Config.Calendar.Days(p.Closing(time.Time{}))
	form := formOf{s.Layout, s.Period}
	b.forms[form] = p.Closing(time.Time{})
	row := &s
	if due, ok := b.w.catalog.Config.Due(s.Layout, p); ok {
		row.judge(due, b.today)
	}
	b.rows[standingKey{form, s.Unit}] = row
	return row
}

// judge tells how late a row is, and whether what did not come is due.
func (s *standing) judge(due, today time.Time) {
	s.Due = due.Format(time.DateOnly)
	until := today
	if s.FirstReceived != nil {
		until = pipeline.DayOf(*s.FirstReceived)
	}
	s.DaysLate = max(0, int(until.Sub(due).Hours()/24))
	if s.State == pipeline.MissingStanding && !today.After(due) {
		s.State = pipeline.NotDueStanding
	}
}

// owed adds what is expected of the forms of a period; without one, of those that came and those that are asked for now.
func (b *board) owed(period string) error {
	c := b.w.catalog
	for _, d := range c.Config.Deadlines {
		asked := c.Config.Asked(d, b.today)
		if period != "" {
			p, err := pipeline.ParsePeriod(period)
			if err != nil {
				return err
			}
			asked = []pipeline.Period{p}
		}
		for _, p := range asked {
			b.forms[formOf{d.Form, p.String()}] = p
		}
	}
	for form, p := range b.forms {
		for _, u := range c.Owing(form.layout, p) {
			row := b.rows[standingKey{form, u.ID}]
			if row == nil {
				row = b.add(pipeline.Standing{Layout: form.layout, Period: form.period, Unit: u.ID, State: pipeline.MissingStanding}, p)
			}
			row.Expected = true
		}
	}
	return nil
}

// standings are the rows that are selected, in order: by period, form and unit.
func (b *board) standings(selected pipeline.BoardSelection) []standing {
	found := []standing{}
	for _, row := range b.rows {
		if (len(selected.Units) == 0 || slices.Contains(selected.Units, row.Unit)) && (selected.Region == "" || row.Unit == selected.Region || b.within(*row, selected.Region)) {
			found = append(found, *row)
		}
	}
	slices.SortFunc(found, func(a, b standing) int {
		return cmp.Or(cmp.Compare(a.place.lastMonth, b.place.lastMonth), cmp.Compare(a.Period, b.Period), cmp.Compare(a.Layout, b.Layout),
			cmp.Compare(a.place.unit, b.place.unit))
	})
	return found
}
