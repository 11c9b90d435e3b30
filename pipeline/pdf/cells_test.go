package pdf_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// No text of a table is clipped, or runs into the next cell: what begins in a cell ends in it, and no word is torn.
func TestCellsHoldTheirTexts(t *testing.T) {
	names := register(40)
	for i := range names.Rows {
		names.Rows[i].Cells[1].Text = strings.Repeat("Mô hình “Camera an ninh, trật tự” liên xã ", i%5+1) + strings.Repeat("x", i*4)
	}
	for name, table := range map[string]pipeline.Table{"summary": summary(), "wide": wide(), "names": names, "grouped": grouped(3, 30), "cut": grouped(9, 20), "sources": hashes()} {
		path, cells, whole := written(t, filled(0, table)), 0, map[string]bool{}
		for i, page := range sheets(t, path) {
			frames := drawn(t, path, i+1, page.Height)
			for _, w := range page.Words {
				x, y := (w.XMin+w.XMax)/2, (w.YMin+w.YMax)/2
				at := slices.IndexFunc(frames, func(b box) bool {
					return b.Bottom-b.Top > 5 && b.Left <= x && x <= b.Right && b.Top <= y && y <= b.Bottom
				})
				if at < 0 {
					continue
				}
				cells++
				whole[w.Text] = true
				if b := frames[at]; w.XMin < b.Left-rounding || w.XMax > b.Right+rounding || w.YMin < b.Top-rounding || w.YMax > b.Bottom+rounding {
					t.Errorf("%s, page %d: %q from %v to %v does not lie in its cell from %v to %v", name, i+1, w.Text, w.XMin, w.XMax, b.Left, b.Right)
				}
				if size := (w.YMax - w.YMin) / 1.107; size < 9-0.05 && !strings.HasPrefix(w.Text, "(") {
					t.Errorf("%s, page %d: %q is set in %v", name, i+1, w.Text, size)
				}
			}
		}
		if cells < len(table.Rows)*2 {
			t.Errorf("%s: %d texts were found in cells", name, cells)
		}
		for _, row := range table.Rows {
			for _, cell := range row.Cells {
				text := cell.Text
				if cell.Figure != nil {
					text = cell.Figure.Quantity.String()
				}
				for _, word := range strings.Fields(text) {
					if len(word) < 40 && cell.Mark == "" && !whole[word] {
						t.Errorf("%s: %q is torn", name, word)
					}
				}
			}
		}
	}
}

// hashes is a table with long words.
func hashes() pipeline.Table {
	t := pipeline.Table{Caption: "Nguồn số liệu", Columns: []pipeline.Column{{Header: "TT", Align: pipeline.Center}, {Header: "Đơn vị"}, {Header: "Tệp"}, {Header: "SHA-256"}}}
	for i := range 30 {
		t.Rows = append(t.Rows, pipeline.Row{Cells: []pipeline.Cell{{Text: fmt.Sprint(i + 1)}, {Text: provinces[i%13]}, {Text: "bao-cao_thang-6_" + provinces[i%13] + ".xlsx"}, {Text: strings.Repeat("0123456789abcdef", 4)}}})
	}
	return t
}

// 100 rows and 10,000 come out right: each once, in order, on one page with its number, below a header.
func TestManyRows(t *testing.T) {
	for _, rows := range []int{100, 10_000} {
		table := register(rows)
		for i := range table.Rows[:rows] {
			table.Rows[i].Cells[1].Text = fmt.Sprintf("Tên_%d dài cho đến khi phải xuống dòng, hết_%d", i+1, i+1)
		}
		next := 1
		for i, page := range sheets(t, written(t, filled(0, table))) {
			numbers, begun, ended, headers := []int{}, []string{}, []string{}, 0
			for _, w := range page.Words {
				if n, err := strconv.Atoi(w.Text); err == nil && w.XMax < 46*mm && w.YMin > 20*mm {
					numbers = append(numbers, n)
				}
				if name, ok := strings.CutPrefix(w.Text, "Tên_"); ok {
					begun = append(begun, name)
				}
				if name, ok := strings.CutPrefix(w.Text, "hết_"); ok {
					ended = append(ended, name)
				}
				if w.Text == "TT" {
					headers++
				}
			}
			if headers != 1 && len(numbers) > 0 {
				t.Errorf("%d rows, page %d: %d headers", rows, i+1, headers)
			}
			if !slices.Equal(begun, ended) || len(begun) != len(numbers) {
				t.Fatalf("%d rows, page %d: %d numbers, %d names begin, %d end", rows, i+1, len(numbers), len(begun), len(ended))
			}
			for j, n := range numbers {
				if n != next || begun[j] != strconv.Itoa(n) {
					t.Fatalf("%d rows, page %d: row %d with the name %s stands where %d should", rows, i+1, n, begun[j], next)
				}
				next++
			}
		}
		if next != rows+1 {
			t.Errorf("%d of %d rows", next-1, rows)
		}
	}
}
