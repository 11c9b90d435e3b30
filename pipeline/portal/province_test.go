package portal_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestProvince goes through a province's five minutes: what is due, the form, its result, the history, and the word that there is nothing.
func TestProvince(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("lan")
	_, page := b.get("/")
	b.holds(page, "Việc cần làm của tỉnh Cà Mau", "tháng 11 năm 2026", `href="/forms/tong-hop/2026-11/ca-mau-2025"`, `action="/upload"`, "Không có số liệu")
	status, form := b.get("/forms/tong-hop/2026-11/ca-mau-2025")
	if status != http.StatusOK || !strings.HasPrefix(form, "PK") {
		t.Fatalf("the form: %d, %d bytes", status, len(form))
	}
	_, page, path := b.upload(upload{"tháng 11.xlsx", []byte(form)}) // nothing is filled in
	if path != "/submissions/1" {
		t.Fatalf("at %s", path)
	}
	b.holds(page, "Bị trả lại", "Trang “", "Việc cần làm: ", `href="/submissions/1/annotated"`)
	_, page = b.get("/")
	b.holds(page, "Bị trả lại", "tháng 11.xlsx", `href="/submissions/1"`)
	_, page = b.get("/submissions")
	b.holds(page, "tháng 11.xlsx", "Bị trả lại", `href="/submissions/1"`)
	if _, page := o.browse("bac").get("/submissions"); strings.Contains(page, "tháng 11.xlsx") {
		t.Errorf("another unit sees the file\n%s", page)
	}
	if _, page := b.post("/forms/tong-hop/2026-11/ca-mau-2025/nothing"); !strings.Contains(page, "Đánh dấu vào ô xác nhận") {
		t.Errorf("without confirming\n%s", page)
	}
	_, page = b.post("/forms/tong-hop/2026-11/ca-mau-2025/nothing", "confirmed", "1")
	b.holds(page, "Đã ghi nhận: biểu số", "Đã xác nhận không có số liệu")
	if _, page := b.post("/forms/tong-hop/2026-11/ca-mau-2025/nothing", "confirmed", "1"); !strings.Contains(page, "Không ghi nhận được") {
		t.Errorf("twice\n%s", page)
	}
	for _, wrong := range []string{"/forms/tong-hop/2026-13/ca-mau-2025", "/forms/none/2026-11/ca-mau-2025", "/forms/vung/2026-11/ca-mau-2025", "/forms/tong-hop/2026-11/dong-thap-2025"} {
		if status, _ := b.get(wrong); status != http.StatusNotFound {
			t.Errorf("%s: %d", wrong, status)
		}
	}
}
