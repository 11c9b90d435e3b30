package samples_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
)

// fullForm is every line of a province's form of the span; An Giang's models are those of the published case.
const fullForm = `models.opening=40 models.built=25 models.dissolved=5 models.merged_out=1 models.merged_in=0 models.closing=59 models.replicated_provincewide=3
models.consolidated=10 models.replicated=4 models.replicated_points=30 models.points=80 models.built_communes=12 models.consolidated_communes=6 exemplars=8
propaganda.sessions=1.240 propaganda.attendances=98.300 launches.events=hơn|310 launches.participations=gần|45.000 tips=612 core.teams=880 core.members=4.410 core.trained=1.205
safe.communes=140 safe.agencies=55 safe.schools=71`

// southwestYears are the models of a province at the end of each year before the span's last.
var southwestYears = map[string][]int{"an-giang": {40, 44, 47, 52, 55, 57}, "ben-tre": {120, 122, 128, 131, 135, 138}, "ca-mau": {0, 0, 30, 31}}

// fullSouthwest is the case with all that a province can send: An Giang everything, others a trend, and what is doubtful.
func fullSouthwest(t *testing.T, c *pipeline.Catalog) []sample.Workbook {
	t.Helper()
	figures := "file,layout,reporter,period,unit,indicator,breakdown,figure\n"
	add := func(file, layout, unit, period, indicator, breakdown, figure string) {
		figures += fmt.Sprintf("%s,%s,%s,%s,%s,%s,%s,%s\n", file, layout, unit, period, unit, indicator, breakdown, figure)
	}
	for _, entry := range strings.Fields(fullForm) {
		indicator, figure, _ := strings.Cut(entry, "=")
		add("an-giang.xlsx", "tong-hop", "an-giang", years, indicator, "", strings.ReplaceAll(figure, "|", " "))
	}
	add("an-giang.xlsx", "tong-hop", "an-giang", years, closing, "area=dtts", "21")
	for i, what := range []string{"collectives", "individuals", "households"} {
		for _, award := range []string{"award=bang-khen;level=bo", "award=bang-khen;level=ubnd-tinh", "award=giay-khen;level=cong-an-tinh"} {
			add("an-giang.xlsx", "tong-hop", "an-giang", years, "commendations."+what, award, fmt.Sprint(2+i))
		}
	}
	for unit, models := range southwestYears {
		for i, n := range models {
			year := fmt.Sprint(2018 + i)
			add(unit+"-"+year+".xlsx", "tong-hop", unit, year, closing, "", fmt.Sprint(n))
		}
	}
	lines := "file,layout,reporter,period,line,key,text\n"
	line := func(file, layout, period string, n int, keys ...string) {
		for i := 0; i < len(keys); i += 2 {
			lines += fmt.Sprintf("%s,%s,an-giang,%s,%d,%s,%q\n", file, layout, period, n, keys[i], keys[i+1])
		}
	}
	for n := 1; n <= 40; n++ {
		name := fmt.Sprintf("Mô hình số %d: ", n) + strings.Repeat("Tổ tự quản về an ninh trật tự liên xã, liên ấp, liên kênh rạch ", n%5+1)
		line("danh-muc-an-giang.xlsx", "danh-muc", years, n, "name", name, "kind", "Tổ tự quản", "state", []string{"Đang hoạt động", "Nhân rộng"}[n%2], "models.points", fmt.Sprint(n))
	}
	for n, day := range []string{"5/8/2023", "19/8/2023"} {
		line("ngay-hoi-an-giang.xlsx", "ngay-hoi", "2023-08", n+1, "name", fmt.Sprintf("Vĩnh Hội %d", n+1), "district", "An Phú", "day", day, "festival.pledged_rate", "98,5 %",
			"models", strings.Repeat("Camera an ninh; Tiếng kẻng an ninh; ", 8))
	}
	made, err := sample.Build(c, excel.WriteForm, tables(figures, lines))
	if err != nil {
		t.Fatal(err)
	}
	return append(made, without(southwestFiles(t), "an-giang.xlsx")...)
}

// southwestPack takes workbooks in and writes the pack of the conference of Tây Nam Bộ.
func southwestPack(t *testing.T, workbooks []sample.Workbook) (folder string, order pipeline.Order) {
	t.Helper()
	c := loadCatalog(t)
	o := newOffice(t, c)
	o.take(workbooks...)
	conference, _ := c.Conference("tay-nam-bo-2024")
	order, err := c.ConferenceOrder(conference)
	if err != nil {
		t.Fatal(err)
	}
	return o.pack(order), order
}

// says holds that files of a pack have texts, and have none of those that begin with !.
func says(t *testing.T, folder string, files map[string][]string) {
	t.Helper()
	for file, texts := range files {
		said := onOneLine(textOf(t, filepath.Join(folder, file+".pdf"), "-raw"))
		for _, text := range texts {
			text, not := strings.CutPrefix(text, "!")
			if strings.Contains(said, text) == not {
				t.Errorf("%s: %q is there: %v, of %s", file, text, !not, said)
			}
		}
	}
}

