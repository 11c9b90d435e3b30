package excel_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/vi"

	"github.com/google/go-cmp/cmp"
)

// regionHead is how many rows the head and the header of regionRows take.
const regionHead = 7

// regionRows is the region's form of 2024 as somebody types it anew: no merges, a group's header at its left end only.
func regionRows() [][]any {
	rows := [][]any{
		{"Biểu số: 02/V-BVANTQ"},
		{nil, "Đơn vị báo cáo:", "Tây Nam Bộ"},
		{nil, "Mã đơn vị:", "dia-ban-tay-nam-bo"},
		{nil, "Kỳ báo cáo:", "Giai đoạn 2018 - 2024"},
		{},
		{"STT", "Địa phương", "Mã tỉnh", "Mô hình đang hoạt động", nil, "Trong kỳ", nil, nil, nil, nil, "Bằng khen của Bộ Công an", nil, nil, "Điển hình tiên tiến"},
		{nil, nil, nil, "Tổng số", "Trong đó vùng DTTS", "Xây dựng mới", "Giải thể", "Củng cố", "Nhân rộng", "Điểm nhân rộng", "Tập thể", "Cá nhân", "Số địa phương"},
	}
	for i, p := range []struct {
		name, code string
		closing    any
	}{
		{"An Giang", "89", 59}, {"Bạc Liêu", "95", 57}, {"Bến Tre", "83", 140}, {"Cà Mau", "96", 32}, {"Cần Thơ", "92", 30}, {"Đồng Tháp", "87", 113},
		{"Hậu Giang", "93", 64}, {"Kiên Giang", "91", 56}, {"Long An", "80", 167}, {"Sóc Trăng", "94", 66}, {"Tiền Giang", "82", "gần 30"},
		{"Trà Vinh", "84", 18}, {"Vĩnh Long", "86", 59},
	} {
		rows = append(rows, []any{i + 1, p.name, p.code, p.closing, nil, nil, nil, nil, nil, nil, nil, 2})
	}
	return append(rows, []any{nil, "Tổng cộng", nil, 891, nil, 265})
}

// figuresOf lists what a reading says, without its cells.
func figuresOf(reading *pipeline.Reading) []string {
	var figures []string
	for _, o := range reading.Observations {
		if o.Quantity.State != vi.Missing {
			figures = append(figures, fmt.Sprint(o.Unit, " ", o.Indicator, " ", o.Breakdown, " ", o.Quantity))
		}
	}
	slices.Sort(figures)
	return figures
}

