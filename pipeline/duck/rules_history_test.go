package duck_test

import (
	"slices"
	"strings"
	"testing"
)

func sortedTexts(texts []string) []string { return slices.Sorted(slices.Values(texts)) }

// An opening stock is the closing stock of the month before.
func TestOpeningDiffers(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		forms []string
		want  []string
	}{
		{"agrees", []string{"tong-hop ca-mau 2024-07 | models.closing 9", "tong-hop ca-mau 2024-08 | models.opening 9"}, nil},
		{"differs", []string{"tong-hop an-giang 2024-07 | models.closing 9", "tong-hop an-giang 2024-08 | models.opening 8"}, []string{"an-giang 2024-08 A1 8 9"}},
		{"the month before is unknown", []string{"tong-hop bac-lieu 2024-06 | models.closing 9", "tong-hop bac-lieu 2024-07 | models.closing …", "tong-hop bac-lieu 2024-08 | models.opening 8"}, nil},
		{"what does not apply adds nothing", []string{"tong-hop ben-tre 2024-07 | models.closing x", "tong-hop ben-tre 2024-08 | models.opening 8"}, []string{"ben-tre 2024-08 A1 8 x"}},
		{"zero is known", []string{"tong-hop can-tho 2024-07 | models.closing 0", "tong-hop can-tho 2024-08 | models.opening 8"}, []string{"can-tho 2024-08 A1 8 -"}},
		{"a hedge holds", []string{"tong-hop dong-thap 2024-07 | models.closing trên 9", "tong-hop dong-thap 2024-08 | models.opening 12"}, nil},
		{"a hedge fails", []string{"tong-hop hau-giang 2024-07 | models.closing trên 9", "tong-hop hau-giang 2024-08 | models.opening 9"}, []string{"hau-giang 2024-08 A1 9 trên 9"}},
		{"a hedged opening fails", []string{"tong-hop kien-giang 2024-07 | models.closing 9", "tong-hop kien-giang 2024-08 | models.opening gần 9"}, []string{"kien-giang 2024-08 A1 gần 9 9"}},
		{"a year after December", []string{"tong-hop long-an 2022-12 | models.closing 9", "tong-hop long-an 2023 | models.opening 8"}, []string{"long-an 2023 A1 8 9"}},
		{"a year after a year", []string{"tong-hop soc-trang 2022 | models.closing 9", "tong-hop soc-trang 2023 | models.opening 8"}, []string{"soc-trang 2023 A1 8 9"}},
		{"the shortest period that ends then", []string{"tong-hop tien-giang 2022 | models.closing 9", "tong-hop tien-giang 2022-12 | models.closing 7", "tong-hop tien-giang 2023 | models.opening 7"}, nil},
		{"a slice by itself", []string{"tong-hop tra-vinh 2024-07 | models.closing 9 | models.closing@area=dtts 4", "tong-hop tra-vinh 2024-08 | models.opening 9 | models.opening@area=dtts 5"}, []string{"tra-vinh 2024-08 A2 5 4"}},
		{"a merger agrees", []string{"tong-hop ha-giang 2025-06 | models.closing 9", "tong-hop tuyen-quang 2025-06 | models.closing 7", "tong-hop tuyen-quang-2025 2025-07 | models.opening 16"}, nil},
		{"a merger differs", []string{"tong-hop lao-cai 2025-06 | models.closing 9", "tong-hop yen-bai 2025-06 | models.closing 7", "tong-hop lao-cai-2025 2025-07 | models.opening 9"}, []string{"lao-cai-2025 2025-07 A1 9 16"}},
		{"a part of a merger is unknown", []string{"tong-hop bac-kan 2025-06 | models.closing 9", "tong-hop thai-nguyen-2025 2025-07 | models.opening 9"}, nil},
		{"a year over the merger opens with what was there", []string{"tong-hop bac-giang 2024-12 | models.closing 9", "tong-hop bac-ninh 2024-12 | models.closing 7", "tong-hop bac-ninh-2025 2025 | models.opening 17"}, []string{"bac-ninh-2025 2025 A1 17 16"}},
	}
	o := newOffice(t, "opening-differs")
	var forms, want []string
	for _, c := range cases {
		forms, want = append(forms, c.forms...), append(want, c.want...)
	}
	o.together(forms...)
	o.expect("openings", o.found("opening-differs"), sortedTexts(want)...)
	for _, sentence := range []string{
		"Mô hình đang hoạt động đầu kỳ của An Giang: ô A1 ghi 8, mà số cuối tháng 7 năm 2024 là 9 (tệp tong-hop-an-giang-2024-07.xlsx, ô A1).",
		"Mô hình đang hoạt động đầu kỳ của Lào Cai: ô A1 ghi 9, mà tổng số cuối kỳ trước của Lào Cai, Yên Bái là 16.",
		"Mô hình đang hoạt động đầu kỳ (vùng dân tộc thiểu số) của Trà Vinh: ô A2 ghi 5, mà số cuối tháng 7 năm 2024 là 4 (tệp tong-hop-tra-vinh-2024-07.xlsx, ô A2).",
	} {
		if got := o.sentences("opening-differs"); !strings.Contains(got, sentence) {
			t.Errorf("no %q in\n%s", sentence, got)
		}
	}
	o.forms("tong-hop yen-bai 2025-06 | models.closing 0")
	o.expect("what became it is corrected", slices.DeleteFunc(o.found("opening-differs"), func(line string) bool { return !strings.HasPrefix(line, "lao-cai") }))
}