// TestFullSheets holds that a fact sheet of a province that sends everything, in long words, is one page still; and that what one province of
// thirteen has told is no figure of the region.
func TestFullSheets(t *testing.T) {
	t.Parallel()
	folder, order := southwestPack(t, fullSouthwest(t, loadCatalog(t)))
	checkSheets(t, folder, order)
	says(t, folder, map[string][]string{
		"03-to-tin/an-giang": {"59 mô hình đang hoạt động, đứng thứ 6 (cùng Vĩnh Long) trong 13 địa phương.", "Bằng khen của Bộ Công an - tập thể 2 27", "Bằng khen của Bộ Công an - cá nhân 3 41",
			"Trong đó vùng dân tộc thiểu số 21 21(*)", "(*) Số chung chưa đủ các địa phương.", "Diễn biến số mô hình đang hoạt động", "2018 2019 2020 2021 2022 2023 2024",
			"danh mục nêu 40 mô hình đang hoạt động, trong đó có “Mô hình số 39: ", "(được nhân rộng)", "2 ngày hội trong kỳ, gần đây nhất tại Vĩnh Hội 2, An Phú, ngày 19/8/2023", "98,5 % số hộ dân"},
		"03-to-tin/ben-tre": {"Diễn biến", "đứng thứ 2 trong 13 địa phương."},
		"03-to-tin/ca-mau":  {"Diễn biến"},
		"03-to-tin/can-tho": {"!Diễn biến", "Chưa đủ số liệu từng năm để vẽ diễn biến."},
		"06-diem-nhan":      {"Mới có số của ít địa phương, chưa phải số chung: mô hình đang hoạt động đầu kỳ (1/13 địa phương);", "!Các mô hình ấy được xây dựng", "!Đầu kỳ có", "“Mô hình số 39: "},
		"01-bao-cao":        {"Trong kỳ đã xây dựng 265 mô hình.", "Phụ lục SỐ LIỆU THEO ĐỊA PHƯƠNG"},
	})
}

// TestDoubtful holds that what is hedged is not ranked, and that what an open error disputes is neither ranked nor told as if it held.
func TestDoubtful(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	files := without(without(southwestFiles(t), socTrang), "long-an.xlsx")
	folder, _ := southwestPack(t, append(files, corrected(t, c, socTrang, "soc-trang", "64"), corrected(t, c, "long-an.xlsx", "long-an", "hơn 160")))
	says(t, folder, map[string][]string{
		"03-to-tin/ben-tre":   {"140 mô hình đang hoạt động, nhiều nhất trong 11 địa phương có số liệu đầy đủ và chính xác (không xếp Long An, Sóc Trăng).", "140 891 1/11"},
		"03-to-tin/long-an":   {"Long An có hơn 160 mô hình đang hoạt động.", "!đứng thứ"},
		"03-to-tin/soc-trang": {"Sóc Trăng có 64 mô hình đang hoạt động; số này còn lỗi chưa xử lý.", "Còn lỗi chưa xử lý, chưa nên nêu: mô hình đang hoạt động.", "!đứng thứ"},
		"06-diem-nhan":        {"CHƯA NÊN NÊU - Mô hình đang hoạt động của Sóc Trăng: đang ghi 64, còn lỗi chưa xử lý ở tệp vung-tay-nam-bo.xlsx, trang Tổng hợp vùng, ô D24.", "!nhiều nhất"},
		"01-bao-cao":          {"Trong 12 địa phương có số liệu đầy đủ và chính xác, nhiều mô hình nhất là Bến Tre 140, "},
	})
}

// TestLacking holds that a sum that lacks a part is told with its lack, and that whoever sent nothing has a sheet that says so.
func TestLacking(t *testing.T) {
	t.Parallel()
	folder, order := southwestPack(t, without(without(southwestFiles(t), regions), "vinh-long.xlsx"))
	checkSheets(t, folder, order)
	says(t, folder, map[string][]string{
		"03-to-tin/vinh-long": {"Còn thiếu: Địa phương chưa gửi số liệu của kỳ này.", "!có 59"},
		"03-to-tin/ben-tre":   {"đứng thứ 2 trong 12 địa phương có số liệu đầy đủ và chính xác (không xếp Vĩnh Long).", "140 832(*) 2/12", "(*) Số chung chưa đủ các địa phương."},
		"05-khen-thuong":      {"Chưa có số liệu về khen thưởng."},
		"06-diem-nhan":        {"có 832 (chưa đủ số liệu) mô hình đang hoạt động (cộng từ 12 địa phương; chưa có số của Vĩnh Long).", "1 địa phương chưa gửi số liệu: Vĩnh Long."},
	})
}
