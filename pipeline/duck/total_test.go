package duck_test

import (
	"strings"
	"testing"
)

// tayNguyen are the five provinces of the region in the tests below, on the map of 2024.
const (
	five   = "vung dia-ban-tay-nguyen 2024 | models.closing "
	rowsOf = " | kon-tum models.closing %a | gia-lai models.closing %b | dak-lak models.closing %c | dak-nong models.closing %d | lam-dong models.closing %e"
)

// region is a region's form with its total and its five rows; "" leaves a row empty.
func region(total string, figures ...string) string {
	rows := rowsOf
	for i, figure := range figures {
		rows = strings.Replace(rows, "%"+string(rune('a'+i)), figure, 1)
	}
	return five + total + rows
}

func TestTotalAgainstParts(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, form string
		rule, want string // what the only finding says: rule, got and expected
	}{
		{"agrees", region("15", "1", "2", "3", "4", "5"), "", ""},
		{"differs", region("16", "1", "2", "3", "4", "5"), "total-imbalance", "16 15"},
		{"over holds", region("trên 10", "1", "2", "3", "4", "5"), "", ""},
		{"over fails", region("trên 20", "1", "2", "3", "4", "5"), "total-imbalance", "trên 20 15"},
		{"over is far off", region("trên 10", "10", "2", "3", "4", "5"), "total-doubtful", "trên 10 24"},
		{"near its own number", region("gần 15", "1", "2", "3", "4", "5"), "total-imbalance", "gần 15 15"},
		{"a hedged part widens the sum", region("16", "1", "2", "3", "4", "trên 5"), "", ""},
		{"a hedged part bounds the sum", region("15", "1", "2", "3", "4", "trên 5"), "total-imbalance", "15 trên 15"},
		{"a part that does not apply adds nothing", region("10", "1", "2", "3", "4", "x"), "", ""},
		{"no part applies", region("10", "x", "x", "x", "x", "x"), "total-imbalance", "10 x"},
		{"no part applies and the total is nil", region("0", "x", "x", "x", "x", "x"), "", ""},
		{"a part is missing", region("15", "1", "2", "3", "4", ""), "total-parts-missing", "15 10"},
		{"a part is missing and the rest exceeds", region("9", "1", "2", "3", "4", ""), "total-imbalance", "9 10"},
		{"no part is there", region("9", "", "", "", "", ""), "", ""},
		{"the total is empty", region("", "1", "2", "3", "4", "5"), "", ""},
		{"a range adds up by its ends", region("20", "1", "2", "3", "4", "từ 5 đến 10"), "", ""},
		{"a range is missed", region("21", "1", "2", "3", "4", "từ 5 đến 10"), "total-imbalance", "21 từ 15 đến 20"},
		{"twelve digits", region("999999999999", "999999999999", "999999999999", "999999999999", "999999999999", "999999999999"), "total-imbalance", "999.999.999.999 4.999.999.999.995"},
	}
	office := newOffice(t, "total-imbalance", "total-parts-missing", "total-doubtful") // each form supersedes the one before
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o := office.in(t)
			o.forms(c.form)
			var want []string
			if c.want != "" {
				want = []string{"dia-ban-tay-nguyen 2024 A1 " + c.want}
			}
			for _, rule := range []string{"total-imbalance", "total-parts-missing", "total-doubtful"} {
				if rule == c.rule {
					o.expect(rule, o.found(rule), want...)
				} else {
					o.expect(rule, o.found(rule))
				}
			}
		})
	}
}

// The difference that is told is how far the figure and the sum are from agreeing, hedges included.
func TestDifferenceOfHedgedTotal(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "total-imbalance")
	for form, difference := range map[string]string{
		region("16", "1", "2", "3", "4", "5"):          "chênh lệch 1.",
		region("gần 15", "1", "2", "3", "4", "5"):      "chênh lệch 1.",
		region("trên 20", "1", "2", "3", "4", "5"):     "chênh lệch 6.",
		region("9", "1", "2", "3", "4", ""):            "chênh lệch 1 dù còn thiếu Lâm Đồng.",
		region("15", "1", "2", "3", "4", "trên 5"):     "chênh lệch 1.",
		region("10", "1", "2", "3", "4", "gần 5"):      "",
		region("21", "1", "2", "3", "4", "từ 5 đến 8"): "chênh lệch 3.",
	} {
		o.forms(form)
		if got := o.sentences("total-imbalance"); !strings.HasSuffix(got, difference) || difference == "" && got != "" {
			t.Errorf("%s\ngot  %s\nwant … %s", form, got, difference)
		}
	}
}

