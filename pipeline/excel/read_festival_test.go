package excel_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/vi"
)

// festivalHead is how many rows the head and the header of festivalRows take.
const festivalHead = 6

// festivalRows is a province's form of festival days.
func festivalRows() [][]any {
	return [][]any{
		{"Biểu số: 06/NH-BVANTQ"}, {nil, "Đơn vị báo cáo:", "Cà Mau"}, {nil, "Kỳ báo cáo:", "Năm 2022"}, {},
		{"STT", "Xã, phường, thị trấn", "Huyện", "Ngày tổ chức", "Số người dự", "Hộ dân cam kết", nil, nil, "Mô hình giới thiệu"},
		{nil, nil, nil, nil, nil, "Tổng số hộ", "Số hộ cam kết", "Tỷ lệ (%)"},
		{1, "Xã Hưng Mỹ", "Cái Nước", "11/8/2022", 500, nil, nil, "100 %", "Tổ tự quản; Camera an ninh"},
		{2, "Hưng Mỹ", "Cái Nước", "ngày 19 tháng 8 năm 2022", "gần 300", 120, 118, "98,5%"},
		{3, "Phường 5", "Cà Mau", time.Date(2022, 12, 20, 0, 0, 0, 0, time.UTC), 80},
		{4, "Phường 6", "Cà Mau"},
	}
}

// A festival day is about a commune and a day.
func TestFestivals(t *testing.T) {
	c := defaults(t)
	reading := read(t, c, festivalRows())
	var got []string
	for _, o := range reading.Observations {
		if o.Quantity.State != vi.Missing {
			got = append(got, o.Period.String()+" "+o.Unit+" "+o.Indicator+" "+o.Quantity.String())
		}
	}
	if diff := cmp.Diff([]string{
		"2022-08-11 ca-mau/cai-nuoc/hung-my festival.participants 500", "2022-08-11 ca-mau/cai-nuoc/hung-my festival.pledged_rate 100",
		"2022-08-19 ca-mau/cai-nuoc/hung-my festival.participants gần 300", "2022-08-19 ca-mau/cai-nuoc/hung-my festival.households 120",
		"2022-08-19 ca-mau/cai-nuoc/hung-my festival.pledged 118", "2022-08-19 ca-mau/cai-nuoc/hung-my festival.pledged_rate 98,5",
		"2022-12-20 ca-mau/ca-mau/phuong-5 festival.participants 80",
	}, got); diff != "" || len(reading.Refusals) > 0 {
		t.Errorf("%+v %s", reading.Refusals, diff)
	}
	if diff := cmp.Diff([]string{
		"festivals B7 ca-mau/cai-nuoc/hung-my Xã Hưng Mỹ 2022-08-11; models Tổ tự quản; Camera an ninh",
		"festivals B8 ca-mau/cai-nuoc/hung-my Hưng Mỹ 2022-08-19", "festivals B9 ca-mau/ca-mau/phuong-5 Phường 5 2022-12-20",
	}, recordsOf(reading)); diff != "" || len(reading.Communes) != 2 {
		t.Errorf("%+v %s", reading.Communes, diff)
	}
}

