package excel_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// registerHead is how many rows the head and the header of registerRows take.
const registerHead = 5

// registerRows is a province's register of models.
func registerRows() [][]any {
	return [][]any{
		{"Biểu số: 04/DM-BVANTQ"}, {nil, "Đơn vị báo cáo:", "An Giang"}, {nil, "Kỳ báo cáo:", "Giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)"}, {},
		{"STT", "Tên mô hình", "Loại mô hình", "Địa bàn", "Xã, phường, thị trấn", "Huyện, quận, thị xã, thành phố", "Thành lập", "Tình trạng", "Lý do giải thể", "Số điểm"},
		{1, "Tiếng kẻng an ninh", "Tổ tự quản", "Vùng DTTS", "Xã Phú Mỹ", "Phú Tân", "3/2016", "Đang hoạt động", nil, 12},
		{2, "Camera an ninh", nil, "-", nil, nil, 2016, "nhân rộng", nil, "gần 30"},
		{3, "Tiếng kẻng an ninh", nil, nil, "Phường 1", "Long Xuyên", "15/3/2016", "Đã giải thể", "Hết đối tượng"},
	}
}

// recordsOf lists the records of a reading, without the cells of their fields.
func recordsOf(reading *pipeline.Reading) []string {
	var all []string
	for _, r := range reading.Records {
		text := strings.TrimSpace(fmt.Sprint(r.Register, " ", r.Cell, " ", r.Unit, " ", r.Name, " ", r.Period))
		for _, f := range r.Fields {
			text += fmt.Sprint("; ", f.ID, " ", f.Text)
			if f.Value != "" {
				text += "=" + f.Value
			}
			if f.Quantity.State != "" {
				text += fmt.Sprint("=", f.Quantity)
			}
		}
		all = append(all, text)
	}
	return all
}