// What remains for the missing parts is no more certain than the total and the sum are, and never below nothing.
func TestRemainder(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "total-parts-missing")
	for form, remainder := range map[string]string{
		region("15", "1", "2", "3", "4", ""):           "phần còn lại là 5.",
		region("10", "1", "2", "3", "4", ""):           "phần còn lại là 0.",
		region("trên 20", "1", "2", "3", "4", ""):      "phần còn lại là trên 10.",
		region("trên 9", "1", "2", "3", "4", ""):       "còn thiếu Lâm Đồng.",
		region("từ 15 đến 20", "1", "2", "3", "4", ""): "phần còn lại là từ 5 đến 10.",
		region("20", "1", "2", "3", "khoảng 4", ""):    "phần còn lại là khoảng 10.",
	} {
		o.forms(form)
		if got := o.sentences("total-parts-missing"); !strings.HasSuffix(got, remainder) {
			t.Errorf("%s\ngot  %s\nwant … %s", form, got, remainder)
		}
	}
}

func TestSumsInReports(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	const total = "SELECT figure FROM report_line($unit, $scope, $period, $day, $map, '') WHERE kind = 'total' AND indicator = 'models.closing'"
	for form, want := range map[string]string{
		region("", "1", "2", "3", "4", "5"):                     "15",
		region("", "1", "2", "3", "4", "trên 5"):                "trên 15",
		region("", "1", "2", "3", "4", "ít nhất 5"):             "ít nhất 15",
		region("", "1", "2", "3", "gần 4", "trên 5"):            "khoảng 15",
		region("", "1", "2", "3", "4", "từ 5 đến 10"):           "từ 15 đến 20",
		region("", "1", "2", "3", "từ 4 đến 5", "từ 5 đến 10"):  "từ 15 đến 21",
		region("", "0", "0", "0", "0", "0"):                     "-",
		region("", "x", "x", "x", "x", "x"):                     "x",
		region("", "x", "x", "x", "x", "3"):                     "3",
		region("", "x", "x", "x", "x", ""):                      "…",
		region("", "1", "2", "3", "4", ""):                      "10",
		region("", "1", "2", "3", "khoảng 4", "từ 10 đến 20"):   "khoảng 20",
		region("", "1", "2", "3", "ngót 4", "gần 5"):            "ngót 15",
		region("", "1", "2", "3", "không quá 4", "không quá 5"): "không quá 15",
	} {
		o.forms(form)
		o.expect(form, o.ask("dia-ban-tay-nguyen", "2024", total), want)
	}
}

