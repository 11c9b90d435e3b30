package excel_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// foundedOf reads the day in G6 of a register; "" and what was complained of where it is none.
func foundedOf(t *testing.T, value any, format string) (text string, complaint bool) {
	t.Helper()
	rows := registerRows()
	rows[5][6] = value
	f, err := excelize.OpenReader(bytes.NewReader(workbookOf(t, rows)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if format != "" {
		style := &excelize.Style{CustomNumFmt: &format}
		if format == "d-mmm" { // Excel's own, by its number: 11-8 becomes one as it is typed
			style = &excelize.Style{NumFmt: 16}
		}
		id, err := f.NewStyle(style)
		if err == nil {
			err = f.SetCellStyle("Sheet1", "G6", "G6", id)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	reading := readBytes(t, defaults(t), savedOf(t, f))
	for _, field := range reading.Records[0].Fields {
		if field.ID == "founded" {
			text = field.Text
		}
	}
	return text, slices.Contains(complaints(reading), "unknown-day G6")
}

// Days, months and years are read as they were typed, or asked back.
func TestDays(t *testing.T) {
	for text, want := range map[string]string{
		"15/8/2016": "2016-08-15", "15-8-2016": "2016-08-15", "15.8.2016": "2016-08-15", "15 / 08 / 2016": "2016-08-15", "2016-08-15": "2016-08-15", "'15/8/2016": "2016-08-15",
		"ngày 15 tháng 8 năm 2016": "2016-08-15", "15 tháng 8 năm 2016": "2016-08-15", "NGÀY 15/8/2016": "2016-08-15", "02/03/2016": "2016-03-02", "29/2/2016": "2016-02-29",
		"8/2016": "2016-08", "08-2016": "2016-08", "tháng 8/2016": "2016-08", "Tháng 8 năm 2016": "2016-08", "2016": "2016", "năm 2016": "2016",
		"8/15/2016": "?", "31/2/2016": "?", "29/2/2015": "?", "29/2/1900": "?", "15/8/16": "?", "15/8": "?", "8/16": "?", "13/2016": "?", "15/8/2O16": "?", "quý III/2016": "?",
		"15/8/2016 - 16/8/2016": "?", "giai đoạn 2015 - 2016": "?", "hôm qua": "?", "15/8/0016": "?", "15082016": "?", "-": "", "…": "",
	} {
		got, asked := foundedOf(t, text, "")
		if asked {
			got = strings.TrimSpace(got + "?")
		}
		if got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}

// Of a true date as much is read as the cell shows, and nothing where it shows a day without the year that Excel gave it.
func TestShownDays(t *testing.T) {
	day := time.Date(2016, 8, 15, 0, 0, 0, 0, time.UTC)
	for format, want := range map[string]string{
		"dd/mm/yyyy": "2016-08-15", "d/m/yy": "2016-08-15", "[$-42A]dd mmmm yyyy": "2016-08-15", "mm/yyyy": "2016-08", "mmm-yy": "2016-08", "yyyy": "2016",
		"d-mmm": "?", "dd/mm": "?", `"năm yyyy" dd/mm`: "?", "mmmm": "?", "h:mm": "?",
	} {
		got, asked := foundedOf(t, day, format)
		if asked {
			got = strings.TrimSpace(got + "?")
		}
		if got != want {
			t.Errorf("%s reads %q, want %q", format, got, want)
		}
	}
	for number, want := range map[int]string{2016: "2016", 42597: "?", 20160815: "?"} {
		got, asked := foundedOf(t, number, "")
		if asked {
			got += "?"
		}
		if got != want {
			t.Errorf("%d reads %q, want %q", number, got, want)
		}
	}
}
