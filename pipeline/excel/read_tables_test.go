package excel_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// regionHeader are the two rows of the header of regionRows.
func regionHeader() [][]any { return regionRows()[regionHead-2 : regionHead] }

func below(more ...[]any) func([][]any) [][]any {
	return func(rows [][]any) [][]any { return append(rows, more...) }
}

// What stands in and around a table that is none of its lines is neither read nor passed over in silence.
func TestTableShapes(t *testing.T) {
	c := defaults(t)
	august := time.Date(2024, 8, 15, 0, 0, 0, 0, time.UTC)
	want := figuresOf(read(t, c, regionRows()))
	for name, test := range map[string]struct {
		change func([][]any) [][]any
		want   []string
	}{
		"total first":        {func(rows [][]any) [][]any { return insert(regionHead, rows[len(rows)-1])(rows[:len(rows)-1]) }, nil},
		"total in words":     {write(20, 1, "TỔNG CỘNG (13 tỉnh, thành phố):"), nil},
		"total of all":       {write(20, 1, "Cộng toàn vùng"), nil},
		"total by its name":  {write(20, 1, "Tổng cộng vùng Tây Nam Bộ"), nil},
		"sections":           {every(insert(regionHead, []any{"I", "Các tỉnh ven biển"}), insert(regionHead+4, []any{}, []any{"II", "Các tỉnh nội địa"})), nil},
		"subtotals":          {every(insert(regionHead, []any{"I", "Các tỉnh ven biển", nil, 400}), insert(regionHead+4, []any{nil, "II. Các tỉnh nội địa", nil, 491})), []string{"unread-subtotal B8", "unread-subtotal B12"}},
		"sums of parts":      {insert(regionHead+4, []any{nil, "Cộng các tỉnh ven biển", nil, 400}), []string{"unread-subtotal B12"}},
		"a region":           {insert(regionHead+4, []any{nil, "Vùng Tây Nguyên", nil, 400}), []string{"unread-subtotal B12"}},
		"two totals":         {insert(regionHead+4, []any{nil, "Cộng", nil, 400}), []string{"repeated-row B22"}},
		"misspelt":           {insert(regionHead+4, []any{nil, "Tỉnh Cà Mauu", nil, 4}), []string{"unknown-row B12"}},
		"Roman, misspelt":    {insert(regionHead+4, []any{"XIV", "Cà Mauu", nil, 4}), []string{"unknown-row B12"}},
		"elsewhere":          {insert(regionHead+4, []any{"XIV", "Hà Giang", nil, 4}), []string{"unknown-row B12"}},
		"date below":         {below([]any{}, []any{nil, nil, nil, nil, nil, august}, []any{nil, nil, nil, nil, nil, "15/8/2024"}, []any{nil, nil, nil, nil, nil, "ngày 15/8/2024"}), nil},
		"telephone below":    {below([]any{}, []any{nil, "Điện thoại:", nil, 912345678}, []any{nil, "ĐT:", nil, "0912 345 678"}, []any{nil, "Fax", "(0292) 3.821.234"}), []string{"unread-figures D23"}},
		"numbers below":      {below([]any{}, []any{nil, 13}, []any{nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, 7}), []string{"unread-figures B23"}},
		"row below":          {below([]any{}, []any{nil, "Hà Tiên", nil, 13}), []string{"unknown-row B23"}},
		"heads of pages":     {insert(regionHead+6, append([][]any{{}, {"Biểu số: 02/V-BVANTQ"}, {nil, "Đơn vị báo cáo:", "Tây Nam Bộ"}, {nil, "Kỳ báo cáo:", "Giai đoạn 2018-2024"}}, regionHeader()...)...), nil},
		"figures beside":     {every(write(8, 16, 5), write(9, 16, "6")), []string{"unread-column Q9"}},
		"words beside":       {write(8, 16, "chưa đủ"), []string{"unread-words Q9"}},
		"other ordinals":     {every(write(5, 16, "TT"), write(8, 16, 2)), nil},
		"pages":              {insert(regionHead+6, append([][]any{{}, {nil, "Trang 2"}}, regionHeader()...)...), nil},
		"pages, numbered":    {insert(regionHead+6, append(regionHeader(), []any{"(A)", "(B)", "(C)", "(1)", "(2)", "(3)", "(4)"})...), nil},
		"a title far right":  {every(insert(regionHead, []any{"I", "Các tỉnh ven biển"}), write(regionHead, 20, 5)), []string{"unread-column U8"}},
		"number in the name": {insert(regionHead+4, []any{nil, 12}), []string{"unread-figures B12"}},
	} {
		reading := read(t, c, test.change(regionRows()))
		if diff := cmp.Diff(test.want, complaints(reading)); diff != "" {
			t.Errorf("%s: %+v -want +got\n%s", name, reading.Refusals, diff)
		}
		if diff := cmp.Diff(want, figuresOf(reading)); diff != "" && name != "two totals" {
			t.Errorf("%s: -plain +so\n%s", name, diff)
		}
	}
}

