package duck

import (
	"database/sql/driver"
	"errors"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// appendCommunes writes the communes that forms name.
func (w *Warehouse) appendCommunes(arrivals []pipeline.Arrival) error {
	return w.append("commune", func(add func(...driver.Value) error) error {
		for _, a := range arrivals {
			if a.Reading == nil {
				continue
			}
			for _, c := range a.Reading.Communes {
				if err := add(a.Receipt.ID, c.ID, c.Name, c.District, c.Sheet, c.Cell); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// appendRecords writes the rows of registers, and their fields.
func (w *Warehouse) appendRecords(arrivals []pipeline.Arrival) error {
	records := w.append("record", func(add func(...driver.Value) error) error {
		return eachRecord(arrivals, func(submission int64, r pipeline.Record) error {
			return add(submission, r.Register, r.Sheet, r.Cell, r.Unit, r.Name, vi.Fold(r.Name), r.Period.String())
		})
	})
	fields := w.append("field", func(add func(...driver.Value) error) error {
		return eachRecord(arrivals, func(submission int64, r pipeline.Record) error {
			for _, f := range r.Fields {
				values := append([]driver.Value{submission, r.Sheet, r.Cell, f.Cell, f.ID, f.Text, f.Value, string(f.Quantity.State), string(f.Quantity.Qualifier)},
					append(numbersOf(f.Quantity, vi.One), f.Quantity.Words)...)
				if err := add(values...); err != nil {
					return err
				}
			}
			return nil
		})
	})
	return errors.Join(records, fields)
}

func eachRecord(arrivals []pipeline.Arrival, do func(submission int64, r pipeline.Record) error) error {
	for _, a := range arrivals {
		if a.Reading == nil {
			continue
		}
		for _, r := range a.Reading.Records {
			if err := do(a.Receipt.ID, r); err != nil {
				return err
			}
		}
	}
	return nil
}
