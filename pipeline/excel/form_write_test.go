package excel_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"

	"github.com/xuri/excelize/v2"
)

func TestFormHead(t *testing.T) {
	file := reopened(t, written(t, "vung", regionForm(t)))
	const sheet = "Tổng hợp vùng"
	find(t, file, sheet, "Biểu số: 02/V-BVANTQ")
	find(t, file, sheet, "Phiên bản: 1")
	find(t, file, sheet, "TỔNG HỢP SỐ LIỆU PHONG TRÀO TOÀN DÂN BẢO VỆ AN NINH TỔ QUỐC CỦA VÙNG")
	for label, want := range map[string]string{
		"Đơn vị báo cáo:": "Tây Nam Bộ", "Mã đơn vị:": "tay-nam-bo", "Kỳ báo cáo:": "Giai đoạn 2018 - 2024", "Công văn số, ngày:": "",
		"Thời hạn gửi báo cáo:": "ngày 20 tháng cuối kỳ", "Đơn vị tính:": "mô hình, điểm (theo từng cột)",
	} {
		if got, _ := beside(t, file, sheet, find(t, file, sheet, label), 1, 0); got != want {
			t.Errorf("%s %q, want %q", label, got, want)
		}
	}
}

func TestFormUnitRows(t *testing.T) {
	data := written(t, "vung", regionForm(t))
	file := reopened(t, data)
	const sheet = "Tổng hợp vùng"
	first, last := find(t, file, sheet, "Long An"), find(t, file, sheet, "Cà Mau")
	if got, _ := beside(t, file, sheet, first, -1, 0); got != "1" {
		t.Errorf("ordinal %q", got)
	}
	if got, _ := beside(t, file, sheet, first, 1, 0); got != "80" {
		t.Errorf("code %q", got)
	}
	_, from := beside(t, file, sheet, first, 2, 0)
	got, to := beside(t, file, sheet, last, 2, 0)
	if got != "32" {
		t.Errorf("Cà Mau %q", got)
	}
	value, total := beside(t, file, sheet, find(t, file, sheet, "Tổng cộng"), 2, 0)
	formula, _ := file.GetCellFormula(sheet, total)
	if want := fmt.Sprintf(`IF(COUNT(%s:%s)=0,"",SUM(%s:%s))`, from, to, from, to); formula != want || value != "891" {
		t.Errorf("total %s %q, formula %s, want 891 and %s", total, value, formula, want)
	}
	// A result that is a number is stored as one, an empty one is there too: without either the cell looks never calculated.
	mustContain(t, "sheet1.xml", partOf(t, data, "xl/worksheets/sheet1.xml"), "</f><v>891</v></c>", `t="str"><f>`, "</f><v></v></c>")
	_, localities := beside(t, file, sheet, total, 2, 0)
	if formula, _ := file.GetCellFormula(sheet, localities); formula != "" {
		t.Errorf("%s adds up a count that does not add: %s", localities, formula)
	}
}

func TestFormDeclaredTotal(t *testing.T) {
	form := regionForm(t)
	form.Figures[pipeline.Entry{Unit: "tay-nam-bo", Indicator: "models.closing"}] = "trên 880"
	file := reopened(t, written(t, "vung-declared", form))
	got, cell := beside(t, file, "Tổng hợp vùng", find(t, file, "Tổng hợp vùng", "Tổng cộng"), 2, 0)
	if formula, _ := file.GetCellFormula("Tổng hợp vùng", cell); got != "trên 880" || formula != "" {
		t.Errorf("total %q, formula %q", got, formula)
	}
}

func TestFormHeaderRows(t *testing.T) {
	file := reopened(t, written(t, "tong-hop", provinceForm(t)))
	const sheet = "Tổng hợp"
	group := find(t, file, sheet, "Tổng số")
	if got, _ := beside(t, file, sheet, group, 1, 1); got != "Lũy kế từ đầu năm" {
		t.Errorf("below the group: %q", got)
	}
	merges, err := file.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, merge := range merges {
		all[merge.GetStartAxis()+":"+merge.GetEndAxis()] = true
	}
	_, below := beside(t, file, sheet, find(t, file, sheet, "Chỉ tiêu"), 0, 1)
	_, right := beside(t, file, sheet, group, 1, 0)
	if !all[find(t, file, sheet, "Chỉ tiêu")+":"+below] || !all[group+":"+right] {
		t.Errorf("merges %v", all)
	}
	numbers := ""
	for i := range 7 {
		text, _ := beside(t, file, sheet, below, i, 1)
		numbers += text + " "
	}
	if numbers != "A B (1) (2) (3) (4) (5) " {
		t.Errorf("column numbers %q", numbers)
	}
}

