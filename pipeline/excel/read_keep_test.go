package excel_test

import (
	"slices"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// provinceRows is a province's form of few rows, with notes and boxes.
func provinceRows() [][]any {
	return [][]any{
		{"Biểu số: 01/TH-BVANTQ"}, {"Đơn vị báo cáo: Cà Mau"}, {"Kỳ báo cáo: Tháng 8 năm 2024"},
		{"Chỉ tiêu", "Mã số", "Tổng số", nil, "Vùng DTTS", nil, "Lý do"},
		{nil, nil, "Trong kỳ", "Lũy kế từ đầu năm", "Trong kỳ", "Lũy kế từ đầu năm"},
		{"Giải thể", "03", 2, 5, nil, nil, "Kiến nghị"},
		{"Mô hình đang hoạt động cuối kỳ", "06", 32, "x", nil, "x"},
		{"Đánh giá chung"}, {"Đoạn một."}, {"Giải thể"}, {"Đoạn ba: 12 xã."},
		{"Phương hướng: tiếp tục."},
		{"Kiến nghị và đề xuất"},
	}
}

// Words stay words: a note that reads like a box's label ends no table, a line's name in a box is no line.
func TestWordsOfForm(t *testing.T) {
	reading, err := excel.NewReader(defaults(t), nil).Read(workbookOf(t, provinceRows()))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []pipeline.Narrative{
		{Sheet: "Sheet1", Cell: "G6", Box: "03", Text: "Kiến nghị"},
		{Sheet: "Sheet1", Cell: "A9", Box: "assessment", Text: "Đoạn một.\nGiải thể\nĐoạn ba: 12 xã."},
		{Sheet: "Sheet1", Cell: "A12", Box: "direction", Text: "tiếp tục."},
	} {
		if !slices.Contains(reading.Narratives, want) {
			t.Errorf("no %+v in %+v", want, reading.Narratives)
		}
	}
	if got := figuresOf(reading); len(got) != 3 || len(reading.Narratives) != 3 {
		t.Errorf("figures %v, narratives %+v", got, reading.Narratives)
	}
}

// A number is all that a box says: it is the box's text, right of the label, below it or behind its colon, and nothing that was not read.
func TestNumberInBox(t *testing.T) {
	rows := append(provinceRows()[:7], []any{"Kiến nghị và đề xuất", nil, 0}, []any{"Đánh giá chung"}, []any{"1.200"}, []any{15}, []any{"Phương hướng: 3"})
	reading := read(t, defaults(t), rows)
	if got := complaints(reading); !slices.Equal(got, []string{"missing-rows"}) {
		t.Error(got)
	}
	for _, want := range []string{"proposals 0", "assessment 1.200\n15", "direction 3"} {
		if !slices.ContainsFunc(reading.Narratives, func(n pipeline.Narrative) bool { return n.Box+" "+n.Text == want }) {
			t.Errorf("no %q in %+v", want, reading.Narratives)
		}
	}
	rows = append(rows, []any{}, []any{nil, nil, nil, nil, nil, nil, nil, nil, 7})
	if got := complaints(read(t, defaults(t), rows)); !slices.Equal(got, []string{"missing-rows", "unread-figures I14"}) {
		t.Error(got)
	}
}

// A figure that is not read is always complained of, wherever it stands and whatever it looks like.
func TestNoFigureIsLost(t *testing.T) {
	c := defaults(t)
	for name, test := range map[string]struct {
		change     func(rows [][]any) [][]any
		code, cell string
	}{
		"unknown row":             {insert(6, []any{"Dòng lạ", nil, 3}), "unknown-row", "A7"},
		"hedged":                  {insert(6, []any{"Dòng lạ", nil, nil, "gần 1.900"}), "unknown-row", "A7"},
		"not readable":            {insert(6, []any{"Dòng lạ", nil, "12 mô hình"}), "unknown-row", "A7"},
		"boolean":                 {insert(6, []any{"Dòng lạ", nil, true}), "unknown-row", "A7"},
		"no name":                 {insert(6, []any{nil, nil, nil, nil, 3}), "nameless-row", "A7"},
		"beside the columns":      {insert(6, []any{"Dòng lạ", nil, nil, nil, nil, nil, nil, 3}), "unknown-row", "A7"},
		"twice":                   {insert(6, []any{"Giải thể", nil, 3}), "repeated-row", "A7"},
		"first row":               {insert(5, []any{"Dòng lạ", nil, 3}), "unknown-row", "A6"},
		"below the boxes":         {func(rows [][]any) [][]any { return append(rows, []any{"Dòng lạ", nil, 3}) }, "unknown-row", "A14"},
		"in a box":                {func(rows [][]any) [][]any { rows[8] = append(rows[8], nil, 3); return rows }, "unknown-row", "A9"},
		"known, below the boxes":  {func(rows [][]any) [][]any { return append(rows, []any{"Giải thể", nil, 3}) }, "repeated-row", "A14"},
		"column without a header": {func(rows [][]any) [][]any { rows[5] = append(rows[5], 7); return rows }, "unread-column", "H6"},
		"column in words":         {func(rows [][]any) [][]any { rows[5] = append(rows[5], "hơn 7"); return rows }, "unread-column", "H6"},
	} {
		reading, err := excel.NewReader(c, nil).Read(workbookOf(t, test.change(provinceRows())))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.ContainsFunc(reading.Refusals, func(r pipeline.Refusal) bool { return r.Code == test.code && r.Cell == test.cell }) {
			t.Errorf("%s: no %s at %s: %+v", name, test.code, test.cell, reading.Refusals)
		}
		for _, r := range reading.Refusals {
			toldRight(t, c, r)
		}
	}
}

// Thousands of rows that are no lines are not complained of one by one.
func TestManyBadRows(t *testing.T) {
	rows := provinceRows()
	for range 3000 {
		rows = append(rows, []any{"Dòng lạ", nil, 3})
	}
	reading, err := excel.NewReader(defaults(t), nil).Read(workbookOf(t, rows))
	if err != nil || len(reading.Refusals) < 10 || len(reading.Refusals) > 100 {
		t.Errorf("%v, %d refusals", err, len(reading.Refusals))
	}
}

// Labels of boxes are known with a number before them; what is nearly one is proposed, for its words would be lost.
func TestNearBoxes(t *testing.T) {
	c := defaults(t)
	rows := provinceRows()
	rows[7], rows[11] = []any{"1. Đánh giá chung:"}, []any{"II. Phương hướng nhiệm vụ thời gian tới: tiếp tục."}
	reading := read(t, c, rows)
	if got := complaints(reading); !slices.Equal(got, []string{"near-label A12", "missing-rows"}) || len(reading.Narratives) != 2 {
		t.Errorf("%q %+v", got, reading.Narratives)
	}
}
