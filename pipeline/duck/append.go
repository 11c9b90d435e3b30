package duck

import (
	"context"
	"database/sql/driver"
	"errors"
	"math/big"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// lastDay stands for "still there".
var lastDay = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// append fills a table with rows; it takes part in the transaction that is open.
func (w *Warehouse) append(table string, rows func(add func(values ...driver.Value) error) error) error {
	appender, err := duckdb.NewAppenderFromConn(w.raw, "", table)
	if err != nil {
		return err
	}
	err = rows(appender.AppendRow)
	return errors.Join(err, appender.Close())
}

// loadCatalog writes what queries need of the catalogue.
func (w *Warehouse) loadCatalog(ctx context.Context) error {
	if err := w.exec(ctx, "DELETE FROM map_unit; DELETE FROM lineage; DELETE FROM redrawn; DELETE FROM catalog_word; DELETE FROM member; DELETE FROM indicator; DELETE FROM breakdown_pair"); err != nil {
		return err
	}
	return errors.Join(w.loadMap(), w.loadIndicators())
}

// loadMap writes units, where they went, and membership.
func (w *Warehouse) loadMap() error {
	geography := w.catalog.Geography
	units := w.append("map_unit", func(add func(...driver.Value) error) error {
		for i, u := range geography.Units {
			first, last := w.monthsOf(u)
			if err := add(u.ID, int32(i), string(u.Kind), u.Code, u.Name, u.Style, u.From, until(u.Until), first, last); err != nil {
				return err
			}
		}
		return nil
	})
	lines := w.append("lineage", func(add func(...driver.Value) error) error {
		for _, l := range geography.Lines() {
			if u, _ := geography.Unit(l.Unit); u.Kind != pipeline.ProvinceUnit {
				l.From, l.Until = time.Time{}, time.Time{} // a region's own figures are its own on any map
			}
			if err := add(l.Unit, l.Became, l.From, until(l.Until), l.Exact); err != nil {
				return err
			}
		}
		return nil
	})
	redrawn := w.append("redrawn", func(add func(...driver.Value) error) error {
		for _, u := range geography.Units {
			for _, day := range geography.Redrawn(u) {
				if err := add(u.ID, int32(w.catalog.Config.Calendar.MonthOf(day))); err != nil {
					return err
				}
			}
		}
		return nil
	})
	members := w.append("member", func(add func(...driver.Value) error) error {
		for _, m := range geography.Members {
			if err := add(m.Scheme, m.Region, m.Province, m.From, until(m.Until)); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(units, lines, redrawn, members)
}

// loadIndicators writes what is counted, its slices, and the words for it.
func (w *Warehouse) loadIndicators() error {
	words := w.append("catalog_word", func(add func(...driver.Value) error) error {
		for name, text := range w.catalog.Words {
			if err := add(name, text); err != nil {
				return err
			}
		}
		return nil
	})
	indicators := w.append("indicator", func(add func(...driver.Value) error) error {
		for i, x := range w.catalog.Indicators {
			if err := add(x.ID, int32(i), x.Name, x.Unit, string(x.Nature), x.Decimal, x.AdditiveUnits, x.AdditiveTime, x.DistinctTime, x.AtStart, x.Of); err != nil {
				return err
			}
		}
		return nil
	})
	breakdowns := w.append("breakdown_pair", func(add func(...driver.Value) error) error {
		position := int32(0)
		for _, b := range w.catalog.Breakdowns {
			for _, v := range b.Values {
				position++
				if err := add(b.Key+"="+v.ID, position, v.Name, b.Partition); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return errors.Join(words, indicators, breakdowns)
}

// monthsOf returns the first and last month on whose last day a province was there; of other units, all months.
func (w *Warehouse) monthsOf(u pipeline.Unit) (first, last int32) {
	const never, always = 0, runBase - 1
	if u.Kind != pipeline.ProvinceUnit {
		return never, always
	}
	calendar := w.catalog.Config.Calendar
	first, last = int32(calendar.MonthOf(u.From)), always
	if !u.Until.IsZero() {
		last = int32(calendar.MonthOf(u.Until.AddDate(0, 0, 1))) - 1
	}
	return first, last
}

func until(day time.Time) time.Time {
	if day.IsZero() {
		return lastDay
	}
	return day
}

// appendArrivals writes arrivals as submissions with their cells and words.
func (w *Warehouse) appendArrivals(arrivals []pipeline.Arrival) error {
	submissions := w.append("submission", func(add func(...driver.Value) error) error {
		for _, a := range arrivals {
			if err := add(w.submissionRow(a)...); err != nil {
				return err
			}
		}
		return nil
	})
	observations := w.append("observation", func(add func(...driver.Value) error) error {
		for _, a := range arrivals {
			if a.Reading == nil {
				continue
			}
			for _, o := range a.Reading.Observations {
				if err := add(w.observationRow(a.Receipt.ID, o)...); err != nil {
					return err
				}
			}
		}
		return nil
	})
	narratives := w.append("narrative", func(add func(...driver.Value) error) error {
		for _, a := range arrivals {
			if a.Reading == nil {
				continue
			}
			for _, n := range a.Reading.Narratives {
				if err := add(a.Receipt.ID, n.Sheet, n.Cell, n.Box, n.Text); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return errors.Join(submissions, observations, narratives, w.appendCommunes(arrivals), w.appendRecords(arrivals))
}

func (w *Warehouse) submissionRow(a pipeline.Arrival) []driver.Value {
	r := a.Receipt
	row := []driver.Value{r.ID, r.SHA256, r.Name, r.Size, r.Received, string(pipeline.Received)}
	if a.Reading == nil {
		return append(row, "", int32(0), "", w.catalog.Hash, "", "", int32(0), int32(0), nil, int32(0), int32(0))
	}
	_, mapDay := w.catalog.Config.Calendar.Days(a.Reading.Period)
	first, last := w.catalog.Config.Calendar.Run(a.Reading.Period, mapDay).Range()
	return append(row, a.Reading.Layout, int32(a.Reading.Version), a.Reading.LayoutHash, w.catalog.Hash,
		a.Reading.Reporter.ID, a.Reading.Period.String(), int32(first), int32(last), mapDay, int32(0), int32(countFigures(a.Reading)))
}

// countFigures counts the observations that say something.
func countFigures(reading *pipeline.Reading) int {
	n := 0
	for _, o := range reading.Observations {
		if o.Quantity.State != vi.Missing {
			n++
		}
	}
	return n
}

func (w *Warehouse) observationRow(submission int64, o pipeline.Observation) []driver.Value {
	indicator, _ := w.catalog.Indicator(o.Indicator)
	step := vi.One
	if indicator.Decimal {
		step = 1
	}
	q := o.Quantity
	_, day := w.catalog.Config.Calendar.Days(o.Period)
	first, last := w.catalog.Config.Calendar.Run(o.Period, day).Range() // a form that closes early is about the months till then
	readings := q.Readings
	if readings == nil {
		readings = []string{}
	}
	return append([]driver.Value{submission, o.Sheet, o.Cell, o.Row, o.Unit, o.Indicator, string(o.Breakdown),
		o.Period.String(), int32(first), int32(last), o.Cumulative, o.Required, string(q.State), string(q.Qualifier),
	}, append(numbersOf(q, step), q.Words, readings, o.Raw)...)
}

// numbersOf are value, upper and the four bounds of a quantity that is counted in steps.
func numbersOf(q vi.Quantity, step vi.Number) []driver.Value {
	var value, upper *vi.Number
	if q.Known() {
		value = &q.Value
		if q.Qualifier == vi.Between {
			upper = &q.Upper
		}
	}
	b := q.Bounds(step)
	return []driver.Value{decimal(value), decimal(upper), decimal(b.Low), decimal(b.High), decimal(b.SoftLow), decimal(b.SoftHigh)}
}

// decimal makes a DECIMAL(18,4) of a number in ten-thousandths; nil is NULL.
func decimal(n *vi.Number) driver.Value {
	if n == nil {
		return nil
	}
	return duckdb.Decimal{Width: 18, Scale: 4, Value: big.NewInt(int64(*n))}
}
