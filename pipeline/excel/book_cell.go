package excel

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// setCell makes a cell of what the part writes; its column is that after the cell on its left, unless it names another.
func (b *book) setCell(cell *pipeline.SheetCell, row int, c *xmlCell) error {
	if err := setPlace(cell, row, c); err != nil {
		return err
	}
	style, err := b.styleOf(c.style)
	if err != nil {
		return unknownCell(row, cell, err)
	}
	cell.Style = &style.CellStyle
	if c.asked {
		cell.Formula = "=" + c.formula
	}
	if err := b.setKind(cell, c, style); err != nil {
		return inCell(row, cell, err)
	}
	// A formula that gives an empty text says so by its type and an empty value; otherwise it was never computed.
	if c.asked && (!c.valued || cell.Raw == "" && c.kind != "str") {
		cell.Kind = pipeline.FormulaCell
	}
	if len(cell.Raw) > b.limits.CellChars && utf8.RuneCountInString(cell.Raw) > b.limits.CellChars {
		return inCell(row, cell, tooMany("too-long-text", utf8.RuneCountInString(cell.Raw), b.limits.CellChars))
	}
	return nil
}

// setPlace sets a cell's column.
func setPlace(cell *pipeline.SheetCell, row int, c *xmlCell) error {
	if c.ref != "" {
		r, column, err := parseRef(c.ref)
		if err != nil {
			return unknownCell(row, cell, err)
		}
		if r != row || column < cell.Column {
			return unordered(r, column, fmt.Sprintf("cell %.40s is out of order in row %d", c.ref, row))
		}
		cell.Column = column
	}
	switch {
	case cell.Column > maxColumn:
		return unknownCell(row, cell, fmt.Errorf("column %d", cell.Column))
	case c.blank:
		return unknownCell(row, cell, errors.New("one of its attributes is empty"))
	}
	return nil
}

// unknownCell refuses a cell that is outside of the standard.
func unknownCell(row int, cell *pipeline.SheetCell, err error) *pipeline.Refusal {
	return &pipeline.Refusal{Code: "unknown-cell", Cell: pipeline.CellName(row, cell.Column), Cause: err}
}

// inCell says in which cell a refusal is; what is none yet is that of a cell outside of the standard.
func inCell(row int, cell *pipeline.SheetCell, err error) *pipeline.Refusal {
	var refusal *pipeline.Refusal
	if !errors.As(err, &refusal) {
		return unknownCell(row, cell, err)
	}
	refusal.Cell = pipeline.CellName(row, cell.Column)
	return refusal
}

// setKind sets the kind of a cell, and its text.
func (b *book) setKind(cell *pipeline.SheetCell, c *xmlCell, style *style) error {
	if c.inlined && c.kind != "inlineStr" || c.valued && c.kind == "inlineStr" {
		return errors.New("has a text where its type says otherwise")
	}
	cell.Raw = c.value
	switch c.kind {
	case "", "n":
		cell.Kind, cell.Raw = pipeline.NumberCell, strings.TrimSpace(c.value)
		if style.date {
			if text, ok := b.dateOf(cell.Raw); ok {
				cell.Kind, cell.Raw = pipeline.DateCell, text
			}
		}
	case "s":
		cell.Kind = pipeline.TextCell
		if cell.Raw = strings.TrimSpace(c.value); cell.Raw != "" { // otherwise it is an empty cell that keeps its type
			return b.setShared(cell, cell.Raw, style.encoding)
		}
	case "inlineStr":
		cell.Kind = pipeline.TextCell
		c.inline.setText(cell, style.encoding)
	case "str":
		cell.Kind = pipeline.TextCell
		sharedText{text: unescape(c.value)}.setText(cell, style.encoding)
	case "b":
		cell.Kind = pipeline.BoolCell
	case "e":
		cell.Kind = pipeline.ErrorCell
	case "d":
		cell.Kind = pipeline.DateCell
	default:
		return fmt.Errorf("is of type %.40q", c.kind)
	}
	return nil
}

// setShared gives a cell the shared text that it names by its number.
func (b *book) setShared(cell *pipeline.SheetCell, number string, encoding vi.Encoding) error {
	i, ok := index(number, len(b.strings))
	if !ok {
		return &pipeline.Refusal{Code: "unknown-string", Cause: fmt.Errorf("names string %.40q of %d", number, len(b.strings))}
	}
	shared := b.strings[i]
	if encoding == vi.Unicode && shared.runs == nil {
		cell.Raw = shared.text
		return nil
	}
	// Decoded once, however often it is shown, or a short part could fill the memory.
	key := decodedKey{i, encoding}
	if known, ok := b.decoded[key]; ok {
		cell.Raw, cell.Encoding = known.Raw, known.Encoding
		return nil
	}
	shared.setText(cell, encoding)
	b.decoded[key] = pipeline.SheetCell{Raw: cell.Raw, Encoding: cell.Encoding}
	return nil
}

// parseRef reads a reference such as D13.
func parseRef(ref string) (row, column int, err error) {
	at := 0
	for at < len(ref) && at < 4 && ref[at] >= 'A' && ref[at] <= 'Z' {
		column = column*26 + int(ref[at]-'A'+1)
		at++
	}
	digits := ref[at:]
	for _, c := range []byte(digits) {
		if c < '0' || c > '9' || row > maxRow {
			return 0, 0, fmt.Errorf("%.40q is no cell", ref)
		}
		row = row*10 + int(c-'0')
	}
	if at == 0 || digits == "" || digits[0] == '0' || column > maxColumn || row > maxRow {
		return 0, 0, fmt.Errorf("%.40q is no cell", ref)
	}
	return row, column, nil
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
		err = fmt.Errorf("%.40q is no range", ref)
	}
	return pipeline.Area{Top: top, Left: left, Bottom: bottom, Right: right}, err
}
