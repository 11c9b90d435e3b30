package excel

import (
	"fmt"
	"strconv"

	"tonghop/pipeline"
)

// readRows reads the rows of a sheet; they must stand in order.
func (b *book) readRows(x *scanner, sheet *pipeline.Sheet) error {
	for last := 0; ; {
		if err := x.next(); err != nil {
			return err
		}
		if x.kind == closes {
			return nil
		}
		if !x.own || x.name != "row" || x.isStray() {
			return fmt.Errorf("has %s among its rows", x.name)
		}
		row, err := x.rowHead(last)
		if err != nil {
			return err
		}
		last = row.Number
		if err := b.readCells(x, &row); err != nil {
			return err
		}
		if len(row.Cells) > 0 {
			sheet.Rows = append(sheet.Rows, row)
		}
	}
}

// rowHead reads what a row says of itself; without a number it follows the last.
func (x *scanner) rowHead(last int) (pipeline.SheetRow, error) {
	row := pipeline.SheetRow{Number: last + 1}
	for _, a := range x.attrs {
		switch a.name {
		case "r":
			number, err := strconv.Atoi(a.value)
			if err != nil {
				return row, fmt.Errorf("has row %.40q", a.value)
			}
			row.Number = number
		case "hidden":
			row.Hidden = row.Hidden || isTrue(a.value)
		case "ht":
			row.Hidden = row.Hidden || isNone(a.value)
		}
	}
	if row.Number <= last || row.Number > maxRow {
		return row, unordered(row.Number, 1, fmt.Sprintf("row %d after row %d", row.Number, last))
	}
	return row, nil
}

// isNone tells whether a height or width is none: what has none is seen by nobody.
func isNone(size string) bool {
	value, err := strconv.ParseFloat(size, 64)
	return err == nil && value == 0
}

func unordered(row, column int, how string) *pipeline.Refusal {
	return &pipeline.Refusal{Code: "unordered-cells", Cell: pipeline.CellName(max(row, 1), column), Cause: fmt.Errorf("%s", how)}
}

// readCells reads the cells of a row; they must stand in order. Those without anything in them are passed over.
func (b *book) readCells(x *scanner, row *pipeline.SheetRow) error {
	first := len(b.store)
	for column := 0; ; {
		var c xmlCell
		if !x.quickCell(&c) {
			if more, err := x.nextCell(&c); err != nil || !more {
				row.Cells = b.store[first:len(b.store):len(b.store)]
				return err
			}
		}
		if len(b.store) == cap(b.store) {
			first = b.moreStore(first)
		}
		b.store = b.store[:len(b.store)+1]
		cell := &b.store[len(b.store)-1]
		*cell = pipeline.SheetCell{Column: column + 1}
		if err := b.setCell(cell, row.Number, &c); err != nil {
			return err
		}
		column = cell.Column
		if cell.Raw == "" && cell.Kind != pipeline.FormulaCell {
			b.store = b.store[:len(b.store)-1]
			continue
		}
		if b.cells++; b.cells > b.limits.Cells {
			refusal := tooMany("too-many-cells", b.cells, b.limits.Cells)
			refusal.Cell = pipeline.CellName(row.Number, column)
			return refusal
		}
	}
}

// storeSize is how many cells are stored together, so that a row takes no memory of its own.
const storeSize = 1024

// moreStore begins a new store with the cells of the row that is being read, and returns where they are in it.
func (b *book) moreStore(first int) int {
	row := b.store[first:]
	b.store = append(make([]pipeline.SheetCell, 0, max(storeSize, 2*len(row))), row...)
	return 0
}
