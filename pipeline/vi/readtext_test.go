package vi_test

import (
	"reflect"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline/vi"
)

// thousandths writes a number of the tests: 12_500 is 12,5.
func thousandths(n int64) vi.Number { return vi.Number(n * 10) }

func declared(q vi.Qualifier, words string, value int64) vi.Quantity {
	return vi.Quantity{State: vi.Declared, Qualifier: q, Value: vi.Int(value), Words: words}
}

func exact(value int64) vi.Quantity { return declared(vi.Exact, "", value) }

func fraction(n int64) vi.Quantity {
	return vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: thousandths(n)}
}

func span(words string, low, high int64) vi.Quantity {
	return vi.Quantity{State: vi.Declared, Qualifier: vi.Between, Value: vi.Int(low), Upper: vi.Int(high), Words: words}
}

func noted(q vi.Quantity, note string) vi.Quantity {
	q.Note = note
	return q
}

func asked(readings ...string) vi.Quantity {
	return vi.Quantity{State: vi.Unreadable, Readings: readings}
}

var (
	none          = vi.Quantity{State: vi.Zero, Qualifier: vi.Exact}
	missing       = vi.Quantity{State: vi.Missing}
	notApplicable = vi.Quantity{State: vi.NotApplicable}
)

type textCase struct {
	text string
	want vi.Quantity
}

var figureCases = []textCase{
	{"12", exact(12)}, {" 12 ", exact(12)}, {"'12", exact(12)}, {"’12", exact(12)}, {"05", exact(5)}, {"12\u00a0", exact(12)},
	{"2.258", exact(2258)}, {"2,258", exact(2258)}, {"1 900", exact(1900)}, {"1\u00a0900", exact(1900)}, {"1\u202f900", exact(1900)},
	{"1.234.567", exact(1234567)}, {"1 234 567", exact(1234567)}, {"1,234,567", exact(1234567)}, {"355,000", exact(355000)},
	{"123456789012", exact(123456789012)}, {"123.456.789.012", exact(123456789012)},
	{"12,5", fraction(12500)}, {"0,5", fraction(500)}, {"0,125", fraction(125)}, {"0,500", fraction(500)}, {"1.234,5", fraction(1234500)},
	{"1 234,5", fraction(1234500)}, {"1234,5", fraction(1234500)}, {"-5", exact(-5)}, {"−5", exact(-5)}, {"-1.900", exact(-1900)},
	{"12 (mười hai)", noted(exact(12), "mười hai")}, {"12(1)", noted(exact(12), "1")},
	{"12.5", asked("12,5", "125")}, {"12.50", asked("12,5", "1.250")}, {"0.125", asked("0,125")}, {"0.5", asked("0,5")},
	{"1.234,500", asked("1.234,5", "1.234.500")}, {"1,234.5", asked("1.234,5")}, {"1234,567", asked("1.234.567")},
	{"12,5670", asked("125.670")}, {"10,00", asked("10", "1.000")}, {"1.234 567", asked("1.234.567")}, {"1.234.5", asked()},
	{"1 90", asked()}, {"12 15", asked()}, {"1  900", asked("1.900")}, {"1\n900", asked()}, {"12.", asked("12")}, {"012", asked("12")},
	{"1234567890123", asked()}, {"0,12345", asked()}, {".5", asked()}, {",5", asked()}, {"1..2", asked()},
	{"12 mô hình", asked("12")}, {"12%", asked("12")}, {"12đ", asked("12")}, {"gần 12 cuộc", asked("gần 12")},
	{"1e400", asked()}, {"1E3", asked()}, {"0x1F", asked()}, {"NaN", asked()}, {"INF", asked()}, {"nan", asked()},
	{"+5", asked("5")}, {"- 5", asked("5", "-5")}, {"-0", asked("0")}, {"(12)", asked()}, {"12 (a", asked()}, {"11/8/2022", asked()}, {"10/12", asked()},
	{"//", asked()}, {`"`, asked()}, {"nt", asked()}, {"''", asked()}, {"mười hai", asked()}, {"không 5", asked()}, {"１２", asked("12")},
}