// Hà Giang is not a way to write Hậu Giang, and the sentence says what it is.
func TestProvinceOfElsewhere(t *testing.T) {
	c := defaults(t)
	for typed, want := range map[string]string{"Hà Giang": "; Hà Giang không thuộc Tây Nam Bộ", "Hậu Giangg": "; có lẽ là “Hậu Giang”", "Tiên Giag": "; có lẽ là “Tiền Giang”", "Kiang": ""} {
		reading := read(t, c, insert(regionHead, []any{nil, typed, nil, 4})(regionRows()))
		if got := reading.Refusals[0].Values["hint"]; got != want {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
}

// Two tables on a sheet are refused, wherever the second says what it is.
func TestSecondTable(t *testing.T) {
	c := defaults(t)
	again := func(head ...[]any) func([][]any) [][]any {
		return func(rows [][]any) [][]any {
			return append(append(append(rows, head...), regionHeader()...), rows[regionHead:]...)
		}
	}
	register := func(rows [][]any) [][]any {
		return append(append(rows, []any{}, []any{nil, "Kỳ báo cáo: Năm 2024"}), registerRows()[registerHead-1:]...)
	}
	for name, rows := range map[string][][]any{
		"the same": again([]any{})(regionRows()), "another period": again([]any{}, []any{nil, "Kỳ báo cáo:", "Năm 2024"})(regionRows()), "of a register": register(registerRows()),
	} {
		_, err := excel.NewReader(c, nil).Read(workbookOf(t, rows))
		refusal := asRefusal(t, err)
		toldRight(t, c, refusal)
		if refusal.Code != "second-table" || refusal.Cell == "" {
			t.Errorf("%s: %+v", name, refusal)
		}
	}
	// A register that goes on under its header on the next page is one register.
	rows := registerRows()
	rows = slices.Insert(rows, registerHead+1, rows[registerHead-1])
	if reading := read(t, c, rows); len(reading.Records) != 3 || len(reading.Refusals) > 0 {
		t.Errorf("%q %+v", recordsOf(reading), reading.Refusals)
	}
}

// What is hidden is read, and one finding of each kind says so.
func TestHidden(t *testing.T) {
	c := defaults(t)
	data := edited(t, workbookOf(t, regionRows()), func(f *excelize.File) error {
		if _, err := f.NewSheet("Khác"); err != nil {
			return err
		}
		for _, row := range []int{8, 9, 12} {
			if err := f.SetRowVisible("Sheet1", row, false); err != nil {
				return err
			}
		}
		if err := f.SetColVisible("Sheet1", "D:E", false); err != nil {
			return err
		}
		f.SetActiveSheet(1)
		return f.SetSheetVisible("Sheet1", false)
	})
	reading, err := excel.NewReader(c, nil).Read(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reading.Refusals {
		toldRight(t, c, r)
	}
	if diff := cmp.Diff([]string{"hidden-sheet", "hidden-columns D7", "hidden-figures B8"}, complaints(reading)); diff != "" || len(figuresOf(reading)) != 28 {
		t.Error(diff)
	}
	if got := reading.Refusals[2].Values["lines"]; got != "“An Giang” (B8), “Bạc Liêu” (B9), “Cần Thơ” (B12)" {
		t.Error(got)
	}
}

// A figure in merged cells is that of the first line and column, and said to be; one that a merge covers is not read.
func TestMergedFigures(t *testing.T) {
	c := defaults(t)
	rows := regionRows()
	rows[12][3] = nil // Đồng Tháp
	data := edited(t, workbookOf(t, rows), func(f *excelize.File) error {
		return f.MergeCell("Sheet1", "D12", "D13")
	})
	reading, err := excel.NewReader(c, nil).Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"merged-figures D12"}, complaints(reading)); diff != "" {
		t.Error(diff)
	}
	if got := figuresOf(reading); slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "dong-thap models.closing") }) || !slices.Contains(got, "can-tho models.closing  30") {
		t.Errorf("%q", got)
	}
	// Excel keeps one value of a merge; other programs, and who writes the file itself, keep all.
	sheet := strings.Replace(seedSheet, `<mergeCell ref="A5:A6"/>`, `<mergeCell ref="B7:C7"/>`, 1)
	sheet = strings.Replace(sheet, `<c r="C7" t="str"><f>A1</f><v>x</v></c>`, `<c r="C7"><v>41</v></c>`, 1)
	reading, err = excel.NewReader(c, nil).Read(seedPackage(t, sheet, seedStrings, seedStyles, seedWorkbook))
	if err != nil {
		t.Fatal(err)
	}
	if got := complaints(reading); !slices.Contains(got, "covered-figures C7") || !slices.Contains(got, "merged-figures B7") || slices.ContainsFunc(figuresOf(reading), func(s string) bool { return strings.HasSuffix(s, " 41") }) {
		t.Errorf("%q %q", got, figuresOf(reading))
	}
	for _, r := range reading.Refusals {
		toldRight(t, c, r)
	}
}

