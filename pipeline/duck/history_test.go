package duck_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// series are a province's forms of the periods that end with one, a figure of an indicator in each, the earliest first; "" is a period
// without a form.
func (o *office) series(province, last, indicator string, figures ...string) []string {
	o.t.Helper()
	period, err := pipeline.ParsePeriod(last)
	if err != nil {
		o.t.Fatal(err)
	}
	first, end := period.Range()
	months := end - first + 1
	var forms []string
	for i, figure := range figures {
		back := months * (len(figures) - 1 - i)
		if figure != "" {
			forms = append(forms, "tong-hop "+province+" "+pipeline.Run(first-back, end-back).String()+" | "+indicator+" "+figure)
		}
	}
	return forms
}

// Twelve months before, from last year's August on; their median is 20,5.
const usual = "20 22 19 21 23 20 18 22 21 20 19 22"

func TestFarFromHistory(t *testing.T) {
	t.Parallel()
	const fives = "5 5 5 5 5 5 5 5 5 5 5 5"
	cases := []struct{ name, province, last, indicator, figures, want string }{
		{"a dot too many", "ca-mau", "2024-08", "tips", usual + " 220", "220 20,5"},
		{"August always peaks", "an-giang", "2024-08", "tips", strings.Replace(usual, "20", "210", 1) + " 220", ""},
		{"within what is usual", "bac-lieu", "2024-08", "tips", usual + " 26", ""},
		{"unusual, but as far from last year's as months are", "ben-tre", "2024-08", "tips", usual + " 30", ""},
		{"far below", "can-tho", "2024-08", "tips", "200 220 190 210 230 200 180 220 210 200 190 220 21", "21 205"},
		{"no spread, ten away", "dong-thap", "2024-08", "tips", fives + " 15", ""},
		{"no spread, more than ten away", "hau-giang", "2024-08", "tips", fives + " 16", "16 5"},
		{"no spread, less than half away", "kien-giang", "2024-08", "tips", strings.ReplaceAll(fives, "5", "100") + " 115", ""},
		{"a low value where months differ much", "kon-tum", "2024-08", "tips", "900 1500 600 1900 800 1300 700 2000 1000 600 1200 1700 93", "93 1.100"},
		{"a weaker August", "gia-lai", "2024-08", "tips", "32 3 2 4 3 3 2 4 3 5 3 2 20", ""},
		{"five periods say nothing", "long-an", "2024-08", "tips", "20 22 19 21 23 220", ""},
		{"last year unknown, five times the greatest", "soc-trang", "2024-08", "tips", "20 22 19 21 23 20 115", ""},
		{"last year unknown, more than that", "tien-giang", "2024-08", "tips", "20 22 19 21 23 20 116", "116 20,5"},
		{"last year unknown, a fifth of the least", "tra-vinh", "2024-08", "tips", "200 220 190 210 230 200 38", ""},
		{"last year unknown, less than that", "vinh-long", "2024-08", "tips", "200 220 190 210 0 230 200 37", "37 200"},
		{"a month without a figure and one without a form", "ha-noi", "2024-08", "tips", "20 22 … 21 x 23 _ 18 22 21 20 19 220", "220 21"},
		{"a range that takes in the median", "cao-bang", "2024-08", "tips", usual + " từ-20-đến-300", ""},
		{"a range beyond it", "ha-giang", "2024-08", "tips", usual + " từ-200-đến-300", "từ 200 đến 300 20,5"},
		{"hedged figures before", "bac-kan", "2024-08", "tips", strings.ReplaceAll(usual, "22", "trên-22") + " 220", "220 20,5"},
		{"quarters against quarters", "lao-cai", "2024-Q3", "tips", usual + " 220", "220 20,5"},
		{"a stock", "dien-bien", "2024-08", "models.closing", usual + " 220", "220 20,5"},
		{"a slice", "lai-chau", "2024-08", "tips@area=dtts", usual + " 220", "220 20,5"},
		{"a zero is no outlier", "son-la", "2024-08", "tips", strings.ReplaceAll(usual, "2", "20") + " 0", ""},
		{"what is cumulative grows", "yen-bai", "2024-08", "tips+", usual + " 220", ""},
	}
	o := newOffice(t, "far-from-history")
	var forms, want []string
	for _, c := range cases {
		figures := strings.Fields(c.figures)
		for i, figure := range figures {
			figures[i] = strings.ReplaceAll(strings.TrimPrefix(figure, "_"), "-", " ")
		}
		forms = append(forms, o.series(c.province, c.last, c.indicator, figures...)...)
	}
	o.together(forms...)
	found := o.found("far-from-history")
	for _, c := range cases {
		if c.want != "" {
			want = append(want, c.province+" "+c.last+" A1 "+c.want)
		}
	}
	o.expect("far from history", found, sortedTexts(want)...)
	if got := o.sentences("far-from-history"); !strings.Contains(got, "ghi 220, khác xa 12 kỳ trước (trung vị 20,5; cùng kỳ năm trước 20).") || !strings.Contains(got, "ghi 116, khác xa 6 kỳ trước (trung vị 20,5).") {
		t.Error(got)
	}
}

// What became a province is its history; a month counts where all of them told it.
func TestHistoryOverAMerger(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "far-from-history", "zero-unusual")
	o.together(append(append(o.series("an-giang", "2025-06", "tips", "20", "22", "19", "21", "23", "20", "18"), o.series("kien-giang", "2025-06", "tips", "10", "10", "10", "…", "10", "10", "10")...),
		"tong-hop an-giang-2025 2025-07 | tips 400")...)
	o.expect("six months before", o.found("far-from-history"), "an-giang-2025 2025-07 A1 400 30")
	o.forms("tong-hop kien-giang 2025-05 | tips …")
	o.expect("five are too few", o.found("far-from-history"))
	o.forms("tong-hop kien-giang 2025-03 | tips 12")
	o.expect("six again", o.found("far-from-history"), "an-giang-2025 2025-07 A1 400 31")
	o.forms("tong-hop an-giang-2025 2025-07 | tips 0")
	o.expect("a zero", o.found("zero-unusual"), "an-giang-2025 2025-07 A1 - 28")
}

