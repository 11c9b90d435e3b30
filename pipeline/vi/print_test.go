package vi

import "testing"

func TestProse(t *testing.T) {
	for text, want := range map[string]string{"0": "0", "": "chưa có số liệu", "x": "không áp dụng", "1900": "1.900", "gần 1.900": "gần 1.900"} {
		if got := ReadText(text).Prose(); got != want {
			t.Errorf("%q in a sentence is %q, want %q", text, got, want)
		}
	}
}

func TestSingleSpaced(t *testing.T) {
	for text, want := range map[string]string{"": "", " \n": "", "Cà Mau": "Cà Mau", "\t Cà\u00a0 \r\nMau\u3000": "Cà Mau"} {
		if got := SingleSpaced(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
