package excel_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"

	"github.com/xuri/excelize/v2"
)

var testHead = pipeline.Head{
	Form: []string{"Biểu số"}, Version: []string{"Phiên bản"}, Reporter: []string{"Đơn vị báo cáo"}, Code: []string{"Mã đơn vị"},
	Receiver: []string{"Đơn vị nhận báo cáo"}, Period: []string{"Kỳ báo cáo"}, Measure: []string{"Đơn vị tính"},
	Deadline: []string{"Thời hạn gửi báo cáo"}, Letter: []string{"Công văn số, ngày"},
	Prompt: pipeline.Prompt{Title: "Ghi số liệu", Text: "Số nguyên không âm; số ước lượng ghi chữ, ví dụ gần 1.900."},
}

func mustPeriod(t *testing.T, text string) pipeline.Period {
	t.Helper()
	period, err := pipeline.ParsePeriod(text)
	if err != nil {
		t.Fatal(err)
	}
	return period
}

// regionForm is a form with a row for each province: case 1 of the published figures.
func regionForm(t *testing.T) pipeline.Form {
	group := []string{"Mô hình đang hoạt động"}
	form := pipeline.Form{
		Head: testHead, Receiver: "Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc", Period: mustPeriod(t, "2018..2024"),
		Reporter: pipeline.Unit{ID: "tay-nam-bo", Kind: pipeline.RegionUnit, Code: "tay-nam-bo", Name: "Tây Nam Bộ"},
		Layout: pipeline.Layout{
			ID: "vung", Version: 1, From: time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC), Number: "02/V-BVANTQ", Hash: "abc",
			Title: "Tổng hợp số liệu phong trào Toàn dân bảo vệ an ninh Tổ quốc của vùng", Sheet: "Tổng hợp vùng",
			Unit: "mô hình, điểm (theo từng cột)", Deadline: "ngày 20 tháng cuối kỳ", Notes: []string{"Chưa có số: để trống. Không phát sinh: ghi 0."},
			Rows: pipeline.LayoutRows{Each: pipeline.ProvinceUnit, Total: []string{"Tổng cộng", "Cộng"}},
			Columns: []pipeline.LayoutColumn{
				{Role: pipeline.OrdinalColumn, Header: []string{"STT"}, Width: 6},
				{Role: pipeline.NameColumn, Header: []string{"Địa phương"}, Width: 26},
				{Role: pipeline.CodeColumn, Header: []string{"Mã tỉnh"}, Width: 8},
				{Group: group, Header: []string{"Tổng số"}, Indicator: "models.closing", Note: "Số mô hình đang hoạt động ở ngày cuối kỳ."},
				{Group: group, Header: []string{"Trong đó vùng DTTS"}, Indicator: "models.closing", Breakdown: "area=dtts"},
				{Header: []string{"Số địa phương được khen"}, Indicator: "commendations.localities"},
			},
		},
		Figures:    map[pipeline.Entry]string{},
		Indicators: map[string]pipeline.Indicator{"models.closing": {ID: "models.closing", AdditiveUnits: true}, "commendations.localities": {ID: "commendations.localities"}},
	}
	for _, u := range []struct{ id, code, name, figure string }{
		{"long-an", "80", "Long An", "167"}, {"tien-giang", "82", "Tiền Giang", "30"}, {"ben-tre", "83", "Bến Tre", "140"},
		{"tra-vinh", "84", "Trà Vinh", "18"}, {"vinh-long", "86", "Vĩnh Long", "59"}, {"dong-thap", "87", "Đồng Tháp", "113"},
		{"an-giang", "89", "An Giang", "59"}, {"kien-giang", "91", "Kiên Giang", "56"}, {"can-tho", "92", "Cần Thơ", "30"},
		{"hau-giang", "93", "Hậu Giang", "64"}, {"soc-trang", "94", "Sóc Trăng", "66"}, {"bac-lieu", "95", "Bạc Liêu", "57"},
		{"ca-mau", "96", "Cà Mau", "32"},
	} {
		form.Below = append(form.Below, pipeline.Unit{ID: u.id, Code: u.code, Name: u.name, Kind: pipeline.ProvinceUnit})
		form.Figures[pipeline.Entry{Unit: u.id, Indicator: "models.closing"}] = u.figure
	}
	return form
}