// Several sheets that are forms are refused with what to do about them; a form among other sheets is read whatever it is called.
func TestSheetsOfForms(t *testing.T) {
	c := defaults(t)
	months := func(periods ...string) []byte {
		return edited(t, workbookOf(t, provinceRows()), func(f *excelize.File) error {
			for i, period := range periods {
				to, err := f.NewSheet(period)
				if err == nil {
					err = f.CopySheet(0, to)
				}
				if err == nil {
					err = f.SetCellValue(period, "A3", "Kỳ báo cáo: "+strings.TrimRight(period, "()2 "))
				}
				if err == nil && i > 0 {
					err = f.SetSheetVisible(period, false)
				}
				if err != nil {
					return err
				}
			}
			return f.DeleteSheet("Sheet1")
		})
	}
	for name, test := range map[string]struct {
		periods []string
		code    string
		parts   []string
	}{
		"one":     {[]string{"Tháng 7 năm 2024"}, "", nil},
		"months":  {[]string{"Tháng 7 năm 2024", "Tháng 8 năm 2024"}, "two-forms", []string{"2 biểu: trang “Tháng 7 năm 2024” (biểu 01/TH-BVANTQ, kỳ: Tháng 7 năm 2024); trang “Tháng 8", "đang bị ẩn"}},
		"a copy":  {[]string{"Tháng 7 năm 2024", "Tháng 7 năm 2024 (2)"}, "same-forms", []string{"cùng kỳ", "xóa các trang kia"}},
		"a dozen": {[]string{"Năm 2001", "Năm 2003", "Năm 2004", "Năm 2005", "Năm 2006", "Năm 2007", "Năm 2008", "Năm 2009", "Năm 2010", "Năm 2011", "Năm 2013", "Năm 2014", "Năm 2015"}, "two-forms", []string{"13 biểu", "; …"}},
	} {
		_, err := excel.NewReader(c, nil).Read(months(test.periods...))
		if test.code == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		refusal := asRefusal(t, err)
		toldRight(t, c, refusal)
		refusal.Values["got"] = refusal.Got
		text := pipeline.Fill(c.Messages[refusal.Code].Sentence+" "+c.Messages[refusal.Code].Advice, refusal.Values)
		for _, part := range test.parts {
			if refusal.Code != test.code || !strings.Contains(text, part) {
				t.Errorf("%s: %s, no %q in %s", name, refusal.Code, part, text)
			}
		}
	}
}

