package duck

import (
	"math"
	"slices"

	"tonghop/pipeline"
)

// Rate is how much of what is expected of one form of one period has been sent, in a region or the nation. The rates are those
// of the data set reports of DHIS2 ("Reporting rate summary" of its user documentation): reporting rate is actual reports over
// expected reports, reporting rate on time is actual reports on time over expected reports, and on time is what was completed
// within the days after the period that qualify for timely submission.
type Rate struct {
	Layout        string  `json:"layout"`
	Period        string  `json:"period"`
	Due           string  `json:"due"`
	Unit          string  `json:"unit"` // the region, or the nation
	Name          string  `json:"name"`
	Expected      int     `json:"expected"`
	Sent          int     `json:"sent"` // of those, accepted or nothing to report
	OnTime        int     `json:"on_time"`
	ReportingRate float64 `json:"reporting_rate"` // in percent, to one decimal
	OnTimeRate    float64 `json:"on_time_rate"`
}

// ratedScheme is that of the regions that rates are told by, as in the report of a period.
const ratedScheme = "kinh-te-xa-hoi"

// rates counts standings that are in order: for each form of a period its regions, in order, then the nation; of a selected
// region that one alone. One unit has no rate.
func (b *board) rates(standings []Standing, selected Selection) []Rate {
	rates := []Rate{}
	if len(selected.Units) > 0 {
		return rates
	}
	for len(standings) > 0 {
		n := 1
		for n < len(standings) && standings[n].Layout == standings[0].Layout && standings[n].Period == standings[0].Period {
			n++
		}
		rates = append(rates, b.ratesOf(standings[:n], selected.Region)...)
		standings = standings[n:]
	}
	return rates
}

// ratesOf counts the standings of one form of one period.
func (b *board) ratesOf(standings []Standing, region string) (rates []Rate) {
	counted := map[string]*Rate{}
	count := func(unit string, s Standing) {
		if unit == "" {
			return
		}
		r := counted[unit]
		if r == nil {
			r = &Rate{Layout: s.Layout, Period: s.Period, Due: s.Due, Unit: unit}
			counted[unit] = r
		}
		r.Expected++
		if s.Sent {
			r.Sent++
			if s.DaysLate == 0 {
				r.OnTime++
			}
		}
	}
	for _, s := range standings {
		switch {
		case !s.Expected:
		case region != "":
			count(region, s)
		default:
			count(b.regionOf(s), s)
			count(pipeline.Nation, s)
		}
	}
	last := counted[pipeline.Nation]
	delete(counted, pipeline.Nation)
	for _, u := range b.w.catalog.Geography.Units {
		if r := counted[u.ID]; r != nil {
			rates = append(rates, r.whole(u))
		}
	}
	if last != nil {
		nation, _ := b.w.catalog.Geography.Unit(pipeline.Nation)
		rates = append(rates, last.whole(nation))
	}
	return rates
}

// whole gives the rate its name and percentages.
func (r Rate) whole(unit pipeline.Unit) Rate {
	percent := func(n int) float64 { return math.Round(1000*float64(n)/float64(r.Expected)) / 10 }
	r.Name, r.ReportingRate, r.OnTimeRate = unit.Name, percent(r.Sent), percent(r.OnTime)
	return r
}

// regionOf returns the region that a unit is in, or is, on the last day of the standing's period; "" is none.
func (b *board) regionOf(s Standing) string {
	geography := b.w.catalog.Geography
	if u, _ := geography.Unit(s.Unit); u.Kind == pipeline.RegionUnit {
		return u.ID
	}
	in := b.regions[s.place.day]
	if in == nil {
		in = map[string]string{}
		for _, m := range geography.Members {
			if m.Scheme == ratedScheme && m.On(s.place.day) {
				in[m.Province] = m.Region
			}
		}
		b.regions[s.place.day] = in
	}
	return in[s.Unit]
}

// within tells whether a unit is in a region of any scheme on the last day of the standing's period.
func (b *board) within(s Standing, region string) bool {
	return slices.ContainsFunc(b.w.catalog.Geography.Members, func(m pipeline.Member) bool {
		return m.Region == region && m.Province == s.Unit && m.On(s.place.day)
	})
}
