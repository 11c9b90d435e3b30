package excel

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
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
	Properties struct {
		Date1904 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
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

func (t xmlText) String() string { return unescape(t.Text + strings.Join(t.Runs, "")) }

// readSheets reads every sheet in the workbook's order.
func (b *book) readSheets(main string) (*pipeline.Workbook, error) {
	var listed xmlWorkbook
	if err := b.decode(main, &listed); err != nil {
		return nil, err
	}
	relations, err := b.related(main)
	if err != nil {
		return nil, err
	}
	if err := b.readStrings(ofKind(relations, "sharedStrings")); err != nil {
		return nil, err
	}
	if err := b.readStyles(ofKind(relations, "styles"), listed.Properties.Date1904); err != nil {
		return nil, err
	}
	byID := map[string]relation{}
	for _, r := range relations {
		byID[r.ID] = r
	}
	workbook := &pipeline.Workbook{}
	names := map[string]bool{}
	for _, s := range listed.Sheets {
		name := vi.NFC(s.Name)
		if names[strings.ToLower(name)] {
			return nil, fmt.Errorf("sheet %q is there twice", name)
		}
		names[strings.ToLower(name)] = true
		sheet := pipeline.Sheet{Name: name, Hidden: s.State != "" && s.State != "visible"}
		switch r, ok := byID[s.ID]; {
		case !ok:
			return nil, fmt.Errorf("sheet %q has no part", name)
		case r.kind() == "worksheet": // a chart or dialog sheet has no cells
			if err := b.readSheet(&sheet, r.Target); err != nil {
				return nil, fmt.Errorf("part %s: %w", r.Target, err)
			}
		}
		workbook.Sheets = append(workbook.Sheets, sheet)
	}
	return workbook, nil
}

func (b *book) readStrings(part string) error {
	if part == "" {
		return nil
	}
	var shared xmlStrings
	if err := b.decode(part, &shared); err != nil {
		return err
	}
	for _, item := range shared.Items {
		b.strings = append(b.strings, item.String())
	}
	return nil
}

type xmlRow struct {
	Number int       `xml:"r,attr"`
	Hidden bool      `xml:"hidden,attr"`
	Cells  []xmlCell `xml:"c"`
}

type xmlMerge struct {
	Ref string `xml:"ref,attr"`
}

// readSheet reads a sheet row by row, so that one with too many cells is refused before it fills the memory.
func (b *book) readSheet(sheet *pipeline.Sheet, part string) error {
	decoder, err := b.decoder(part)
	if err != nil {
		return err
	}
	last := 0
	for root := false; ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) && root {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case !root:
			if root = start.Name.Local == "worksheet"; !root {
				return fmt.Errorf("%s is no worksheet", start.Name.Local)
			}
		case start.Name.Local == "sheetData", start.Name.Local == "mergeCells":
		case start.Name.Local == "row":
			var row xmlRow
			if err := decoder.DecodeElement(&row, &start); err != nil {
				return err
			}
			if last, err = b.addRow(sheet, row, last); err != nil {
				return err
			}
		case start.Name.Local == "mergeCell":
			if err := addMerge(sheet, decoder, start); err != nil {
				return err
			}
		case start.Name.Local == "worksheet":
			return errors.New("an element after the last one")
		default:
			if err := decoder.Skip(); err != nil {
				return err
			}
		}
	}
}

func addMerge(sheet *pipeline.Sheet, decoder *xml.Decoder, start xml.StartElement) error {
	var merge xmlMerge
	if err := decoder.DecodeElement(&merge, &start); err != nil {
		return err
	}
	area, err := parseArea(merge.Ref)
	if err != nil {
		return err
	}
	if len(sheet.Merges) == maxCells {
		return &pipeline.Refusal{Code: "too-many-cells", Sheet: sheet.Name, Cell: pipeline.CellName(area.Top, area.Left)}
	}
	sheet.Merges = append(sheet.Merges, area)
	return nil
}

// addRow adds a row, unless it is empty, and returns its number.
func (b *book) addRow(sheet *pipeline.Sheet, row xmlRow, last int) (int, error) {
	if row.Number == 0 {
		row.Number = last + 1
	}
	if row.Number <= last || row.Number > maxRow {
		return 0, fmt.Errorf("row %d after row %d", row.Number, last)
	}
	out := pipeline.SheetRow{Number: row.Number, Hidden: row.Hidden}
	column := 0
	for _, c := range row.Cells {
		cell, err := b.readCell(c, row.Number, column)
		if err != nil {
			return 0, err
		}
		column = cell.Column
		if cell.Raw == "" && cell.Kind != pipeline.FormulaCell {
			continue
		}
		b.cells++
		if b.cells > maxCells || column > maxColumns {
			return 0, &pipeline.Refusal{Code: "too-many-cells", Sheet: sheet.Name, Cell: pipeline.CellName(row.Number, column)}
		}
		out.Cells = append(out.Cells, cell)
	}
	if len(out.Cells) > 0 {
		sheet.Rows = append(sheet.Rows, out)
	}
	return row.Number, nil
}
