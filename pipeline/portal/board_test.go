package portal_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// line is the row of a table that begins with a name, without its tags.
func line(page, name string) string {
	_, rest, ok := strings.Cut(page, `<th scope="row">`+name+`</th>`)
	if !ok {
		return ""
	}
	row, _, _ := strings.Cut(rest, "</tr>")
	return strings.Join(strings.Fields(tags.ReplaceAllString(row, " ")), " ")
}

var tags = regexp.MustCompile(`<[^>]*>`)

func TestBoard(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.send("ca-mau-2025")
	b := o.browse("minh")
	status, page := b.get("/")                                                                                  // the home of the department
	if status != http.StatusOK || !strings.Contains(page, "<h1>Theo dõi gửi báo cáo: tháng 11 năm 2026</h1>") { // closed on the 14th
		t.Fatalf("%d\n%s", status, page)
	}
	if got := line(page, "Hà Nội"); !strings.HasPrefix(got, "Chưa gửi") {
		t.Errorf("Hà Nội: %q", got)
	}
	if got := line(page, "Toàn quốc"); got != "17/11/2026 34 0 0 0% 0%" {
		t.Errorf("rates: %q", got)
	}
	_, page = b.get("/board?period=2026-10")
	if got := line(page, "Cà Mau"); !strings.HasPrefix(got, "Bị trả lại quá hạn 30 ngày") || !strings.Contains(got, "lỗi") {
		t.Errorf("Cà Mau: %q\n%s", got, page)
	}
	if !strings.Contains(page, fmt.Sprintf(`<a href="/submissions/%d"><span class="state returned">Bị trả lại</span></a>`, id)) {
		t.Error("no link to the submission")
	}
	_, page = b.get("/board?region=tay-nam-bo&period=" + url.QueryEscape("tháng 9 năm 2026"))
	if got := line(page, "Cà Mau"); got != "Quá hạn 60 ngày" {
		t.Errorf("Cà Mau: %q\n%s", got, page)
	}
	if line(page, "Hà Nội") != "" || !strings.Contains(page, `value="tay-nam-bo" selected`) {
		t.Error("not only the region")
	}
	_, page = b.get("/board?period=2026-10&state=returned")
	if line(page, "Cà Mau") == "" || line(page, "Hà Nội") != "" || !strings.Contains(page, `<option value="returned" selected>Bị trả lại (1)</option>`) {
		t.Errorf("not only what was returned\n%s", page)
	}
	if _, page = b.get("/board?period=2026-10&state=nonsense"); line(page, "Hà Nội") == "" {
		t.Error("a state that there is none of leaves nothing")
	}
	if _, page = b.get("/board?period=hom+qua"); !strings.Contains(page, "Không đọc được kỳ “hom qua”") {
		t.Error(page)
	}
	if _, page = o.browse("ky").get("/"); !strings.Contains(page, "Theo dõi gửi báo cáo: ") {
		t.Error("the auditor's home is another")
	}
}