// A region that was redrawn has no history; one whose provinces merged has.
func TestHistoryOfARegion(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "far-from-history")
	var forms []string
	for _, form := range o.series("ca-mau", "2025-08", "models.built", "20", "22", "19", "21", "23", "20", "18", "400") {
		for _, region := range []string{"tay-nam-bo", "viet-nam"} {
			forms = append(forms, strings.Replace(form, "tong-hop ca-mau", "vung "+region, 1))
		}
	}
	o.together(forms...)
	o.expect("a region", o.found("far-from-history"), "viet-nam 2025-08 A1 400 20")
}

func TestZeroUnusual(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "zero-unusual")
	o.together(append(append(append(append(append(
		o.series("ca-mau", "2024-08", "tips", "3", "", "1", "2", "…", "4", "1", "2", "0"),
		o.series("an-giang", "2024-08", "tips", "3", "1", "2", "0", "4", "1", "2", "0")...),
		o.series("ben-tre", "2024-08", "tips", "3", "1", "2", "4", "1", "0")...),
		o.series("can-tho", "2024-08", "tips", "3", "1", "2", "4", "1", "2", "x")...),
		o.series("long-an", "2024-08", "tips", "3", "1", "2", "4", "1", "2", "…")...),
		o.series("tra-vinh", "2024-Q2", "tips", "3", "1", "2", "4", "1", "2", "0")...)...)
	o.expect("zero", o.found("zero-unusual"), "ca-mau 2024-08 A1 - 2", "tra-vinh 2024-Q2 A1 - 2")
	if got := o.sentences("zero-unusual"); !strings.Contains(got, "Nguồn tin có giá trị của Cà Mau: ô A1 ghi 0, mà cả 6 kỳ đã có số liệu trong 12 kỳ trước đều lớn hơn 0; kỳ gần nhất là 2.") {
		t.Error(got)
	}
}

// What comes late, or is corrected, changes what is said of the twelve periods behind it, and of no other.
func TestHistoryComesLate(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "far-from-history")
	forms := o.series("ca-mau", "2024-08", "tips", strings.Fields(usual+" 231")...)
	for i := len(forms) - 1; i > 6; i-- {
		o.forms(forms[i])
	}
	o.expect("five before", o.found("far-from-history"))
	o.forms(forms[6])
	o.expect("six before", o.found("far-from-history"), "ca-mau 2024-08 A1 231 20,5")
	o.forms("tong-hop ca-mau 2023-08 | tips 200")
	o.expect("last year's month comes", o.found("far-from-history"))
	o.forms("tong-hop ca-mau 2023-08 | tips 20", "tong-hop ca-mau 2023-07 | tips 99999")
	o.expect("it was another, and the month before it is too long ago", o.found("far-from-history"), "ca-mau 2024-08 A1 231 20")
}

// Whatever comes first, what is said of the past is the same: over months, quarters and a merger.
func TestHistoryInAnyOrder(t *testing.T) {
	t.Parallel()
	months := strings.Fields(usual + " 231")
	forms := slices.Concat([]string{"xa ca-mau 2024-06 | ca-mau/a models.closing 1", "xa ca-mau 2024-08 | ca-mau/a models.closing 1 | ca-mau/b models.closing 1", "tong-hop ca-mau-2025 2025-07 | models.opening 3",
		"tong-hop ca-mau 2025-06 | models.closing 1", "tong-hop bac-lieu 2025-06 | models.closing 1", "vung dia-ban-tay-nam-bo 2024-08 | tips 3 | ca-mau tips 2"},
		(&office{t: t}).series("ca-mau", "2024-08", "tips", months...), (&office{t: t}).series("can-tho", "2024-Q3", "tips", append(months[:12:12], "0")...),
		(&office{t: t}).series("an-giang", "2025-06", "tips", months[:7]...), (&office{t: t}).series("kien-giang", "2025-06", "tips", months[:7]...),
		[]string{"tong-hop an-giang-2025 2025-07 | tips 900", "tong-hop long-an 2023-12 | models.closing 4 | tips 2 | exemplars 3", "tong-hop long-an 2024-01 | models.closing 4 | tips 2 | exemplars 3"})
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	want := []string{"an-giang-2025 2025-07 A1 900 40", "ca-mau 2024-08 A1 231 20,5", "ca-mau 2024-08 A2 1 xã: b xã đã có trong biểu kỳ trước", "ca-mau-2025 2025-07 A1 3 2",
		"can-tho 2024-Q3 A1 - 22", "long-an 2024-01  3 số liệu giống hệt số liệu của kỳ này"}
	rules := []string{"far-from-history", "zero-unusual", "form-copied", "commune-new", "opening-differs"}
	for turn := range 3 {
		o := newOffice(t, rules...)
		random.Shuffle(len(forms), func(i, j int) { forms[i], forms[j] = forms[j], forms[i] })
		for some := range slices.Chunk(forms, 6) {
			o.together(some...)
		}
		var got []string
		for _, rule := range rules {
			got = append(got, o.found(rule)...)
		}
		o.expect("findings", sortedTexts(got), sortedTexts(want)...)
		if t.Failed() {
			t.Fatalf("seed %d, turn %d", seed, turn)
		}
	}
}
