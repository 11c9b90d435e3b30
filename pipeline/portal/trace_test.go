package portal_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var inline = regexp.MustCompile(`</?(a|strong|span|small)( [^>]*)?>`)

// text is what a page says below its form, without its tags, in one line.
func text(page string) string {
	_, main, _ := strings.Cut(page, `<main id="main"`)
	if at := strings.Index(main, "<h2>"); at >= 0 {
		main = main[at:]
	}
	main = inline.ReplaceAllString(main, "")
	return strings.Join(strings.Fields(tags.ReplaceAllString(main, " ")), " ")
}

// A figure leads down to file, sheet and cell, with the submission and its download: restated, of a slice, of a commune, and as a sum over units.
func TestTrace(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.take("tay-nam-bo-2024/*.xlsx")
	o.take("hung-my-2022/*.xlsx")
	dtts := o.fill("tong-hop", "ca-mau-2025", "2026-09", "models.closing gần 20", "models.built 3", "models.built@area=dtts 1")
	b := o.browse("minh")
	for name, c := range map[string]struct {
		query string
		want  []string
	}{
		"a sum over units":  {"unit=tay-nam-bo&indicator=models.closing&period=2018..2024", []string{"Cộng từ các đơn vị: 891", "Sóc Trăng: ", "soc-trang.xlsx, trang “Tổng hợp”, ô C20"}},
		"on another map":    {"unit=tay-nam-bo&indicator=models.closing&period=2018..2024&map=2025-07-01", []string{"theo bản đồ ngày 01/07/2025", "Cà Mau: 89 (gồm Bạc Liêu, Cà Mau)", "Tây Ninh: 167 (gồm Long An) (không gồm Tây Ninh)"}},
		"a part of another": {"unit=tay-ninh-2025&within=tay-nam-bo&indicator=models.closing&period=2018..2024&map=2025-07-01", []string{"Tây Ninh: 167 (gồm Long An)", "long-an.xlsx"}},
		"a slice":           {"unit=ca-mau-2025&indicator=models.built&breakdown=area%3Ddtts&period=2026-09", []string{"Mô hình xây dựng mới (vùng dân tộc thiểu số)", "ghi “1”, đọc là 1", fmt.Sprintf("lần gửi %d,", dtts)}},
		"a hedge":           {"unit=ca-mau-2025&indicator=models.closing&period=2026-09", []string{"ghi “gần 20”, đọc là gần 20"}},
		"a commune":         {"unit=ca-mau/cai-nuoc/hung-my&indicator=festival.pledged_rate&period=" + url.QueryEscape("ngày 11 tháng 8 năm 2022"), []string{"Hưng Mỹ", "lần gửi ", "ô "}},
		"a wrong map":       {"unit=ca-mau-2025&indicator=models.closing&period=2026-09&map=hom-qua", []string{"Chưa đọc được ngày của bản đồ"}},
		"an older map":      {"unit=ca-mau-2025&indicator=models.closing&period=2026-09&map=2020-01-01", []string{"Bản đồ này cũ hơn số liệu"}},
		"no such unit then": {"unit=bac-lieu&indicator=models.closing&period=2026-09", []string{"Đơn vị không có trên bản đồ của kỳ này"}},
	} {
		status, page := b.get("/trace?" + c.query)
		for _, want := range c.want {
			if status != http.StatusOK || !strings.Contains(text(page), want) {
				t.Errorf("%s: %d, no %q in %s", name, status, want, text(page))
			}
		}
	}
	_, page := b.get("/trace?unit=tay-nam-bo&indicator=models.closing&period=2018..2024&map=2025-07-01")
	b.holds(page, `<a href="/trace?indicator=models.closing&amp;map=2025-07-01&amp;period=2018..2024&amp;unit=tay-ninh-2025&amp;within=tay-nam-bo">Tây Ninh</a>`)
	file := regexp.MustCompile(`href="(/submissions/\d+/original)"`).FindStringSubmatch(page)
	if file == nil {
		t.Fatal(page)
	}
	if status, data := b.get(file[1]); status != http.StatusOK || !strings.HasPrefix(data, "PK") {
		t.Errorf("the download: %d", status)
	}
	b.follows("/figures?unit=ca-mau-2025&figure=models.built%40area%3Ddtts&from=9/2026&to=9/2026", "1", "ghi “1”, đọc là 1")
	b.follows("/figures?unit=ca-mau-2025&by=whole&from=2018&to=2024", "89", "Bạc Liêu: 57", "Cà Mau: 32") // on its own map
	_, page = b.get("/figures?unit=dia-ban-tay-nam-bo&by=whole&from=2018&to=2024")
	if got := line(page, "giai đoạn 2018 - 2024"); got != "891 891" {
		t.Errorf("what the region declares, and the sum: %q", got)
	}
}

// follows clicks the figure on a page, and expects its trace to say things.
func (b *browser) follows(path, figure string, wants ...string) {
	b.Helper()
	_, page := b.get(path)
	found := regexp.MustCompile(`<a href="(/trace\?[^"]*)">` + figure + `</a>`).FindStringSubmatch(page)
	if found == nil {
		b.Errorf("%s: no link of %s in %s", path, figure, text(page))
		return
	}
	status, page := b.get(strings.ReplaceAll(found[1], "&amp;", "&"))
	for _, want := range wants {
		if status != http.StatusOK || !strings.Contains(text(page), want) {
			b.Errorf("%s: %d, no %q in %s", found[1], status, want, text(page))
		}
	}
}

// A province goes down to its own cells; what a superior says of it is named, and its file is not there for it.
func TestTraceOfAProvince(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	own, region := o.southwest("ca-mau.xlsx"), o.southwest("vung-tay-nam-bo.xlsx")
	b := o.browse("lan")
	status, page := b.get("/trace?unit=ca-mau&indicator=models.closing&period=2018..2024")
	b.must(http.StatusOK, fmt.Sprintf(`href="/submissions/%d/original"`, own), status, page)
	b.holds(text(page), "Không tính: vung-tay-nam-bo.xlsx, trang")
	if strings.Contains(page, fmt.Sprintf(`href="/submissions/%d`, region)) {
		t.Error("a link to what it may not open")
	}
	if status, _ := b.get(fmt.Sprintf("/submissions/%d", region)); status != http.StatusNotFound {
		t.Error(status)
	}
	if status, _ := o.browse("an").get("/trace"); status != http.StatusForbidden {
		t.Error(status)
	}
}