// Tây Nguyên is a region of two schemes, and each has its own total; what a row says of a province that is not on the
// form's map, or not of the region, belongs to no total of it.
func TestWholesAndTheirParts(t *testing.T) {
	t.Parallel()
	const rest = " | gia-lai models.closing 2 | dak-lak models.closing 3 | dak-nong models.closing 4 | lam-dong models.closing 5"
	cases := []struct {
		name  string
		forms []string
		want  []string
	}{
		{"two regions of one name", []string{"vung dia-ban-tay-nguyen 2024 | models.closing 15 | kon-tum models.closing 1" + rest, "vung tay-nguyen 2024 | models.closing 16"},
			[]string{"tay-nguyen 2024 A1 16 15"}},
		{"a province of a later map", []string{"vung dia-ban-tay-nguyen 2024 | models.closing 15 | kon-tum models.closing 1 | gia-lai-2025 models.closing 100" + rest}, nil},
		{"a province of another region", []string{"vung dia-ban-tay-nguyen 2024 | models.closing 15 | kon-tum models.closing 1 | ca-mau models.closing 100" + rest}, nil},
		{"a region that grew", []string{"vung tay-nam-bo 2025-09 | models.closing 6 | an-giang-2025 models.closing 1 | ca-mau-2025 models.closing 1 | can-tho-2025 models.closing 1" +
			" | dong-thap-2025 models.closing 1 | vinh-long-2025 models.closing 1 | an-giang models.closing 1"}, []string{"tay-nam-bo 2025-09 A1 6 5"}},
		{"a span is not its years", []string{"vung dia-ban-tay-nguyen 2023..2024 | models.closing 15", "vung dia-ban-tay-nguyen 2024 | models.closing … | kon-tum models.closing 1" + rest}, nil},
		{"a half is not its months", []string{"vung dia-ban-tay-nguyen 2024-H1 | models.closing 15", "tong-hop kon-tum 2024-06 | models.closing 1"}, nil},
		{"a quarter from cumulative figures of its last month", []string{"vung dia-ban-tay-nguyen 2024-Q1 | models.built 9 | gia-lai models.built 1 | dak-lak models.built 1 | dak-nong models.built 1 | lam-dong models.built 1",
			"tong-hop kon-tum 2024-03 | models.built 2 | models.built+ 4"}, []string{"dia-ban-tay-nguyen 2024-Q1 A1 9 8"}},
		{"slices have totals of their own", []string{"vung dia-ban-tay-nguyen 2024 | models.closing@area=dtts 9 | kon-tum models.closing 1 | kon-tum models.closing@area=dtts 1" +
			" | gia-lai models.closing@area=dtts 1 | dak-lak models.closing@area=dtts 1 | dak-nong models.closing@area=dtts 1 | lam-dong models.closing@area=dtts 1"},
			[]string{"dia-ban-tay-nguyen 2024 A1 9 5"}},
		{"a distinct count does not add up", []string{"vung dia-ban-tay-nguyen 2024 | commendations.localities 3 | kon-tum commendations.localities 1 | gia-lai commendations.localities 1" +
			" | dak-lak commendations.localities 1 | dak-nong commendations.localities 1 | lam-dong commendations.localities 1"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t, "total-imbalance")
			o.together(c.forms...)
			o.expect(c.name, o.found("total-imbalance"), c.want...)
		})
	}
}