// A cumulative figure falls below one of the same year; what the parts of its time add up to is total-imbalance's.
func TestCumulativeFalls(t *testing.T) {
	t.Parallel()
	const distinct, flow = "models.built_communes", "models.built"
	may := func(province, indicator, month, cumulative string) string {
		return "tong-hop " + province + " 2024-05 | " + indicator + " " + month + " | " + indicator + "+ " + cumulative
	}
	june := func(province, indicator, month, cumulative string) string {
		return strings.Replace(may(province, indicator, month, cumulative), "-05", "-06", 1)
	}
	cases := []struct {
		name  string
		forms []string
		want  string
	}{
		{"a distinct count grows", []string{may("ca-mau", distinct, "4", "9"), june("ca-mau", distinct, "4", "9")}, ""},
		{"a distinct count falls, month by month", append([]string{may("an-giang", distinct, "4", "9"), june("an-giang", distinct, "4", "8")},
			"tong-hop an-giang 2024-01 | "+distinct+" 3", "tong-hop an-giang 2024-02 | "+distinct+" 3", "tong-hop an-giang 2024-03 | "+distinct+" 3", "tong-hop an-giang 2024-04 | "+distinct+" 3"), "an-giang 2024-06 A2 8 9"},
		{"total-imbalance has told it", []string{may("bac-lieu", flow, "4", "9"), june("bac-lieu", flow, "0", "8")}, ""},
		{"months are hedged", []string{"tong-hop ben-tre 2024-Q1 | " + flow + " trên 1", "tong-hop ben-tre 2024-04 | " + flow + " trên 1", may("ben-tre", flow, "trên 1", "20"), june("ben-tre", flow, "1", "19")}, "ben-tre 2024-06 A2 19 20"},
		{"hedged itself", []string{"tong-hop can-tho 2024-Q1 | " + flow + " trên 1", "tong-hop can-tho 2024-04 | " + flow + " trên 1", may("can-tho", flow, "trên 1", "20"), june("can-tho", flow, "1", "trên 19")}, ""},
		{"another year", []string{strings.Replace(may("dong-thap", distinct, "4", "9"), "2024", "2023", 1), june("dong-thap", distinct, "4", "8")}, ""},
		{"a later month is no measure", []string{may("hau-giang", distinct, "4", "8"), june("hau-giang", distinct, "4", "9")}, ""},
		{"a quarter's figure", []string{"tong-hop long-an 2024-Q1 | " + distinct + " 9", "tong-hop long-an 2024-01 | " + distinct + " 3", "tong-hop long-an 2024-02 | " + distinct + " 3", "tong-hop long-an 2024-03 | " + distinct + " 3",
			"tong-hop long-an 2024-04 | " + distinct + " 3 | " + distinct + "+ 8"}, "long-an 2024-04 A2 8 9"},
	}
	o := newOffice(t, "cumulative-falls")
	var forms, want []string
	for _, c := range cases {
		forms = append(forms, c.forms...)
		if c.want != "" {
			want = append(want, c.want)
		}
	}
	o.together(forms...)
	o.expect("falls", o.found("cumulative-falls"), sortedTexts(want)...)
	if got := o.sentences("cumulative-falls"); !strings.Contains(got, "Xã xây dựng mô hình mới của An Giang: ô A2 ghi lũy kế từ đầu năm là 8, thấp hơn 9 đã báo cáo trong năm (từ tháng 01 đến tháng 5 năm 2024: tệp tong-hop-an-giang-2024-05.xlsx, ô A2).") {
		t.Error(got)
	}
}

