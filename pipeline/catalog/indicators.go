package catalog

import (
	"slices"
	"strings"

	"tonghop/pipeline"
)

type indicatorsFile struct {
	Indicators []at[indicator]
	Breakdowns []at[breakdownKey]
}

type indicator struct {
	ID, Name, Definition, Unit string
	Nature                     pipeline.Nature
	Decimal                    bool
	Adds, Distinct             []string
	At                         string
	Of                         string
	Since                      date
}

type breakdownKey struct {
	Key, Name string
	Partition bool
	Values    []pipeline.BreakdownValue
}

var natures = []pipeline.Nature{pipeline.Stock, pipeline.Flow, pipeline.Derived}

func (l *loader) indicators() {
	const file = "indicators.yaml"
	text, _ := l.read(file)
	var in indicatorsFile
	if text == nil {
		return
	}
	if _, ok := l.decode(file, 1, text, &in); !ok {
		return
	}
	for _, entry := range in.Indicators {
		l.indicator(file, entry)
	}
	for _, entry := range in.Indicators {
		if of := entry.Value.Of; of != "" {
			if _, ok := l.catalog.Indicator(of); !ok {
				l.problem(file, entry.Line, "of: %q is no indicator", of)
			}
		}
	}
	for _, entry := range in.Breakdowns {
		if entry.Value.Key == "" || len(entry.Value.Values) == 0 {
			l.problem(file, entry.Line, "a breakdown needs key, name and values")
		}
		l.catalog.Breakdowns = append(l.catalog.Breakdowns, pipeline.BreakdownKey(entry.Value))
	}
}

func (l *loader) indicator(file string, entry at[indicator]) {
	in := entry.Value
	if in.ID == "" || in.Name == "" || in.Unit == "" {
		l.problem(file, entry.Line, "an indicator needs id, name and unit (of measure)")
	}
	if _, ok := l.catalog.Indicator(in.ID); ok {
		l.problem(file, entry.Line, "indicator %q is there twice", in.ID)
	}
	if !slices.Contains(natures, in.Nature) {
		l.problem(file, entry.Line, "nature: %q; %s", in.Nature, oneOf(natures))
	}
	for _, axis := range in.Adds {
		if axis != "units" && axis != "time" {
			l.problem(file, entry.Line, "adds: %q; expected one of units, time", axis)
		}
	}
	if len(in.Distinct) > 0 && (!slices.Equal(in.Distinct, []string{"time"}) || slices.Contains(in.Adds, "time")) {
		l.problem(file, entry.Line, "distinct: expected [time], and time not in adds")
	}
	if in.At != "" && (in.At != "start" || in.Nature != pipeline.Stock) {
		l.problem(file, entry.Line, "at: %q; expected start, of a stock only", in.At)
	}
	l.catalog.Indicators = append(l.catalog.Indicators, pipeline.Indicator{
		ID: in.ID, Name: in.Name, Definition: in.Definition, Unit: in.Unit, Nature: in.Nature, Decimal: in.Decimal,
		AdditiveUnits: slices.Contains(in.Adds, "units"), AdditiveTime: slices.Contains(in.Adds, "time"),
		DistinctTime: len(in.Distinct) > 0, AtStart: in.At != "", Of: in.Of, Since: in.Since.Time,
	})
}

// checkIndicator reports an indicator that is not in the catalogue.
func (l *loader) checkIndicator(file string, line int, id string) {
	if _, ok := l.catalog.Indicator(id); !ok {
		l.problem(file, line, "indicator: %q is not in indicators.yaml", id)
	}
}

// breakdown checks the pairs of a breakdown and makes it canonical.
func (l *loader) breakdown(file string, line int, pairs map[string]string) pipeline.Breakdown {
	for key, value := range pairs {
		i := slices.IndexFunc(l.catalog.Breakdowns, func(b pipeline.BreakdownKey) bool { return b.Key == key })
		if i < 0 {
			l.problem(file, line, "breakdown: %q is no key of a breakdown in indicators.yaml", key)
			continue
		}
		values := l.catalog.Breakdowns[i].Values
		if !slices.ContainsFunc(values, func(v pipeline.BreakdownValue) bool { return v.ID == value }) {
			var ids []string
			for _, v := range values {
				ids = append(ids, v.ID)
			}
			l.problem(file, line, "breakdown: %s=%q; expected one of %s", key, value, strings.Join(ids, ", "))
		}
	}
	return pipeline.NewBreakdown(pairs)
}
