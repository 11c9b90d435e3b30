package excel

import (
	"slices"
	"testing"

	"tonghop/pipeline/vi"
)

// A number whose format shows another figure is asked back with both; formats that only dress it are not.
func TestOtherwiseShown(t *testing.T) {
	for _, c := range []struct {
		value    vi.Number
		code     string
		shown    string
		readings []string
	}{
		{vi.Int(30), `"gần "0`, "gần 30", []string{"30", "gần 30"}},
		{vi.Int(30), `\t\r\ê\n\ #,##0`, "trên 30", []string{"30", "trên 30"}},
		{vi.Int(30), `[Red]"khoảng" General`, "khoảng 30", []string{"30", "khoảng 30"}},
		{vi.Int(1_900_000), `#,##0,`, "1.900", []string{"1.900.000", "1.900"}},
		{vi.Int(1_900_000), `0.0,,"tr"`, "1,9tr", []string{"1.900.000", "1,9"}},
		{vi.Int(12), `;;;`, "", []string{"12"}},
		{vi.Int(12), `"x"`, "x", []string{"12"}},

		{vi.Int(30), "", "", nil},
		{vi.Int(30), "General", "", nil},
		{vi.Int(30), "#,##0", "", nil},
		{vi.Int(30), `0" mô hình"`, "", nil},
		{vi.Int(30), `_(* #,##0_);_(* \(#,##0\);_(* "-"??_);_(@_)`, "", nil},
		{vi.Int(-30), `_(* #,##0_);_(* \(#,##0\);_(* "-"??_);_(@_)`, "", nil},
		{vi.Int(30), `[$-42A]#,##0.00\ "₫"`, "", nil},
		{vi.Int(30), `[>100]0;[<=100]0.0`, "", nil},
		{vi.Int(30), "0.00E+00", "", nil},
		{vi.Int(30), "# ?/?", "", nil},
		{vi.Int(30), "@", "", nil},
		{0, ";;;", "", nil},
		{vi.Int(30), `"chưa xong`, "chưa xong", []string{"30"}},
		{vi.Int(30), `0\`, "", nil},
	} {
		asked, shown, ok := otherwiseShown(c.value, c.code)
		if ok != (c.readings != nil) || shown != c.shown || ok && !slices.Equal(asked.Readings, c.readings) {
			t.Errorf("%v as %s: %q %q, expected %q %q", c.value, c.code, shown, asked.Readings, c.shown, c.readings)
		}
	}
}

func FuzzFormat(f *testing.F) {
	for _, code := range []string{`"gần "0`, `#,##0,`, `;;;`, `_(* #,##0_);_(* \(#,##0\)`, `[Red`, `\`, `"`} {
		f.Add(code, int64(30))
	}
	f.Fuzz(func(t *testing.T, code string, value int64) {
		if asked, _, ok := otherwiseShown(vi.Number(value), code); ok && (asked.State != vi.Unreadable || len(asked.Readings) == 0) {
			t.Errorf("%q: %+v", code, asked)
		}
	})
}
