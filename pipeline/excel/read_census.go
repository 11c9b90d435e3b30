package excel

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"tonghop/pipeline"
)

// census is what a workbook of another format has at least; what it is converted to must have as much, for a damaged one
// converts to empty sheets.
type census struct {
	sheets  int
	numbers int // cells with a number
	cells   int // with a number or a text
}

// lacks says what a converted workbook has less of.
func (c census) lacks(w *pipeline.Workbook) error {
	got := census{sheets: len(w.Sheets)}
	for _, sheet := range w.Sheets {
		for _, row := range sheet.Rows {
			for _, cell := range row.Cells {
				got.cells++
				if cell.Kind == pipeline.NumberCell || cell.Kind == pipeline.DateCell || cell.Formula != "" {
					got.numbers++
				}
			}
		}
	}
	if got.sheets < c.sheets || got.numbers < c.numbers || got.cells == 0 && c.cells > 0 {
		return fmt.Errorf("was converted to %+v from %+v", got, c)
	}
	return nil
}

// Records of the streams of .xls; the names are those of Microsoft's description of the format, [MS-XLS].
const (
	biffFormula     = 0x0006
	biffEOF         = 0x000a
	biffFilePass    = 0x002f
	biffBoundSheet  = 0x0085
	biffMulRK       = 0x00bd
	biffRString     = 0x00d6
	biffLabelSST    = 0x00fd
	biffNumber      = 0x0203
	biffLabel       = 0x0204
	biffRK          = 0x027e
	biffBOF         = 0x0809
	worksheetOfBIFF = 0
)

var errPassword = errors.New("is behind a password")

