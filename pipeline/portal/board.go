package portal

import (
	"cmp"
	"slices"
	"time"

	"tonghop/pipeline"
)

var boardRoutes = []route{
	{"GET /board", readers, (*Portal).board},
}

// chosen is the period and region that a page of the department is about.
type chosen struct {
	Period pipeline.Period
	Day    time.Time       // the last of the period, whose map holds
	Region string          // its id; "" is the whole country
	Wrong  string          // what was typed as a period, and is none
	Asked  []periodChoice  // periods that are suggested
	Places []pipeline.Unit // regions that may be chosen, each name once
}

type periodChoice struct{ ID, Name string }

// choose reads the period and the region that are asked for: without a period, the newest whose forms are owed.
func (p *Portal) choose(v *visit) chosen {
	c := p.Pipeline.Catalog
	choice := chosen{Region: v.r.FormValue("region")}
	asked := p.askedPeriods()
	for _, period := range asked {
		choice.Asked = append(choice.Asked, periodChoice{period.String(), period.Name()})
	}
	text := v.r.FormValue("period")
	period, ok := pipeline.ReadPeriod(text)
	if !ok {
		choice.Wrong = text
		period = p.newestPeriod(asked)
	}
	choice.Period = period.Closing(time.Time{})
	_, choice.Day = c.Config.Calendar.Days(choice.Period)
	choice.Places = p.regionsOn(choice.Day)
	if unit, known := c.Geography.Unit(choice.Region); !known || unit.Kind != pipeline.RegionUnit {
		choice.Region = ""
	}
	return choice
}

// newestPeriod is the month that people look at where they do not say which period they mean.
func (p *Portal) newestPeriod(asked []pipeline.Period) pipeline.Period {
	if len(asked) > 0 {
		return asked[0]
	}
	return p.Pipeline.Catalog.Config.Calendar.LastClosed(pipeline.MonthKind, pipeline.DayOf(p.now()))
}

// askedPeriods are those whose forms are asked for now, the newest first; of those that end together, the shortest.
func (p *Portal) askedPeriods() []pipeline.Period {
	var all []pipeline.Period
	config := p.Pipeline.Catalog.Config
	for _, d := range config.Deadlines {
		for _, period := range config.Asked(d, pipeline.DayOf(p.now())) {
			if !slices.Contains(all, period) {
				all = append(all, period)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pipeline.Period) int {
		firstOfA, lastOfA := a.Range()
		firstOfB, lastOfB := b.Range()
		return cmp.Or(cmp.Compare(lastOfB, lastOfA), cmp.Compare(firstOfB, firstOfA))
	})
	return all
}

// regionsOn are the regions of a day. Where two schemes have a region of one name, it is that of the scheme that comes first.
func (p *Portal) regionsOn(day time.Time) []pipeline.Unit {
	var regions []pipeline.Unit
	geography := p.Pipeline.Catalog.Geography
	for _, u := range geography.On(pipeline.RegionUnit, day) {
		same := slices.ContainsFunc(regions, func(other pipeline.Unit) bool { return other.Name == u.Name })
		if !same && len(geography.Parts(u.ID, day)) > 0 {
			regions = append(regions, u)
		}
	}
	return regions
}

// board shows where each unit stands with each form of a period; of a state that is asked for, the units that are in it with a form.
func (p *Portal) board(v *visit) error {
	choice := p.choose(v)
	standings, rates, err := p.Records.Board(v.r.Context(), pipeline.BoardSelection{Period: choice.Period.String(), Region: choice.Region})
	if err != nil {
		return err
	}
	forms := p.formsOf(standings, choice.Day)
	rows, counts, state := boardRows(standings, forms), countStates(standings), v.r.FormValue("state")
	if slices.ContainsFunc(counts, func(c stateCount) bool { return c.State == state }) {
		rows = slices.DeleteFunc(rows, func(r *boardRow) bool { return !r.in(state) })
	} else {
		state = ""
	}
	waiting, err := p.waiting(v)
	if err != nil {
		return err
	}
	return p.show(v, "board", map[string]any{"Waiting": waiting, "Choice": choice, "Forms": forms, "Rows": rows, "Rates": rates, "Counts": counts, "State": state})
}

// waitingForm is a form that the department has to decide about, of whatever period.
type waitingForm struct {
	pipeline.Submission
	UnitTitle, Form, PeriodName string
}

func (p *Portal) waiting(v *visit) ([]waitingForm, error) {
	found, err := p.Records.Waiting(v.r.Context())
	forms := make([]waitingForm, len(found))
	for i, s := range found {
		forms[i].Submission = s
		forms[i].UnitTitle, forms[i].Form, forms[i].PeriodName = p.formWords(s)
	}
	return forms, err
}

// formsOf are the forms of standings, by their numbers.
func (p *Portal) formsOf(standings []pipeline.Standing, day time.Time) []pipeline.Layout {
	var forms []pipeline.Layout
	for _, s := range standings {
		if slices.ContainsFunc(forms, func(l pipeline.Layout) bool { return l.ID == s.Layout }) {
			continue
		}
		layout, ok := p.Pipeline.Catalog.Layout(s.Layout, day)
		if !ok { // one that has come nevertheless
			layout = pipeline.Layout{ID: s.Layout, Number: s.Layout}
		}
		forms = append(forms, layout)
	}
	slices.SortStableFunc(forms, func(a, b pipeline.Layout) int { return cmp.Compare(a.Number, b.Number) })
	return forms
}

// boardRow is a unit with its standing in each form; nil where it owes none and sent none.
type boardRow struct {
	Unit, Name string
	Cells      []*pipeline.Standing
}

// in tells whether the unit is in a state with one of the forms.
func (r *boardRow) in(state string) bool {
	return slices.ContainsFunc(r.Cells, func(s *pipeline.Standing) bool { return s != nil && s.State == state })
}

// boardRows are the rows of the matrix, units in the order of the standings.
func boardRows(standings []pipeline.Standing, forms []pipeline.Layout) []*boardRow {
	var rows []*boardRow
	of := map[string]*boardRow{}
	for i, s := range standings {
		row := of[s.Unit]
		if row == nil {
			row = &boardRow{Unit: s.Unit, Name: s.Name, Cells: make([]*pipeline.Standing, len(forms))}
			of[s.Unit] = row
			rows = append(rows, row)
		}
		row.Cells[slices.IndexFunc(forms, func(l pipeline.Layout) bool { return l.ID == s.Layout })] = &standings[i]
	}
	return rows
}

// stateCount is how many standings are in a state.
type stateCount struct {
	State string
	Count int
}

// countStates counts standings by state, what asks for something first.
func countStates(standings []pipeline.Standing) []stateCount {
	counts := map[string]int{}
	for _, s := range standings {
		counts[s.State]++
	}
	var told []stateCount
	for _, state := range []string{pipeline.MissingStanding, string(pipeline.Returned), string(pipeline.Quarantined), pipeline.NotDueStanding, string(pipeline.Accepted),
		pipeline.NothingStanding, string(pipeline.Rejected), string(pipeline.Unchanged)} {
		if counts[state] > 0 {
			told = append(told, stateCount{state, counts[state]})
		}
	}
	return told
}
