package portal_test

import (
	"net/http"
	"strings"
	"testing"
)

// The page of a region has what it declares, the sum, the imbalance, what may be behind it, and leads to the sources of both.
func TestReconciliation(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.unbalanced()
	o.southwest("toan-quoc.xlsx") // the nation's form comes behind the region's
	b := o.browse("ky")
	status, page := b.get("/reconciliation?period=2018..2024")
	got := line(page, "Mô hình đang hoạt động, Tổng số")
	if status != http.StatusOK || !strings.HasPrefix(got, "891 890 1 Không khớp. Lỗi: ") || !strings.Contains(got, "Có thể tổng được cộng với số của chính biểu này ghi về Sóc Trăng: 66 (ô D24)") {
		t.Errorf("%d %q\n%s", status, got, page)
	}
	b.holds(page, "Chưa có số báo cáo và số của tỉnh nào: ", `selected>Tây Nam Bộ</option>`)
	b.follows("/reconciliation?period=2018..2024", "891", "Số báo cáo của Tây Nam Bộ: 891", "soc-trang.xlsx")
}
