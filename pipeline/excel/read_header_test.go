package excel_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/vi"
)

// write puts a value into a row of a form.
func write(row, column int, value any) func([][]any) [][]any {
	return func(rows [][]any) [][]any {
		for len(rows[row]) <= column {
			rows[row] = append(rows[row], nil)
		}
		rows[row][column] = value
		return rows
	}
}

// every makes several changes, one after the other.
func every(changes ...func([][]any) [][]any) func([][]any) [][]any {
	return func(rows [][]any) [][]any {
		for _, change := range changes {
			rows = change(rows)
		}
		return rows
	}
}

// However a header is written that means the same beyond doubt, the form is read and nothing complained of.
func TestHeaderHoweverWritten(t *testing.T) {
	c := defaults(t)
	const groups, leaves = regionHead - 2, regionHead - 1
	want := figuresOf(read(t, c, regionRows()))
	for name, change := range map[string]func([][]any) [][]any{
		"line breaks":         every(write(leaves, 5, "Xây\ndựng\r\nmới"), write(groups, 3, "MÔ HÌNH\nđang  hoạt động ")),
		"colon, dots":         every(write(leaves, 5, "Xây dựng mới:"), write(leaves, 6, "Giải thể."), write(leaves, 7, "- Củng cố")),
		"footnotes":           every(write(leaves, 5, "Xây dựng mới (1)"), write(leaves, 6, "Giải thể*"), write(leaves, 7, "Củng cố (*)"), write(leaves, 8, "Nhân rộng²"), write(leaves, 9, "Điểm nhân rộng [3]"), write(groups, 13, "Điển hình tiên tiến 4)")),
		"numbers in headers":  every(write(leaves, 3, "Tổng số\n(1)"), write(leaves, 4, "Trong đó vùng DTTS (2)"), write(leaves, 5, "Xây dựng mới (3=1+2)"), write(leaves, 6, "Giải thể (3)=(1)+(2)")),
		"units of measure":    every(write(groups, 3, "Mô hình đang hoạt động (mô hình)"), write(leaves, 9, "Điểm nhân rộng (ĐVT: điểm)"), write(leaves, 10, "Tập thể (lượt tập thể) (1)")),
		"i and y":             write(groups, 5, "Trong kì"),
		"group in the header": every(write(leaves, 5, "Trong kỳ - Xây dựng mới"), write(leaves, 6, "Trong kỳ: Giải thể"), write(groups, 5, nil), write(leaves, 7, "Trong kỳ, củng cố"), write(leaves, 8, "Trong kỳ, nhân rộng"), write(leaves, 9, "Trong kỳ, điểm nhân rộng")),
		"a group over groups": insert(groups, []any{nil, nil, nil, "Mô hình", nil, nil, nil, nil, nil, nil, "Khen thưởng"}),
		"decomposed capitals": func(rows [][]any) [][]any {
			for _, row := range rows[groups : leaves+1] {
				for j := range row {
					if text, ok := row[j].(string); ok {
						row[j] = norm.NFD.String(vi.Upper(text))
					}
				}
			}
			return rows
		},
		"header again": insert(regionHead+5, []any{"STT", "Địa phương", "Mã tỉnh", "Mô hình đang hoạt động", nil, "Trong kỳ", nil, nil, nil, nil, "Bằng khen của Bộ Công an", nil, nil, "Điển hình tiên tiến"},
			[]any{nil, nil, nil, "Tổng số", "Trong đó vùng DTTS", "Xây dựng mới", "Giải thể", "Củng cố", "Nhân rộng", "Điểm nhân rộng", "Tập thể", "Cá nhân", "Số địa phương"},
			[]any{"A", "B", "C", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}),
		"numbers with sums": insert(regionHead, []any{"A", "B", "C", "(1)", "(2)", "(3)=(1)+(2)", "(4)", "5=4/3×100%", "(6)", "(7)", "(8)", "(9)", "(10)"}),
		"units below":       insert(regionHead, []any{nil, nil, nil, "mô hình", "mô hình", "mô hình", "mô hình", "mô hình", "mô hình", "điểm", "lượt", "lượt", "địa phương", "điển hình"}),
		"title at the head": insert(0, []any{"CÔNG AN THÀNH PHỐ CẦN THƠ"}, []any{nil, "BẢNG TỔNG HỢP SỐ LIỆU PHONG TRÀO NĂM 2024"}, []any{}),
		"numbered rows":     eachRow(func(row []any) []any { row[1] = "1. " + row[1].(string); return row }),
		"Roman rows":        eachRow(func(row []any) []any { row[1] = "IV - " + row[1].(string) + " (*)"; return row }),
		"dotted rows":       eachRow(func(row []any) []any { row[1] = "- " + row[1].(string) + ":"; return row }),
	} {
		reading, err := excel.NewReader(c, nil).Read(workbookOf(t, change(regionRows())))
		if err != nil {
			t.Errorf("%s: %+v", name, asRefusal(t, err))
			continue
		}
		if diff := cmp.Diff(want, figuresOf(reading)); diff != "" || len(reading.Refusals) > 0 {
			t.Errorf("%s: %+v (-plain +so)\n%s", name, reading.Refusals, diff)
		}
	}
}

