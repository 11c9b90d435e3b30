package samples_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
)

// The months of these tests: what all 34 provinces send for December of the year before, for November and for December 2026, and the first
// of them for some more.
var monthsSent = []string{"2025-12", "2026-11", "2026-12", "2026-04", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"}

// monthClosing is how many models a province, the nth of 34, has in operation in the month that is the mth of monthsSent: from 61 to 94 in
// December 2025; since then every third has built some.
func monthClosing(n, m int) int {
	models := 61 + n
	if n%3 == 0 {
		models += m * (n + 1)
	}
	if n == 32 {
		models -= m * 20
	}
	return models
}

// sendMonths takes the provinces' forms in. In December 2026 the second province hedges, and the third sends nothing.
func sendMonths(t *testing.T, o *office, c *pipeline.Catalog, whole bool) {
	t.Helper()
	var workbooks []sample.Workbook
	for m, text := range monthsSent {
		period := mustPeriod(t, text)
		_, day := c.Config.Calendar.Days(period)
		layout, _ := c.Layout("tong-hop", day)
		for n, unit := range c.Geography.On(pipeline.ProvinceUnit, day) {
			if m > 2 && n > 0 {
				break
			}
			told := fmt.Sprint(monthClosing(n, m))
			switch {
			case whole || m != 2:
			case n == 1:
				told = "khoảng 80"
			case n == 2:
				continue
			}
			form := c.Form(layout, unit, period)
			form.Figures = map[pipeline.Entry]string{{Unit: unit.ID, Indicator: closing}: told, {Unit: unit.ID, Indicator: "models.built"}: "5",
				{Unit: unit.ID, Indicator: "tips"}: "1234", {Unit: unit.ID, Indicator: closing, Breakdown: "area=dtts"}: "7"}
			if m == 2 && n < 2 {
				form.Words = map[string]string{"measures": "Tham mưu kế hoạch " + unit.Name + ".", "assessment": "Phong trào chuyển biến.\n- Xã nào cũng có mô hình.",
					"shortcomings": strings.Repeat("Một số nơi còn chậm. ", 40), "causes": "Thiếu cán bộ {{lead.closing}} **đậm**.", "direction": "Nhân rộng mô hình.", "proposals": "Đề nghị tập huấn."}
			}
			var data bytes.Buffer
			if err := excel.WriteForm(&data, form); err != nil {
				t.Fatal(err)
			}
			workbooks = append(workbooks, sample.Workbook{Name: fmt.Sprintf("%s-%s.xlsx", unit.ID, text), Bytes: data.Bytes()})
		}
	}
	o.takeAll(workbooks)
}

// monthText publishes the report of a unit and period and returns the text of its PDF.
func (o *office) monthText(t *testing.T, unit, period, mode string) string {
	t.Helper()
	report, _ := o.Catalog.Report("period")
	order, err := o.Catalog.NewOrder(report, unitOf(t, o.Catalog, unit), mustPeriod(t, period), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	asPDF, _ := o.publish(order)
	return textOf(t, asPDF, mode)
}

// tellsInOrder holds that a text, on one line, has all of some, and in that order.
func tellsInOrder(t *testing.T, text string, wanted ...string) {
	t.Helper()
	rest := onOneLine(text)
	for _, want := range wanted {
		_, after, ok := strings.Cut(rest, want)
		if !ok {
			t.Fatalf("no %q, or not behind what is wanted before it, in\n%s", want, text)
		}
		rest = after
	}
}

// monthSum adds up what the provinces have in a month.
func monthSum(provinces, m int) (sum int) {
	for n := range provinces {
		sum += monthClosing(n, m)
	}
	return sum
}

func dotted(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d.%03d", n/1000, n%1000)
}

// TestMonth holds reports of months in which every province has sent exact figures.
func TestMonth(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	o := newOffice(t, c)
	sendMonths(t, o, c, true)
	o.holdNation(t)
	o.holdGolden(t)
}

// holdNation holds the nation's report: sections in an office's order, and what follows from the figures in words and tables.
func (o *office) holdNation(t *testing.T) {
	t.Helper()
	text := o.monthText(t, pipeline.Nation, "2026-12", "-raw")

	now, previous, before := monthSum(34, 2), monthSum(34, 1), monthSum(34, 0)
	percent := func(change, of int) string {
		return strings.Replace(fmt.Sprintf("(%.1f %%)", 100*float64(change)/float64(of)), ".", ",", 1)
	}
	tellsInOrder(t, text, "BÁO CÁO Kết quả phong trào Toàn dân bảo vệ an ninh Tổ quốc tháng 12 năm 2026 của cả nước",
		"I. CÔNG TÁC THAM MƯU, CHỈ ĐẠO", "- Hà Nội: Tham mưu kế hoạch Hà Nội.",
		"II. KẾT QUẢ", "Đã có 34 trong số 34 địa phương gửi số liệu.", "cả nước có "+dotted(now)+" mô hình đang hoạt động",
		fmt.Sprintf("So với tháng 11 năm 2026, số mô hình đang hoạt động tăng %d mô hình %s.", now-previous, percent(now-previous, previous)),
		fmt.Sprintf("So với tháng 12 năm 2025, số mô hình đang hoạt động tăng %d mô hình %s.", now-before, percent(now-before, before)),
		"Tăng nhiều nhất so với tháng 11 năm 2026 là", "- Trong kỳ đã xây dựng mới 170 mô hình.", "- Quần chúng đã cung cấp gần 42.000 nguồn tin có giá trị.",
		"1. Số liệu chính", fmt.Sprintf("Mô hình đang hoạt động mô hình %s %s %d %s %d", dotted(now), dotted(previous), now-previous, dotted(before), now-before),
		"2. Kết quả theo địa phương", "Tổng cộng "+dotted(now)+fmt.Sprintf(" %d %d 238 170", now-previous, now-before),
		"Tỷ trọng của các vùng", "Tổng cộng "+dotted(now)+" 100",
		"3. Xếp hạng", "Nhiều nhất", "Ít nhất", "Tăng nhiều nhất", "Giảm nhiều nhất",
		"III. ĐÁNH GIÁ", "1. Ưu điểm", "2. Tồn tại, hạn chế", "Một số nơi còn …", "3. Nguyên nhân", "Thiếu cán bộ {{lead.closing}} **đậm**.",
		"IV. NHIỆM VỤ THỜI GIAN TỚI", "Nhân rộng mô hình.", "V. KIẾN NGHỊ, ĐỀ XUẤT", "VI. TÌNH HÌNH GỬI BÁO CÁO VÀ ĐỐI CHIẾU SỐ LIỆU",
		"Trên đây là kết quả", "Phụ lục SỐ LIỆU THEO BIỂU 01/TH-BVANTQ", "Mô hình: biến động trong kỳ", "Tuyên truyền và phát động")

	// The ranks, from the figures alone.
	most, least, fell := rankedProvinces(o.Catalog, t)
	tellsInOrder(t, text, append(append(append([]string{"3. Xếp hạng"}, most...), least...), fell)...)
}

// rankedProvinces are the rows of the first and the last five, and of the one that fell.
func rankedProvinces(c *pipeline.Catalog, t *testing.T) (most, least []string, fell string) {
	t.Helper()
	_, day := c.Config.Calendar.Days(mustPeriod(t, "2026-12"))
	provinces := c.Geography.On(pipeline.ProvinceUnit, day)
	rank := func(n int) (rank int) {
		rank = 1
		for other := range provinces {
			if monthClosing(other, 2) > monthClosing(n, 2) {
				rank++
			}
		}
		return rank
	}
	rows := map[int]string{}
	for n, unit := range provinces {
		rows[rank(n)] = fmt.Sprintf("%s %d %d", unit.Name, rank(n), monthClosing(n, 2))
	}
	for r := 1; r <= 5; r++ {
		most = append(most, rows[r])
	}
	for r := 30; r <= 34; r++ {
		if row, ok := rows[r]; ok { // a place may be shared
			least = append(least, row)
		}
	}
	return most, least, fmt.Sprintf("%s 1 %d %d -", provinces[32].Name, monthClosing(32, 1), monthClosing(32, 2))
}

// TestMonthOfHedgesAndGaps holds that nothing is told that is not known: with a hedged figure and a missing one no change, share or percent
// of the whole, and the two are not ranked.
func TestMonthOfHedgesAndGaps(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	o := newOffice(t, c)
	sendMonths(t, o, c, false)
	text := onOneLine(o.monthText(t, pipeline.Nation, "2026-12", "-raw"))
	for _, never := range []string{"So với tháng", "Tỷ trọng của các vùng", "%)"} {
		if strings.Contains(text, never) {
			t.Errorf("the report says %q", never)
		}
	}
	tellsInOrder(t, text, "Đã có 33 trong số 34 địa phương gửi số liệu.", "(chưa đủ số liệu)", "(*) Chưa đủ các địa phương hoặc các kỳ.", "Không xếp hạng 2 địa phương (chưa có số liệu: Tuyên Quang; số ước lượng: Cao Bằng)",
		"Còn 1 địa phương chưa gửi số liệu: Tuyên Quang.")
}

// holdGolden holds the text of whole reports against what was read and found right: of a region, of a province, and of a month of
// which nothing is known.
func (o *office) holdGolden(t *testing.T) {
	t.Helper()
	for _, of := range []struct{ unit, period string }{{"tay-nam-bo", "2026-12"}, {"ha-noi", "2026-12"}, {"ha-noi", "2026-Q4"}, {"tay-nam-bo", "2026"}, {pipeline.Nation, "2031-05"}} {
		golden(t, filepath.Join("testdata", "month", of.unit+"-"+of.period+".txt"), o.monthText(t, of.unit, of.period, "-layout"))
	}
}
