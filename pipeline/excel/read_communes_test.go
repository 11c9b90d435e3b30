package excel_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/vi"
)

// communeHead is how many rows the head and the header of communeRows take.
const communeHead = 6

// communeRows is a province's form by commune.
func communeRows() [][]any {
	return [][]any{
		{"Biểu số: 03/X-BVANTQ"}, {nil, "Đơn vị báo cáo:", "An Giang"}, {nil, "Kỳ báo cáo:", "Tháng 8 năm 2024"}, {},
		{"STT", "Xã, phường, thị trấn", "Huyện, quận, thị xã, thành phố", "Mô hình đang hoạt động", nil, "Trong kỳ", nil, nil, nil, "Phát động", nil, "Nguồn tin có giá trị"},
		{nil, nil, nil, "Tổng số", "Trong đó vùng DTTS", "Xây dựng mới", "Giải thể", "Củng cố", "Nhân rộng", "Số cuộc", "Lượt người tham gia"},
		{1, "Phú Mỹ", "Phú Tân", 12, nil, 2, nil, nil, nil, 4, "hơn 1.200", 3},
		{2, "Hòa Lạc", "Phú Tân", 7, nil, nil, 1},
		{3, "Phường Mỹ Bình", "Long Xuyên", 20, 0, nil, nil, nil, nil, nil, nil, "gần 30"},
		{4, "Phường 1", "Long Xuyên"},
		{nil, "Tổng cộng", nil, 39, nil, 2, 1, nil, nil, 4},
	}
}

// read reads a form that is not refused as a whole, and holds that every complaint can be told and that no number is lost.
func read(t *testing.T, c *pipeline.Catalog, rows [][]any) *pipeline.Reading {
	t.Helper()
	reader, data := excel.NewReader(c, nil), workbookOf(t, rows)
	reading, err := reader.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reading.Refusals {
		toldRight(t, c, r)
	}
	if lost := excel.Unaccounted(reader, data); len(lost) > 0 {
		t.Errorf("lost without a word: %q", lost)
	}
	return reading
}

// complaints lists the codes and cells of what was complained of.
func complaints(reading *pipeline.Reading) []string {
	var all []string
	for _, r := range reading.Refusals {
		all = append(all, strings.TrimSpace(r.Code+" "+r.Cell))
	}
	return all
}

func communeIDs(reading *pipeline.Reading) []string {
	var ids []string
	for _, c := range reading.Communes {
		ids = append(ids, strings.TrimPrefix(c.ID, "an-giang/")+" "+c.Name+", "+c.District)
	}
	return ids
}

