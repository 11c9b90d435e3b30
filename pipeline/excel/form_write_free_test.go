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

// The forms whose rows the sender names, as two provinces fill them.
func communesForm(t *testing.T) pipeline.Form {
	form := blank(t, defaults(t), "xa", "ca-mau", "2024-08")
	form.Lines = []map[string]string{
		{"name": "xã Hưng Mỹ", "district": "Cái Nước", "models.closing": "4", "models.closing@area=dtts": "1", "launches.participations": "hơn 1.200"},
		{"name": "Phường 5", "district": "Cà Mau", "models.closing": "7", "models.built": "0"},
	}
	return form
}

func modelsForm(t *testing.T) pipeline.Form {
	form := blank(t, defaults(t), "danh-muc", "soc-trang", "2018..2024")
	form.Lines = []map[string]string{
		{"name": "Camera an ninh", "kind": "Camera an ninh", "state": "Nhân rộng", "founded": "2016-03-15", "models.points": "40"},
		{"name": "Tổ tự quản 10/10 về an ninh, trật tự ở vùng giáp ranh hai xã", "kind": "Tổ tự quản", "area": "Vùng DTTS",
			"commune": "xã Phú Tân", "district": "Châu Thành", "state": "Giải thể", "reason": "Hết đối tượng", "founded": "2016"},
	}
	return form
}

func festivalsForm(t *testing.T) pipeline.Form {
	form := blank(t, defaults(t), "ngay-hoi", "ca-mau", "2022")
	form.Lines = []map[string]string{
		{"name": "xã Hưng Mỹ", "district": "Cái Nước", "day": "2022-08-11", "festival.participants": "gần 300", "festival.pledged_rate": "100", "models": "Camera an ninh; Tổ tự quản"},
	}
	return form
}

func TestFreeRows(t *testing.T) {
	file := reopened(t, written(t, "xa", communesForm(t)))
	const sheet = "Theo xã"
	for right, want := range map[int]string{-1: "1", 1: "Cái Nước", 2: "4", 3: "1", 9: "hơn 1.200", 10: ""} {
		if got, cell := beside(t, file, sheet, find(t, file, sheet, "xã Hưng Mỹ"), right, 0); got != want {
			t.Errorf("%s %q, want %q", cell, got, want)
		}
	}
	first, total := find(t, file, sheet, "xã Hưng Mỹ"), find(t, file, sheet, "Tổng cộng")
	_, top, _ := excelize.CellNameToCoordinates(first)
	_, bottom, _ := excelize.CellNameToCoordinates(total)
	if bottom-top != 41 {
		t.Errorf("from row %d to the total in row %d", top, bottom)
	}
	if number, _ := beside(t, file, sheet, total, -1, -2); number != "40" {
		t.Errorf("last row is numbered %q", number)
	}
	// The formula takes in the closed row above the total, so that it grows by a row inserted anywhere above that.
	value, cell := beside(t, file, sheet, total, 2, 0)
	formula, _ := file.GetCellFormula(sheet, cell)
	if want := fmt.Sprintf(`IF(COUNT(D%d:D%d)=0,"",SUM(D%d:D%d))`, top, bottom-1, top, bottom-1); formula != want || value != "11" {
		t.Errorf("total %q, formula %s", value, formula)
	}
	for row, locked := range map[int]bool{top: false, bottom - 2: false, bottom - 1: true} {
		for _, column := range []string{"A", "B", "C", "D", "L"} {
			if cell := fmt.Sprint(column, row); isLocked(t, file, sheet, cell) != locked {
				t.Errorf("%s locked: %v", cell, !locked)
			}
		}
	}
	protection, _ := file.GetSheetProtection(sheet)
	if !protection.InsertRows {
		t.Error("no row can be inserted")
	}
}

