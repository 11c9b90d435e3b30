package excel_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/vi"
)

// inFonts makes a workbook whose cells have the fonts that font names for their texts, and the texts that it makes of them.
func inFonts(t testing.TB, rows [][]any, font func(cell, text string) (font, written string)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	styles := map[string]int{}
	for i, row := range rows {
		for j, value := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if text, ok := value.(string); ok {
				name, written := font(cell, text)
				if _, ok := styles[name]; !ok {
					if styles[name], err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: name, Size: 12}}); err != nil {
						t.Fatal(err)
					}
				}
				if err := f.SetCellStyle("Sheet1", cell, cell, styles[name]); err != nil {
					t.Fatal(err)
				}
				value = written
			}
			if value == nil {
				continue
			}
			if err := f.SetCellValue("Sheet1", cell, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	return savedOf(t, f)
}

func savedOf(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// legacy writes a text as it is typed in an old font: capitals with a tone mark by the second font of TCVN3.
func legacy(t testing.TB, encoding vi.Encoding, text string) (font, written string) {
	t.Helper()
	if written, ok := encoding.Encode(text); ok {
		return map[vi.Encoding]string{vi.TCVN3: ".VnTime", vi.VNI: "VNI-Times"}[encoding], written
	}
	written, ok := vi.TCVN3Capitals.Encode(text)
	if !ok {
		t.Fatalf("%q cannot be written", text)
	}
	return ".VnTimeH", written
}

// legacyRows is a register without capitals that TCVN3 cannot write.
func legacyRows() [][]any {
	rows := provinceRows()
	rows[6][2] = "gần 1.900"
	rows[7][0] = "ĐÁNH GIÁ CHUNG"
	rows[8] = []any{"Hoà giải được nhiều vụ việc."}
	return rows
}

func readBytes(t *testing.T, c *pipeline.Catalog, data []byte) *pipeline.Reading {
	t.Helper()
	reading, err := excel.NewReader(c, nil).Read(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reading.Refusals {
		toldRight(t, c, r)
	}
	return reading
}

// fontsOf lists what was said of fonts.
func fontsOf(reading *pipeline.Reading) []string {
	var all []string
	for _, r := range reading.Refusals {
		if strings.Contains(r.Code, "font") {
			all = append(all, strings.TrimSpace(fmt.Sprint(r.Code, " ", r.Cell, " ", r.Values["encoding"], " ", r.Values["count"])))
		}
	}
	return all
}

// A form in old fonts reads as the same form in Unicode, and one note says so.
func TestLegacyForm(t *testing.T) {
	c := defaults(t)
	base := readBytes(t, c, workbookOf(t, legacyRows()))
	for encoding, name := range map[vi.Encoding]string{vi.TCVN3: "TCVN3", vi.VNI: "VNI"} {
		reading := readBytes(t, c, inFonts(t, legacyRows(), func(_, text string) (string, string) { return legacy(t, encoding, text) }))
		if !slices.Equal(figuresOf(reading), figuresOf(base)) || !slices.Equal(reading.Narratives, base.Narratives) || reading.Reporter.ID != base.Reporter.ID {
			t.Errorf("%s: %q %+v\nwant %q %+v", name, figuresOf(reading), reading.Narratives, figuresOf(base), base.Narratives)
		}
		if got := fontsOf(reading); len(got) != 1 || !strings.HasPrefix(got[0], "legacy-font A1 "+name) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := fontsOf(base); len(got) > 0 {
		t.Errorf("in Unicode: %q", got)
	}
}

// Runs of a text have fonts of their own.
func TestLegacyRuns(t *testing.T) {
	c := defaults(t)
	f, err := excelize.OpenReader(bytes.NewReader(workbookOf(t, legacyRows())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	label, _ := vi.TCVN3.Encode("Đơn vị báo cáo")
	unit, _ := vi.VNI.Encode("Cà Mau")
	if err := f.SetCellRichText("Sheet1", "A2", []excelize.RichTextRun{
		{Text: label, Font: &excelize.Font{Family: ".VnTime"}}, {Text: ": "}, {Text: unit, Font: &excelize.Font{Family: "VNI-Times"}},
	}); err != nil {
		t.Fatal(err)
	}
	reading := readBytes(t, c, savedOf(t, f))
	if reading.Reporter.ID != "ca-mau" || len(fontsOf(reading)) != 1 {
		t.Errorf("%s %q", reading.Reporter.ID, fontsOf(reading))
	}
}

// Texts in an old font that no known word confirms are named with both readings: an error where the form has them, a
// warning elsewhere.
func TestLegacyUnconfirmed(t *testing.T) {
	c := defaults(t)
	rows := legacyRows()
	rows[0] = append(rows[0], nil, nil, "Nơi nhận")
	old := map[string]bool{"A9": true, "D1": true}
	reading := readBytes(t, c, inFonts(t, rows, func(cell, text string) (string, string) {
		if old[cell] {
			return legacy(t, vi.TCVN3, text)
		}
		return "Times New Roman", text
	}))
	if got, want := fontsOf(reading), []string{"doubtful-font A9 TCVN3", "doubtful-font-unread D1 TCVN3 1"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	i := slices.IndexFunc(reading.Refusals, func(r pipeline.Refusal) bool { return r.Code == "doubtful-font" })
	if r := reading.Refusals[i]; r.Got != "Hoà giải được nhiều vụ việc." || r.Values["expected"] == r.Got {
		t.Errorf("%+v", r)
	}
}

// Where an old font has texts of Unicode too, a text that may be either is not taken: Hoà in VNI's font reads Hồ.
func TestLegacyMixed(t *testing.T) {
	c := defaults(t)
	for unicode, want := range map[bool][]string{false: {"legacy-font A1 VNI"}, true: {"doubtful-font A9 VNI", "legacy-font A1 VNI"}} {
		rows := legacyRows()
		rows[8] = []any{"Hoà Bình."}
		reading := readBytes(t, c, inFonts(t, rows, func(cell, text string) (string, string) {
			switch {
			case cell == "A9", unicode && cell == "A7": // typed in Unicode into a cell of the old form
				return "VNI-Times", text
			}
			return legacy(t, vi.VNI, text)
		}))
		got := fontsOf(reading)
		for i := range got {
			got[i] = strings.TrimRight(got[i], " 0123456789")
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v: %q, want %q", unicode, got, want)
		}
	}
}

// A form whose letters lost their font is refused with a sentence that says what they read.
func TestGarbledForm(t *testing.T) {
	c := defaults(t)
	for encoding, name := range map[vi.Encoding]string{vi.TCVN3: "TCVN3", vi.VNI: "VNI"} {
		for what, cells := range map[string][]string{"all": nil, "a head label": {"A2"}, "a header": {"A4"}, "a row": {"A7"}, "a box": {"A8"}} {
			_, err := excel.NewReader(c, nil).Read(inFonts(t, legacyRows(), func(cell, text string) (string, string) {
				if cells == nil || slices.Contains(cells, cell) {
					_, text = legacy(t, encoding, text)
				}
				return "Arial", text
			}))
			refusal := asRefusal(t, err)
			toldRight(t, c, refusal)
			if refusal.Code != "wrong-font" || refusal.Values["encoding"] != name || cells != nil && refusal.Cell != cells[0] {
				t.Errorf("%s, %s: %+v", name, what, refusal)
			}
		}
	}
}

// Words of no form are complained of where the form keeps them.
func TestGarbledWords(t *testing.T) {
	c := defaults(t)
	for text, want := range map[string][]string{
		"C¸c m« h×nh ho¹t ®éng tèt": {"wrong-font A9 TCVN3"}, "Caùc moâ hình hoaït ñoäng toát": {"wrong-font A9 VNI"},
		"Các mô hình hoạt động tốt, 5 µm, «An ninh»": nil, "Krông Pắk, Hoà Bình": nil,
	} {
		rows := legacyRows()
		rows[8] = []any{text}
		if got := fontsOf(readBytes(t, c, workbookOf(t, rows))); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
