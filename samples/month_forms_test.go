package samples_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
)

// formsSent are all forms of two provinces: Cà Mau tells the year to date in form 01, lists its models in November and December (04), has
// commendations (05) and festival days (06); An Giang sends form 01 without the year to date, and three models.
func formsSent() pipeline.Sample {
	var figures, lines strings.Builder
	figures.WriteString("file,layout,reporter,period,unit,indicator,breakdown,figure,cumulative\n")
	lines.WriteString("file,layout,reporter,period,line,key,text\n")
	figure := func(layout, unit, indicator, breakdown, figure, cumulative string) {
		fmt.Fprintf(&figures, "%s-%s.xlsx,%s,%s,2026-12,%s,%s,%s,%s,%s\n", layout, unit, layout, unit, unit, indicator, breakdown, figure, cumulative)
	}
	figure("tong-hop", "ca-mau-2025", "models.closing", "", "4", "no")
	figure("tong-hop", "ca-mau-2025", "models.built", "", "5", "no")
	figure("tong-hop", "ca-mau-2025", "models.built", "", "42", "yes")
	figure("tong-hop", "ca-mau-2025", "models.built", "area=dtts", "2", "no")
	figure("tong-hop", "ca-mau-2025", "models.built", "area=dtts", "12", "yes")
	figure("tong-hop", "ca-mau-2025", "tips", "", "0", "no")
	figure("tong-hop", "ca-mau-2025", "tips", "", "hơn 200", "yes")
	figure("tong-hop", "an-giang-2025", "models.closing", "", "3", "no")
	figure("tong-hop", "an-giang-2025", "models.built", "", "1", "no")
	for i, of := range []string{"", "award=co-thi-dua", "award=co-thi-dua;level=bo", "award=bang-khen", "award=bang-khen;level=ubnd-tinh", "award=giay-khen", "award=giay-khen;level=ubnd-xa"} {
		figure("khen-thuong", "ca-mau-2025", "commendations.collectives", of, []string{"12", "2", "2", "4", "4", "6", "6"}[i], "no")
	}
	row := func(layout, unit, period string, n int, texts ...string) {
		for i := 0; i < len(texts); i += 2 {
			fmt.Fprintf(&lines, "%s-%s-%s.xlsx,%s,%s,%s,%d,%s,\"%s\"\n", layout, unit, period, layout, unit, period, n, texts[i], texts[i+1])
		}
	}
	for _, period := range []string{"2026-11", "2026-12"} {
		row("danh-muc", "ca-mau-2025", period, 1, "name", "Tiếng kẻng\nan ninh", "kind", "Tổ tự quản", "area", "Vùng DTTS", "commune", "Đất Mũi", "state", "Đang hoạt động", "models.points", "3")
		row("danh-muc", "ca-mau-2025", period, 2, "name", "Dòng họ tự quản", "kind", "tổ tự quản", "state", "Nhân rộng", "models.points", "2")
		row("danh-muc", "ca-mau-2025", period, 3, "name", "Camera an ninh", "kind", "Camera an ninh", "state", "Củng cố")
	}
	row("danh-muc", "ca-mau-2025", "2026-12", 4, "name", "Trường học an toàn", "commune", "Cái Nước", "state", "Đang hoạt động")
	row("danh-muc", "ca-mau-2025", "2026-12", 5, "name", "Giáo xứ bình yên", "kind", "Giáo xứ bình yên", "state", "Giải thể", "reason", "Hết đối tượng")
	for n, name := range []string{"Một", "Hai", "Ba"} {
		row("danh-muc", "an-giang-2025", "2026-12", n+1, "name", name, "kind", "Camera an ninh", "state", "Đang hoạt động", "models.points", "1")
	}
	row("ngay-hoi", "ca-mau-2025", "2026-12", 1, "name", "Đất Mũi", "day", "20/11/2026", "festival.participants", "150", "festival.households", "1200", "festival.pledged", "1100", "models", "Camera\nan ninh")
	row("ngay-hoi", "ca-mau-2025", "2026-12", 2, "name", "Cái Nước", "day", "22/11/2026", "festival.participants", "gần 200", "festival.pledged_rate", "100 %")
	return tables(figures.String(), lines.String())
}

// TestMonthForms holds the annexes of a month in which provinces sent forms of all kinds: those of a region, and of a province.
func TestMonthForms(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	o := newOffice(t, c)
	o.takeAll(buildSample(t, c, formsSent()))
	for _, unit := range []string{"tay-nam-bo", "ca-mau-2025"} {
		golden(t, filepath.Join("testdata", "month", "forms-"+unit+".txt"), o.monthText(t, unit, "2026-12", "-layout"))
	}

	// What is too long for paper stands in the workbook, a name on one line.
	report, _ := c.Report("period")
	order, err := c.NewOrder(report, unitOf(t, c, "tay-nam-bo"), mustPeriod(t, "2026-12"), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	_, asXLSX := o.publish(order)
	book, err := excelize.OpenFile(asXLSX)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for sheet, want := range map[string]string{"Danh mục mô hình": "Tiếng kẻng an ninh", "Ngày hội": "Camera an ninh"} {
		if found, err := book.SearchSheet(sheet, want); err != nil || len(found) == 0 {
			t.Errorf("sheet %s has no %q: %v", sheet, want, err)
		}
	}
}