// provinceForm is a form with a line for each indicator.
func provinceForm(t *testing.T) pipeline.Form {
	total, dtts := []string{"Tổng số"}, []string{"Trong đó vùng DTTS"}
	return pipeline.Form{
		Head: testHead, Receiver: "Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc", Period: mustPeriod(t, "2017"),
		Reporter: pipeline.Unit{ID: "quang-nam", Kind: pipeline.ProvinceUnit, Code: "49", Name: "Quảng Nam"},
		Layout: pipeline.Layout{
			ID: "tong-hop", Version: 2, Number: "01/TH-BVANTQ", Sheet: "Tổng hợp", Unit: "theo từng dòng",
			Title: "Tổng hợp số liệu phong trào Toàn dân bảo vệ an ninh Tổ quốc",
			Rows: pipeline.LayoutRows{Items: []pipeline.LayoutItem{
				{Section: true, Label: "I. MÔ HÌNH"},
				{Code: "01", Label: "Xây dựng mới", Indicator: "models.built"},
				{Code: "02", Label: "Mô hình giải thể", Indicator: "models.dissolved", Choices: []string{"Không hiệu quả", "Hết đối tượng"}},
				{Code: "03", Label: "Mô hình đang hoạt động cuối kỳ", Indicator: "models.closing", Only: "period"},
				{Code: "04", Label: "Trong đó nhân rộng toàn tỉnh", Indicator: "models.replicated_provincewide", Only: "period", Level: 1},
				{Section: true, Label: "II. TUYÊN TRUYỀN VÀ PHÁT ĐỘNG"},
				{Code: "05", Label: "Cuộc phát động", Indicator: "launches.events"},
				{Code: "06", Label: "Tỷ lệ hộ dân cam kết (%)", Indicator: "pledges.rate"},
				{Code: "07", Label: "Bằng khen của Bộ - tập thể", Indicator: "commendations.collectives", Breakdown: "award=bang-khen",
					Choices: []string{"Chưa có quyết định, đang chờ", "Khác"}},
			}},
			Columns: []pipeline.LayoutColumn{
				{Role: pipeline.NameColumn, Header: []string{"Chỉ tiêu"}, Width: 40},
				{Role: pipeline.CodeColumn, Header: []string{"Mã số"}, Width: 8},
				{Group: total, Header: []string{"Trong kỳ"}, Role: pipeline.FigureColumn},
				{Group: total, Header: []string{"Lũy kế từ đầu năm"}, Role: pipeline.FigureColumn, Cumulative: true},
				{Group: dtts, Header: []string{"Trong kỳ"}, Role: pipeline.FigureColumn, Breakdown: "area=dtts"},
				{Group: dtts, Header: []string{"Lũy kế từ đầu năm"}, Role: pipeline.FigureColumn, Breakdown: "area=dtts", Cumulative: true},
				{Role: pipeline.NoteColumn, Header: []string{"Lý do, ghi chú"}},
			},
			Boxes: []pipeline.TextBox{
				{ID: "assessment", Label: []string{"Đánh giá chung"}, Note: "Kết quả nổi bật trong kỳ."},
				{ID: "proposals", Label: []string{"Kiến nghị và đề xuất"}},
			},
		},
		Indicators: map[string]pipeline.Indicator{"pledges.rate": {ID: "pledges.rate", Decimal: true}},
		Figures: map[pipeline.Entry]string{
			{Unit: "quang-nam", Indicator: "models.built"}:                                                      "175",
			{Unit: "quang-nam", Indicator: "models.closing"}:                                                    "2258",
			{Unit: "quang-nam", Indicator: "launches.events"}:                                                   "gần 1.900",
			{Unit: "quang-nam", Indicator: "models.built", Cumulative: true}:                                    "175",
			{Unit: "quang-nam", Indicator: "commendations.collectives", Breakdown: "area=dtts;award=bang-khen"}: "=1+1",
		},
		Words: map[string]string{"assessment": "Phong trào tiếp tục được duy trì.\nNhiều mô hình mới."},
	}
}

// written writes a form and returns its bytes, also to $EXCEL_KEEP for whoever wants to look at them.
func written(t *testing.T, name string, form pipeline.Form) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := excel.WriteForm(&b, form); err != nil {
		t.Fatal(err)
	}
	keep(t, name, b.Bytes())
	return b.Bytes()
}

func keep(t *testing.T, name string, data []byte) {
	t.Helper()
	if folder := os.Getenv("EXCEL_KEEP"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name+".xlsx"), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func reopened(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

// partOf returns a part of a workbook's package.
func partOf(t *testing.T, data []byte, name string) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// find returns the cell that holds a text.
func find(t *testing.T, file *excelize.File, sheet, text string) string {
	t.Helper()
	cells, err := file.SearchSheet(sheet, text)
	if err != nil || len(cells) == 0 {
		t.Fatalf("sheet %s: no cell %q (%v)", sheet, text, err)
	}
	return cells[0]
}

// beside returns the value of the cell so many columns and rows away.
func beside(t *testing.T, file *excelize.File, sheet, cell string, columns, rows int) (value, name string) {
	t.Helper()
	column, row, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		t.Fatal(err)
	}
	name, err = excelize.CoordinatesToCellName(column+columns, row+rows)
	if err != nil {
		t.Fatal(err)
	}
	value, err = file.GetCellValue(sheet, name, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return value, name
}

func mustContain(t *testing.T, where, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s: no %s", where, want)
		}
	}
}