func TestRegister(t *testing.T) {
	c := defaults(t)
	reading := read(t, c, registerRows())
	if diff := cmp.Diff([]string{
		"models B6 an-giang/phu-tan/phu-my Tiếng kẻng an ninh; kind Tổ tự quản; area Vùng DTTS=dtts; founded 2016-03; state Đang hoạt động=operating; models.points 12=12",
		"models B7 an-giang Camera an ninh; founded 2016; state nhân rộng=replicated; models.points gần 30=gần 30",
		"models B8 an-giang/long-xuyen/phuong-1 Tiếng kẻng an ninh; founded 2016-03-15; state Đã giải thể=dissolved; reason Hết đối tượng; models.points =…",
	}, recordsOf(reading)); diff != "" {
		t.Error(diff)
	}
	if len(reading.Refusals)+len(reading.Observations) > 0 {
		t.Errorf("%+v %+v", reading.Refusals, reading.Observations)
	}
	if diff := cmp.Diff([]pipeline.Commune{
		{ID: "an-giang/phu-tan/phu-my", Name: "Phú Mỹ", District: "Phú Tân", Sheet: "Sheet1", Cell: "E6"},
		{ID: "an-giang/long-xuyen/phuong-1", Name: "Phường 1", District: "Long Xuyên", Sheet: "Sheet1", Cell: "E8"},
	}, reading.Communes); diff != "" {
		t.Error(diff)
	}
	if _, last := c.Config.Calendar.Days(reading.Period); reading.Period.String() != "2018..2024" || !last.Equal(time.Date(2024, 8, 15, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("period %s up to %s", reading.Period, last)
	}
}

// What stands around the entries of a register is none of them, and what an entry cannot say is complained of.
func TestRegisterComplainedOf(t *testing.T) {
	c := defaults(t)
	add := func(row ...any) func([][]any) [][]any {
		return func(rows [][]any) [][]any { return append(rows, row) }
	}
	for name, test := range map[string]struct {
		change  func([][]any) [][]any
		want    []string
		records int
	}{
		"as it is":            {add(), nil, 3},
		"blank rows":          {insert(registerHead+1, []any{}, []any{7}, []any{8}), nil, 3},
		"titles":              {insert(registerHead+1, []any{"II", "Mô hình vùng giáo"}, []any{nil, "A. Mô hình vùng giáo"}), nil, 3},
		"numbers":             {insert(registerHead, []any{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), nil, 3},
		"numbers in brackets": {insert(registerHead, []any{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"}), nil, 3},
		"below": {func(rows [][]any) [][]any {
			return append(rows, []any{nil, "Ghi chú: số liệu của 3 mô hình."}, []any{}, []any{nil, nil, nil, nil, nil, "An Giang, ngày 15 tháng 8 năm 2024"},
				[]any{nil, "NGƯỜI LẬP BIỂU", nil, nil, nil, nil, nil, "GIÁM ĐỐC"}, []any{nil, "Nơi nhận:"}, []any{nil, "- Cục V05;"})
		}, nil, 3},
		"more, unnumbered":  {add(nil, "Tổ tự quản số 5", "Tổ tự quản", nil, "Xã Phú An", "Phú Tân", nil, "Củng cố"), nil, 4},
		"more, no state":    {add(nil, "Tổ tự quản số 5", "Tổ tự quản", nil, "Xã Phú An", "Phú Tân"), []string{"required-field H9"}, 4},
		"name only":         {insert(registerHead+1, []any{nil, "Tổ tự quản số 5"}), []string{"required-field H7"}, 4},
		"no name":           {add(4, nil, nil, nil, nil, nil, nil, "Đang hoạt động", nil, 5), []string{"nameless-row B9"}, 3},
		"total":             {add(nil, "Tổng cộng", nil, nil, nil, nil, nil, nil, nil, 42), []string{"unread-row B9"}, 3},
		"total in words":    {add(nil, "Tổng cộng: 3 mô hình"), nil, 3},
		"unknown area":      {add(4, "A", nil, "Vùng sâu", nil, nil, nil, "Củng cố"), []string{"unknown-value D9"}, 4},
		"unknown state":     {add(4, "A", nil, nil, nil, nil, nil, "tốt"), []string{"unknown-value H9"}, 4},
		"dash for state":    {add(4, "A", nil, nil, nil, nil, nil, "-"), []string{"required-field H9"}, 4},
		"unknown day":       {add(4, "A", nil, nil, nil, nil, "năm ngoái", "Củng cố"), []string{"unknown-day G9"}, 4},
		"quarter":           {add(4, "A", nil, nil, nil, nil, "Quý I/2016", "Củng cố"), []string{"unknown-day G9"}, 4},
		"years":             {add(4, "A", nil, nil, nil, nil, "2016 - 2018", "Củng cố"), []string{"unknown-day G9"}, 4},
		"number for a day":  {add(4, "A", nil, nil, nil, nil, 3.2016, "Củng cố"), []string{"unknown-day G9"}, 4},
		"unreadable points": {add(4, "A", nil, nil, nil, nil, nil, "Củng cố", nil, "12 điểm"), []string{"unreadable-field J9"}, 4},
		"half points":       {add(4, "A", nil, nil, nil, nil, nil, "Củng cố", nil, 1.5), []string{"unreadable-field J9"}, 4},
		"fewer than none":   {add(4, "A", nil, nil, nil, nil, nil, "Củng cố", nil, -1), []string{"uncountable-field J9"}, 4},
		"a day for points":  {add(4, "A", nil, nil, nil, nil, nil, "Củng cố", nil, time.Date(2024, 5, 12, 0, 0, 0, 0, time.UTC)), []string{"date-figure J9"}, 4},
		"whole province":    {add(4, "A", nil, nil, "Toàn tỉnh", nil, nil, "Củng cố"), nil, 4},
		"two communes":      {add(4, "A", nil, nil, "Phú An; Phú Mỹ", nil, nil, "Củng cố"), []string{"unclear-commune E9"}, 3},
		"district left out": {add(4, "A", nil, nil, "Phú An", nil, nil, "Củng cố"), []string{"missing-district F9"}, 4},
		"alike":             {add(4, "A", nil, nil, "Phu Mỹ", "Phú Tân", nil, "Củng cố"), []string{"communes-differ-in-marks E9"}, 4},
		"extra words":       {add(4, "A", nil, nil, nil, nil, nil, "Củng cố", nil, nil, "Tổ trưởng"), []string{"unread-words K9"}, 4},
	} {
		reading := read(t, c, test.change(registerRows()))
		if diff := cmp.Diff(test.want, complaints(reading)); diff != "" || len(reading.Records) != test.records {
			t.Errorf("%s: %q -want +got\n%s", name, recordsOf(reading), diff)
		}
	}
}

// A register without an entry is read where it says so.
func TestEmptyRegister(t *testing.T) {
	c := defaults(t)
	head := registerRows()[:registerHead]
	for name, test := range map[string]struct {
		rows [][]any
		read bool
	}{
		"nothing said": {[][]any{{1}, {2}}, false}, "a note": {[][]any{{"Ghi chú: không phát sinh thì ghi 0"}}, false}, "signed": {[][]any{{nil, "NGƯỜI LẬP BIỂU"}}, false},
		"said": {[][]any{{1, "Không phát sinh"}}, true}, "said otherwise": {[][]any{{1, "không có mô hình nào", nil, nil, nil, nil, nil, nil, nil, 0}}, true},
		"across": {[][]any{{"Trong kỳ không phát sinh"}}, true}, "a dash": {[][]any{{1, "-", "-"}}, false},
	} {
		reading, err := excel.NewReader(c, nil).Read(workbookOf(t, append(slices.Clone(head), test.rows...)))
		switch {
		case test.read && (err != nil || len(reading.Records)+len(reading.Refusals) > 0):
			t.Errorf("%s: %v %+v", name, err, reading)
		case !test.read && err == nil:
			t.Errorf("%s: %q", name, recordsOf(reading))
		case !test.read:
			toldRight(t, c, asRefusal(t, err))
		}
	}
}

// Cells that are merged going down say the same for all their rows, those that are merged across are a title; of a date that
// shows a month only the month is read.
func TestMergedRegister(t *testing.T) {
	c := defaults(t)
	rows := registerRows()
	rows[registerHead+1][4], rows[registerHead][6] = nil, time.Date(2016, 3, 1, 0, 0, 0, 0, time.UTC)
	rows = slices.Insert(rows, registerHead, []any{"Mô hình cấp xã"}, []any{nil, "Mô hình vùng sâu"})
	data := edited(t, workbookOf(t, rows), func(f *excelize.File) error {
		style, err := f.NewStyle(&excelize.Style{NumFmt: 17})
		if err != nil {
			return err
		}
		if err := f.SetCellStyle("Sheet1", "G8", "G8", style); err != nil {
			return err
		}
		for _, merge := range [][2]string{{"A6", "J6"}, {"B7", "J7"}, {"E8", "E9"}, {"F8", "F9"}} {
			if err := f.MergeCell("Sheet1", merge[0], merge[1]); err != nil {
				return err
			}
		}
		return f.SetRowVisible("Sheet1", 9, false)
	})
	reading, err := excel.NewReader(c, nil).Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{
		"models B8 an-giang/phu-tan/phu-my Tiếng kẻng an ninh; kind Tổ tự quản; area Vùng DTTS=dtts; founded 2016-03; state Đang hoạt động=operating; models.points 12=12",
		"models B9 an-giang/phu-tan/phu-my Camera an ninh; founded 2016; state nhân rộng=replicated; models.points gần 30=gần 30",
	}, recordsOf(reading)[:2]); diff != "" || !slices.Equal(complaints(reading), []string{"hidden-figures B9"}) {
		t.Errorf("%q %s", complaints(reading), diff)
	}
}

// edited changes a workbook with another program.
func edited(t testing.TB, data []byte, change func(*excelize.File) error) []byte {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out strings.Builder
	if err := change(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return []byte(out.String())
}
