package duck

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"tonghop/pipeline"
)

// traceLine is a figure of a trace before its cells are known, with the number that queries know it by.
type traceLine struct {
	number int64
	pipeline.TracedFigure
	cells []int64
}

// Trace leads from a figure that reports print down to its cells. A figure that nothing is known of has a trace without figures.
func (w *Warehouse) Trace(ctx context.Context, request pipeline.TraceRequest) (*pipeline.Trace, error) {
	args := w.orderArguments(request.Order)
	args["indicator"], args["breakdown"] = request.Indicator.ID, string(request.Breakdown)
	var lines []traceLine
	var others []pipeline.OtherCell
	var on map[int64]int64 // the line that another cell belongs to, by the cell's id
	err := w.rolledBack(ctx, func() (err error) {
		if err = w.run(ctx, "trace_lines", args); err != nil {
			return err
		}
		if lines, err = w.traceLines(ctx, args); err != nil {
			return err
		}
		others, on, err = w.otherCells(ctx, args)
		return err
	})
	if err != nil {
		return nil, err
	}
	trace := w.newTrace(request)
	trace.Figures, trace.Others = treeOf(request.Order.Unit.ID, lines, others, on)
	trace.Difference = differenceOf(trace.Figures)
	if request.Unit != request.Order.Unit.ID {
		trace.Figures, trace.Others, trace.Difference = partOf(lines, request.Unit), nil, nil // what does not add up is none of the tree
		trace.Unit, trace.UnitName = request.Unit, request.Unit
		if len(trace.Figures) > 0 {
			trace.UnitName = trace.Figures[0].UnitName
		}
	}
	return trace, nil
}

// newTrace says what is asked for.
func (w *Warehouse) newTrace(request pipeline.TraceRequest) *pipeline.Trace {
	order, calendar := request.Order, w.catalog.Config.Calendar
	onMap := order.MapDay(calendar)
	return &pipeline.Trace{Indicator: request.Indicator.ID, IndicatorName: request.Indicator.Name, UnitOfMeasure: request.Indicator.Unit,
		Breakdown: request.Breakdown, BreakdownName: w.catalog.BreakdownName(request.Breakdown), Unit: order.Unit.ID, UnitName: order.Unit.Name,
		Period: order.Period.String(), PeriodName: order.Period.Name(), Map: onMap.Format(time.DateOnly), MapDay: onMap,
		Restated: !onMap.Equal(order.LastDay(calendar)), Figures: []pipeline.TracedFigure{}}
}

// traceLines reads the figures that a report prints, each with the cells or the former units that it is made of.
func (w *Warehouse) traceLines(ctx context.Context, args map[string]any) ([]traceLine, error) {
	var lines []traceLine
	if err := w.query(ctx, "trace_figures", args, func(rows *sql.Rows) error {
		var line traceLine
		var exact bool
		var inside, outside, lacks, figure any
		if err := rows.Scan(&line.number, &line.Kind, &line.Unit, &line.UnitName, &line.How, &inside, &outside, &exact, &lacks, &figure); err != nil {
			return err
		}
		line.UnitName = w.unitName(line.Unit, line.UnitName)
		line.Inside, line.Outside, line.Lacks, line.Inexact = textsOf(inside), textsOf(outside), textsOf(lacks), !exact
		err := line.say(figure)
		lines = append(lines, line)
		return err
	}); err != nil {
		return nil, err
	}
	var ids []int64
	for _, line := range lines {
		ids = append(ids, line.cells...)
	}
	cells, err := w.tracedCells(ctx, unique(ids))
	if err != nil {
		return nil, err
	}
	return lines, w.traceParts(ctx, args, lines, cells)
}

// traceParts gives the lines their cells: by the units that the cells are about, where those are not the line's own.
func (w *Warehouse) traceParts(ctx context.Context, args map[string]any, lines []traceLine, cells []pipeline.TracedCell) error {
	return w.query(ctx, "trace_parts", args, func(rows *sql.Rows) error {
		part := traceLine{TracedFigure: pipeline.TracedFigure{Kind: pipeline.FormerFigure}}
		var figure any
		if err := rows.Scan(&part.number, &part.Unit, &figure); err != nil {
			return err
		}
		if err := part.say(figure); err != nil {
			return err
		}
		for _, cell := range cells {
			if slices.Contains(part.cells, cell.ID) {
				part.Cells, part.UnitName = append(part.Cells, cell), cell.UnitName
			}
		}
		if len(part.Cells) > 1 {
			part.How = pipeline.AddedOverTime
		}
		i := slices.IndexFunc(lines, func(line traceLine) bool { return line.number == part.number })
		if line := &lines[i]; line.Unit == part.Unit && len(line.cells) == len(part.cells) {
			line.Cells = part.Cells
		} else {
			line.Parts = append(line.Parts, part.TracedFigure)
		}
		return nil
	})
}

// say takes what a figure_of struct says; NULL is not known.
func (l *traceLine) say(value any) error {
	l.Says.State = "missing"
	fields, ok := value.(map[string]any)
	if !ok {
		return nil
	}
	figure, err := figureOf(fields)
	if err == nil {
		l.Says.Quantity, l.Source, l.cells = figure.Quantity, figure.Source, figure.Cells
	}
	return err
}

// otherCells reads the cells about the same figures that none is made of, and the line that each belongs to; 0 is none.
func (w *Warehouse) otherCells(ctx context.Context, args map[string]any) ([]pipeline.OtherCell, map[int64]int64, error) {
	why, on := map[int64]pipeline.Unused{}, map[int64]int64{}
	var ids []int64
	if err := w.query(ctx, "trace_others", args, func(rows *sql.Rows) error {
		var id int64
		var line sql.NullInt64
		var reason pipeline.Unused
		err := rows.Scan(&id, &line, &reason)
		ids, why[id], on[id] = append(ids, id), reason, line.Int64
		return err
	}); err != nil {
		return nil, nil, err
	}
	cells, err := w.tracedCells(ctx, ids)
	others := make([]pipeline.OtherCell, len(cells))
	for i, cell := range cells {
		others[i] = pipeline.OtherCell{TracedCell: cell, Why: why[cell.ID]}
	}
	return others, on, err
}

// textsOf reads a list of texts; nil where it is empty.
func textsOf(value any) []string {
	list, _ := value.([]any)
	var texts []string
	for _, element := range list {
		if text, ok := element.(string); ok {
			texts = append(texts, text)
		}
	}
	return texts
}

// unique sorts ids and leaves each once.
func unique(ids []int64) []int64 {
	slices.Sort(ids)
	return slices.Compact(ids)
}
