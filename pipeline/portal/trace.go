package portal

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

var traceRoutes = []route{
	{"GET /trace", senders, (*Portal).trace},
}

// traced is a figure that a link leads to the source of.
type traced struct {
	Unit   string
	Key    pipeline.TimelineKey
	Period pipeline.Period
	Map    time.Time // on whose map it is; zero: that of the period
	Within string    // the unit of the report that it stands in, of which it is a part; "" for none
}

// traceAddress is the page that leads from a figure down to its cells.
func (p *Portal) traceAddress(of traced) string {
	query := url.Values{"unit": {of.Unit}, "indicator": {of.Key.Indicator}, "period": {of.Period.String()}}
	if of.Period.ClosesEarly() {
		query.Set("period", of.Period.HeadName()) // as it is read again with the day
	}
	if of.Key.Breakdown != "" {
		query.Set("breakdown", string(of.Key.Breakdown))
	}
	if !of.Map.IsZero() && !of.Map.Equal(p.lastDay(of.Period)) {
		query.Set("map", of.Map.Format(time.DateOnly))
	}
	if of.Within != "" {
		query.Set("within", of.Within)
	}
	return "/trace?" + query.Encode()
}

// sources lead from the figures of an order's documents to their traces; what a document computes of others has none.
func (p *Portal) sources(order pipeline.Order) links {
	c := p.Pipeline.Catalog
	onMap := order.MapDay(c.Config.Calendar)
	restated := !onMap.Equal(order.LastDay(c.Config.Calendar))
	_, whole := c.Geography.Unit(order.Unit.ID) // no conference of provinces of its own
	return func(f *pipeline.Figure) string {
		province, _, _ := strings.Cut(f.Unit, "/")
		unit, known := c.Geography.Unit(province)
		period, err := pipeline.ParsePeriod(f.Period)
		partial := unit.Kind == pipeline.RegionUnit && unit.ID != order.Unit.ID && (restated || order.Unit.ID != pipeline.Nation) // of its provinces only those in the report
		if len(f.Cells) == 0 || !known || err != nil || restated && !whole || partial {
			return ""
		}
		of := traced{Unit: f.Unit, Key: pipeline.TimelineKey{Indicator: f.Indicator, Breakdown: pipeline.Breakdown(f.Breakdown)}, Period: period}
		if f.Period == order.Period.String() {
			of.Period = order.Period // with the day on which it closes early
		}
		if unit.On(onMap) && unit.ID == f.Unit {
			of.Map = onMap
		}
		if restated && unit.Kind == pipeline.ProvinceUnit && unit.ID != order.Unit.ID {
			of.Within = order.Unit.ID
		}
		return p.traceAddress(of)
	}
}

// tracePage is what the page is filled with.
type tracePage struct {
	Choice                                  chosen
	Unit, Indicator, Breakdown, Map, Within string
	Indicators                              []pipeline.Indicator
	Breakdowns                              []keyChoice
	Units                                   []unitGroup // of whoever sees all
	Own                                     []pipeline.Unit
	Communes                                []pipeline.Unit // of the province that is shown, or the one that is
	Wrong                                   string          // unit, map, breakdown, figure; "" for nothing
	Trace                                   *pipeline.Trace
	Figures                                 []tracedFigure
	Others                                  []tracedCell
	Difference                              string
	Timeline                                string // the figure over time
}

// tracedFigure is a figure of a trace with the links of its page.
type tracedFigure struct {
	pipeline.TracedFigure
	Address string // its own trace; "" for none
	Parts   []tracedFigure
	Cells   []tracedCell
	Others  []tracedCell
	Unknown []string // names of parts that nothing is known of
}

// tracedCell is a cell, and why a figure is not made of it.
type tracedCell struct {
	pipeline.TracedCell
	Open bool // the visitor may have its submission
	Why  string
}

// trace leads from a figure down to the cells that it is made of.
func (p *Portal) trace(v *visit) error {
	page := p.tracePage(v)
	request, ok := p.traceRequest(&page)
	if ok {
		found, err := p.Records.Trace(v.r.Context(), request)
		if err != nil {
			return err
		}
		p.showTrace(v, &page, request, found)
	}
	return p.show(v, "trace", page)
}

// tracePage reads what is asked for.
func (p *Portal) tracePage(v *visit) tracePage {
	c := p.Pipeline.Catalog
	page := tracePage{Choice: p.choose(v), Unit: cmp.Or(v.r.FormValue("unit"), v.account.Unit), Indicator: v.r.FormValue("indicator"), Breakdown: v.r.FormValue("breakdown"),
		Map: v.r.FormValue("map"), Within: v.r.FormValue("within"), Indicators: c.Indicators}
	if closing, ok := pipeline.ReadPeriod(v.r.FormValue("period")); ok {
		page.Choice.Period, page.Choice.Day = closing, p.lastDay(closing) // with the day on which it closes early: the figure is of then
	}
	for _, key := range c.TimelineKeys() {
		id := string(key.Breakdown)
		if id != "" && !slices.ContainsFunc(page.Breakdowns, func(k keyChoice) bool { return k.ID == id }) {
			page.Breakdowns = append(page.Breakdowns, keyChoice{id, c.BreakdownName(key.Breakdown)})
		}
	}
	if v.account.Role == pipeline.ProvinceRole {
		page.Own = p.ownUnits(v)
	} else {
		page.Units = unitGroups(c.Geography, pipeline.DayOf(p.now()))
	}
	return page
}