func TestFreeRowsDeclaredTotal(t *testing.T) {
	form := communesForm(t)
	form.Figures[pipeline.Entry{Unit: "ca-mau", Indicator: "models.closing"}] = "trên 10"
	for range 60 {
		form.Lines = append(form.Lines, map[string]string{"name": "xã"})
	}
	file := reopened(t, written(t, "xa-declared", form))
	const sheet = "Theo xã"
	total := find(t, file, sheet, "Tổng cộng")
	if got, cell := beside(t, file, sheet, total, 2, 0); got != "trên 10" {
		t.Errorf("total %s %q", cell, got)
	}
	if number, _ := beside(t, file, sheet, total, -1, -2); number != "72" {
		t.Errorf("62 rows are given, and the last is numbered %q", number)
	}
}

func TestRegisterForm(t *testing.T) {
	data := written(t, "danh-muc", modelsForm(t))
	file := reopened(t, data)
	const sheet = "Danh mục mô hình"
	first := find(t, file, sheet, "xã Phú Tân")
	for _, c := range []struct {
		right, down int
		want        string
		kind        excelize.CellType
	}{
		{2, -1, "42444", excelize.CellTypeUnset}, {2, 0, "2016", excelize.CellTypeInlineString}, {5, -1, "40", excelize.CellTypeUnset},
		{-1, 0, "Vùng DTTS", excelize.CellTypeInlineString}, {3, 0, "Giải thể", excelize.CellTypeInlineString},
	} {
		got, name := beside(t, file, sheet, first, c.right, c.down)
		if kind, _ := file.GetCellType(sheet, name); got != c.want || kind != c.kind {
			t.Errorf("%s %q of type %d, want %q", name, got, kind, c.want)
		}
	}
	_, day := beside(t, file, sheet, first, 2, -1)
	if shown, _ := file.GetCellValue(sheet, day); shown != "15/03/2016" {
		t.Errorf("the day is shown as %q", shown)
	}
	checks, err := file.GetDataValidations(sheet)
	if err != nil {
		t.Fatal(err)
	}
	offered := map[string]bool{}
	for _, check := range checks {
		offered[check.Formula1] = true
		if check.Type == "list" && check.ShowErrorMessage {
			t.Errorf("%s holds to its list", check.Sqref)
		}
	}
	for _, want := range []string{`"Vùng DTTS,Vùng giáo,Biên giới"`, `"Đang hoạt động,Nhân rộng,Củng cố,Giải thể"`, `"Không hiệu quả,Hết đối tượng,Sáp nhập,Thay đổi địa giới,Khác"`} {
		if !offered[want] {
			t.Errorf("%s is not offered, but %v", want, offered)
		}
	}
	mustContain(t, "sheet1.xml", partOf(t, data, "xl/worksheets/sheet1.xml"), "numberStoredAsText")
}

func TestFestivalsForm(t *testing.T) {
	file := reopened(t, written(t, "ngay-hoi", festivalsForm(t)))
	const sheet = "Ngày hội"
	name := find(t, file, sheet, "xã Hưng Mỹ")
	for right, want := range map[int]string{2: "11/08/2022", 3: "gần 300", 6: "100", 7: "Camera an ninh; Tổ tự quản"} {
		_, cell := beside(t, file, sheet, name, right, 0)
		if got, _ := file.GetCellValue(sheet, cell); got != want {
			t.Errorf("%s %q, want %q", cell, got, want)
		}
	}
}

func TestFreeRowsLoseNothing(t *testing.T) {
	form := communesForm(t)
	form.Lines[1]["area"] = "Vùng DTTS"
	form.Lines[1]["ordinal"] = "7"
	form.Figures[pipeline.Entry{Unit: "ca-mau/cai-nuoc/hung-my", Indicator: "models.closing"}] = "4"
	err := excel.WriteForm(&bytes.Buffer{}, form)
	if want := "form xa: no place for ca-mau/cai-nuoc/hung-my models.closing, line 2 area, line 2 ordinal"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	form = provinceForm(t)
	form.Lines = []map[string]string{{"name": "xã Hưng Mỹ"}}
	if err := excel.WriteForm(&bytes.Buffer{}, form); err == nil || !strings.Contains(err.Error(), "line 1 name") {
		t.Errorf("a row was lost: %v", err)
	}
}
