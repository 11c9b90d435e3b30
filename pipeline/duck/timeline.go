package duck

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"tonghop/pipeline"
)

// Timeline tells figures of a unit over time, in one statement.
func (w *Warehouse) Timeline(ctx context.Context, request pipeline.TimelineRequest) (pipeline.Timeline, error) {
	var timeline pipeline.Timeline
	if len(request.Periods) == 0 || len(request.Figures) == 0 {
		return timeline, nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	err := w.query(ctx, "timeline", w.timelineArguments(request), func(rows *sql.Rows) error {
		var kind, unit, name, period string
		var lacks, figure any
		var exact bool
		if err := rows.Scan(&kind, &unit, &name, &period, &lacks, &exact, &figure); err != nil {
			return err
		}
		switch kind {
		case "commune":
			timeline.Communes = append(timeline.Communes, pipeline.Unit{ID: unit, Kind: pipeline.CommuneUnit, Name: name})
			return nil
		case "nothing":
			of, err := pipeline.ParsePeriod(period)
			timeline.Nothing = append(timeline.Nothing, pipeline.Form{Layout: pipeline.Layout{ID: name}, Period: of})
			return err
		}
		fields, _ := figure.(map[string]any)
		found, err := figureOf(fields)
		if err == nil {
			timeline.Figures = append(timeline.Figures, pipeline.TimelineFigure{Figure: *found, Kind: pipeline.FigureKind(kind), Lacks: textsOf(lacks), Inexact: !exact})
		}
		return err
	})
	return timeline, err
}

// timelineArguments are what the query knows: of a region and the nation, their provinces on all the maps too.
func (w *Warehouse) timelineArguments(request pipeline.TimelineRequest) map[string]any {
	calendar := w.catalog.Config.Calendar
	var periods, keys, indicators []string
	var days, maps []time.Time
	units := []string{request.Unit}
	months := []int32{}
	seen := map[int]bool{}
	for _, p := range request.Periods {
		_, last := calendar.Days(p.Period)
		periods, days, maps = append(periods, p.String()), append(days, last), append(maps, p.Map)
		from, to := p.Range()
		for month := from; month <= to; month++ {
			if !seen[month] {
				seen[month] = true
				months = append(months, int32(month))
			}
		}
		for _, part := range w.catalog.Geography.Parts(request.Unit, p.Map) {
			units = append(units, part.ID)
		}
	}
	for _, key := range request.Figures {
		keys, indicators = append(keys, key.String()), append(indicators, key.Indicator)
	}
	province, _, _ := strings.Cut(request.Unit, "/")
	return map[string]any{"unit": request.Unit, "units": units, "province": province, "reporters": listOf(request.Reports), "periods": periods, "days": days, "maps": maps,
		"keys": keys, "indicators": indicators, "months": months}
}