func TestFormItems(t *testing.T) {
	data := written(t, "tong-hop", provinceForm(t))
	file := reopened(t, data)
	const sheet = "Tổng hợp"
	for _, c := range []struct {
		label string
		right int
		want  string
		kind  excelize.CellType
	}{
		{"Xây dựng mới", 1, "01", excelize.CellTypeInlineString},
		{"Xây dựng mới", 2, "175", excelize.CellTypeUnset},
		{"Xây dựng mới", 3, "175", excelize.CellTypeUnset},
		{"Mô hình đang hoạt động cuối kỳ", 2, "2258", excelize.CellTypeUnset},
		{"Mô hình đang hoạt động cuối kỳ", 3, "x", excelize.CellTypeInlineString},
		{"Cuộc phát động", 2, "gần 1.900", excelize.CellTypeInlineString},
		{"Bằng khen của Bộ - tập thể", 4, "=1+1", excelize.CellTypeInlineString},
	} {
		got, name := beside(t, file, sheet, find(t, file, sheet, c.label), c.right, 0)
		kind, _ := file.GetCellType(sheet, name)
		if got != c.want || kind != c.kind {
			t.Errorf("%s, %d to the right: %q of type %d, want %q of type %d", c.label, c.right, got, kind, c.want, c.kind)
		}
	}
	if strings.Contains(partOf(t, data, "xl/worksheets/sheet1.xml"), "<f>") {
		t.Error("a text became a formula")
	}
	if got, _ := beside(t, file, sheet, find(t, file, sheet, "Đánh giá chung"), 0, 1); !strings.HasSuffix(got, "\nNhiều mô hình mới.") {
		t.Errorf("box %q", got)
	}
}

func TestFormChecksAndProtection(t *testing.T) {
	form := provinceForm(t)
	form.Units = []string{"Quảng Nam", "Quảng Ngãi"}
	file := reopened(t, written(t, "tong-hop-units", form))
	const sheet = "Tổng hợp"
	checks, err := file.GetDataValidations(sheet)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, check := range checks {
		kinds[check.Type]++
		switch {
		case check.Type == "whole" || check.Type == "decimal":
			if *check.ErrorStyle != "warning" || *check.Error != testHead.Prompt.Text || check.Formula1 != "0" {
				t.Errorf("check of numbers: %+v", check)
			}
		case strings.HasPrefix(check.Formula1, `"`):
			if check.Formula1 != `"Không hiệu quả,Hết đối tượng"` && check.Formula1 != `"Quảng Nam,Quảng Ngãi"` {
				t.Errorf("list %s", check.Formula1)
			}
		default: // a choice with a comma does not fit into the list itself
			if check.Formula1 != "'_lists'!$A$1:$A$2" {
				t.Errorf("list %s", check.Formula1)
			}
		}
	}
	if kinds["whole"] != 1 || kinds["decimal"] != 1 || kinds["list"] != 3 {
		t.Errorf("checks %v", kinds)
	}
	if visible, _ := file.GetSheetVisible("_lists"); visible {
		t.Error("the sheet of lists is visible")
	}
	protection, err := file.GetSheetProtection(sheet)
	if err != nil || !protection.SelectLockedCells || !protection.FormatColumns || !protection.FormatRows || protection.InsertRows {
		t.Errorf("protection %+v %v", protection, err)
	}
	for label, row := range map[string]map[int]bool{
		"Cuộc phát động":   {0: true, 1: true, 2: false, 5: false, 6: true}, // a note only where it has choices
		"Mô hình giải thể": {5: false, 6: false},
	} {
		for right, locked := range row {
			_, cell := beside(t, file, sheet, find(t, file, sheet, label), right, 0)
			if got := isLocked(t, file, sheet, cell); got != locked {
				t.Errorf("%s locked: %v", cell, got)
			}
		}
	}
	_, box := beside(t, file, sheet, find(t, file, sheet, "Kiến nghị và đề xuất"), 0, 1)
	_, closed := beside(t, file, sheet, find(t, file, sheet, "Mô hình đang hoạt động cuối kỳ"), 3, 0)
	if isLocked(t, file, sheet, box) || !isLocked(t, file, sheet, closed) {
		t.Error("box locked, or closed cell open")
	}
}

