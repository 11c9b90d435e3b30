package portal_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// doubtful is October's form of lan's province, in which the models do not add up: a warning that the province may explain.
func (o *office) doubtful() upload {
	o.Helper()
	c := o.pipeline.Catalog
	period, _ := pipeline.ParsePeriod("2026-10")
	layout, _ := c.Layout("tong-hop", time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC))
	unit, _ := c.Geography.Unit("ca-mau-2025")
	var blank, filled bytes.Buffer
	if err := excel.WriteForm(&blank, c.Form(layout, unit, period)); err != nil {
		o.Fatal(err)
	}
	file, err := excelize.OpenReader(&blank)
	if err != nil {
		o.Fatal(err)
	}
	defer file.Close()
	for cell, value := range map[string]int{"C15": 30, "C16": 5, "D16": 5, "C17": 0, "C20": 36} {
		err = errors.Join(err, file.SetCellValue(file.GetSheetName(0), cell, value))
	}
	if err := errors.Join(err, file.Write(&filled)); err != nil {
		o.Fatal(err)
	}
	return upload{"ca-mau.xlsx", filled.Bytes()}
}

// A warning is explained beside it; the department reads that, and who prints the figures too; the department refuses, and the province reads why.
func TestExplain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	province, department := o.browse("lan"), o.browse("minh")
	status, _, _ := province.upload(o.doubtful())
	if status != http.StatusOK {
		t.Fatal(status)
	}
	_, page := province.get("/submissions")
	link := regexp.MustCompile(`/submissions/\d+`).FindString(page)
	status, page = province.get(link)
	province.must(http.StatusOK, "Còn 1 cảnh báo", status, page)
	province.must(http.StatusOK, "Số liệu đúng: giải trình ô C20", status, page)
	finding := field(page, "finding")

	status, page = province.post(link+"/explain", "finding", finding, "reason", " ")
	province.must(http.StatusConflict, "Chưa ghi giải trình", status, page)
	status, page = province.post(link+"/explain", "finding", finding, "reason", "Một mô hình của xã giáp ranh chuyển về")
	province.must(http.StatusOK, "Đã ghi giải trình", status, page)
	province.must(http.StatusOK, "Lý do: Một mô hình của xã giáp ranh chuyển về", status, page)
	if strings.Contains(page, "Số liệu đúng: giải trình ô C20") {
		t.Error("what was explained is to be explained again")
	}
	status, page = department.post(link+"/explain", "finding", finding, "reason", "x")
	department.must(http.StatusForbidden, "Không được phép", status, page)

	status, page = department.get("/findings?period=2026-10")
	department.must(http.StatusOK, "Lý do: Một mô hình của xã giáp ranh chuyển về", status, page)
	status, page = department.get("/waivers?period=2026-10")
	department.must(http.StatusOK, "Đang được chấp nhận", status, page)
	department.must(http.StatusOK, `<a href="`+link, status, page)
	_, page = department.get("/reports?report=period&unit=ca-mau-2025&period=2026-10")
	department.must(http.StatusOK, "36</a></strong> (đã chấp nhận giải trình)", status, page)
	department.must(http.StatusOK, "Một mô hình của xã giáp ranh chuyển về", status, page)

	department.get(link)
	status, page = department.post(link+"/withdraw", "finding", finding, "reason", "Xã giáp ranh không báo giảm")
	department.must(http.StatusOK, "Đã thôi chấp nhận", status, page)
	status, page = province.get(link)
	province.must(http.StatusOK, "Nguyễn Văn minh đã thôi chấp nhận giải trình “Một mô hình của xã giáp ranh chuyển về”. Lý do: Xã giáp ranh không báo giảm", status, page)
	province.must(http.StatusOK, "Số liệu đúng: giải trình ô C20", status, page)
	_, page = department.get("/reports?report=period&unit=ca-mau-2025&period=2026-10")
	if strings.Contains(page, "36</a></strong> (đã chấp nhận giải trình)") {
		t.Error("what was refused is printed as accepted")
	}

	status, page = department.post(link+"/waive", "finding", finding, "reason", "Đã đối chiếu với tỉnh bạn")
	department.must(http.StatusOK, "Đã chấp nhận giải trình", status, page)
	_, page = province.get(link)
	province.must(http.StatusOK, "Lý do: Đã đối chiếu với tỉnh bạn", http.StatusOK, page)
	if strings.Contains(page, "đã thôi chấp nhận") {
		t.Error("what was refused before is told though it is accepted now")
	}
}

// From a submission the others of its form are reached, the newest first.
func TestSubmissionsOfAForm(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.southwest("soc-trang.xlsx")
	second := o.workbook("", "soc-trang.xlsx", o.changed("soc-trang.xlsx", 65).data)
	b := o.browse("ky")
	status, page := b.get(fmt.Sprintf("/submissions/%d", first))
	b.must(http.StatusOK, fmt.Sprintf(`<a href="/submissions/%d">%[1]d</a>`, second), status, page)
	b.must(http.StatusOK, "Các lần gửi của biểu này", status, page)
}
