package vi

import "testing"

func TestLoose(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Hưng Mỹ", "Hưng Mĩ", true},
		{"Tổ tự quản về ANTT", "Tổ tự quản an ninh, trật tự", true},
		{"Khu dân cư an toàn", "KDC An Toàn", true},
		{"Camera an ninh", "Ca-mê-ra an ninh", true},
		{"Giáo xứ bình yên", "Giáo xứ bình an", false},
		{"TT và TT", "trật tự trật tự", true},
	} {
		if got := Loose(c.a) == Loose(c.b); got != c.same {
			t.Errorf("%q is %q, %q is %q", c.a, Loose(c.a), c.b, Loose(c.b))
		}
	}
}
