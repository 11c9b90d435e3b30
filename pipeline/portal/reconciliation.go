package portal

import (
	"slices"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

var reconciliationRoutes = []route{
	{"GET /reconciliation", readers, (*Portal).reconciliation},
}

// reconciled is a figure that a region declares, held against what its provinces add up to.
type reconciled struct {
	Title           string
	Breakdown       pipeline.Breakdown
	Trace           *pipeline.Trace
	Declared, Total *pipeline.TracedFigure // nil for none
	Imbalance       string                 // "" where there is nothing to compare
	Agrees          bool
	Findings        []pipeline.Finding // on the declared cells, with what may be behind the imbalance
}

// reconciliation holds the form of a region against those of its provinces.
func (p *Portal) reconciliation(v *visit) error {
	choice := p.choose(v)
	standings, _, err := p.Records.Board(v.r.Context(), pipeline.BoardSelection{Period: choice.Period.String()})
	if err != nil {
		return err
	}
	var senders []pipeline.Standing
	for _, s := range standings {
		unit, _ := p.Pipeline.Catalog.Geography.Unit(s.Unit)
		if unit.Kind == pipeline.RegionUnit && s.Edition > 0 {
			senders = append(senders, s)
		}
	}
	main := map[string]any{"Choice": choice, "Senders": senders, "Unit": v.r.FormValue("unit")}
	at := slices.IndexFunc(senders, func(s pipeline.Standing) bool { return s.Unit == v.r.FormValue("unit") })
	if at < 0 && len(senders) > 0 {
		at = 0
	}
	if at >= 0 {
		main["Sender"], main["Unit"] = senders[at], senders[at].Unit
		if main["Figures"], err = p.reconcile(v, choice, senders[at]); err != nil {
			return err
		}
	}
	return p.show(v, "reconciliation", main)
}

// reconcile traces each figure that a form has a column for.
func (p *Portal) reconcile(v *visit, choice chosen, sender pipeline.Standing) ([]reconciled, error) {
	c := p.Pipeline.Catalog
	layout, _ := c.Layout(sender.Layout, choice.Day)
	unit, _ := c.Geography.Unit(sender.Unit)
	order, err := c.NewOrder(pipeline.Report{}, unit, choice.Period, choice.Day)
	if err != nil {
		return nil, err
	}
	var all []reconciled
	for _, column := range layout.Columns {
		indicator, ok := c.Indicator(column.Indicator)
		if !ok || column.Cumulative {
			continue
		}
		trace, err := p.Records.Trace(v.r.Context(), pipeline.TraceRequest{Order: order, Unit: unit.ID, Indicator: indicator, Breakdown: column.Breakdown})
		if err != nil {
			return nil, err
		}
		all = append(all, newReconciled(column.Title(), trace))
	}
	return all, nil
}

func newReconciled(title string, trace *pipeline.Trace) reconciled {
	r := reconciled{Title: title, Breakdown: trace.Breakdown, Trace: trace}
	for i := range trace.Figures {
		switch f := &trace.Figures[i]; f.Kind {
		case pipeline.DeclaredFigure:
			r.Declared = f
			for _, cell := range f.Cells {
				r.Findings = append(r.Findings, cell.Findings...)
			}
		case pipeline.TotalFigure:
			r.Total = f
		}
	}
	if trace.Difference != nil {
		r.Imbalance, r.Agrees = vi.Number(*trace.Difference).String(), *trace.Difference == 0
	}
	return r
}