// The lines of a head are read however they are punctuated; one that is nearly right is proposed.
func TestHeadHoweverWritten(t *testing.T) {
	c := defaults(t)
	for name, test := range map[string]struct {
		change func([][]any) [][]any
		want   string
	}{
		"no colons":     {every(write(0, 0, "Mẫu số 01/TH-BVANTQ (ban hành năm 2024)"), write(1, 0, "Đơn vị báo cáo - Công an tỉnh Cà Mau"), write(2, 0, "KỲ BÁO CÁO tháng 8 năm 2024")), ""},
		"old letters":   {every(write(1, 0, "Ðơn vị báo cáo: Cà Mau"), write(2, 0, "Kì báo cáo : tháng 8 năm 2024")), ""},
		"short label":   {write(1, 0, "Đơn vị bc: Cà Mau"), "near-head A2 Đơn vị báo cáo"},
		"misspelt":      {write(2, 0, "Kỳ báo cáco: tháng 8 năm 2024"), "near-head A3 Kỳ báo cáo"},
		"other label":   {write(1, 0, "Đơn vị nhận báo cáo: Cà Mau"), "missing-head  Đơn vị báo cáo"},
		"none":          {write(2, 0, nil), "missing-head  Kỳ báo cáo"},
		"empty":         {write(2, 0, "Kỳ báo cáo:"), "empty-head A3 Kỳ báo cáo"},
		"form misspelt": {write(0, 0, "Biểu số: O1/TH-BVANQ"), "unknown-form A1 "},
		"form's number": {write(0, 0, "Biểu số: 07/TH-BVANTQ"), "unknown-form A1 "},
		"bare number":   {write(0, 0, "01/TH-BVANTQ"), "near-form A1 Biểu số"},
		"short form":    {write(0, 0, "Biểu: 01/TH-BVANTQ"), "near-form A1 Biểu số"},
		"no form":       {write(0, 0, "Báo cáo"), "missing-form  "},
		"newer":         {write(3, 3, nil), ""},
	} {
		reading, err := excel.NewReader(c, nil).Read(workbookOf(t, test.change(provinceRows())))
		if test.want == "" {
			if err != nil || reading.Reporter.ID != "ca-mau" || reading.Period.String() != "2024-08" {
				t.Errorf("%s: %v %+v", name, err, reading)
			}
			continue
		}
		refusal := asRefusal(t, err)
		toldRight(t, c, refusal)
		expected := refusal.Values["expected"]
		if strings.HasSuffix(refusal.Code, "-form") && refusal.Code != "near-form" {
			expected = ""
		}
		if got := refusal.Code + " " + refusal.Cell + " " + expected; got != test.want {
			t.Errorf("%s: %s", name, got)
		}
		if want := map[string]string{"form misspelt": "; có lẽ là “01/TH-BVANTQ”"}[name]; refusal.Code == "unknown-form" && refusal.Values["hint"] != want {
			t.Errorf("%s: hint %q", name, refusal.Values["hint"])
		}
	}
	rows := slices.Insert(provinceRows(), 3, []any{"PB: 1"}, []any{"Mã ĐV: 96"})
	if got := complaints(read(t, c, rows)); !slices.Contains(got, "near-label A4") || !slices.Contains(got, "near-label A5") {
		t.Errorf("%q", got)
	}
}

// A form of an older version is read by its own layout; a newer one than any is told from one that is not in force.
func TestVersions(t *testing.T) {
	c := defaults(t)
	old := func(version any) [][]any {
		rows := regionRows()
		rows[5] = rows[5][:13]
		rows[4] = []any{nil, "Phiên bản:", version}
		return rows
	}
	if reading := read(t, c, old(1)); reading.Version != 1 || len(figuresOf(reading)) != 28 || len(reading.Refusals) > 0 {
		t.Errorf("%d %+v", reading.Version, reading.Refusals)
	}
	if reading := read(t, c, old(nil)[:]); reading.Version != 1 || !slices.Equal(complaints(reading), []string{"assumed-version"}) {
		t.Errorf("%d %+v", reading.Version, reading.Refusals)
	}
	near := regionRows()
	near[5][13] = "Điển hình TT"
	_, err := excel.NewReader(c, nil).Read(workbookOf(t, near))
	if refusal := asRefusal(t, err); refusal.Code != "near-columns" || refusal.Cell != "N6" {
		t.Errorf("%+v", refusal)
	}
	if reading := read(t, c, regionRows()); reading.Version != 2 || len(reading.Refusals) > 0 {
		t.Errorf("%d %+v", reading.Version, reading.Refusals)
	}
	for version, want := range map[any]string{3: "newer-version", "03": "newer-version", 2: "missing-columns", "a": "unknown-version", 0: "unknown-version"} {
		_, err := excel.NewReader(c, nil).Read(workbookOf(t, old(version)))
		refusal := asRefusal(t, err)
		toldRight(t, c, refusal)
		if refusal.Code != want {
			t.Errorf("%v: %+v", version, refusal)
		}
	}
	for i := range c.Layouts {
		if c.Layouts[i].ID == "vung" && c.Layouts[i].Version == 1 {
			c.Layouts[i].Until = time.Date(2020, 12, 31, 0, 0, 0, 0, time.UTC)
		}
	}
	_, err = excel.NewReader(c, nil).Read(workbookOf(t, old(1)))
	if refusal := asRefusal(t, err); refusal.Code != "unknown-version" || refusal.Values["expected"] != "2" {
		t.Errorf("%+v", refusal)
	}
}
