package excel_test

import (
	"os"
	"path/filepath"
	"testing"

	"tonghop/pipeline/excel"
)

// Every number of every sample is read, or something is said of it.
func TestSamplesAreReadWhole(t *testing.T) {
	c := defaults(t)
	reader := excel.NewReader(c, nil)
	files, err := filepath.Glob("../../samples/*/*.xlsx")
	if err != nil || len(files) < 20 {
		t.Fatal(err, files)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if lost := excel.Unaccounted(reader, data); len(lost) > 0 {
			t.Errorf("%s: lost without a word: %q", file, lost)
		}
		reading, err := reader.Read(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		for _, r := range reading.Refusals {
			toldRight(t, c, r)
		}
	}
}

// FuzzReadWhole puts numbers and words anywhere in and around the tables of forms: none is lost.
func FuzzReadWhole(f *testing.F) {
	_, reader := fuzzReader(f)
	forms := []func() [][]any{regionRows, provinceRows, communeRows, registerRows, festivalRows, awardRows}
	texts := []string{"", "Tổng cộng", "Cộng", "II", "An Giang", "Ghi chú", "Giải thể", "1. Cà Mau", "Huyện Phú Tân", "0912345678"}
	for form := range forms {
		for row := range 8 {
			for column := range 6 {
				f.Add(uint8(form), uint8(8*row), uint8(3*column), uint8(row+column), int64(10*row+column))
			}
		}
	}
	f.Fuzz(func(t *testing.T, form, row, column, text uint8, number int64) {
		rows := forms[int(form)%len(forms)]()
		if number == 0 { // in the column of names it says that there is nothing to report
			number = 1
		}
		for len(rows) <= int(row) {
			rows = append(rows, nil)
		}
		rows = every(write(int(row), 1, texts[int(text)%len(texts)]), write(int(row), int(column), number), write(int(row)/2, int(column)/2, number))(rows)
		if lost := excel.Unaccounted(reader, workbookOf(t, rows)); len(lost) > 0 {
			t.Errorf("lost without a word: %q of %v", lost, rows)
		}
	})
}