// However a form is typed, the same is read from it, and nothing is complained of.
func TestSameHoweverTyped(t *testing.T) {
	c := defaults(t)
	base, err := excel.NewReader(c, nil).Read(workbookOf(t, regionRows()))
	if err != nil {
		t.Fatal(err)
	}
	want := figuresOf(base)
	if len(want) != 28 || len(base.Refusals) > 0 {
		t.Fatalf("%d figures, %+v", len(want), base.Refusals)
	}
	texts := func(change func(string) string) func([][]any) [][]any {
		return func(rows [][]any) [][]any {
			for _, row := range rows {
				for j, value := range row {
					if text, ok := value.(string); ok {
						row[j] = change(text)
					}
				}
			}
			return rows
		}
	}
	names := func(change func(string) any) func([][]any) [][]any {
		return func(rows [][]any) [][]any {
			for _, row := range rows[regionHead : len(rows)-1] {
				row[1] = change(row[1].(string))
			}
			return rows
		}
	}
	for name, change := range map[string]func([][]any) [][]any{
		"decomposed": texts(norm.NFD.String),
		"capitals": texts(func(s string) string {
			return strings.Replace(vi.Upper(s), "DIA-BAN-TAY-NAM-BO", "dia-ban-tay-nam-bo", 1)
		}),
		"spaces":        texts(func(s string) string { return " " + strings.ReplaceAll(s, " ", "\u00a0") + "\n" }),
		"no marks":      names(func(s string) any { return vi.Fold(s) }),
		"prefixes":      names(func(s string) any { return map[bool]string{true: "TP. ", false: "CA tỉnh "}[s == "Cần Thơ"] + s }),
		"old names":     names(func(s string) any { return strings.ReplaceAll(s, "Đ", "Ð") }),
		"no names":      names(func(string) any { return nil }),
		"codes":         eachRow(func(row []any) []any { row[2] = toNumber(row[2]); return row }),
		"no code":       without(2),
		"no order":      without(0),
		"reversed":      reversed,
		"blank lines":   eachRow(func(row []any) []any { return row }, []any{}),
		"numbers":       insert(regionHead, []any{"A", "B", "C", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"}),
		"number sums":   insert(regionHead, []any{1, 2, 3, "4", "5", "6 = 4+5", 7, 8, 9, 10, 11, 12, 13}),
		"numbers below": insert(regionHead+5, []any{}, []any{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}),
		"total first":   func(rows [][]any) [][]any { return insert(regionHead, rows[len(rows)-1])(rows[:len(rows)-1]) },
		"total left": func(rows [][]any) [][]any {
			rows[len(rows)-1][0], rows[len(rows)-1][1] = "TỔNG CỘNG", nil
			return rows
		},
		"total's name": func(rows [][]any) [][]any { rows[len(rows)-1][1] = "Vùng Tây Nam Bộ"; return rows },
		"below": func(rows [][]any) [][]any {
			return append(rows, []any{}, []any{"Ghi chú: số liệu của 13 tỉnh, thành phố."}, []any{nil, nil, nil, nil, nil, "Cần Thơ, ngày 15 tháng 8 năm 2024"},
				[]any{nil, "NGƯỜI LẬP BIỂU", nil, nil, nil, "GIÁM ĐỐC"}, []any{nil, "Nơi nhận:"}, []any{nil, "- Cục V05;"})
		},
	} {
		reading, err := excel.NewReader(c, nil).Read(workbookOf(t, change(regionRows())))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, figuresOf(reading)); diff != "" || len(reading.Refusals) > 0 {
			t.Errorf("%s: %+v (-typed as in the form +%s)\n%s", name, reading.Refusals, name, diff)
		}
	}
}

func toNumber(code any) any {
	n := 0
	if _, err := fmt.Sscan(fmt.Sprint(code), &n); err != nil {
		return code
	}
	return n
}

// eachRow changes the rows of the table and puts others behind each.
func eachRow(change func([]any) []any, behind ...[]any) func([][]any) [][]any {
	return func(rows [][]any) [][]any {
		changed := slices.Clone(rows[:regionHead])
		for _, row := range rows[regionHead:] {
			changed = append(append(changed, change(row)), behind...)
		}
		return changed
	}
}

func insert(at int, more ...[]any) func([][]any) [][]any {
	return func(rows [][]any) [][]any { return slices.Insert(slices.Clone(rows), at, more...) }
}

// without drops a column of the table.
func without(column int) func([][]any) [][]any {
	return func(rows [][]any) [][]any {
		for i := regionHead - 2; i < len(rows); i++ {
			rows[i] = slices.Delete(slices.Clone(rows[i]), column, column+1)
		}
		return rows
	}
}

// reversed turns the order of the table's columns round, each with its group above it.
func reversed(rows [][]any) [][]any {
	groups := slices.Clone(rows[regionHead-2])
	for len(groups) < 14 {
		groups = append(groups, nil)
	}
	for i := 4; i < 14; i++ {
		if groups[i] == nil {
			groups[i] = groups[i-1]
		}
	}
	rows[regionHead-2] = groups
	for i := regionHead - 2; i < len(rows); i++ {
		row := slices.Clone(rows[i])
		for len(row) < 14 {
			row = append(row, nil)
		}
		slices.Reverse(row)
		rows[i] = row
	}
	return rows
}

// However a reporter is called, it is found.
func TestReporterHoweverCalled(t *testing.T) {
	c := defaults(t)
	for name, want := range map[string]string{
		"Khánh Hòa": "khanh-hoa", "KHÁNH HOÀ": "khanh-hoa", "Tỉnh Khánh Hoà": "khanh-hoa", norm.NFD.String("Khánh Hòa"): "khanh-hoa",
		"khanh hoa": "khanh-hoa", "Công an tỉnh Khánh Hòa": "khanh-hoa", "TP. Hồ Chí Minh": "ho-chi-minh", "Thành phố Hồ Chí Minh": "ho-chi-minh",
		"T.P Cần Thơ": "can-tho", "Bà Rịa-Vũng Tàu": "ba-ria-vung-tau", "Bà Rịa – Vũng Tàu": "ba-ria-vung-tau", "Thừa Thiên - Huế": "thua-thien-hue",
		"Ðồng Nai": "dong-nai", "ĐẮK LẮK": "dak-lak",
	} {
		rows := [][]any{
			{"Biểu số: 01/TH-BVANTQ"}, {"Đơn vị báo cáo: " + name}, {"Kỳ báo cáo: T8/2024"},
			{"Chỉ tiêu", "Tổng số", nil, "Vùng DTTS"}, {nil, "Trong kỳ", "Lũy kế từ đầu năm", "Trong kỳ", "Lũy kế từ đầu năm"},
			{"Mô hình đang hoạt động cuối kỳ", 5},
		}
		reading, err := excel.NewReader(c, nil).Read(workbookOf(t, rows))
		if err != nil || reading.Reporter.ID != want || len(figuresOf(reading)) != 1 {
			t.Errorf("%s: %v, read %+v", name, err, reading)
		}
	}
}
