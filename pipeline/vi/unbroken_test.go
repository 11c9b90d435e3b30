package vi

import "testing"

func TestUnbroken(t *testing.T) {
	for text, want := range map[string]string{
		"bảo vệ an ninh Tổ quốc giai đoạn 2018 - 2024 của": "bảo vệ an ninh Tổ\u00a0quốc giai đoạn 2018\u00a0-\u00a02024 của",
		"BẢO VỆ AN NINH TỔ QUỐC":                           "BẢO VỆ AN NINH TỔ\u00a0QUỐC",
		"từ 10 - 12 tổ, quốc lộ":                           "từ 10 - 12 tổ, quốc lộ",
	} {
		if got := Unbroken(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