func isLocked(t *testing.T, file *excelize.File, sheet, cell string) bool {
	t.Helper()
	id, err := file.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := file.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style.Protection == nil || style.Protection.Locked
}

func TestFormPageAndProperties(t *testing.T) {
	file := reopened(t, written(t, "vung", regionForm(t)))
	const sheet = "Tổng hợp vùng"
	comments, err := file.GetComments(sheet)
	if err != nil || len(comments) != 1 || comments[0].Cell != find(t, file, sheet, "Tổng số") {
		t.Errorf("comments %+v %v", comments, err)
	}
	if width, _ := file.GetColWidth(sheet, "B"); width != 26 {
		t.Errorf("width of names %v", width)
	}
	panes, _ := file.GetPanes(sheet)
	_, row, _ := excelize.CellNameToCoordinates(find(t, file, sheet, "Long An"))
	if !panes.Freeze || panes.YSplit != row-1 || panes.XSplit != 2 {
		t.Errorf("panes %+v", panes)
	}
	names := map[string]string{}
	for _, name := range file.GetDefinedName() {
		names[name.Name] = name.RefersTo
	}
	if want := fmt.Sprintf("'%s'!$%d:$%d", sheet, row-3, row-1); names["_xlnm.Print_Titles"] != want {
		t.Errorf("names %v, want %s", names, want)
	}
	layout, _ := file.GetPageLayout(sheet)
	if *layout.Orientation != "portrait" || *layout.Size != 9 || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Errorf("page %+v", layout)
	}
	custom, _ := file.GetCustomProps()
	if got := fmt.Sprint(custom); got != "[{hash abc} {layout vung} {period 2018..2024} {unit tay-nam-bo} {version 1}]" {
		t.Errorf("custom properties %s", got)
	}
	core, _ := file.GetDocProps()
	if core.Created != "2018-01-01T00:00:00Z" || core.Modified != core.Created || !strings.HasPrefix(core.Title, "Tổng hợp") {
		t.Errorf("properties %+v", core)
	}
}

func TestFormSameBytes(t *testing.T) {
	for range 5 {
		if !bytes.Equal(written(t, "a", provinceForm(t)), written(t, "a", provinceForm(t))) {
			t.Fatal("the same form gave other bytes")
		}
	}
}

func TestFormLosesNothing(t *testing.T) {
	form := provinceForm(t)
	form.Figures[pipeline.Entry{Unit: "quang-nam", Indicator: "models.closing", Cumulative: true}] = "1" // closed there
	form.Figures[pipeline.Entry{Unit: "quang-ngai", Indicator: "models.built", Breakdown: "area=dtts"}] = "2"
	form.Words["direction"] = "Tiếp tục."
	err := excel.WriteForm(&bytes.Buffer{}, form)
	want := "form tong-hop: no place for quang-nam models.closing cumulative, quang-ngai models.built area=dtts, words direction"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestFormManyUnits(t *testing.T) {
	form := provinceForm(t)
	for i := range 80 {
		form.Units = append(form.Units, fmt.Sprintf("Đơn vị số %d", i))
	}
	form.Words["assessment"] = strings.Repeat("Phong trào được duy trì và phát triển. ", 200)
	data := written(t, "tong-hop-many", form)
	file := reopened(t, data)
	if got, _ := file.GetCellValue("_lists", "A80"); got != "Đơn vị số 79" {
		t.Errorf("last unit %q", got)
	}
	form.Words["assessment"] = strings.Repeat("x", 40_000)
	if err := excel.WriteForm(&bytes.Buffer{}, form); err == nil || !strings.Contains(err.Error(), "32767") {
		t.Errorf("a text that Excel cuts was taken: %v", err)
	}
}