func TestFestivalsComplainedOf(t *testing.T) {
	c := defaults(t)
	day := func(value any) func([][]any) [][]any {
		return func(rows [][]any) [][]any { rows[festivalHead][3] = value; return rows }
	}
	for name, test := range map[string]struct {
		change func([][]any) [][]any
		want   []string
	}{
		"no day":            {day(nil), []string{"unknown-day D7"}},
		"month":             {day("Tháng 8 năm 2022"), []string{"unknown-day D7"}},
		"no such day":       {day("31/9/2022"), []string{"unknown-day D7"}},
		"without its year":  {day("11/8"), []string{"unknown-day D7"}},
		"number":            {day(44784), []string{"unknown-day D7"}},
		"the year before":   {day("30/11/2021"), []string{"day-outside-period D7"}},
		"within the close":  {day("20/12/2021"), nil},
		"last day":          {day("31/12/2022"), nil},
		"the year after":    {day("1/1/2023"), []string{"day-outside-period D7"}},
		"twice":             {day("19-8-2022"), []string{"repeated-row B8"}},
		"no name":           {func(rows [][]any) [][]any { rows[festivalHead][1] = nil; return rows }, []string{"nameless-row B7"}},
		"a day, no figures": {func(rows [][]any) [][]any { return append(rows, []any{5, "Phường 7", "Cà Mau", "chưa định"}) }, []string{"unknown-day D11"}},
		"total":             {func(rows [][]any) [][]any { return append(rows, []any{nil, "Tổng cộng", nil, nil, 880}) }, []string{"unread-row B11"}},
		"title of a city":   {insert(festivalHead+2, []any{"II", "Thành phố Cà Mau"}), nil},
		"city's sum":        {insert(festivalHead+2, []any{"II", "Thành phố Cà Mau", nil, nil, 80}), []string{"district-row B9"}},
		"hamlet":            {func(rows [][]any) [][]any { rows[festivalHead][1] = "Ấp Cái Giếng, xã Hưng Mỹ"; return rows }, []string{"unclear-commune B7"}},
	} {
		reading := read(t, c, test.change(festivalRows()))
		if diff := cmp.Diff(test.want, complaints(reading)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
	none := append(festivalRows()[:festivalHead], []any{1, "Không phát sinh"})
	if reading := read(t, c, none); len(reading.Observations)+len(reading.Records)+len(reading.Refusals) > 0 {
		t.Errorf("%+v", reading)
	}
}

// A form of a day takes that day only.
func TestFestivalOfDay(t *testing.T) {
	c := defaults(t)
	rows := festivalRows()
	rows[2][2] = "Ngày 11 tháng 8 năm 2022"
	if got, want := complaints(read(t, c, rows)), []string{"day-outside-period D8", "day-outside-period D9"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// A rate is in percent however its cell says it; a number that may be either is asked back.
func TestRateCells(t *testing.T) {
	c := defaults(t)
	for _, test := range []struct {
		value  any
		format string
		want   vi.Quantity
		raw    string
	}{
		{1, "0%", whole(100), "100%"}, {0.985, "0.0%", vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: 985_000}, "98,5%"}, {100, "", whole(100), "100"},
		{100, `0"%"`, whole(100), "100"}, {98.5, `0\%`, vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: 985_000}, "98.5"}, {"gần 100%", "", vi.Quantity{State: vi.Declared, Qualifier: vi.Near, Value: vi.Int(100), Words: "gần"}, "gần 100%"},
		{1, "", vi.Quantity{State: vi.Unreadable, Readings: []string{"1%", "100%"}}, "1"}, {0.5, `0"%"`, vi.Quantity{State: vi.Unreadable, Readings: []string{"0,5%", "50%"}}, "0.5"},
		{100, "0%", vi.Quantity{State: vi.Unreadable, Readings: []string{"10%"}}, "10.000%"}, {0, "0%", vi.Quantity{State: vi.Zero, Qualifier: vi.Exact}, "0"},
	} {
		reading := readFormatted(t, c, "H7", test.value, test.format)
		i := slices.IndexFunc(reading.Observations, func(o pipeline.Observation) bool { return o.Cell == "H7" })
		if diff := cmp.Diff(test.want, reading.Observations[i].Quantity); diff != "" || reading.Observations[i].Raw != test.raw {
			t.Errorf("%v as %s: %q %s", test.value, test.format, reading.Observations[i].Raw, diff)
		}
	}
	// A count that is shown as a percentage says another number than it holds.
	reading := readFormatted(t, c, "E7", 1, "0%")
	if o := reading.Observations[0]; o.Raw != "100%" || !slices.Equal(o.Quantity.Readings, []string{"100", "1"}) {
		t.Errorf("%+v", o)
	}
}

func whole(n int64) vi.Quantity {
	return vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: vi.Int(n)}
}

// readFormatted reads the form of festivals with a cell of a value and a number format.
func readFormatted(t *testing.T, c *pipeline.Catalog, cell string, value any, format string) *pipeline.Reading {
	t.Helper()
	reading, err := excel.NewReader(c, nil).Read(edited(t, workbookOf(t, festivalRows()), func(f *excelize.File) error {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil || format == "" {
			return err
		}
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			return err
		}
		return f.SetCellStyle("Sheet1", cell, cell, style)
	}))
	if err != nil {
		t.Fatal(err)
	}
	return reading
}
