package excel_test

import (
	"slices"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// awardRows is a province's form of commendations.
func awardRows() [][]any {
	return [][]any{
		{"Biểu số: 05/KT-BVANTQ"}, {"Đơn vị báo cáo: Cà Mau"}, {"Kỳ báo cáo: Ngày 11 tháng 8 năm 2022"},
		{"Hình thức và cấp khen", "Mã số", "Tập thể", "Cá nhân", "Hộ gia đình", "Tập thể, cá nhân (không tách)", "Số địa phương"},
		{"Tổng số", "01", 5, 7, 0, nil, 3},
		{"I. CỜ THI ĐUA"},
		{"Cờ thi đua của Bộ Công an", "04", 1},
		{"Bằng khen của Bộ Công an", 8, nil, nil, nil, "gần 20"},
		{"Người lập biểu"},
	}
}

// Where the columns say what is counted, the rows say of which slice.
func TestIndicatorInColumns(t *testing.T) {
	c := defaults(t)
	reading := read(t, c, awardRows())
	for _, want := range []string{
		"ca-mau commendations.collectives  5", "ca-mau commendations.households  -", "ca-mau commendations.localities  3",
		"ca-mau commendations.collectives award=co-thi-dua;level=bo 1", "ca-mau commendations.recipients award=bang-khen;level=bo gần 20",
	} {
		if !slices.Contains(figuresOf(reading), want) {
			t.Errorf("no %q in %q", want, figuresOf(reading))
		}
	}
	if got := complaints(reading); len(figuresOf(reading)) != 6 || !slices.Equal(got, []string{"missing-rows"}) {
		t.Errorf("%q %q", figuresOf(reading), got)
	}
	if day := time.Date(2022, 8, 11, 0, 0, 0, 0, time.UTC); reading.Period.String() != "2022-08-11" || reading.Observations[0].Period != reading.Period {
		t.Errorf("period %s, not %s", reading.Period, day)
	}
}

// What is written beside a line of which no reason is asked is kept nowhere: neither among the words nor in what is said of it.
func TestNoteNotKept(t *testing.T) {
	c := defaults(t)
	rows := append(provinceRows()[:6],
		[]any{"Mô hình đang hoạt động cuối kỳ", "06", 32},
		[]any{"Nguồn tin có giá trị", "19", 4, nil, nil, nil, "Ông Nguyễn Văn A báo"},
		[]any{"Buổi tuyên truyền", "15", 4, nil, nil, nil, "-"})
	reading := read(t, c, rows)
	if got := complaints(reading); !slices.Equal(got, []string{"note-not-kept G8", "missing-rows"}) || len(reading.Narratives) != 1 {
		t.Errorf("%q %+v", got, reading.Narratives)
	}
	if i := slices.IndexFunc(reading.Refusals, func(r pipeline.Refusal) bool { return r.Code == "note-not-kept" }); i < 0 || reading.Refusals[i].Got != "" {
		t.Errorf("%+v", reading.Refusals)
	}
}

// The head may say up to which day figures go.
func TestPeriodUntil(t *testing.T) {
	c := defaults(t)
	for _, text := range []string{"Giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)", "giai đoạn 2018 – 2024, tính đến hết ngày 15/8/2024", "2018 - 2024 (số liệu tính đến ngày 15 tháng 8 năm 2024)"} {
		rows := regionRows()
		rows[3][2] = text
		reading := read(t, c, rows)
		if _, last := c.Config.Calendar.Days(reading.Period); reading.Period.String() != "2018..2024" || last.Format(time.DateOnly) != "2024-08-15" || len(figuresOf(reading)) != 28 {
			t.Errorf("%s: %s to %s", text, reading.Period, last)
		}
	}
	rows := regionRows()
	rows[3][2] = "Giai đoạn 2018 - 2024 (số liệu đến nay)"
	_, err := excel.NewReader(c, nil).Read(workbookOf(t, rows))
	if refusal := asRefusal(t, err); refusal.Code != "unknown-period" {
		t.Errorf("%+v", refusal)
	}
}
