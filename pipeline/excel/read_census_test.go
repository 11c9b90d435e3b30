package excel

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

// biff joins records: a kind, then its bytes.
func biff(records ...any) (stream []byte) {
	for i := 0; i < len(records); i += 2 {
		record := records[i+1].([]byte)
		stream = binary.LittleEndian.AppendUint16(stream, uint16(records[i].(int)))
		stream = binary.LittleEndian.AppendUint16(stream, uint16(len(record)))
		stream = append(stream, record...)
	}
	return stream
}

// compoundOf makes a compound file of one stream of 4096 bytes or more: header, table, directory, stream.
func compoundOf(name string, stream []byte) []byte {
	stream = append(stream, make([]byte, max(4096, (len(stream)+511)/512*512)-len(stream))...)
	header := append(bytes.Clone(oleSignature), make([]byte, 504)...)
	put := func(data []byte, at int, value uint32) { binary.LittleEndian.PutUint32(data[at:], value) }
	header[30], header[32] = 9, 6
	put(header, 44, 1)
	put(header, 48, 1)
	put(header, 56, 4096)
	put(header, 60, lastSector)
	put(header, 68, lastSector)
	table := bytes.Repeat([]byte{0xff}, 512)
	put(table, 4, lastSector)
	for i := 2; i < 2+len(stream)/512; i++ {
		put(table, 4*i, uint32(i+1))
	}
	put(table, 4*(1+len(stream)/512), lastSector)
	directory := make([]byte, 512)
	directory[66], directory[128+66] = 5, 2
	put(directory, 76, 1)
	copy(directory[128:], wide(name))
	directory[128+64] = byte(2*len(name) + 2)
	for _, at := range []int{68, 72, 128 + 68, 128 + 72, 128 + 76} {
		put(directory, at, 0xffffffff)
	}
	put(directory, 128+116, 2)
	put(directory, 128+120, uint32(len(stream)))
	return bytes.Join([][]byte{header, table, directory, stream}, nil)
}

// smallXLS is a workbook of one sheet with three numbers and a text, and a chart within it.
func smallXLS(globals ...any) []byte {
	bof, sheet := []byte{0, 6, 16, 0}, []byte{0, 0, 0, 0, 0, 0, 1, 0, 'A'}
	first := biff(append(append([]any{biffBOF, bof}, globals...), biffBoundSheet, sheet, biffEOF, []byte{})...)
	binary.LittleEndian.PutUint32(sheet, uint32(len(first)))
	first = biff(append(append([]any{biffBOF, bof}, globals...), biffBoundSheet, sheet, biffEOF, []byte{})...)
	return append(first, biff(biffBOF, bof, biffNumber, make([]byte, 14), biffMulRK, make([]byte, 18), biffBOF, bof, biffNumber, make([]byte, 14), biffEOF, []byte{},
		biffLabelSST, make([]byte, 10), biffEOF, []byte{})...)
}

// TestCensusXLS counts what a .xls has.
func TestCensusXLS(t *testing.T) {
	whole := smallXLS()
	if got, err := censusXLS(compoundOf("Workbook", whole)); err != nil || got != (census{sheets: 1, numbers: 3, cells: 4}) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := censusXLS(compoundOf("Book", whole)); err != nil || got.sheets != 1 {
		t.Errorf("of 1995: %+v, %v", got, err)
	}
	if _, err := censusXLS(compoundOf("Workbook", smallXLS(biffFilePass, []byte{0, 0}))); !errors.Is(err, errPassword) {
		t.Errorf("behind a password: %v", err)
	}
	file := compoundOf("Workbook", whole)
	for name, spoilt := range map[string][]byte{
		"no sheet where one should be": bytes.Replace(file, biff(biffBOF, []byte{0, 6, 16, 0}, biffNumber, make([]byte, 14)), make([]byte, 26), 1),
		"a sheet without end":          compoundOf("Workbook", whole[:len(whole)-4]),
		"a record that is too long":    compoundOf("Workbook", bytes.Replace(whole, biff(biffLabelSST, make([]byte, 10))[:4], []byte{0xfd, 0, 0xff, 0xff}, 1)),
		"a stream that is cut":         file[:len(file)-1024],
		"a chain in a ring":            ring(file),
		"no stream":                    compoundOf("Worksheet", whole),
	} {
		if bytes.Equal(spoilt, file) {
			t.Errorf("%s: nothing is spoilt", name)
		}
		if got, err := censusXLS(spoilt); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// ring chains the second sector of the stream to its first.
func ring(file []byte) []byte {
	spoilt := bytes.Clone(file)
	binary.LittleEndian.PutUint32(spoilt[512+4*3:], 2)
	binary.LittleEndian.PutUint32(spoilt[1024+128+120:], 1<<30)
	return spoilt
}

// FuzzKind holds that telling what a file is, and counting what a workbook of another format has, end for all bytes.
func FuzzKind(f *testing.F) {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(compoundOf("Workbook", smallXLS()))
	f.Add([]byte("Tỉnh;Mô hình\r\nCà Mau;32\r\n"))
	f.Add([]byte("\xff\xfeT\x00\t\x00"))
	r := NewReader(c, nil)
	f.Fuzz(func(t *testing.T, data []byte) {
		refusal := refuseKind(data)
		if refusal != nil && c.Messages[refusal.Code].Sentence == "" {
			t.Errorf("%s has no sentence", refusal.Code)
		}
		for _, ending := range []string{".xls", ".ods", ".xlsb"} {
			if got, err := r.count(data, ending); err == nil && got.numbers > len(data) {
				t.Errorf("%s: %d numbers in %d bytes", ending, got.numbers, len(data))
			}
		}
		_ = eachBrt(string(data), func(int) {})
	})
}

// A cell that is there a billion times counts as so many: such a workbook is refused before it is converted.
func TestCensusRepeats(t *testing.T) {
	for _, c := range []struct {
		rows, columns  string
		cells, numbers int
	}{
		{"", "", 3, 2},
		{` table:number-rows-repeated="3"`, ` table:number-columns-repeated="2"`, 10, 7},
		{` table:number-rows-repeated="9999999"`, ` table:number-columns-repeated="1024"`, 1<<30 + 1<<20 + 1, 1<<30 + 1},
		{` table:number-rows-repeated="-1"`, ` table:number-columns-repeated="x"`, 3, 2},
	} {
		content := `<o:d xmlns:o="o" xmlns:office="office" xmlns:table="table"><o:body><o:spreadsheet><table:table><table:table-row` + c.rows + `>` +
			`<table:table-cell office:value-type="float"` + c.columns + `/><table:table-cell/><table:table-cell office:value-type="string"/>` +
			`</table:table-row><table:table-row><table:table-cell office:value-type="date"/></table:table-row></table:table></o:spreadsheet></o:body></o:d>`
		var got census
		if err := got.countContent(newScanner(content)); err != nil || got != (census{1, c.numbers, c.cells}) {
			t.Errorf("%s %s: %+v, %v", c.rows, c.columns, got, err)
		}
	}
}
