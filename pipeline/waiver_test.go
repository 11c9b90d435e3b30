package pipeline

import "testing"

func TestActingFor(t *testing.T) {
	g := NewGeography([]Unit{
		{ID: Nation, Kind: NationUnit, Name: "Toàn quốc"},
		{ID: "tay-nam-bo", Kind: RegionUnit, Name: "Tây Nam Bộ"}, {ID: "dia-ban-tay-nam-bo", Kind: RegionUnit, Name: "Tây Nam Bộ"},
		{ID: "ca-mau", Kind: ProvinceUnit, Name: "Cà Mau"}, {ID: "thai-binh", Kind: ProvinceUnit, Name: "Thái Bình"}, {ID: "can-tho", Kind: ProvinceUnit, Name: "Cần Thơ"},
	}, nil)
	for _, c := range []struct{ who, reporter, want string }{
		{"ca-mau", "ca-mau", "ca-mau"},
		{"Cà Mau", "tay-nam-bo", "ca-mau"},
		{"tỉnh Cà Mau", "", "ca-mau"},
		{"Công an tỉnh Cà Mau", "", "ca-mau"},
		{"Phòng Tham mưu, Công an tỉnh Cà Mau", "", "ca-mau"},
		{"Giám đốc Công an TP Cần Thơ", "", "can-tho"},
		{"vùng Tây Nam Bộ", "dia-ban-tay-nam-bo", "dia-ban-tay-nam-bo"},
		{"Tây Nam Bộ", "ca-mau", "tay-nam-bo"},
		{"Nguyễn Thái Bình", "thai-binh", ""},
		{"Cục V05, Hà Nội", "", ""},
		{"Toàn quốc", "viet-nam", ""},
		{"", "ca-mau", ""},
	} {
		unit, ok := g.ActingFor(c.who, c.reporter)
		if unit.ID != c.want || ok != (c.want != "") {
			t.Errorf("%q acts for %q, want %q", c.who, unit.ID, c.want)
		}
	}
}