// A header that nearly is a form's own is never read: the sentence proposes the match, and says which cell to change.
func TestNearHeaders(t *testing.T) {
	c := defaults(t)
	const groups, leaves = regionHead - 2, regionHead - 1
	for name, test := range map[string]struct {
		change func([][]any) [][]any
		code   string
		parts  []string
	}{
		"abbreviated":       {write(groups, 3, "MH đang HĐ"), "near-columns D6", []string{"ô D6 ghi “MH đang HĐ”, có lẽ là “Mô hình đang hoạt động”", "ghi “Mô hình đang hoạt động” vào ô D6"}},
		"abbreviated leaf":  {write(leaves, 5, "XD mới"), "near-columns F7", []string{"không tìm thấy cột “Trong kỳ, Xây dựng mới”", "ô F7 ghi “XD mới”, có lẽ là “Xây dựng mới”"}},
		"a word more":       {write(leaves, 3, "Tổng số MH"), "near-columns D7", []string{"có lẽ là “Tổng số”"}},
		"both":              {every(write(groups, 10, "Bằng khen BCA"), write(leaves, 10, "Tập thê?r")), "near-columns K6", []string{"ô K6 ghi “Bằng khen BCA”, có lẽ là “Bằng khen của Bộ Công an”"}},
		"two":               {every(write(leaves, 8, "MH nhân rộng"), write(leaves, 9, "Điểm NR")), "near-columns I7", []string{"ô I7 ghi “MH nhân rộng”, có lẽ là “Nhân rộng” và ô J7 ghi “Điểm NR”, có lẽ là “Điểm nhân rộng”"}},
		"name":              {write(groups, 1, "Tên địa phương"), "near-columns B6", []string{"có lẽ là “Địa phương”"}},
		"on the first page": {every(write(leaves, 5, "XD mới"), func(rows [][]any) [][]any { return slices.Insert(rows, regionHead+5, regionHeader()...) }), "near-columns F7", nil},
		"no sense":          {write(leaves, 10, "Đơn vị khác"), "missing-columns", []string{"“Đơn vị khác” (K7)"}},
		"wrong pair":        {write(leaves, 10, "Hộ gia đình"), "missing-columns", []string{"“Hộ gia đình” (K7)"}},
		"two in one":        {write(leaves, 10, "Tập thể và cá nhân"), "missing-columns", nil},
		"other group":       {write(groups, 5, "Lũy kế"), "missing-columns", []string{"“Lũy kế, Xây dựng mới” (F7)"}},
		"merged away":       {write(groups, 5, nil), "missing-columns", nil},
	} {
		_, err := excel.NewReader(c, nil).Read(workbookOf(t, test.change(regionRows())))
		refusal := asRefusal(t, err)
		toldRight(t, c, refusal)
		if got := strings.TrimSpace(refusal.Code + " " + refusal.Cell); got != test.code {
			t.Errorf("%s: %s, want %s", name, got, test.code)
		}
		message := c.Messages[refusal.Code]
		text := pipeline.Fill(message.Sentence+" "+message.Advice, refusal.Values)
		for _, part := range test.parts {
			if !strings.Contains(text, part) {
				t.Errorf("%s: no %q in: %s", name, part, text)
			}
		}
		if strings.Contains(text, "có lẽ") != (refusal.Code == "near-columns") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// A column that a form may lack is not read under another name either.
func TestNearOptionalColumn(t *testing.T) {
	c := defaults(t)
	reading := read(t, c, write(registerHead-1, 8, "Lý do GT")(registerRows()))
	if diff := cmp.Diff([]string{"near-column I5"}, complaints(reading)); diff != "" {
		t.Error(diff)
	}
	rows := provinceRows()
	rows[3][6] = "Lí do:"
	if reading := read(t, c, rows); len(reading.Narratives) != 3 {
		t.Errorf("%+v", reading.Narratives)
	}
}

// FuzzHeader puts any text into any cell of a header: a column is read under its own name or not at all.
func FuzzHeader(f *testing.F) {
	c, reader := fuzzReader(f)
	for _, text := range []string{"", "MH đang HĐ", "Tổng số (1)", "Trong kỳ", "STT", "Tập thể và cá nhân", "(((((", "Xây dựng mới (3=1+2)", "a b c d e f g h", "Nhân rộ-\nng", "{got}", "*²*)"} {
		for column := range 14 {
			f.Add(uint8(column), text, text)
		}
	}
	want := map[string]bool{}
	reading, err := reader.Read(workbookOf(f, regionRows()))
	if err != nil {
		f.Fatal(err)
	}
	for _, figure := range figuresOf(reading) {
		want[figure] = true
	}
	f.Fuzz(func(t *testing.T, column uint8, group, leaf string) {
		if len(group) > 30_000 || len(leaf) > 30_000 || strings.ContainsFunc(group+leaf, func(r rune) bool { return r < ' ' || r == '\uFFFD' || r == '\uFFFE' || r == '\uFFFF' }) {
			return
		}
		rows := every(write(regionHead-2, int(column)%14, group), write(regionHead-1, int(column)%14, leaf))(regionRows())
		reading, err := reader.Read(workbookOf(t, rows))
		holds(t, c, reading, err)
		if err == nil {
			for _, figure := range figuresOf(reading) {
				if !want[figure] {
					t.Errorf("%q over %q in column %d: %s", group, leaf, column, figure)
				}
			}
		}
	})
}
