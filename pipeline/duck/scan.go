package duck

import (
	"database/sql"
	"fmt"
	"math/big"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// scanAll reads every row of a query whose columns are known only at run time.
func scanAll(rows *sql.Rows, row func(columns []string, values []any) error) error {
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values, targets := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		if err := row(columns, values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// cellOf makes a cell of a document of what DuckDB returned: a figure of a figure_of struct, text of everything else.
func cellOf(value any) (pipeline.Cell, error) {
	if fields, ok := value.(map[string]any); ok {
		figure, err := figureOf(fields)
		return pipeline.Cell{Figure: figure}, err
	}
	text, err := textOf(value)
	return pipeline.Cell{Text: text}, err
}

// textOf prints a value as a sentence of a report has it.
func textOf(value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case bool:
		return fmt.Sprint(v), nil
	case int32:
		return vi.Int(int64(v)).String(), nil
	case int64:
		return vi.Int(v).String(), nil
	case *big.Int:
		n, err := numberOf(duckdb.Decimal{Value: v})
		return n.String(), err
	case duckdb.Decimal:
		n, err := numberOf(v)
		return n.String(), err
	case map[string]any:
		figure, err := figureOf(v)
		if err != nil {
			return "", err
		}
		return figure.Quantity.String(), nil
	case []any:
		texts := make([]string, len(v))
		for i, element := range v {
			text, err := textOf(element)
			if err != nil {
				return "", err
			}
			texts[i] = text
		}
		return strings.Join(texts, ", "), nil
	}
	return "", fmt.Errorf("a value of type %T cannot be printed; cast it to VARCHAR or DECIMAL(18,4)", value)
}

// numberOf makes a number of a decimal. What a number cannot hold is an error, never another number.
func numberOf(d duckdb.Decimal) (vi.Number, error) {
	const places = 4
	n := new(big.Int).Set(d.Value)
	for scale := d.Scale; scale < places; scale++ {
		n.Mul(n, big.NewInt(10))
	}
	if d.Scale > places || !n.IsInt64() {
		return 0, fmt.Errorf("the number %v cannot be printed; cast it to DECIMAL(18,4)", d)
	}
	return vi.Number(n.Int64()), nil
}

// figureOf makes a figure of the struct that the macro figure_of packs.
func figureOf(fields map[string]any) (*pipeline.Figure, error) {
	text := func(name string) string { s, _ := fields[name].(string); return s }
	if _, ok := fields["indicator"]; !ok {
		return nil, fmt.Errorf("a struct that figure_of did not make cannot be printed")
	}
	f := &pipeline.Figure{Unit: text("unit"), Indicator: text("indicator"), Period: text("period"), Breakdown: text("breakdown"), Source: pipeline.Source(text("source"))}
	f.Quantity = vi.Quantity{State: vi.State(text("state")), Qualifier: vi.Qualifier(text("qualifier")), Words: text("words")}
	var err error
	if value, ok := fields["value"].(duckdb.Decimal); ok {
		if f.Quantity.Value, err = numberOf(value); err != nil {
			return nil, err
		}
	}
	if upper, ok := fields["upper"].(duckdb.Decimal); ok {
		if f.Quantity.Upper, err = numberOf(upper); err != nil {
			return nil, err
		}
	}
	f.FromSuperior, _ = fields["superior"].(bool)
	f.Waived, _ = fields["waived"].(bool)
	if missing, ok := fields["missing"].(int64); ok {
		f.MissingParts = int(missing)
	}
	cells, _ := fields["cells"].([]any)
	for _, cell := range cells {
		if id, ok := cell.(int64); ok {
			f.Cells = append(f.Cells, id)
		}
	}
	return f, nil
}
