package excel

import (
	"fmt"
	"strconv"
	"strings"

	"tonghop/pipeline"
)

// maxRow and maxColumn are the last of a sheet.
const (
	maxRow    = 1 << 20
	maxColumn = 1 << 14
)

type xmlCell struct {
	Ref     string   `xml:"r,attr"`
	Type    string   `xml:"t,attr"`
	Style   string   `xml:"s,attr"`
	Value   *string  `xml:"v"`
	Inline  *xmlText `xml:"is"`
	Formula *string  `xml:"f"`
}

// readCell reads a cell; before is the column of the cell on its left.
func (b *book) readCell(c xmlCell, row, before int) (pipeline.SheetCell, error) {
	cell := pipeline.SheetCell{Column: before + 1, Style: &pipeline.CellStyle{}}
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
	if err := b.setKind(&cell, c); err != nil {
		return cell, err
	}
	// A formula that gives an empty text says so by its type and an empty value; otherwise it was never computed.
	if cell.Formula != "" && (c.Value == nil || cell.Raw == "" && c.Type != "str") {
		cell.Kind = pipeline.FormulaCell
	}
	return cell, nil
}

// setKind sets the kind of a cell, and its text where that does not stand in the cell.
func (b *book) setKind(cell *pipeline.SheetCell, c xmlCell) error {
	switch c.Type {
	case "", "n":
		cell.Kind, cell.Raw = pipeline.NumberCell, strings.TrimSpace(cell.Raw)
		if text, ok := b.dateOf(c.Style, cell.Raw); ok {
			cell.Kind, cell.Raw = pipeline.DateCell, text
		}
		cell.Style = &pipeline.CellStyle{Format: b.formatOf(c.Style)}
	case "s":
		cell.Kind = pipeline.TextCell
		if c.Value == nil {
			return nil // an empty cell that keeps its type
		}
		index, err := strconv.Atoi(strings.TrimSpace(cell.Raw))
		if err != nil || index < 0 || index >= len(b.strings) {
			return fmt.Errorf("cell %s names string %q of %d", c.Ref, cell.Raw, len(b.strings))
		}
		cell.Raw = b.strings[index]
	case "inlineStr":
		cell.Kind = pipeline.TextCell
		if c.Inline != nil {
			cell.Raw = c.Inline.String()
		}
	case "str":
		cell.Kind, cell.Raw = pipeline.TextCell, unescape(cell.Raw)
	case "b":
		cell.Kind = pipeline.BoolCell
	case "e":
		cell.Kind = pipeline.ErrorCell
	case "d":
		cell.Kind = pipeline.DateCell
	default:
		return fmt.Errorf("cell %s is of unknown type %q", c.Ref, c.Type)
	}
	return nil
}

// unescape resolves _x000D_, by which a workbook writes characters that XML cannot.
func unescape(text string) string {
	const length = len("_x000D_")
	at := strings.Index(text, "_x")
	if at < 0 {
		return text
	}
	var out strings.Builder
	for at >= 0 && at+length <= len(text) {
		code, err := strconv.ParseUint(text[at+2:at+length-1], 16, 16)
		if err != nil || text[at+length-1] != '_' {
			out.WriteString(text[:at+2])
			text = text[at+2:]
		} else {
			out.WriteString(text[:at])
			out.WriteRune(rune(code))
			text = text[at+length:]
		}
		at = strings.Index(text, "_x")
	}
	return out.String() + text
}

// parseRef reads a reference such as D13.
func parseRef(ref string) (row, column int, err error) {
	letters := 0
	for letters < len(ref) && ref[letters] >= 'A' && ref[letters] <= 'Z' && letters < 4 {
		column = column*26 + int(ref[letters]-'A'+1)
		letters++
	}
	number, err := strconv.ParseUint(ref[letters:], 10, 32)
	if err != nil || letters == 0 || column > maxColumn || number < 1 || number > maxRow {
		return 0, 0, fmt.Errorf("%q is no cell", ref)
	}
	return int(number), column, nil
}

// parseArea reads a range such as D13:F14.
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
	if err == nil && (bottom < top || right < left) {
		err = fmt.Errorf("%q is no range", ref)
	}
	return pipeline.Area{Top: top, Left: left, Bottom: bottom, Right: right}, err
}
