package duck

import (
	"database/sql/driver"
	"fmt"
	"maps"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// runBase parts the two months of a run in the one number that queries know it by: first month * runBase + last month.
const runBase = 100_000

func packRun(p pipeline.Period) int64 {
	first, last := p.Range()
	return int64(first)*runBase + int64(last)
}

func unpackRun(run int64) pipeline.Period {
	return pipeline.Run(int(run/runBase), int(run%runBase))
}

// function is a Go function that queries may call: what it takes, what it gives, how it is computed from one row.
type function struct {
	takes []duckdb.TypeInfo
	gives duckdb.TypeInfo
	row   duckdb.RowExecutorFn
}

func (f function) Config() duckdb.ScalarFuncConfig {
	return duckdb.ScalarFuncConfig{InputTypeInfos: f.takes, ResultTypeInfo: f.gives, Volatile: len(f.takes) == 0} // what takes nothing depends on more than it is given
}

func (f function) Executor() duckdb.ScalarFuncExecutor {
	return duckdb.ScalarFuncExecutor{RowExecutor: f.row}
}

// registerFunctions gives queries what Go knows better than SQL: periods, Vietnamese names, and of the catalogue what catalogFunctions lists.
//
//	run_of(period)             the run of a canonical period; NULL of a day
//	run_until(period, day)     the months of it that have closed by the day
//	period_of(run)             its canonical text
//	period_name(run)           its Vietnamese name
//	last_day_of(period)        the day on which it closes
//	short_date(day)            a day as documents write it
//	tiling(run, runs)          the parts that a run is cut into (Period.Tiling), then the gaps as negative runs
//	breakdown_name(breakdown)  the words for a slice; '' for the total
//	figure_name(indicator, breakdown) what is counted, with the words for its slice
//	clock_day()                today, by the clock of whoever opened the warehouse
//	fold(text), loose(text)    a name as names are matched, and as spelling variants of it come out alike
func (w *Warehouse) registerFunctions() error {
	text, number, day := mustType(duckdb.TYPE_VARCHAR), mustType(duckdb.TYPE_BIGINT), mustType(duckdb.TYPE_DATE)
	numbers, err := duckdb.NewListInfo(number)
	if err != nil {
		return err
	}
	calendar := w.catalog.Config.Calendar
	of := func(value driver.Value) (pipeline.Period, error) { return pipeline.ParsePeriod(value.(string)) }
	functions := map[string]function{
		"clock_day": {nil, day, func([]driver.Value) (any, error) { return pipeline.DayOf(w.now()), nil }},
		"run_of": {[]duckdb.TypeInfo{text}, number, func(values []driver.Value) (any, error) {
			p, err := of(values[0])
			if err != nil || p.IsDay() {
				return nil, err
			}
			return packRun(p), nil
		}},
		"run_until": {[]duckdb.TypeInfo{text, day}, number, func(values []driver.Value) (any, error) {
			p, err := of(values[0])
			if err != nil || p.IsDay() {
				return nil, err
			}
			return packRun(calendar.Run(p, values[1].(time.Time))), nil
		}},
		"period_of": {[]duckdb.TypeInfo{number}, text, func(values []driver.Value) (any, error) {
			return unpackRun(values[0].(int64)).String(), nil
		}},
		"period_name": {[]duckdb.TypeInfo{number}, text, func(values []driver.Value) (any, error) {
			return unpackRun(values[0].(int64)).Name(), nil
		}},
		"last_day_of": {[]duckdb.TypeInfo{text}, day, func(values []driver.Value) (any, error) {
			p, err := of(values[0])
			_, last := calendar.Days(p)
			return last, err
		}},
		"short_date": {[]duckdb.TypeInfo{day}, text, func(values []driver.Value) (any, error) { return vi.Date(values[0].(time.Time)), nil }},
		"tiling":     {[]duckdb.TypeInfo{number, numbers}, numbers, tiling},
		"breakdown_name": {[]duckdb.TypeInfo{text}, text, func(values []driver.Value) (any, error) {
			return w.catalog.BreakdownName(pipeline.Breakdown(values[0].(string))), nil
		}},
		"figure_name": {[]duckdb.TypeInfo{text, text}, text, func(values []driver.Value) (any, error) {
			return w.catalog.FigureName(values[0].(string), pipeline.Breakdown(values[1].(string))), nil
		}},
		"fold":  {[]duckdb.TypeInfo{text}, text, func(values []driver.Value) (any, error) { return vi.Fold(values[0].(string)), nil }},
		"loose": {[]duckdb.TypeInfo{text}, text, func(values []driver.Value) (any, error) { return vi.Loose(values[0].(string)), nil }},
	}
	ofCatalog, err := w.catalogFunctions()
	if err != nil {
		return err
	}
	maps.Copy(functions, ofCatalog)
	for name, f := range functions {
		if err := duckdb.RegisterScalarUDF(w.conn, name, f); err != nil {
			return fmt.Errorf("function %s: %w", name, err)
		}
	}
	return nil
}

func tiling(values []driver.Value) (any, error) {
	var known []pipeline.Period
	for _, run := range values[1].([]any) {
		known = append(known, unpackRun(run.(int64)))
	}
	parts, gaps := unpackRun(values[0].(int64)).Tiling(known)
	runs := []int64{}
	for _, p := range parts {
		runs = append(runs, packRun(p))
	}
	for _, p := range gaps {
		runs = append(runs, -packRun(p))
	}
	return runs, nil
}

// mustType is for the simple types, which cannot fail.
func mustType(t duckdb.Type) duckdb.TypeInfo {
	info, err := duckdb.NewTypeInfo(t)
	if err != nil {
		panic(err)
	}
	return info
}
