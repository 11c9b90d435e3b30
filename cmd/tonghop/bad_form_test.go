package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
)

// badForms are workbooks that can be read and are no good form, each with the code and cell of the one thing that is wrong.
func badForms(t *testing.T, c *pipeline.Catalog) []badInput {
	province := func(cells map[string]any) []byte {
		all := map[string]any{"C20": 32}
		for cell, value := range cells {
			all[cell] = value
		}
		return form(t, c, "tong-hop", "ca-mau", "2024-08", all)
	}
	edited := func(do func(*excelize.File)) []byte { return change(t, province(nil), do) }
	in2025 := func(name, code string) []byte {
		return form(t, c, "tong-hop", "ca-mau-2025", "2025-08", map[string]any{"C20": 32, "B3": name, "B4": code})
	}
	region := func(cells map[string]any) []byte { return form(t, c, "vung", "dia-ban-tay-nam-bo", "2024-08", cells) }
	return []badInput{
		// the head
		{"so-bieu.xlsx", province(map[string]any{"A1": "Biểu số: 03/XX"}), "unknown-form", "A1"},
		{"khong-so-bieu.xlsx", province(map[string]any{"A1": ""}), "missing-form", ""},
		{"phien-ban.xlsx", province(map[string]any{"G1": "Phiên bản: 7"}), "newer-version", "G1"},
		{"hai-bieu.xlsx", edited(func(f *excelize.File) { copySheet(t, f, "Tháng 9") }), "same-forms", ""},
		{"khong-ky.xlsx", province(map[string]any{"B6": ""}), "empty-head", "A6"},
		{"khong-dong-ky.xlsx", province(map[string]any{"A6": "", "B6": ""}), "missing-head", ""},
		{"ky-sai.xlsx", province(map[string]any{"B6": "Tháng 13 năm 2024"}), "unknown-period", "B6"},
		{"ky-dai.xlsx", province(map[string]any{"B6": strings.Repeat("kỳ  báo {cáo}\n", 400)}), "unknown-period", "B6"},
		{"ky-ngay.xlsx", edited(func(f *excelize.File) { setDate(t, f, "B6", 45505, "mmm-yy") }), "unknown-period", "B6"},
		{"ky-xua.xlsx", province(map[string]any{"B6": "Năm 1999"}), "form-not-in-force", ""},
		{"khong-don-vi.xlsx", province(map[string]any{"B3": "", "B4": ""}), "empty-head", "A3"},
		{"don-vi-la.xlsx", province(map[string]any{"B3": "Sao Hỏa", "B4": ""}), "unknown-unit", "B3"},
		{"don-vi-sai-chinh-ta.xlsx", province(map[string]any{"B3": "Cà Mâuu", "B4": ""}), "unknown-unit", "B3"},
		{"ma-la.xlsx", province(map[string]any{"B3": "", "B4": "99"}), "unknown-unit-code", "B4"},
		{"ma-khac.xlsx", province(map[string]any{"B4": "94"}), "unit-code-differs", "B4"},
		{"soc-trang-2025.xlsx", in2025("Sóc Trăng", "94"), "unknown-unit", "B3"},
		{"dong-thap-87.xlsx", in2025("Đồng Tháp", "87"), "unit-code-differs", "B4"},
		{"ha-tay-2010.xlsx", form(t, c, "tong-hop", "ha-noi", "2010", map[string]any{"C20": 1, "B3": "Hà Tây", "B4": ""}), "unknown-unit", "B3"},
		{"hue-2024.xlsx", province(map[string]any{"B3": "Huế", "B4": ""}), "unknown-unit", "B3"},
		{"vung-gui-bieu-tinh.xlsx", province(map[string]any{"B3": "Tây Nam Bộ", "B4": ""}), "wrong-sender", "B3"},
		{"tinh-gui-bieu-vung.xlsx", region(map[string]any{"C3": "Cà Mau", "C4": ""}), "wrong-sender", "C3"},

		// the table
		{"thieu-cot.xlsx", province(map[string]any{"D12": ""}), "missing-columns", ""},
		{"doi-ten-cot.xlsx", region(map[string]any{"G12": "Thanh loại"}), "missing-columns", ""},
		{"cot-hai-lan.xlsx", province(map[string]any{"H11": "Tổng số", "H12": "Trong kỳ"}), "repeated-column", "H12"},
		{"khong-dong.xlsx", edited(func(f *excelize.File) { renameRows(t, f) }), "no-rows", ""},
		{"dong-la.xlsx", province(map[string]any{"A16": "Xây mới", "C16": 3}), "unknown-row", "A16"},
		{"dong-sai-chinh-ta.xlsx", province(map[string]any{"A17": "Giải thễ rồi", "C17": "gần 3"}), "unknown-row", "A17"},
		{"dong-vo-danh.xlsx", province(map[string]any{"A54": "", "C54": 3}), "nameless-row", "A54"},
		{"dong-hai-lan.xlsx", province(map[string]any{"A54": "Giải thể", "C54": 3}), "repeated-row", "A54"},
		{"ma-dong.xlsx", province(map[string]any{"B16": "07", "C16": 3}), "row-code-differs", "B16"},
		{"mat-dong.xlsx", edited(func(f *excelize.File) { removeRow(t, f, 20) }), "missing-row", ""},
		{"tinh-khong-con.xlsx", form(t, c, "vung", "dia-ban-tay-nam-bo", "2025-08", map[string]any{"B16": "Sóc Trăng", "D16": 3, "C16": "",
			"D19": "", "E19": "", "F19": "", "G19": "", "H19": "", "I19": "", "J19": "", "K19": "", "L19": ""}), "unknown-row", "B16"},
		{"cot-thua.xlsx", province(map[string]any{"H12": "Ước cả năm", "H16": 3}), "unread-column", "H16"},
		{"cot-vo-danh.xlsx", province(map[string]any{"I16": 3}), "unread-column", "I16"},
		{"dong-an.xlsx", edited(func(f *excelize.File) { hideRow(t, f, 20) }), "hidden-figures", "A20"},
		{"trang-thua.xlsx", edited(func(f *excelize.File) { addSheet(t, f, "Sổ  tay") }), "unread-sheet", "B2"},

		// its cells
		{"o-chu.xlsx", province(map[string]any{"C16": "abc"}), "unreadable-figure", "C16"},
		{"o-phay.xlsx", province(map[string]any{"C16": "12,5,6"}), "unreadable-figure", "C16"},
		{"o-so-cham.xlsx", province(map[string]any{"C16": 2.258}), "unreadable-figure", "C16"},
		{"o-nhu-tren.xlsx", province(map[string]any{"C16": "//"}), "ditto-figure", "C16"},
		{"o-loi.xlsx", inSheet(t, inSheet(t, province(map[string]any{"C16": 4711}), `r="C16"`, `r="C16" t="e"`), "4711", "#REF!"), "unreadable-figure", "C16"},
		{"o-dung-sai.xlsx", province(map[string]any{"C16": true}), "unreadable-figure", "C16"},
		{"o-am.xlsx", province(map[string]any{"C16": -5}), "whole-number", "C16"},
		{"o-thap-phan.xlsx", province(map[string]any{"C16": 12.5}), "unreadable-figure", "C16"},
		{"o-trong-bat-buoc.xlsx", province(map[string]any{"C20": ""}), "required-figure", "C20"},
		{"o-dtts.xlsx", province(map[string]any{"E20": 33}), "part-exceeds-whole", "E20"},
		{"o-khoa.xlsx", province(map[string]any{"D20": 5}), "stray-figure", "D20"},
		{"o-khoa-chu.xlsx", province(map[string]any{"D20": "năm"}), "stray-figure", "D20"},
		{"o-cong-thuc.xlsx", edited(func(f *excelize.File) { setFormula(t, f, "C16", "SUM(C17:C18)") }), "no-result", "C16"},
		{"o-ngay.xlsx", edited(func(f *excelize.File) { setDate(t, f, "C16", 45424, `dd"/"mm"/"yyyy`) }), "date-figure", "C16"},
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func copySheet(t *testing.T, f *excelize.File, name string) {
	t.Helper()
	to, err := f.NewSheet(name)
	must(t, err)
	must(t, f.CopySheet(0, to))
}

func setDate(t *testing.T, f *excelize.File, cell string, serial int, format string) {
	t.Helper()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	must(t, err)
	set(t, f, cell, serial)
	must(t, f.SetCellStyle(f.GetSheetName(0), cell, cell, style))
}

// renameRows calls every row something else.
func renameRows(t *testing.T, f *excelize.File) {
	t.Helper()
	for row := 15; row <= 53; row++ {
		set(t, f, fmt.Sprint("A", row), "Dòng khác")
	}
	set(t, f, "C20", "")
}

func removeRow(t *testing.T, f *excelize.File, row int) {
	t.Helper()
	must(t, f.RemoveRow(f.GetSheetName(0), row))
}

func hideRow(t *testing.T, f *excelize.File, row int) {
	t.Helper()
	must(t, f.SetRowVisible(f.GetSheetName(0), row, false))
}

func addSheet(t *testing.T, f *excelize.File, name string) {
	t.Helper()
	_, err := f.NewSheet(name)
	must(t, err)
	must(t, f.SetCellValue(name, "B2", 7))
}

func setFormula(t *testing.T, f *excelize.File, cell, formula string) {
	t.Helper()
	must(t, f.SetCellFormula(f.GetSheetName(0), cell, formula))
}