func TestFormCopied(t *testing.T) {
	t.Parallel()
	const same = "models.closing 9 | tips 3 | exemplars 2 | models.built 0"
	cases := []struct {
		name, province, before, now string
		want                        bool
	}{
		{"the same", "ca-mau", same, same, true},
		{"the cumulative figures are others", "an-giang", same + " | tips+ 3", same + " | tips+ 6", true},
		{"one differs", "bac-lieu", same, strings.Replace(same, "tips 3", "tips 4", 1), false},
		{"one more", "ben-tre", same, same + " | core.teams 4", false},
		{"one less", "can-tho", same + " | core.teams 4", same, false},
		{"a hedge less", "dong-thap", strings.Replace(same, "tips 3", "tips trên 3", 1), same, false},
		{"stocks alone", "hau-giang", "models.closing 9 | exemplars 2 | core.teams 3 | models.built 0", "models.closing 9 | exemplars 2 | core.teams 3 | models.built 0", false},
		{"two figures", "kien-giang", "models.closing 9 | tips 3 | models.built 0", "models.closing 9 | tips 3 | models.built 0", false},
		{"a figure for an empty cell", "long-an", same + " | core.teams …", same + " | core.teams 4", false},
		{"empty cells alike", "soc-trang", same + " | core.teams …", same + " | core.teams …", true},
	}
	o := newOffice(t, "form-copied")
	var forms, want []string
	for _, c := range cases {
		forms = append(forms, "tong-hop "+c.province+" 2023-12 | "+c.before, "tong-hop "+c.province+" 2024-01 | "+c.now)
		if c.want {
			want = append(want, c.province+" 2024-01  4 số liệu giống hệt số liệu của kỳ này")
		}
	}
	o.together(append(forms, "tong-hop tra-vinh 2024-01 | "+same, "tong-hop tra-vinh 2024-03 | "+same, "xa vinh-long 2024-01 | "+same, "tong-hop vinh-long 2024-02 | "+same, "tong-hop vinh-long 2024-Q1 | "+same)...)
	o.expect("copied", o.found("form-copied"), sortedTexts(want)...)
}

func TestCommuneNew(t *testing.T) {
	t.Parallel()
	xa := func(head string, communes ...string) string {
		province, _, _ := strings.Cut(head, " ")
		form := "xa " + head
		for _, commune := range communes {
			form += " | " + province + "/" + commune + " models.closing 1"
		}
		return form
	}
	o := newOffice(t, "commune-new")
	o.together(xa("ca-mau 2024-06", "cai-nuoc/hung-my", "cai-nuoc/tan-hung"), xa("ca-mau 2024-08", "cai-nuoc/hung-my", "cai-nuoc/phu-hung", "cai-nuoc/tran-thoi", "cai-nuoc/tan-hung"),
		xa("ca-mau 2024-09", "cai-nuoc/hung-my", "cai-nuoc/phu-hung", "cai-nuoc/tran-thoi", "cai-nuoc/tan-hung"),
		xa("an-giang 2024-07", "a", "b"), xa("an-giang 2024-08", "b"),
		xa("ben-tre 2024-08", "a", "b"),                                  // nothing before
		xa("can-tho 2022-08", "a", "b"), xa("can-tho 2024-08", "b", "c"), // too long ago
		xa("ha-noi 2025-06", "d/a", "d/b", "d/c"), xa("ha-noi 2025-07", "a", "x", "y", "z"), // the map changed, and most are new
		xa("hue 2025-06", "d/a", "d/b", "d/c"), xa("hue 2025-07", "a", "b", "c", "z"), // the map changed, and one is new
		xa("cao-bang 2025-08", "a", "b"), xa("cao-bang 2025-09", "x", "y", "z"), // it did not
		xa("long-an 2024-07", "can-duoc/my-le"), xa("long-an 2024-08", "my-le"), // told by commune-spelt-twice
		"tong-hop tra-vinh 2024-07 | models.closing 1", xa("tra-vinh 2024-08", "a"))
	o.expect("new communes", o.found("commune-new"), "ca-mau 2024-08 A2 2 xã: phu-hung; tran-thoi xã đã có trong biểu kỳ trước",
		"cao-bang 2025-09 A1 3 xã: x; y; z xã đã có trong biểu kỳ trước", "hue 2025-07 A4 1 xã: z xã đã có trong biểu kỳ trước")
	if got := o.sentences("commune-new"); !strings.Contains(got, "2 xã không có trong biểu kỳ trước của đơn vị (tệp xa-ca-mau-2024-06.xlsx): phu-hung; tran-thoi; xã đầu tiên ở ô A2.") {
		t.Error(got)
	}
}
