package duck

import (
	"database/sql/driver"

	"github.com/duckdb/duckdb-go/v2"

	"tonghop/pipeline"
)

// catalogFunctions give queries what of the catalogue stands in no table.
//
//	owed_of(period)            who owes which form of it, as structs of layout and unit
//	due_of(layout, period)     the last day on which a form of it comes in time; NULL where nothing says so
//	form_number(layout)        the number of a form (biểu số)
//	definition_of(indicator)   what its definition says; '' for nothing
func (w *Warehouse) catalogFunctions() (map[string]function, error) {
	text, day := mustType(duckdb.TYPE_VARCHAR), mustType(duckdb.TYPE_DATE)
	owed, err := listOfStructs("layout", "unit")
	if err != nil {
		return nil, err
	}
	one, two := []duckdb.TypeInfo{text}, []duckdb.TypeInfo{text, text}
	return map[string]function{
		"owed_of": {one, owed, func(values []driver.Value) (any, error) {
			p, err := pipeline.ParsePeriod(values[0].(string))
			owed := []map[string]any{}
			for _, d := range w.catalog.Config.Deadlines {
				for _, u := range w.catalog.Owing(d.Form, p) {
					owed = append(owed, map[string]any{"layout": d.Form, "unit": u.ID})
				}
			}
			return owed, err
		}},
		"due_of": {two, day, func(values []driver.Value) (any, error) {
			p, err := pipeline.ParsePeriod(values[1].(string))
			if due, ok := w.catalog.Config.Due(values[0].(string), p); ok && err == nil {
				return due, nil
			}
			return nil, err
		}},
		"form_number": {one, text, func(values []driver.Value) (any, error) {
			number := ""
			for _, l := range w.catalog.Layouts {
				if l.ID == values[0].(string) {
					number = l.Number
				}
			}
			return number, nil
		}},
		"definition_of": {one, text, func(values []driver.Value) (any, error) {
			indicator, _ := w.catalog.Indicator(values[0].(string))
			return indicator.Definition, nil
		}},
	}, nil
}

// listOfStructs is the type of a list of structs of texts.
func listOfStructs(names ...string) (duckdb.TypeInfo, error) {
	text := mustType(duckdb.TYPE_VARCHAR)
	entries := make([]duckdb.StructEntry, len(names))
	for i, name := range names {
		entry, err := duckdb.NewStructEntry(text, name)
		if err != nil {
			return nil, err
		}
		entries[i] = entry
	}
	one, err := duckdb.NewStructInfo(entries[0], entries[1:]...)
	if err != nil {
		return nil, err
	}
	return duckdb.NewListInfo(one)
}