// spellingCases are what provinces were seen to write, and its relatives: read as it is, or asked back with all that it may
// mean, never read as something else.
var spellingCases = []textCase{
	// Spaces, signs and dashes that look alike.
	{"1\u2009900", exact(1900)}, {"1\u2007900", exact(1900)}, {"1\u3000900", exact(1900)}, {"1\t900", asked()}, {"2\u200b258", exact(2258)},
	{"\ufeff12", exact(12)}, {"\u202a12\u202c", exact(12)}, {"1\u0301" + "2", asked()}, {"‑", none}, {"‐", none}, {"―", none}, {"10 ‑ 12", span("… - …", 10, 12)},
	{"10 − 12", span("… − …", 10, 12)}, {"–12", asked("12", "-12")}, {"- 1.900", asked("1.900", "-1.900")}, {"-", none}, {"---", asked("-", "…")},
	{"_", asked("-", "…")}, {"⋯", asked()},
	// Letters and digits that look alike.
	{"1O", asked("10")}, {"2.O58", asked("2.058")}, {"l2", asked("12")}, {"O", asked("0")}, {"o", asked("0")}, {"Ø", asked("0")}, {"12l", asked("121", "12")},
	{"٣", asked("3")}, {"١٢", asked("12")}, {"２.２５８", asked("2.258")}, {"𝟏𝟐", asked("12")}, {"1’900", asked("1.900")}, {"1'900", asked("1.900")},
	{"1·900", asked("1.900")}, {"1٫5", asked("1,5")}, {"×", asked("x")}, {"Х", asked("x")}, {"lO", asked()}, {"Olo", asked()}, {"12 lOl", asked("12")},
	{"XII", asked()}, {"①", asked()}, {"gần 1.9OO", asked("gần 1.900")},
	// What stands behind a figure.
	{"12 MH", asked("12")}, {"12MH", asked("12")}, {"12²", asked("12")}, {"1½", asked()}, {"½", asked()}, {"1⁄2", asked()}, {"1/2", asked()}, {"1 nghìn", asked("1.000")},
	{"2,5 triệu", asked("2.500.000")}, {"trên 4,7 nghìn", asked("trên 4.700")}, {"hơn 4.7 nghìn", asked("hơn 4.700", "hơn 47.000")}, {"5k", asked("5.000")},
	{"123.456.789 nghìn", asked("123.456.789.000")}, {"1.234.567.890 nghìn", asked()}, {"20 trở lên", asked("ít nhất 20")}, {"20+", asked("hơn 20", "ít nhất 20")},
	{"20 trở xuống", asked("không quá 20")}, {"20±", asked("khoảng 20")}, {"gần 20 trở lên", asked()}, {"12 nghìn mô hình", asked("12.000")},
	// What stands in brackets behind it.
	{"12 (30 người)", noted(exact(12), "30 người")}, {"12 (15)", asked("12", "15")}, {"0 (12)", asked("-", "12")}, {"12 (12)", noted(exact(12), "12")},
	{"gần 12 (15)", noted(declared(vi.Near, "gần", 12), "15")}, {"(5)", asked()}, {"(2.258)", asked()},
	// Words for none, for what is not known, and for the figure above.
	{"k", asked("-")}, {"Ko", asked("-")}, {"k có", asked("-")}, {"đang tổng hợp", asked("…")}, {"không rõ", asked("…")}, {"n/a", asked()}, {"#N/A", asked()},
	{"//", asked()}, {"nt", asked()}, {"như trên", asked()}, {"″", asked()}, {"- nt -", asked()},
	// Groups that are none, and too many digits.
	{"1.2345", asked("1,2345", "12.345")}, {"1.23", asked("1,23", "123")}, {"1.900,00", asked("1.900")}, {"1.23.456", asked()}, {"1,900.00", asked("1.900")},
	{"12,34567", asked()}, {"0012", asked("12")}, {"12,13", vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: 121300}},
}

var stateCases = []textCase{
	{"0", none}, {"00", none}, {"-", none}, {"–", none}, {"—", none}, {"không", none}, {"KHÔNG", none}, {"Không có", none},
	{"không phát sinh", none}, {"Không phát sinh.", none}, {"khong", none}, {"0 (không)", noted(none, "không")}, {"'-", none},
	{"", missing}, {" \u00a0\n", missing}, {"…", missing}, {"...", missing}, {"......", missing}, {"… (chưa có)", noted(missing, "chưa có")},
	{"x", notApplicable}, {"X", notApplicable},
	{"khống", asked("-")}, {"chưa có số liệu", asked("…")}, {"chưa có", asked("…", "-")}, {"..", asked("…")}, {"--", asked("-", "…")}, {"xx", asked("x")},
}

