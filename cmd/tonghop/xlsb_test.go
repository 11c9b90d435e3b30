package main

import (
	"bytes"
	"encoding/binary"
	"math"
	"strconv"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// binaryWorkbook writes the values of a workbook's first sheet as a binary workbook (.xlsb), which LibreOffice reads and does not write.
func binaryWorkbook(t *testing.T, workbook []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name := f.GetSheetName(0)
	rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	var sheet, book binaryPart
	sheet.record(129)
	sheet.record(145)
	for row, cells := range rows {
		sheet.record(0, number(row), number(0), []byte{0, 0, 0, 0, 0}, number(1), number(0), number(len(cells)))
		for column, text := range cells {
			if value, err := strconv.ParseFloat(text, 64); err == nil {
				sheet.record(5, number(column), number(0), binary.LittleEndian.AppendUint64(nil, math.Float64bits(value)))
			} else if text != "" {
				sheet.record(6, number(column), number(0), words(text))
			}
		}
	}
	sheet.record(146)
	sheet.record(130)
	book.record(131)
	book.record(143)
	book.record(156, number(0), number(1), words("rId1"), words(name))
	book.record(144)
	book.record(132)
	const packages = "http://schemas.openxmlformats.org/package/2006/"
	const offices = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	related := func(kind, target string) string {
		return `<Relationships xmlns="` + packages + `relationships"><Relationship Id="rId1" Type="` + offices + kind + `" Target="` + target + `"/></Relationships>`
	}
	return zipped(t, "[Content_Types].xml", `<Types xmlns="`+packages+`content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
		`<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>`+
		`<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/></Types>`,
		"_rels/.rels", related("officeDocument", "xl/workbook.bin"), "xl/workbook.bin", book.String(),
		"xl/_rels/workbook.bin.rels", related("worksheet", "worksheets/sheet1.bin"), "xl/worksheets/sheet1.bin", sheet.String())
}

// binaryPart is a part of a binary workbook: records of a kind, a length and their fields.
type binaryPart struct{ bytes.Buffer }

func (p *binaryPart) record(kind int, fields ...[]byte) {
	p.seven(kind)
	data := bytes.Join(fields, nil)
	p.seven(len(data))
	p.Write(data)
}

// seven writes a number in bytes of seven bits, the lowest first.
func (p *binaryPart) seven(value int) {
	for ; value >= 0x80; value >>= 7 {
		p.WriteByte(byte(value) | 0x80)
	}
	p.WriteByte(byte(value))
}

func number(value int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(value)) }

func words(text string) []byte {
	units := utf16.Encode([]rune(text))
	data := number(len(units))
	for _, unit := range units {
		data = binary.LittleEndian.AppendUint16(data, unit)
	}
	return data
}
