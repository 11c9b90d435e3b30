package portal_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestWhatTheDepartmentLooksAt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	region := o.unbalanced()
	b := o.browse("minh")
	for _, c := range []struct{ path, want string }{
		{"/findings?period=2018..2024", "Tây Nam Bộ</th>"},
		{"/findings?period=2018..2024", fmt.Sprintf(`<a href="/submissions/%d">Lần gửi %d</a>`, region, region)},
		{"/findings?period=2018..2024&region=tay-nguyen", "Không có lỗi hay cảnh báo nào"},
		{"/waivers?period=2018..2024", "Chưa có giải trình nào"},
		{"/reconciliation?period=2018..2024", "vung-tay-nam-bo"},
		{"/reconciliation?period=2018..2024", `indicator=models.closing`},
		{"/reconciliation?period=2018..2024", "Không khớp."},
		{"/reconciliation?period=2018..2024", "<li>Sóc Trăng: 65 (<a href="},
		{"/reconciliation", "chưa có biểu của khu vực nào"},
		{"/trace?period=2018..2024&unit=soc-trang&indicator=models.closing", "soc-trang.xlsx"},
		{"/trace?period=2018..2024&unit=soc-trang&indicator=models.closing", "ghi “65”"},
		{"/trace?period=2018..2024&unit=soc-trang&indicator=nothing", "Chưa rõ số liệu nào"},
	} {
		status, page := b.get(c.path)
		if status != http.StatusOK || !strings.Contains(page, c.want) {
			_, main, _ := strings.Cut(page, "</header>")
			t.Errorf("%s: %d, no %q in\n%.6000s", c.path, status, c.want, main)
		}
	}
}