// However communes are typed, the same is read of them.
func TestCommunesHoweverTyped(t *testing.T) {
	c := defaults(t)
	base := read(t, c, communeRows())
	want := figuresOf(base)
	wantIDs := []string{"long-xuyen/my-binh", "long-xuyen/phuong-1", "phu-tan/hoa-lac", "phu-tan/phu-my"}
	if len(want) != 14 || len(base.Refusals) > 0 || !slices.Contains(want, "an-giang models.closing  39") || !slices.Contains(want, "an-giang/phu-tan/phu-my launches.participations  hơn 1.200") {
		t.Fatalf("%d figures %q, %+v", len(want), want, base.Refusals)
	}
	cells := func(column int, change func(string) any) func([][]any) [][]any {
		return func(rows [][]any) [][]any {
			for _, row := range rows[communeHead : len(rows)-1] {
				row[column] = change(row[column].(string))
			}
			return rows
		}
	}
	for name, change := range map[string]func([][]any) [][]any{
		"decomposed": cells(1, func(s string) any { return norm.NFD.String(s) }),
		"capitals":   cells(1, func(s string) any { return vi.Upper(s) }),
		"other tone": cells(1, func(s string) any { return strings.Replace(s, "Hòa", "Hoà", 1) }),
		"prefixes": cells(1, func(s string) any {
			return strings.NewReplacer("Phú Mỹ", "TT. Phú Mỹ", "Phường ", "P. ", "Hòa", "Xã Hòa").Replace(s)
		}),
		"short prefixes": cells(1, func(s string) any {
			return strings.NewReplacer("Phú Mỹ", "TT Phú Mỹ", "Phường 1", "P1", "Phường ", "P.", "Hòa", "X.Hòa").Replace(s)
		}),
		"numbers in names": cells(1, func(s string) any { return "3. " + s }),
		"dashes":           cells(1, func(s string) any { return "- " + s }),
		"police":           cells(1, func(s string) any { return "Công an " + strings.Replace("xã "+s, "xã Phường", "phường", 1) }),
		"districts' kinds": cells(2, func(s string) any { return strings.NewReplacer("Phú", "H. Phú", "Long", "TP. Long").Replace(s) }),
		"districts' kinds 2": cells(2, func(s string) any {
			return strings.NewReplacer("Phú", "HUYỆN Phú", "Long", "Thành phố Long").Replace(s)
		}),
		"district in name": func(rows [][]any) [][]any {
			for i := communeHead; i < len(rows)-1; i++ {
				rows[i][1], rows[i][2] = rows[i][1].(string)+", huyện "+rows[i][2].(string), nil
			}
			return rows
		},
		"titles": func(rows [][]any) [][]any {
			for i := communeHead; i < len(rows)-1; i++ {
				rows[i][2] = nil
			}
			return slices.Insert(slices.Insert(rows, communeHead+2, []any{"II", "Thành phố Long Xuyên"}), communeHead, []any{"I", "Huyện Phú Tân"})
		},
		"titles with numbers": func(rows [][]any) [][]any {
			for i := communeHead; i < len(rows)-1; i++ {
				rows[i][2] = nil
			}
			return slices.Insert(slices.Insert(rows, communeHead+2, []any{nil, "II. TP Long Xuyên"}), communeHead, []any{"1. Huyện Phú Tân"})
		},
		"other titles":  insert(communeHead, []any{"I", "Khu vực biên giới"}, []any{nil, "Các xã vùng sâu"}),
		"numbers":       insert(communeHead, []any{"A", "B", "C", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"}),
		"blank rows":    insert(communeHead+4, []any{5}, []any{6}, []any{}, []any{7}),
		"total first":   func(rows [][]any) [][]any { return insert(communeHead, rows[len(rows)-1])(rows[:len(rows)-1]) },
		"total's name":  func(rows [][]any) [][]any { rows[len(rows)-1][1] = "Tỉnh An Giang"; return rows },
		"total, bare":   func(rows [][]any) [][]any { rows[len(rows)-1][1] = "An Giang"; return rows },
		"total goes on": func(rows [][]any) [][]any { rows[len(rows)-1][1] = "Tổng cộng (4 xã)"; return rows },
		"total of all":  func(rows [][]any) [][]any { rows[len(rows)-1][1] = "CỘNG TOÀN TỈNH: "; return rows },
		"total left": func(rows [][]any) [][]any {
			rows[len(rows)-1][0], rows[len(rows)-1][1] = "Tổng cộng 4 xã", nil
			return rows
		},
		"below": func(rows [][]any) [][]any {
			return append(rows, []any{}, []any{nil, "Ghi chú: số liệu của 4 xã."}, []any{nil, nil, nil, nil, nil, "An Giang, ngày 15 tháng 8 năm 2024"},
				[]any{nil, "NGƯỜI LẬP BIỂU", nil, nil, nil, "GIÁM ĐỐC"}, []any{1, "Nơi nhận:"}, []any{nil, "- Cục V05;"})
		},
		"reversed": func(rows [][]any) [][]any {
			rows[communeHead-2] = slices.Clone(rows[communeHead-2])
			for _, pair := range [][2]int{{4, 3}, {6, 5}, {7, 5}, {8, 5}, {10, 9}} {
				rows[communeHead-2][pair[0]] = rows[communeHead-2][pair[1]]
			}
			for i := communeHead - 2; i < len(rows); i++ {
				for len(rows[i]) < 12 {
					rows[i] = append(rows[i], nil)
				}
				slices.Reverse(rows[i])
			}
			return rows
		},
		"synonyms": func(rows [][]any) [][]any {
			rows[communeHead-2][0], rows[communeHead-2][1], rows[communeHead-2][2], rows[communeHead-2][3] = "TT", "Tên xã", "Huyện", "MÔ HÌNH HIỆN CÓ"
			return rows
		},
	} {
		reading := read(t, c, change(communeRows()))
		var ids []string
		for _, commune := range reading.Communes {
			ids = append(ids, strings.TrimPrefix(commune.ID, "an-giang/"))
		}
		slices.Sort(ids)
		if diff := cmp.Diff(want, figuresOf(reading)) + cmp.Diff(wantIDs, ids); diff != "" || len(reading.Refusals) > 0 {
			t.Errorf("%s: %+v (-typed as in the form +%s)\n%s", name, reading.Refusals, name, diff)
		}
	}
}

// What cannot be a commune's row is complained of, at its cell; nothing of it is read as one.
func TestCommunesComplainedOf(t *testing.T) {
	c := defaults(t)
	set := func(row, column int, value any) func([][]any) [][]any {
		return func(rows [][]any) [][]any {
			for len(rows[row]) <= column {
				rows[row] = append(rows[row], nil)
			}
			rows[row][column] = value
			return rows
		}
	}
	for name, test := range map[string]struct {
		change func([][]any) [][]any
		want   []string
		ids    []string // beyond the four
	}{
		"no name":             {set(communeHead, 1, nil), []string{"nameless-row B7"}, nil},
		"dots for a name":     {set(communeHead, 1, "…"), []string{"nameless-row B7"}, nil},
		"figures without row": {insert(communeHead+2, []any{nil, nil, nil, nil, nil, "hơn 7"}), []string{"nameless-row B9"}, nil},
		"district's sum":      {insert(communeHead+2, []any{nil, "Cộng huyện Phú Tân", nil, 19}), []string{"district-row B9"}, nil},
		"district's sum 2":    {insert(communeHead, []any{"I", "Huyện Phú Tân", nil, 19}), []string{"district-row B7"}, nil},
		"district's sum 3":    {insert(communeHead+2, []any{nil, "Toàn huyện", nil, 19}), []string{"district-row B9"}, nil},
		"sums":                {insert(communeHead+2, []any{nil, "Cộng", nil, 19}), []string{"repeated-row B12"}, nil},
		"twice":               {set(communeHead+1, 1, "Xã PHÚ MỸ"), []string{"repeated-row B8"}, nil},
		"twice, other tone":   {insert(communeHead+2, []any{9, "Hoà Lạc", "huyện Phú Tân", 7}), []string{"repeated-row B9"}, nil},
		"two of one district": {insert(communeHead+2, []any{9, "Phú Thạnh", "Phú Tân", 7}, []any{10, "Phú Thành", "Phú Tân", 8}), []string{"communes-differ-in-marks B10"},
			[]string{"phu-tan/phú-thạnh Phú Thạnh, Phú Tân", "phu-tan/phú-thành Phú Thành, Phú Tân"}},
		"town and commune": {insert(communeHead+2, []any{9, "TT. Phú Thạnh", "Phú Tân", 7}, []any{10, "Xã Phú Thạnh", "Phú Tân", 8}), []string{"communes-differ-in-kind B10"},
			[]string{"phu-tan/thị-trấn-phú-thạnh Phú Thạnh, Phú Tân", "phu-tan/xã-phú-thạnh Phú Thạnh, Phú Tân"}},
		"three": {insert(communeHead+2, []any{9, "Phú Thạnh", "Phú Tân", 7}, []any{10, "Phú Thành", "Phú Tân", 8}, []any{11, "xã Phú Thạnh", "Phú Tân", 8}),
			[]string{"communes-differ-in-marks B10", "repeated-row B11"}, []string{"phu-tan/phú-thạnh Phú Thạnh, Phú Tân", "phu-tan/phú-thành Phú Thành, Phú Tân"}},
		"same name elsewhere": {insert(communeHead+2, []any{9, "Phú Mỹ", "Chợ Mới", 7}), nil, []string{"cho-moi/phu-my Phú Mỹ, Chợ Mới"}},
		"no district":         {insert(communeHead+2, []any{9, "Phú An", nil, 7}), []string{"missing-district C9"}, []string{"phu-an Phú An, "}},
		"two in one":          {set(communeHead, 1, "Phú Mỹ, Phú An"), []string{"unclear-commune B7"}, nil},
		"named as the whole":  {insert(communeHead+2, []any{9, "Phường An Giang", "Long Xuyên", 7}), nil, []string{"long-xuyen/an-giang An Giang, Long Xuyên"}},
		"begins as a total":   {insert(communeHead+2, []any{9, "Cộng Hòa", "Phú Tân", 7}, []any{9, "Toàn Thắng", "Phú Tân", 7}), nil, []string{"phu-tan/cong-hoa Cộng Hòa, Phú Tân", "phu-tan/toan-thang Toàn Thắng, Phú Tân"}},
		"below the total":     {func(rows [][]any) [][]any { return append(rows, []any{nil, "Vĩnh Hanh", "Châu Thành", 5}) }, nil, []string{"chau-thanh/vinh-hanh Vĩnh Hanh, Châu Thành"}},
		"extra figures":       {set(communeHead, 12, 9), []string{"unread-column M7"}, nil},
		"extra words":         {set(communeHead+1, 12, "Bí thư"), []string{"unread-words M8"}, nil},
		"renamed district":    {set(communeHead-2, 2, "Thuộc"), []string{"unread-words C7"}, nil},
	} {
		reading := read(t, c, test.change(communeRows()))
		if diff := cmp.Diff(test.want, complaints(reading)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
		for _, id := range test.ids {
			if !slices.Contains(communeIDs(reading), id) {
				t.Errorf("%s: no %s in %q", name, id, communeIDs(reading))
			}
		}
	}
}

// A district that is merged going down is that of all its rows; what is merged across is a title or the total.
func TestMergedCommunes(t *testing.T) {
	c := defaults(t)
	rows := communeRows()
	rows[communeHead+1][2] = nil
	rows[len(rows)-1][0], rows[len(rows)-1][1] = "TỔNG CỘNG", nil
	rows = slices.Insert(rows, communeHead, []any{"Các xã, phường biên giới"})
	reading, err := excel.NewReader(c, nil).Read(edited(t, workbookOf(t, rows), func(f *excelize.File) error {
		for _, merge := range [][2]string{{"A5", "A6"}, {"B5", "B6"}, {"C5", "C6"}, {"D5", "E5"}, {"F5", "I5"}, {"J5", "K5"}, {"L5", "L6"}, {"A7", "L7"}, {"C8", "C9"}, {"C10", "C11"}, {"A12", "C12"}} {
			if err := f.MergeCell("Sheet1", merge[0], merge[1]); err != nil {
				return err
			}
		}
		return f.SetRowVisible("Sheet1", 9, false)
	}))
	if err != nil {
		t.Fatal(err)
	}
	// Row 11 had a district of its own, which the merge took.
	want := []string{"phu-tan/phu-my Phú Mỹ, Phú Tân", "phu-tan/hoa-lac Hòa Lạc, Phú Tân", "long-xuyen/my-binh Mỹ Bình, Long Xuyên", "long-xuyen/phuong-1 Phường 1, Long Xuyên"}
	if diff := cmp.Diff(want, communeIDs(reading)); diff != "" || len(figuresOf(reading)) != 14 || !slices.Equal(complaints(reading), []string{"hidden-figures B9"}) {
		t.Errorf("%q %s", complaints(reading), diff)
	}
}

// A table without a row is refused with what to do; one whose total alone has a figure is read.
func TestNoCommunes(t *testing.T) {
	c := defaults(t)
	rows := communeRows()
	empty := append(slices.Clone(rows[:communeHead]), []any{1}, []any{2}, []any{nil, "Tổng cộng"})
	_, err := excel.NewReader(c, nil).Read(workbookOf(t, empty))
	refusal := asRefusal(t, err)
	toldRight(t, c, refusal)
	if advice := pipeline.Fill(c.Messages[refusal.Code].Advice, refusal.Values); refusal.Code != "no-rows" || !strings.Contains(advice, "“Xã, phường, thị trấn”") {
		t.Errorf("%+v %s", refusal, advice)
	}
	total := append(slices.Clone(rows[:communeHead]), []any{1}, rows[len(rows)-1])
	if reading := read(t, c, total); len(reading.Communes) > 0 || len(figuresOf(reading)) != 4 {
		t.Errorf("%+v", reading)
	}
}