var hedgeCases = []textCase{
	{"gần 1.900", declared(vi.Near, "gần", 1900)}, {"GẦN 1.900", declared(vi.Near, "gần", 1900)}, {"gần 2.500", declared(vi.Near, "gần", 2500)},
	{"hơn 355.000", declared(vi.Over, "hơn", 355000)}, {"trên 4.700", declared(vi.Over, "trên", 4700)}, {"hơn 2.000", declared(vi.Over, "hơn", 2000)},
	{"tren  4700", declared(vi.Over, "tren", 4700)}, {"trên\u00a04.700", declared(vi.Over, "trên", 4700)}, {"gần1.900", declared(vi.Near, "gần", 1900)},
	{"khoảng 20", declared(vi.About, "khoảng", 20)}, {"khỏang 20", declared(vi.About, "khỏang", 20)}, {"trên dưới 20", declared(vi.About, "trên dưới", 20)},
	{"xấp xỉ 20", declared(vi.About, "xấp xỉ", 20)}, {"ước 20", declared(vi.About, "ước", 20)}, {"độ 20", declared(vi.About, "độ", 20)},
	{"chừng 20", declared(vi.About, "chừng", 20)}, {"dưới 10", declared(vi.Under, "dưới", 10)}, {"không quá 5", declared(vi.Under, "không quá", 5)},
	{"chưa đến 100", declared(vi.Under, "chưa đến", 100)}, {"chưa tới 100", declared(vi.Under, "chưa tới", 100)}, {"tối đa 5", declared(vi.Under, "tối đa", 5)},
	{"ít nhất 5", declared(vi.Over, "ít nhất", 5)}, {"tối thiểu 5", declared(vi.Over, "tối thiểu", 5)}, {"không dưới 5", declared(vi.Over, "không dưới", 5)},
	{"từ 10 đến 12", span("từ … đến …", 10, 12)}, {"10 - 12", span("… - …", 10, 12)}, {"10-12", span("… - …", 10, 12)}, {"10–12", span("… – …", 10, 12)},
	{"10 đến 12", span("… đến …", 10, 12)}, {"khoảng 10 - 12", span("khoảng … - …", 10, 12)}, {"Từ 1 900 tới 2 000", span("từ … tới …", 1900, 2000)},
	{"từ 0 đến 5", span("từ … đến …", 0, 5)}, {"gần 1.900 (ước)", noted(declared(vi.Near, "gần", 1900), "ước")},
	{"gân 1.900", asked("gần 1.900")}, {"gần 0", asked("0")}, {"gần 12.5", asked("gần 12,5", "gần 125")}, {"gần -5", asked()},
	{"có 12", asked()}, {"đo 20", asked("độ 20")}, {"do 20", asked("độ 20")}, {"chung 20", asked("chừng 20")}, {"> 5", asked("hơn 5")}, {"≥5", asked("ít nhất 5")},
	{"từ 5", asked("ít nhất 5")}, {"từ 12 đến 10", asked("từ 10 đến 12")}, {"10 - 10", asked()}, {"10 - 12 - 14", asked()}, {"gần 10 đến 12", asked()},
	{"10 đến gần 12", asked()}, {"2018-2024", asked("từ 2.018 đến 2.024")}, {"10-2026", asked("từ 10 đến 2.026")}, {"10 và 12", asked()},
}

func TestReadText(t *testing.T) {
	for _, cases := range [][]textCase{figureCases, spellingCases, stateCases, hedgeCases} {
		for _, c := range cases {
			for _, text := range []string{c.text, norm.NFD.String(c.text)} {
				if got := vi.ReadText(text); !reflect.DeepEqual(got, c.want) {
					t.Errorf("ReadText(%+q)\n got %+v\nwant %+v", text, got, c.want)
				}
			}
		}
	}
}

func TestQuantityString(t *testing.T) {
	for _, c := range []struct {
		quantity    vi.Quantity
		text, hedge string
	}{
		{exact(1900), "1.900", ""}, {declared(vi.Near, "gần", 1900), "gần 1.900", "gần"}, {none, "-", ""}, {missing, "…", ""},
		{notApplicable, "x", ""}, {asked("12"), "?", ""}, {vi.Quantity{}, "?", ""}, {fraction(12500), "12,5", ""},
		{declared(vi.Over, "hơn", 355000), "hơn 355.000", "hơn"}, {declared(vi.Over, "", 4700), "trên 4.700", "trên"},
		{declared(vi.About, "", 20), "khoảng 20", "khoảng"}, {declared(vi.Near, "", 20), "gần 20", "gần"},
		{declared(vi.Under, "", 20), "dưới 20", "dưới"}, {span("", 10, 12), "từ 10 đến 12", "từ"},
		{span("từ", 10, 12), "từ 10 đến 12", "từ"}, {span("… - …", 10, 12), "10 - 12", ""},
		{span("khoảng … - …", 10, 12), "khoảng 10 - 12", "khoảng"},
	} {
		if got := c.quantity.String(); got != c.text {
			t.Errorf("%+v.String() = %q, want %q", c.quantity, got, c.text)
		}
		if got := vi.Hedge(c.quantity); got != c.hedge {
			t.Errorf("Hedge(%+v) = %q, want %q", c.quantity, got, c.hedge)
		}
	}
}

func FuzzReadText(f *testing.F) {
	for _, cases := range [][]textCase{figureCases, spellingCases, stateCases, hedgeCases} {
		for _, c := range cases {
			f.Add(c.text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		q := vi.ReadText(text)
		for _, reading := range q.Readings {
			if again := vi.ReadText(reading); again.State == vi.Unreadable || again.String() != reading && reading != "0" {
				t.Errorf("ReadText(%+q) offers %+q, which reads %+v", text, reading, again)
			}
		}
		if q.State == vi.Unreadable {
			return
		}
		q.Note = ""
		if again := vi.ReadText(q.String()); !reflect.DeepEqual(again, q) {
			t.Errorf("ReadText(%+q) = %+v, prints %+q, reads %+v", text, q, q.String(), again)
		}
	})
}
