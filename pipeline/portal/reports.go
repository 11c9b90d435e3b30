package portal

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"tonghop/pipeline"
)

var reportRoutes = []route{
	{"GET /reports", readers, (*Portal).reportsPage},
	{"GET /reports/files", readers, func(p *Portal, v *visit) error { return p.withReport(v, (*Portal).draftFile) }},
	{"POST /reports/draft", departments, func(p *Portal, v *visit) error { return p.withReport(v, (*Portal).draftOrder) }},
	{"POST /reports/approve", departments, func(p *Portal, v *visit) error { return p.withReport(v, (*Portal).approveOrder) }},
}

// reportsShown is the page of reports: what may be chosen, and the work on what was.
type reportsShown struct {
	Reports []pipeline.Report
	Units   []unitGroup
	Chosen  map[string]string
	Wrong   map[string]string // what is wrong with it, by the field
	Work    *orderWork        // nil where nothing is chosen
}

// unitGroup is a group of units to choose from.
type unitGroup struct {
	Kind  string // nation, region, province; former: provinces that are not there any more
	Units []pipeline.Unit
}

// reportFields are what is chosen, by the names of the form and of the address.
var reportFields = []string{"report", "unit", "period", "map"}

func (p *Portal) reportsPage(v *visit) error {
	if len(v.r.URL.Query()) == 0 {
		return p.show(v, "reports", p.reportsShown(nil, map[string]string{"unit": pipeline.Nation, "period": lastMonth(p.Pipeline, p.now())}))
	}
	return p.withReport(v, (*Portal).showOrder)
}

// withReport does something with the report that the address names.
func (p *Portal) withReport(v *visit, do func(*Portal, *visit, ordered) error) error {
	chosen, query := map[string]string{}, url.Values{}
	for _, name := range reportFields {
		if chosen[name] = v.r.URL.Query().Get(name); chosen[name] != "" {
			query.Set(name, chosen[name])
		}
	}
	if len(query) == 0 {
		return goTo(v, "/reports")
	}
	order, wrong := p.reportOrder(chosen)
	if len(wrong) > 0 {
		return p.showAs(v, http.StatusUnprocessableEntity, "reports", p.reportsShown(wrong, chosen))
	}
	return do(p, v, ordered{Order: order, page: "/reports?" + query.Encode(),
		action: func(name string) string { return "/reports/" + name + "?" + query.Encode() },
		file:   func(at int) string { return fmt.Sprintf("/reports/files?%s&file=%d", query.Encode(), at) },
		show: func(status int, work *orderWork) error {
			main := p.reportsShown(nil, chosen)
			main.Work = work
			return p.showAs(v, status, "reports", main)
		}})
}

// reportOrder is the order of what was chosen; what is wrong with it is named by the field.
func (p *Portal) reportOrder(chosen map[string]string) (order pipeline.Order, wrong map[string]string) {
	c, wrong := p.Pipeline.Catalog, map[string]string{}
	report, ok := c.Report(chosen["report"])
	if !ok || report.AtConference || report.InPack {
		wrong["report"] = "unknown"
	}
	period, ok := pipeline.ReadPeriod(chosen["period"])
	if !ok {
		wrong["period"] = "form"
	}
	var onMap time.Time
	if chosen["map"] != "" {
		var err error
		if onMap, err = time.Parse(time.DateOnly, chosen["map"]); err != nil {
			wrong["map"] = "form"
		}
	}
	unit, ok := c.Geography.Unit(chosen["unit"])
	if !ok {
		wrong["unit"] = "unknown"
	}
	if len(wrong) > 0 {
		return order, wrong
	}
	if _, day := c.Config.Calendar.Days(period); !unit.On(day) && !unit.On(onMap) {
		wrong["unit"] = "gone"
		return order, wrong
	}
	order, err := c.NewOrder(report, unit, period, onMap)
	switch {
	case len(order.Scope) == 0:
		wrong["unit"] = "gone"
	case err != nil:
		wrong["map"] = "old"
	}
	return order, wrong
}

func (p *Portal) reportsShown(wrong, chosen map[string]string) reportsShown {
	shown := reportsShown{Units: unitGroups(p.Pipeline.Catalog.Geography, pipeline.DayOf(p.now())), Chosen: chosen, Wrong: wrong}
	for _, report := range p.Pipeline.Catalog.Reports {
		if !report.AtConference && !report.InPack {
			shown.Reports = append(shown.Reports, report)
		}
	}
	return shown
}

// unitGroups are the units that figures may be about: those of today, then the provinces of before.
func unitGroups(g pipeline.Geography, today time.Time) []unitGroup {
	groups := []unitGroup{{Kind: "nation"}, {Kind: "region"}, {Kind: "province"}, {Kind: "former"}}
	add := func(at int, u pipeline.Unit) { groups[at].Units = append(groups[at].Units, u) }
	for _, u := range g.Units {
		switch {
		case u.ID == pipeline.Nation:
			add(0, u)
		case u.Kind == pipeline.RegionUnit:
			add(1, u)
		case u.Kind == pipeline.ProvinceUnit && u.On(today):
			add(2, u)
		case u.Kind == pipeline.ProvinceUnit:
			add(3, u)
		}
	}
	return groups
}

// lastMonth is the month that closed last, which is asked about most.
func lastMonth(on *pipeline.Pipeline, now time.Time) string {
	return on.Catalog.Config.Calendar.LastClosed(pipeline.MonthKind, pipeline.DayOf(now)).String()
}
