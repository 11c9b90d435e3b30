package vi_test

import (
	"testing"

	"tonghop/pipeline/vi"
)

func TestSpelling(t *testing.T) {
	for _, same := range [][2]string{{"Hoà  An", "hòa an"}, {"Thuý", "Thúy"}, {"Khoẻ", "khỏe"}, {"Mù Cả.", "mù cả"}, {"Tân-Ngãi", "tân ngãi"}, {"Độ", "ĐỘ"}} {
		if a, b := vi.Spelling(same[0]), vi.Spelling(same[1]); a != b {
			t.Errorf("%q is %q, and %q is %q", same[0], a, same[1], b)
		}
	}
	for _, other := range [][2]string{{"Phú Thạnh", "Phú Thành"}, {"Hoa An", "Hòa An"}, {"Đô", "Do"}, {"Hòa An", "Hòaan"}} {
		if a, b := vi.Spelling(other[0]), vi.Spelling(other[1]); a == b {
			t.Errorf("%q and %q are both %q", other[0], other[1], a)
		}
	}
}
