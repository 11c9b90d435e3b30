package excel

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

// largeWorkbook makes a workbook as the stream writer of excelize does, of rows of words, whole and broken numbers.
func largeWorkbook(b *testing.B, rows int) []byte {
	b.Helper()
	file := excelize.NewFile()
	defer file.Close()
	writer, err := file.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for row := 1; row <= rows; row++ {
		cells := []any{row, fmt.Sprintf("Xã số %d", random.IntN(3000)), "Mô hình đang hoạt động"}
		for range 11 {
			cells = append(cells, random.IntN(100_000))
		}
		if err := writer.SetRow(fmt.Sprintf("A%d", row), cells); err != nil {
			b.Fatal(err)
		}
	}
	if err := writer.Flush(); err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	if err := file.Write(&out); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// BenchmarkBook reads a workbook of 10 MB, and beside it inflates the same parts, and has excelize go through its rows.
// MB/s are of the parts, inflated.
func BenchmarkBook(b *testing.B) {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		b.Fatal(err)
	}
	data := largeWorkbook(b, 130_000)
	inflated := inflateParts(b, data)
	b.Logf("%d bytes, %d inflated", len(data), inflated)
	b.Run("inflate", func(b *testing.B) {
		b.SetBytes(inflated)
		for b.Loop() {
			inflateParts(b, data)
		}
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(inflated)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := readWorkbook(data, c.Config.Limits); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("excelize", func(b *testing.B) {
		b.SetBytes(inflated)
		for b.Loop() {
			excelizeRows(b, data)
		}
	})
}

// inflateParts inflates every part and returns how many bytes they are together.
func inflateParts(b *testing.B, data []byte) int64 {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		b.Fatal(err)
	}
	total := int64(0)
	for _, file := range archive.File {
		raw, err := file.OpenRaw()
		if err != nil {
			b.Fatal(err)
		}
		n, err := io.Copy(io.Discard, flate.NewReader(raw))
		if err != nil {
			b.Fatal(err)
		}
		total += n
	}
	return total
}

func excelizeRows(b *testing.B, data []byte) {
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	for _, sheet := range file.GetSheetList() {
		rows, err := file.Rows(sheet)
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
			if _, err := rows.Columns(); err != nil {
				b.Fatal(err)
			}
		}
	}
}
