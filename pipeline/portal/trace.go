package portal

import (
	"slices"
	"time"

	"tonghop/pipeline"
)

var traceRoutes = []route{
	{"GET /trace", readers, (*Portal).trace},
}

// trace leads from a figure down to the cells that it is made of.
func (p *Portal) trace(v *visit) error {
	choice := p.choose(v)
	unit, indicator := v.r.FormValue("unit"), v.r.FormValue("indicator")
	main := map[string]any{"Choice": choice, "Unit": unit, "Indicator": indicator, "Breakdown": v.r.FormValue("breakdown"), "Map": v.r.FormValue("map"),
		"Indicators": p.Pipeline.Catalog.Indicators, "Places": p.tracedPlaces(choice.Day)}
	request, wrong := p.traceRequest(v, choice)
	main["Wrong"] = wrong && (unit != "" || indicator != "")
	if !wrong {
		found, err := p.Records.Trace(v.r.Context(), request)
		if err != nil {
			return err
		}
		main["Trace"] = found
	}
	return p.show(v, "trace", main)
}

// traceRequest is the figure that is asked for; wrong where something of it is not known.
func (p *Portal) traceRequest(v *visit, choice chosen) (request pipeline.TraceRequest, wrong bool) {
	c := p.Pipeline.Catalog
	indicator, known := c.Indicator(v.r.FormValue("indicator"))
	unit, there := c.Geography.Unit(v.r.FormValue("unit"))
	var onMap time.Time
	if text := v.r.FormValue("map"); text != "" {
		var err error
		if onMap, err = time.Parse(time.DateOnly, text); err != nil {
			return request, true
		}
	}
	if !known || !there {
		return request, true
	}
	order, err := c.NewOrder(pipeline.Report{}, unit, choice.Period, onMap)
	return pipeline.TraceRequest{Order: order, Unit: unit.ID, Indicator: indicator, Breakdown: pipeline.Breakdown(v.r.FormValue("breakdown"))}, err != nil
}

// tracedPlaces are the units whose figures may be traced: the nation, regions and provinces of a day.
func (p *Portal) tracedPlaces(day time.Time) []pipeline.Unit {
	geography := p.Pipeline.Catalog.Geography
	return slices.Concat(geography.On(pipeline.NationUnit, day), p.regionsOn(day), geography.On(pipeline.ProvinceUnit, day))
}
