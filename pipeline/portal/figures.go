package portal

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline"
)

var figureRoutes = []route{
	{"GET /figures", senders, (*Portal).figures},
}

// chosenFigures is how many kinds of figures the page shows at once.
const chosenFigures = 3

// figuresPage is what a unit's figures over time are shown with.
type figuresPage struct {
	Unit, Title string
	Units       []unitGroup     // to choose from, of whoever sees all
	Own         []pipeline.Unit // or of a province: those that it answers for
	Shown       []pipeline.Unit // the commune that is shown; nil for none
	Keys        []keyChoice
	Chosen      [chosenFigures]string // by their keys; "" for none
	Span        timelineSpan
	Series      []figureSeries
	Communes    []pipeline.Unit // with figures of their own
	Query       template.URL    // what is chosen but for the unit, for links to communes
}

type keyChoice struct{ ID, Name string }

// figureSeries is one kind of figure over time.
type figureSeries struct {
	Name, UnitOfMeasure, Definition string
	Totals                          bool // the unit has parts, which are added up
	Rows                            []figureRow
	Chart                           *timeChart // nil where there is nothing to draw
}

// figureRow is a period. A figure that is not known is nil.
type figureRow struct {
	Label           string
	Declared, Total *shownFigure
	Nothing         bool // the unit has confirmed that there is nothing
}

type shownFigure struct {
	pipeline.TimelineFigure
	Trace string // where it comes from
}

// figures shows figures of a unit over time: a province its own, whoever reads everything those of any unit.
func (p *Portal) figures(v *visit) error {
	unit, place, ok := p.figuresUnit(v)
	if !ok {
		return errNotFound
	}
	page := figuresPage{Unit: unit, Title: p.Pipeline.Catalog.UnitTitle(place), Span: p.timelineSpan(v, place)}
	keys := p.chosenKeys(v, &page)
	request := pipeline.TimelineRequest{Unit: unit, Figures: keys}
	for _, period := range page.Span.Periods {
		if onMap, there := place.TimelineMap(p.lastDay(period)); there {
			request.Periods = append(request.Periods, pipeline.TimelinePeriod{Period: period, Map: onMap})
		}
	}
	if unit == place.ID {
		request.Reports = p.becoming(unit)
	}
	timeline, err := p.Records.Timeline(v.r.Context(), request)
	if err != nil {
		return err
	}
	p.figuresUnits(v, &page, timeline)
	for _, key := range keys {
		page.Series = append(page.Series, p.figureSeries(request, place, key, timeline))
	}
	for i := range page.Series {
		page.Series[i].Chart = p.timeChart(page.Series[i])
	}
	query := url.Values{"figure": page.Chosen[:], "by": {page.Span.By}, "from": {page.Span.From}, "to": {page.Span.To}}
	page.Query = template.URL(query.Encode()) // what url.Values has escaped
	return p.show(v, "figures", page)
}

// figuresUnit is the unit that is asked for, and of a commune its province; without one, a province's own or the nation.
func (p *Portal) figuresUnit(v *visit) (unit string, place pipeline.Unit, ok bool) {
	unit = cmp.Or(v.r.FormValue("unit"), v.account.Unit, pipeline.Nation)
	province, _, _ := strings.Cut(unit, "/")
	place, ok = p.Pipeline.Catalog.Geography.Unit(province)
	return unit, place, ok && v.concerns(province)
}

// chosenKeys are the kinds of figures that are asked for; without any, what a form must have comes first.
func (p *Portal) chosenKeys(v *visit, page *figuresPage) []pipeline.TimelineKey {
	c := p.Pipeline.Catalog
	all := c.TimelineKeys()
	var keys []pipeline.TimelineKey
	for _, key := range all {
		page.Keys = append(page.Keys, keyChoice{key.String(), c.FigureName(key.Indicator, key.Breakdown)})
	}
	for _, id := range v.r.Form["figure"] { // parsed with the unit
		at := slices.IndexFunc(all, func(k pipeline.TimelineKey) bool { return k.String() == id })
		if at >= 0 && len(keys) < chosenFigures && !slices.Contains(keys, all[at]) {
			keys = append(keys, all[at])
		}
	}
	if len(keys) == 0 {
		keys = append(keys, c.RequiredKey())
	}
	for i, key := range keys {
		page.Chosen[i] = key.String()
	}
	return keys
}

// figuresUnits are what may be chosen, and the communes that there are.
func (p *Portal) figuresUnits(v *visit, page *figuresPage, timeline pipeline.Timeline) {
	if v.account.Role == pipeline.ProvinceRole {
		page.Own = p.ownUnits(v)
	} else {
		page.Units = unitGroups(p.Pipeline.Catalog.Geography, pipeline.DayOf(p.now()))
	}
	for _, commune := range timeline.Communes {
		if commune.ID == page.Unit {
			page.Shown = []pipeline.Unit{commune}
		} else {
			page.Communes = append(page.Communes, commune)
		}
	}
	if _, called, ok := strings.Cut(page.Unit, "/"); ok && page.Shown == nil { // without figures nobody knows how it is spelled
		page.Shown = []pipeline.Unit{{ID: page.Unit, Name: called}}
	}
	if page.Shown != nil {
		page.Title = page.Shown[0].Name + ", " + page.Title
	}
}

// becoming are the provinces that became a unit, and it.
func (p *Portal) becoming(unit string) []string {
	var found []string
	for _, u := range p.Pipeline.Catalog.Geography.Units {
		if p.Pipeline.Catalog.Geography.Became(u.ID, unit) {
			found = append(found, u.ID)
		}
	}
	return found
}

// lastDay is the last day of a period.
func (p *Portal) lastDay(period pipeline.Period) time.Time {
	_, last := p.Pipeline.Catalog.Config.Calendar.Days(period)
	return last
}

func (p *Portal) figureSeries(request pipeline.TimelineRequest, place pipeline.Unit, key pipeline.TimelineKey, timeline pipeline.Timeline) figureSeries {
	c := p.Pipeline.Catalog
	indicator, _ := c.Indicator(key.Indicator)
	series := figureSeries{Name: c.FigureName(key.Indicator, key.Breakdown), UnitOfMeasure: indicator.Unit, Definition: indicator.Definition,
		Totals: place.Kind != pipeline.ProvinceUnit && indicator.AdditiveUnits}
	for _, period := range request.Periods {
		row := figureRow{Label: shortPeriod(period.Period)}
		for _, f := range timeline.Figures {
			if f.Period != period.String() || f.Indicator != key.Indicator || f.Breakdown != string(key.Breakdown) {
				continue
			}
			shown := &shownFigure{f, p.traceAddress(traced{Unit: request.Unit, Key: key, Period: period.Period, Map: period.Map})}
			if f.Kind == pipeline.TotalFigure {
				row.Total = shown
			} else {
				row.Declared = shown
			}
		}
		row.Nothing = row.Declared == nil && slices.ContainsFunc(timeline.Nothing, func(form pipeline.Form) bool {
			layout, ok := c.Layout(form.Layout.ID, p.lastDay(period.Period))
			return ok && form.Period == period.Period && layout.Counts(key.Indicator)
		})
		series.Rows = append(series.Rows, row)
	}
	return series
}
