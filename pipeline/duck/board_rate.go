package duck

import (
	"math"
	"slices"

	"tonghop/pipeline"
)

// ratedScheme is that of the regions that rates are told by, as in the report of a period.
const ratedScheme = "kinh-te-xa-hoi"

// rates counts standings that are in order: for each form of a period its regions, in order, then the nation; of a selected
// region that one alone. One unit has no rate.
func (b *board) rates(standings []standing, selected pipeline.BoardSelection) []pipeline.Rate {
	rates := []pipeline.Rate{}
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
func (b *board) ratesOf(standings []standing, region string) (rates []pipeline.Rate) {
	counted := map[string]*pipeline.Rate{}
	count := func(unit string, s standing) {
		if unit == "" {
			return
		}
		r := counted[unit]
		if r == nil {
			r = &pipeline.Rate{Layout: s.Layout, Period: s.Period, Due: s.Due, Unit: unit}
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
			rates = append(rates, whole(*r, u))
		}
	}
	if last != nil {
		nation, _ := b.w.catalog.Geography.Unit(pipeline.Nation)
		rates = append(rates, whole(*last, nation))
	}
	return rates
}

// whole gives the rate its name and percentages.
func whole(r pipeline.Rate, unit pipeline.Unit) pipeline.Rate {
	percent := func(n int) float64 { return math.Round(1000*float64(n)/float64(r.Expected)) / 10 }
	r.Name, r.ReportingRate, r.OnTimeRate = unit.Name, percent(r.Sent), percent(r.OnTime)
	return r
}

// regionOf returns the region that a unit is in, or is, on the last day of the standing's period; "" is none.
func (b *board) regionOf(s standing) string {
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
func (b *board) within(s standing, region string) bool {
	return slices.ContainsFunc(b.w.catalog.Geography.Members, func(m pipeline.Member) bool {
		return m.Region == region && m.Province == s.Unit && m.On(s.place.day)
	})
}