// Totals along time and along breakdowns are held against their parts as those of units are.
func TestTotalAlongOtherAxes(t *testing.T) {
	t.Parallel()
	month := func(m, figure string) string { return "tong-hop ca-mau 2024-" + m + " | " + figure }
	quarter := func(indicator, total, first, second, third string) []string {
		forms := []string{"tong-hop ca-mau 2024-Q1 | " + indicator + " " + total}
		for i, figure := range []string{first, second, third} {
			forms = append(forms, month("0"+string(rune('1'+i)), indicator+" "+figure))
		}
		return forms
	}
	for _, c := range []struct {
		name  string
		forms []string
		rule  string
		want  string
	}{
		{"months agree with their quarter", quarter("models.built", "7", "1", "2", "4"), "", ""},
		{"months differ from their quarter", quarter("models.built", "8", "1", "2", "4"), "total-imbalance", "ca-mau 2024-Q1 A1 8 7"},
		{"a month is missing", quarter("models.built", "8", "1", "…", "4"), "total-parts-missing", "ca-mau 2024-Q1 A1 8 5"},
		{"months exceed their quarter though one is missing", quarter("models.built", "4", "1", "…", "4"), "total-imbalance", "ca-mau 2024-Q1 A1 4 5"},
		{"a hedged quarter holds", quarter("models.built", "gần 8", "1", "2", "4"), "", ""},
		{"a stock is its last month's", quarter("models.closing", "4", "1", "2", "4"), "", ""},
		{"a stock differs from its last month's", quarter("models.closing", "7", "1", "2", "4"), "total-imbalance", "ca-mau 2024-Q1 A1 7 4"},
		{"a stock without its last month's", quarter("models.closing", "7", "1", "2", "…"), "", ""},
		{"an opening stock is its first month's", quarter("models.opening", "1", "1", "2", "4"), "", ""},
		{"a distinct count between greatest and sum", quarter("models.built_communes", "5", "1", "2", "4"), "", ""},
		{"a distinct count below the greatest", quarter("models.built_communes", "3", "1", "2", "4"), "total-imbalance", "ca-mau 2024-Q1 A1 3 7"},
		{"a distinct count above the sum", quarter("models.built_communes", "8", "1", "2", "4"), "total-imbalance", "ca-mau 2024-Q1 A1 8 7"},
		{"years of a span", []string{"tong-hop ca-mau 2022..2023 | models.built 9", "tong-hop ca-mau 2022 | models.built 4", "tong-hop ca-mau 2023-H1 | models.built 4", "tong-hop ca-mau 2023-H2 | models.built 4"},
			"total-imbalance", "ca-mau 2022..2023 A1 9 12"},
		{"a region's quarter of its provinces' months", append(quarter("models.built", "7", "1", "2", "4"), "vung tay-nam-bo 2024-Q1 | models.built 6"), "total-imbalance", "tay-nam-bo 2024-Q1 A1 6 7"},
		{"levels of an award", []string{"khen-thuong ca-mau 2024 | commendations.collectives@award=bang-khen 3 | commendations.collectives@award=bang-khen;level=bo 1 | commendations.collectives@award=bang-khen;level=ubnd-tinh 1"},
			"total-imbalance", "ca-mau 2024 A1 3 2"},
		{"awards of a total", []string{"khen-thuong ca-mau 2024 | commendations.collectives 3 | commendations.collectives@award=bang-khen 2 | commendations.collectives@award=giay-khen 2 | commendations.collectives@award=giay-khen;level=cong-an-tinh 2"},
			"total-imbalance", "ca-mau 2024 A1 3 4"},
		{"an area is no part of a whole", []string{"tong-hop ca-mau 2024 | models.built 3 | models.built@area=dtts 1 | models.built@area=bien-gioi 1"}, "", ""},
		{"communes", []string{"xa ca-mau 2024 | models.closing 5 | ca-mau/cai-nuoc/hung-my models.closing 2 | ca-mau/cai-nuoc/tan-hung models.closing 2"}, "total-imbalance", "ca-mau 2024 A1 5 4"},
		{"a commune is missing", []string{"xa ca-mau 2024 | models.closing 5 | ca-mau/cai-nuoc/hung-my models.closing 2 | ca-mau/cai-nuoc/tan-hung models.closing …"}, "total-parts-missing", "ca-mau 2024 A1 5 2"},
		{"communes against another form of the province", []string{"tong-hop ca-mau 2024 | models.closing 5", "xa ca-mau 2024 | models.closing … | ca-mau/cai-nuoc/hung-my models.closing 2 | ca-mau/cai-nuoc/tan-hung models.closing 2"},
			"total-imbalance", "ca-mau 2024 A1 5 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t, "total-imbalance", "total-parts-missing", "total-doubtful")
			o.together(c.forms...)
			var want []string
			if c.want != "" {
				want = append(want, c.want)
			}
			for _, rule := range []string{"total-imbalance", "total-parts-missing"} {
				if rule == c.rule {
					o.expect(rule, o.found(rule), want...)
				} else {
					o.expect(rule, o.found(rule))
				}
			}
		})
	}
}

// Sums of as many digits as the nation's provinces may write.
func TestLargestSum(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "total-imbalance")
	form := "vung viet-nam 2024 | models.closing 999.999.999.999"
	for _, line := range o.ask("viet-nam", "2024", "SELECT part FROM part_of WHERE whole = $unit AND $map BETWEEN valid_from AND valid_to AND $period <> ''") {
		form += " | " + line + " models.closing 999.999.999.999"
	}
	o.forms(form)
	o.expect("63 provinces", o.found("total-imbalance"), "viet-nam 2024 A1 999.999.999.999 62.999.999.999.937")
}
