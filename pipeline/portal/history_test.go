package portal_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// Each edition of a form is listed, with what it says otherwise than the one before, cell by cell; earlier ones are still there.
func TestHistory(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.fill("tong-hop", "ca-mau-2025", "2026-09", "models.closing 12", "models.built 3")
	second := o.fill("tong-hop", "ca-mau-2025", "2026-09", "models.closing gần 20", "models.built 3", "tips 0")
	third := o.fill("tong-hop", "ca-mau-2025", "2026-09", "models.closing gần 20", "models.built 3")
	b := o.browse("lan")
	_, page := b.get("/submissions")
	for id, want := range map[int64]string{first: "Đã có bản mới hơn, bản 1", second: "Đã có bản mới hơn, bản 2 2 chỗ", third: "Đã tiếp nhận, bản 3 1 chỗ"} {
		_, row, _ := strings.Cut(page, fmt.Sprintf(`<a href="/submissions/%d">%d</a></td>`, id, id))
		row, _, _ = strings.Cut(row, "</tr>")
		row = strings.Join(strings.Fields(tags.ReplaceAllString(inline.ReplaceAllString(row, ""), " ")), " ")
		if !strings.Contains(row, want) {
			t.Errorf("%d: no %q in %q", id, want, row)
		}
	}
	for id, want := range map[int64][]string{
		second: {"Khác bản trước ở 2 chỗ", "<td>Mô hình đang hoạt động cuối kỳ</td><td>12</td><td>gần 20</td>", "<td>Nguồn tin có giá trị</td><td>(trống)</td><td>0</td>"},
		third:  {"Khác bản trước ở 1 chỗ", "<td>Nguồn tin có giá trị</td><td>0</td><td>(trống)</td>"},
	} {
		_, page := b.get(fmt.Sprintf("/submissions/%d", id))
		b.holds(page, want...)
		if status, _ := o.browse("bac").get(fmt.Sprintf("/submissions/%d", id)); status != http.StatusNotFound {
			t.Error(status)
		}
	}
	status, page := b.get(fmt.Sprintf("/submissions/%d", first))
	b.must(http.StatusOK, "Bản này đã được thay", status, page)
	if status, data := b.get(fmt.Sprintf("/submissions/%d/original", first)); status != http.StatusOK || !strings.HasPrefix(data, "PK") {
		t.Error(status)
	}
}