// censusXLS counts a .xls, and holds that it is whole: its stream, every record of it, every sheet that it names.
func censusXLS(data []byte) (census, error) {
	var c census
	file, err := openCompound(data)
	if err != nil {
		return c, err
	}
	name := "Workbook"
	if file.streams[name] == nil {
		name = "Book"
	}
	stream, err := file.stream(name)
	if err != nil {
		return c, err
	}
	var sheets []int
	err = eachBIFF(stream, 0, func(kind int, record []byte) error {
		switch {
		case kind == biffFilePass:
			return errPassword
		case kind == biffBoundSheet && len(record) > 6 && record[5] == worksheetOfBIFF:
			sheets = append(sheets, int(binary.LittleEndian.Uint32(record)))
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	c.sheets = len(sheets)
	for _, at := range sheets {
		if err := eachBIFF(stream, at, c.countBIFF); err != nil {
			return c, err
		}
	}
	return c, nil
}

// eachBIFF goes through the records of a substream, from its begin to its end; those of charts within it are passed over.
func eachBIFF(stream []byte, at int, do func(kind int, record []byte) error) error {
	for depth := 0; ; {
		if at < 0 || at+4 > len(stream) {
			return fmt.Errorf("a record at %d lies beyond the end", at)
		}
		kind, length := int(binary.LittleEndian.Uint16(stream[at:])), int(binary.LittleEndian.Uint16(stream[at+2:]))
		if at += 4; at+length > len(stream) {
			return fmt.Errorf("a record of %d bytes at %d lies beyond the end", length, at)
		}
		record := stream[at : at+length]
		at += length
		switch {
		case kind == 0 && length == 0:
			return fmt.Errorf("zeros at %d where a record should be", at-4)
		case kind == biffBOF:
			depth++
		case depth == 0:
			return fmt.Errorf("record %#x where a sheet should begin", kind)
		case kind == biffEOF:
			if depth--; depth == 0 {
				return nil
			}
		case depth == 1:
			if err := do(kind, record); err != nil {
				return err
			}
		}
	}
}

func (c *census) countBIFF(kind int, record []byte) error {
	numbers := 0
	switch kind {
	case biffNumber, biffRK:
		numbers = 1
	case biffMulRK:
		numbers = max(0, (len(record)-6)/6)
	case biffLabel, biffLabelSST, biffRString, biffFormula:
		c.cells++
	}
	c.numbers += numbers
	c.cells += numbers
	return nil
}

// Records of the parts of .xlsb; the names are those of Microsoft's description of the format, [MS-XLSB].
const (
	brtCellRk    = 2
	brtCellReal  = 5
	brtCellSt    = 6
	brtCellIsst  = 7
	brtBundleSh  = 156
	longestBrtID = 2
)

// censusXLSB counts a .xlsb, and holds that its records are whole.
func (b *book) censusXLSB() (census, error) {
	var c census
	for name := range b.parts {
		sheet := strings.HasPrefix(name, "xl/worksheets/") && strings.HasSuffix(name, ".bin")
		if name != "xl/workbook.bin" && !sheet {
			continue
		}
		into := &sink{text: &strings.Builder{}}
		if err := b.inflate(b.parts[name], into); err != nil {
			return c, inPart(name, err)
		}
		delete(b.parts, name)
		if err := eachBrt(into.text.String(), c.countBrt); err != nil && !strings.Contains(name, "binaryindex") {
			return c, inPart(name, err)
		}
	}
	return c, nil
}

func (c *census) countBrt(kind int) {
	switch kind {
	case brtBundleSh:
		c.sheets++
	case brtCellRk, brtCellReal:
		c.numbers++
		c.cells++
	case brtCellSt, brtCellIsst:
		c.cells++
	}
}

// eachBrt goes through the records of a part: a kind in one or two bytes, a length in up to four, seven bits in each.
func eachBrt(part string, do func(kind int)) error {
	number := func(at, longest int) (value, next int, ok bool) {
		for i := range longest {
			if at+i >= len(part) {
				break
			}
			value |= int(part[at+i]&0x7f) << (7 * i)
			if part[at+i] < 0x80 {
				return value, at + i + 1, true
			}
		}
		return 0, 0, false
	}
	for at := 0; at < len(part); {
		kind, next, ok := number(at, longestBrtID)
		length, begin, whole := number(next, 4)
		if !ok || !whole || begin+length > len(part) {
			return fmt.Errorf("a record at %d lies beyond the end", at)
		}
		do(kind)
		at = begin + length
	}
	return nil
}

// censusODS counts a workbook of LibreOffice's own kind, and holds that its content is whole.
func (b *book) censusODS() (census, error) {
	var c census
	if manifest := b.parts["meta-inf/manifest.xml"]; manifest != nil {
		text, err := b.text("meta-inf/manifest.xml")
		if err != nil {
			return c, err
		}
		if strings.Contains(text, "encryption-data") {
			return c, errPassword
		}
	}
	text, err := b.text("content.xml")
	if err != nil {
		return c, err
	}
	return c, inPart("content.xml", c.countContent(newScanner(text)))
}

// countContent counts the tables of the workbook and their cells.
func (c *census) countContent(x *scanner) error {
	for rows := 1; ; {
		if err := x.next(); err != nil || x.kind == atEnd {
			return err
		}
		if x.kind == opens && len(x.open) >= 4 && x.open[2].name == "spreadsheet" && x.open[3].name == "table" {
			if x.name == "table-row" {
				rows = x.repeated("number-rows-repeated", maxRow)
			}
			c.countODS(x, rows)
		}
	}
}

// countODS counts a table of the workbook, or a cell of one in a row that is there so many times.
func (c *census) countODS(x *scanner, rows int) {
	if len(x.open) == 4 {
		c.sheets++
	}
	kind := x.attr("value-type")
	if x.name != "table-cell" || kind == "" {
		return
	}
	times := rows * x.repeated("number-columns-repeated", maxColumn)
	c.cells += times
	switch kind {
	case "float", "percentage", "currency", "date":
		c.numbers += times
	}
}

// repeated reads how many times a row or cell is there; no sheet has more than most.
func (x *scanner) repeated(attr string, most int) int {
	times, err := strconv.Atoi(x.attr(attr))
	if err != nil {
		return 1
	}
	return min(max(times, 1), most)
}