// traceRequest is the figure that is asked for. Where something of it is not known the page says so; nothing is wrong before anything is asked.
func (p *Portal) traceRequest(page *tracePage) (request pipeline.TraceRequest, ok bool) {
	c := p.Pipeline.Catalog
	if page.Indicator == "" {
		return request, false
	}
	indicator, known := c.Indicator(page.Indicator)
	province, _, commune := strings.Cut(page.Unit, "/")
	unit, there := c.Geography.Unit(cmp.Or(page.Within, province))
	if !known || !there {
		page.Wrong = "figure"
		return request, false
	}
	var onMap time.Time
	if page.Map != "" {
		var err error
		if onMap, err = time.Parse(time.DateOnly, page.Map); err != nil {
			page.Wrong = "map"
			return request, false
		}
	}
	order, err := c.NewOrder(pipeline.Report{}, unit, page.Choice.Period, onMap)
	switch {
	case len(order.Scope) == 0:
		page.Wrong = "unit"
	case err != nil:
		page.Wrong = "old"
	}
	request = pipeline.TraceRequest{Order: order, Unit: unit.ID, Indicator: indicator, Breakdown: pipeline.Breakdown(page.Breakdown)}
	if commune || page.Within != "" {
		request.Unit = page.Unit
	}
	return request, page.Wrong == ""
}

// showTrace makes the page of a trace, with links to what its figures are made of.
func (p *Portal) showTrace(v *visit, page *tracePage, request pipeline.TraceRequest, trace *pipeline.Trace) {
	page.Trace = trace
	key := pipeline.TimelineKey{Indicator: trace.Indicator, Breakdown: trace.Breakdown}
	if trace.Difference != nil {
		page.Difference = vi.Number(*trace.Difference).String()
	}
	address := func(unit string) string {
		of := traced{Unit: unit, Key: key, Period: request.Order.Period, Map: request.Order.MapDay(p.Pipeline.Catalog.Config.Calendar)}
		if trace.Restated && !strings.Contains(unit, "/") {
			of.Within = request.Order.Unit.ID // of which it may be a part only
		}
		return p.traceAddress(of)
	}
	page.Figures = p.tracedFigures(v, trace.Figures, address)
	page.Others = p.tracedCells(v, nil, trace.Others)
	page.Communes = communesOf(trace.Figures)
	page.Timeline = "/figures?" + url.Values{"unit": {trace.Unit}, "figure": {key.String()}}.Encode()
}

func (p *Portal) tracedFigures(v *visit, figures []pipeline.TracedFigure, address func(unit string) string) []tracedFigure {
	var shown []tracedFigure
	for _, f := range figures {
		of := tracedFigure{TracedFigure: f, Cells: p.tracedCells(v, f.Cells, nil), Others: p.tracedCells(v, nil, f.Others)}
		if f.Kind == pipeline.PartFigure {
			of.Address = address(f.Unit)
		}
		for _, part := range p.tracedFigures(v, f.Parts, address) {
			if part.Says.State == vi.Missing && len(part.Others) == 0 {
				of.Unknown = append(of.Unknown, part.UnitName)
				continue
			}
			of.Parts = append(of.Parts, part)
		}
		shown = append(shown, of)
	}
	return shown
}

// communesOf are the communes that figures are of, or made of.
func communesOf(figures []pipeline.TracedFigure) []pipeline.Unit {
	var communes []pipeline.Unit
	for _, f := range figures {
		if strings.Contains(f.Unit, "/") {
			communes = append(communes, pipeline.Unit{ID: f.Unit, Name: f.UnitName})
		}
		communes = append(communes, communesOf(f.Parts)...)
	}
	return communes
}

func (p *Portal) tracedCells(v *visit, cells []pipeline.TracedCell, others []pipeline.OtherCell) []tracedCell {
	var shown []tracedCell
	for _, cell := range cells {
		shown = append(shown, tracedCell{cell, v.concerns(cell.Reporter), ""})
	}
	for _, other := range others {
		shown = append(shown, tracedCell{other.TracedCell, v.concerns(other.Reporter), p.Pipeline.Catalog.Words["trace-why-"+string(other.Why)]})
	}
	return shown
}

// ownUnits are the units that a province's account answers for.
func (p *Portal) ownUnits(v *visit) []pipeline.Unit {
	var own []pipeline.Unit
	for _, id := range v.units {
		unit, _ := p.Pipeline.Catalog.Geography.Unit(id)
		own = append(own, unit)
	}
	return own
}
