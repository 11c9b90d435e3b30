package excel

import (
	"fmt"
	"strconv"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Limits of a form; a workbook beyond them is no form of ours.
const (
	maxColumns = 256
	maxCells   = 500_000
)

type xmlWorkbook struct {
	Sheets []struct {
		Name  string `xml:"name,attr"`
		State string `xml:"state,attr"`
		ID    string `xml:"id,attr"`
	} `xml:"sheets>sheet"`
}

type xmlStrings struct {
	Items []xmlText `xml:"si"`
}

// xmlText is a text, plain or in runs; phonetic hints are no part of it.
type xmlText struct {
	Text string   `xml:"t"`
	Runs []string `xml:"r>t"`
}

func (t xmlText) String() string { return t.Text + strings.Join(t.Runs, "") }

type xmlSheet struct {
	Rows []struct {
		Number int       `xml:"r,attr"`
		Hidden bool      `xml:"hidden,attr"`
		Cells  []xmlCell `xml:"c"`
	} `xml:"sheetData>row"`
	Merges []struct {
		Ref string `xml:"ref,attr"`
	} `xml:"mergeCells>mergeCell"`
}

type xmlCell struct {
	Ref     string   `xml:"r,attr"`
	Type    string   `xml:"t,attr"`
	Value   *string  `xml:"v"`
	Inline  *xmlText `xml:"is"`
	Formula *string  `xml:"f"`
}

// readSheets reads every sheet in the workbook's order.
func (b *book) readSheets(main string) (*pipeline.Workbook, error) {
	var listed xmlWorkbook
	if err := b.decode(main, &listed); err != nil {
		return nil, err
	}
	byID, byType, err := b.related(main)
	if err != nil {
		return nil, err
	}
	if part := byType["sharedStrings"]; part != "" {
		var shared xmlStrings
		if err := b.decode(part, &shared); err != nil {
			return nil, err
		}
		for _, item := range shared.Items {
			b.strings = append(b.strings, item.String())
		}
	}
	workbook := &pipeline.Workbook{}
	names := map[string]bool{}
	for _, s := range listed.Sheets {
		if names[strings.ToLower(s.Name)] {
			return nil, fmt.Errorf("sheet %q is there twice", s.Name)
		}
		names[strings.ToLower(s.Name)] = true
		sheet, err := b.readSheet(vi.NFC(s.Name), byID[s.ID])
		if err != nil {
			return nil, err
		}
		sheet.Hidden = s.State != "" && s.State != "visible"
		workbook.Sheets = append(workbook.Sheets, sheet)
	}
	return workbook, nil
}

func (b *book) readSheet(name, part string) (pipeline.Sheet, error) {
	sheet := pipeline.Sheet{Name: name}
	if !strings.Contains(part, "worksheets/") {
		return sheet, nil // a chart or dialog sheet has no cells
	}
	var in xmlSheet
	if err := b.decode(part, &in); err != nil {
		return sheet, err
	}
	cells, last := 0, 0
	for _, row := range in.Rows {
		if row.Number == 0 {
			row.Number = last + 1
		}
		if row.Number <= last {
			return sheet, fmt.Errorf("part %s: row %d after row %d", part, row.Number, last)
		}
		last = row.Number
		out := pipeline.SheetRow{Number: row.Number, Hidden: row.Hidden}
		column := 0
		for _, c := range row.Cells {
			cell, err := b.readCell(c, row.Number, column)
			if err != nil {
				return sheet, fmt.Errorf("part %s: %w", part, err)
			}
			column = cell.Column
			if cell.Raw == "" && cell.Formula == "" {
				continue
			}
			cells++
			if cells > maxCells || column > maxColumns {
				return sheet, &pipeline.Refusal{Code: "too-many-cells", Sheet: name, Cell: pipeline.CellName(row.Number, column)}
			}
			out.Cells = append(out.Cells, cell)
		}
		sheet.Rows = append(sheet.Rows, out)
	}
	for _, merge := range in.Merges {
		area, err := parseArea(merge.Ref)
		if err != nil {
			return sheet, fmt.Errorf("part %s: %w", part, err)
		}
		sheet.Merges = append(sheet.Merges, area)
	}
	return sheet, nil
}

// readCell reads a cell; before is the column of the cell on its left.
func (b *book) readCell(c xmlCell, row, before int) (pipeline.SheetCell, error) {
	cell := pipeline.SheetCell{Column: before + 1}
	if c.Ref != "" {
		r, column, err := parseRef(c.Ref)
		if err != nil {
			return cell, err
		}
		if r != row || column <= before {
			return cell, fmt.Errorf("cell %s is out of order in row %d", c.Ref, row)
		}
		cell.Column = column
	}
	if c.Value != nil {
		cell.Raw = *c.Value
	}
	if c.Formula != nil {
		cell.Formula = "=" + *c.Formula
	}
	switch c.Type {
	case "", "n":
		cell.Kind = pipeline.NumberCell
	case "s":
		index, err := strconv.Atoi(strings.TrimSpace(cell.Raw))
		if err != nil || index < 0 || index >= len(b.strings) {
			return cell, fmt.Errorf("cell %s names string %q of %d", c.Ref, cell.Raw, len(b.strings))
		}
		cell.Kind, cell.Raw = pipeline.TextCell, b.strings[index]
	case "inlineStr":
		cell.Kind = pipeline.TextCell
		if c.Inline != nil {
			cell.Raw = c.Inline.String()
		}
	case "str":
		cell.Kind = pipeline.TextCell
	case "b":
		cell.Kind = pipeline.BoolCell
	case "e":
		cell.Kind = pipeline.ErrorCell
	case "d":
		cell.Kind = pipeline.DateCell
	default:
		return cell, fmt.Errorf("cell %s is of unknown type %q", c.Ref, c.Type)
	}
	if cell.Formula != "" && c.Value == nil {
		cell.Kind = pipeline.FormulaCell
	}
	return cell, nil
}

// parseRef reads a reference such as D13.
func parseRef(ref string) (row, column int, err error) {
	letters := 0
	for letters < len(ref) && ref[letters] >= 'A' && ref[letters] <= 'Z' {
		column = column*26 + int(ref[letters]-'A'+1)
		letters++
	}
	row, err = strconv.Atoi(ref[letters:])
	if err != nil || letters == 0 || letters > 3 || row < 1 {
		return 0, 0, fmt.Errorf("%q is no cell", ref)
	}
	return row, column, nil
}

func parseArea(ref string) (pipeline.Area, error) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		to = from
	}
	top, left, err := parseRef(from)
	if err != nil {
		return pipeline.Area{}, err
	}
	bottom, right, err := parseRef(to)
	return pipeline.Area{Top: top, Left: left, Bottom: bottom, Right: right}, err
}
