package vi_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline/vi"
)

var foldCases = []struct{ text, want string }{
	{"", ""}, {"   ", ""}, {"…", ""}, {"( ) - –", ""},
	{"hoa binh", "hoa binh"},
	{"Hoà Bình", "hoa binh"}, {"Hòa Bình", "hoa binh"}, {"HÒA  BÌNH", "hoa binh"},
	{"Đắk Lắk", "dak lak"}, {"Ðắk Lắk", "dak lak"}, {"ĐẮK\u00a0LẮK", "dak lak"}, {"ðắk lắk", "dak lak"},
	{"Bà Rịa - Vũng Tàu", "ba ria vung tau"}, {"Bà Rịa–Vũng Tàu", "ba ria vung tau"}, {"Bà Rịa — Vũng Tàu", "ba ria vung tau"},
	{" Mô hình\nđang  hoạt động: ", "mo hinh dang hoat dong"},
	{"Trong đó (vùng DTTS)/tôn giáo…", "trong do vung dtts ton giao"},
	{`"Trở về đức tin", 'giữ'; [bình] * yên.`, "tro ve duc tin giu binh yen"},
	{"Tỷ lệ (%)", "ty le %"}, {"< 18 tuổi", "< 18 tuoi"},
	{"Ủy ban, Uỷ ban", "uy ban uy ban"}, {"Số: 05/BC-V28", "so 05 bc v28"},
	{"ƯƠNG ươ ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ýỳỷỹỵ", "uong uo aaaaa aaaaa eeeee ooooo ooooo uuuuu yyyyy"},
	{"H\u200bưng\ufeff Mỹ\u00ad", "hung my"}, {"Хой й", "хои и"},
	{"\xff Huế", "hue"},
}

func TestFold(t *testing.T) {
	for _, c := range foldCases {
		for _, text := range []string{c.text, norm.NFD.String(c.text), norm.NFC.String(c.text)} {
			if got := vi.Fold(text); got != c.want {
				t.Errorf("Fold(%+q) = %q, want %q", text, got, c.want)
			}
		}
	}
}

func TestFoldUnit(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Tỉnh Cà Mau", "ca mau"}, {"Cà Mau", "ca mau"}, {"CA tỉnh Cà Mau", "ca mau"}, {"CÔNG AN TỈNH CÀ MAU", "ca mau"},
		{"TP. Cần Thơ", "can tho"}, {"T.P Cần Thơ", "can tho"}, {"TP.Cần Thơ", "can tho"}, {"TP Cần Thơ", "can tho"},
		{"CATP Hà Nội", "ha noi"}, {"CA TP Hà Nội", "ha noi"}, {"Công an thành phố Hà Nội", "ha noi"},
		{"Công an Hà Nội", "ha noi"}, {"Thủ đô Hà Nội", "ha noi"}, {"tinh Dong Thap", "dong thap"},
		{"Vùng Tây Nguyên", "tay nguyen"}, {"Khu vực Tây Nam Bộ", "tay nam bo"}, {"Các tỉnh Tây Nguyên", "tay nguyen"},
		{"Xã Hưng Mỹ", "hung my"}, {"Thị trấn Cái Nước", "cai nuoc"},
		{"Vũng Tàu", "vung tau"}, {"Tịnh Biên", "tinh bien"}, {"Quan Sơn", "quan son"}, {"Thạnh Phú", "thanh phu"},
		{"Tỉnh", "tinh"}, {"Công an tỉnh", "tinh"}, {"Quận 1", "quan 1"}, {"Vùng II", "vung ii"}, {"", ""}, {"…", ""},
		{"Miền Trung", "mien trung"}, {"Tỉnh: ", "tinh"},
	} {
		for _, text := range []string{c.text, norm.NFD.String(c.text)} {
			if got := vi.FoldUnit(text); got != c.want {
				t.Errorf("FoldUnit(%+q) = %q, want %q", text, got, c.want)
			}
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, c := range foldCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := vi.Fold(text)
		if twice := vi.Fold(once); twice != once {
			t.Errorf("Fold(%+q) = %+q, folded again %+q", text, once, twice)
		}
		if got := vi.Fold(norm.NFD.String(text)); got != once {
			t.Errorf("Fold(%+q) = %+q, of NFD %+q", text, once, got)
		}
		if got := vi.Fold(norm.NFC.String(text)); got != once {
			t.Errorf("Fold(%+q) = %+q, of NFC %+q", text, once, got)
		}
		if unit := vi.FoldUnit(text); (unit == "") != (once == "") {
			t.Errorf("FoldUnit(%+q) = %q, Fold %q", text, unit, once)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		vi.Fold("Mô hình đang hoạt động")
	}
}

// Text is composed as the standard says, every letter and mark by itself and between others.
func TestNFC(t *testing.T) {
	for r := rune(1); r < 0x3000; r++ {
		if s := "a" + string(r) + "e"; vi.NFC(s) != norm.NFC.String(s) {
			t.Errorf("%U", r)
		}
	}
}
