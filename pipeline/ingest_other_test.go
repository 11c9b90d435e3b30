package pipeline

import (
	"testing"
	"time"
)

// A form in another unit's folder is said to belong where a folder is today, and units of one name are told apart.
func TestRefuseOther(t *testing.T) {
	day := func(text string) time.Time { d, _ := time.Parse(time.DateOnly, text); return d }
	began, ended := day("2025-07-01"), day("2025-06-30")
	c := &Catalog{
		Words: map[string]string{"province-title": "tỉnh {unit}", "region-title": "khu vực {unit}", "other-unit-folder": "vào {folder}", "other-unit-nowhere": "báo", "unit-until": "{unit} đến {until}",
			"unit-from": "{unit} từ {from}", "unit-code": "{unit} mã {code}"},
		Geography: NewGeography([]Unit{{ID: "ca-mau", Kind: ProvinceUnit, Name: "Cà Mau", Until: ended, Successor: "ca-mau-2025"},
			{ID: "ca-mau-2025", Kind: ProvinceUnit, Name: "Cà Mau", From: began}, {ID: "an-giang", Kind: ProvinceUnit, Name: "An Giang"},
			{ID: "gone", Kind: ProvinceUnit, Name: "Xưa", Until: ended}, {ID: "tay-nguyen", Code: "tay-nguyen", Kind: RegionUnit, Name: "Tây Nguyên"},
			{ID: "db-tay-nguyen", Code: "db-tay-nguyen", Kind: RegionUnit, Name: "Tây Nguyên"}}, nil),
		Head: Head{Reporter: []string{"Đơn vị"}},
	}
	p := &Pipeline{Catalog: c, Now: func() time.Time { return day("2026-11-22") }}
	commune := Unit{ID: "ca-mau/cai-nuoc/hung-my", Kind: CommuneUnit, Name: "xã Hưng Mỹ"}
	for _, test := range []struct{ folder, reporter, got, owner, expected, todo string }{
		{"an-giang", "ca-mau-2025", "tỉnh Cà Mau", "tỉnh An Giang", "ca-mau-2025", "vào ca-mau-2025"},
		{"an-giang", "ca-mau", "tỉnh Cà Mau", "tỉnh An Giang", "ca-mau-2025", "vào ca-mau-2025"},
		{"ca-mau", "ca-mau-2025", "tỉnh Cà Mau từ 01/7/2025", "tỉnh Cà Mau đến 30/6/2025", "ca-mau-2025", "vào ca-mau-2025"},
		{"db-tay-nguyen", "tay-nguyen", "khu vực Tây Nguyên mã tay-nguyen", "khu vực Tây Nguyên mã db-tay-nguyen", "tay-nguyen", "vào tay-nguyen"},
		{"an-giang", "gone", "tỉnh Xưa", "tỉnh An Giang", "", "báo"},
		{"an-giang", commune.ID, "xã Hưng Mỹ", "tỉnh An Giang", "", "báo"},
	} {
		reporter, ok := c.Geography.Unit(test.reporter)
		if !ok {
			reporter = commune
		}
		r := p.refuseOther(test.folder, reporter)
		if got := [4]string{r.Got, r.Values["owner"], r.Values["expected"], r.Values["todo"]}; got != [4]string{test.got, test.owner, test.expected, test.todo} {
			t.Errorf("%s in %s: %q, expected %+v", test.reporter, test.folder, got, test)
		}
	}
}
