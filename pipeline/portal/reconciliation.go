package portal

import (
	"slices"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

var reconciliationRoutes = []route{
	{"GET /reconciliation", readers, (*Portal).reconciliation},
}

// reconciled is a row of the page.
type reconciled struct {
	pipeline.Reconciliation
	Title     string
	Balanced  pipeline.Balanced
	Imbalance string // "" where there is none to tell
	Lacking   []string
	Address   string // of the trace
}

// reconciliation holds the form of a region against those of its provinces.
func (p *Portal) reconciliation(v *visit) error {
	choice := p.choose(v)
	standings, _, err := p.Records.Board(v.r.Context(), pipeline.BoardSelection{Period: choice.Period.String()})
	if err != nil {
		return err
	}
	var senders, nation []pipeline.Standing
	for _, s := range standings {
		unit, _ := p.Pipeline.Catalog.Geography.Unit(s.Unit)
		switch {
		case s.Edition == 0: // nothing of it counts
		case unit.Kind == pipeline.RegionUnit:
			senders = append(senders, s)
		case unit.Kind == pipeline.NationUnit:
			nation = append(nation, s)
		}
	}
	senders = append(senders, nation...) // the page is about regions first
	main := map[string]any{"Choice": choice, "Senders": senders, "Unit": v.r.FormValue("unit")}
	at := slices.IndexFunc(senders, func(s pipeline.Standing) bool { return s.Unit == v.r.FormValue("unit") })
	if at < 0 && len(senders) > 0 {
		at = 0
	}
	if at >= 0 {
		main["Sender"], main["Unit"] = senders[at], senders[at].Unit
		figures, err := p.reconcile(v, choice, senders[at])
		if err != nil {
			return err
		}
		main["Empty"] = slices.DeleteFunc(slices.Clone(figures), reconciled.told)
		main["Figures"] = slices.DeleteFunc(figures, func(r reconciled) bool { return !r.told() })
	}
	return p.show(v, "reconciliation", main)
}

// reconcile compares each figure that a form has a column for.
func (p *Portal) reconcile(v *visit, choice chosen, sender pipeline.Standing) ([]reconciled, error) {
	c := p.Pipeline.Catalog
	layout, _ := c.Layout(sender.Layout, choice.Day)
	unit, _ := c.Geography.Unit(sender.Unit)
	order, err := c.NewOrder(pipeline.Report{}, unit, choice.Period, choice.Day)
	if err != nil {
		return nil, err
	}
	var keys []pipeline.TimelineKey
	var titles []string
	for _, column := range layout.Columns {
		if _, ok := c.Indicator(column.Indicator); ok && !column.Cumulative {
			keys, titles = append(keys, pipeline.TimelineKey{Indicator: column.Indicator, Breakdown: column.Breakdown}), append(titles, column.Title())
		}
	}
	found, err := p.Records.Reconcile(v.r.Context(), order, keys)
	if err != nil {
		return nil, err
	}
	all := make([]reconciled, len(found))
	for i, r := range found {
		all[i] = reconciled{Reconciliation: r, Title: titles[i], Address: p.traceAddress(traced{Unit: unit.ID, Key: r.TimelineKey, Period: choice.Period})}
		indicator, _ := c.Indicator(r.Indicator)
		all[i].compare(indicator)
	}
	return all, nil
}

// told tells whether there is anything to hold against anything.
func (r reconciled) told() bool { return r.Declared != nil || r.Total != nil || len(r.Parts) > 0 }

// compare says how the two figures stand to each other, and which provinces are lacking.
func (r *reconciled) compare(indicator pipeline.Indicator) {
	step := vi.One
	if indicator.Decimal {
		step = 1
	}
	imbalance, exact := vi.Number(0), false
	if r.Balanced, imbalance, exact = r.Reconciliation.Balanced(step); exact {
		r.Imbalance = imbalance.String()
	}
	for _, part := range r.Parts {
		if part.Figure == nil || part.Figure.Quantity.State == vi.Missing {
			r.Lacking = append(r.Lacking, part.UnitName)
		}
	}
}
