package excel

import (
	"strings"
	"testing"

	"tonghop/pipeline/vi"
)

// Labels that mean the same to a person are near; ones that only look alike never are.
func TestNearness(t *testing.T) {
	for _, pair := range [][2]string{
		{"MH đang hoạt động", "Mô hình đang hoạt động"}, {"Mô hình đang HĐ", "Mô hình đang hoạt động"}, {"Tổng số MH", "Tổng số"}, {"XD mới", "Xây dựng mới"},
		{"Mô hình xây dựng mới", "Xây dựng mới"}, {"Xâydựng mới", "Xây dựng mới"}, {"Xây dụng moi", "Xây dựng mới"}, {"Xây dưn mới", "Xây dựng mới"},
		{"Nhân rộ-\nng", "Nhân rộng"}, {"Điểm NR", "Điểm nhân rộng"}, {"Bằng khen BCA", "Bằng khen của Bộ Công an"}, {"Lũy kế đầu năm", "Lũy kế từ đầu năm"},
		{"LK từ đầu năm", "Lũy kế từ đầu năm"}, {"Vùng dân tộc thiểu số", "Vùng DTTS"}, {"Trong đó DTTS", "Trong đó vùng DTTS"}, {"mới xây dựng", "Xây dựng mới"},
		{"Gải thể", "Giải thể"}, {"CN", "Cá nhân"}, {"Hộ GĐ", "Hộ gia đình"}, {"Đơn vị bc", "Đơn vị báo cáo"}, {"Kỳ bc", "Kỳ báo cáo"},
		{"Số mô hình xây dựng mới", "Xây dựng mới"}, {"Lượt người", "Lượt người tham gia"}, {"Tình trạng hoạt động", "Tình trạng"},
	} {
		if _, ok := nearness(foldLabel(pair[0]), foldLabel(pair[1])); !ok {
			t.Errorf("%q is not near %q", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{
		{"Trong kỳ", "Lũy kế"}, {"Trong kỳ", "Lũy kế từ đầu năm"}, {"Tập thể", "Cá nhân"}, {"Tập thể", "Tập huấn"}, {"Giải thể", "Tập thể"}, {"Đầu kỳ", "Cuối kỳ"},
		{"Trong kỳ", "Trong năm"}, {"Số cuộc", "Số điểm"}, {"Mô hình", "Mô hình đang hoạt động"}, {"Tên mô hình", "Loại mô hình"}, {"Quý 1", "Quý 2"},
		{"Số tổ chức nòng cốt", "Số thành viên nòng cốt"}, {"Mô hình được củng cố", "Mô hình được nhân rộng"}, {"Củng cố", "Nhân rộng"}, {"Ngày", "Năm"},
		{"Số xã", "Số hộ"}, {"Tháng 7", "Tháng 8"}, {"", "Xã"}, {"Ghi chú", "Giải thể"}, {"Đơn vị tính", "Đơn vị báo cáo"}, {"Huyện", "Xã"},
		{"Đơn vị nhận báo cáo", "Đơn vị gửi báo cáo"}, {"Cá nhân, hộ gia đình", "Cá nhân"}, {"Trong đó nữ", "Trong đó vùng DTTS"}, {"Biên giới", "Vùng giáo"},
	} {
		if cost, ok := nearness(foldLabel(pair[0]), foldLabel(pair[1])); ok {
			t.Errorf("%q is near %q, at %d", pair[0], pair[1], cost)
		}
	}
}

// No unit that there is or was is near another: An Giang, Hà Giang, Hậu Giang and Kiên Giang are four provinces.
func TestUnitsAreNotNear(t *testing.T) {
	c := newReader(t).catalog
	for _, a := range c.Geography.Units {
		for _, b := range c.Geography.Units {
			if a.Kind != b.Kind || vi.FoldUnit(a.Name) == vi.FoldUnit(b.Name) || strings.Contains(vi.Fold(a.Name), vi.Fold(b.Name)) || strings.Contains(vi.Fold(b.Name), vi.Fold(a.Name)) {
				continue // Huế is what Thừa Thiên Huế is now
			}
			if cost, ok := nearness(vi.FoldUnit(a.Name), vi.FoldUnit(b.Name)); ok {
				t.Errorf("%s is near %s, at %d", a.Name, b.Name, cost)
			}
		}
	}
	for typed, want := range map[string]string{"Hâu Giangg": "Hậu Giang", "Kiêng Giang": "Kiên Giang", "TPHCM": "Hồ Chí Minh", "Tp HCM": "Hồ Chí Minh", "BR-VT": "Bà Rịa - Vũng Tàu",
		"Đắc Lắc": "Đắk Lắk", "Giang": "", "Xã Giang": "", "HN": "", "Sài Gòn": "", "Hà Gang": "Hà Giang", "Quảng Nin": "Quảng Ninh", "Thừa Thiên": "Thừa Thiên Huế"} {
		if got, ok := nearestUnit(typed, c.Geography.Units); ok != (want != "") || ok && !strings.HasSuffix(vi.Fold(got), vi.Fold(want)) {
			t.Errorf("%s: %s %v, want %s", typed, got, ok, want)
		}
	}
}

// No header, row or label of a layout is near another that could stand in its place.
func TestLabelsAreNotNear(t *testing.T) {
	for _, layout := range newReader(t).catalog.Layouts {
		for _, a := range layout.Rows.Items {
			for _, b := range layout.Rows.Items {
				cost, ok := nearness(foldLabel(a.Label), foldLabel(b.Label))
				if ok && a.Label != b.Label && !strings.Contains(foldLabel(a.Label), foldLabel(b.Label)) && !strings.Contains(foldLabel(b.Label), foldLabel(a.Label)) {
					t.Errorf("%s: %q is near %q, at %d", layout.ID, a.Label, b.Label, cost)
				}
			}
		}
	}
}

// FuzzNearness holds that two labels of any words are compared in bounded time, the same either way for equal ones.
func FuzzNearness(f *testing.F) {
	f.Add("mo hinh dang hoat dong", "mh dang hd")
	f.Add(strings.Repeat("a ", 250), strings.Repeat("a b ", 120))
	f.Add("", " ")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = foldLabel(a), foldLabel(b)
		cost, ok := nearness(a, b)
		if a == b && a != "" && (!ok || cost != 0) || a != b && ok && cost <= 0 {
			t.Errorf("%q and %q: %d %v", a, b, cost, ok)
		}
	})
}
