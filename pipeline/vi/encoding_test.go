package vi_test

import (
	_ "embed"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline/vi"
)

// The published tables: codes, in hexadecimal, and the letter.
var (
	//go:embed testdata/tcvn3.tsv
	tcvn3Table string
	//go:embed testdata/vni.tsv
	vniTable string
)

// table returns the letters by how they are written.
func table(t testing.TB, text string) map[string]string {
	t.Helper()
	letters := map[string]string{}
	for line := range strings.Lines(text) {
		codes, letter, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue // the comment
		}
		written := ""
		for code := range strings.FieldsSeq(codes) {
			n, err := strconv.ParseUint(code, 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			written += string(rune(n))
		}
		letters[written] = letter
	}
	return letters
}

// smallLetters and capitals are all letters of Vietnamese that ASCII has not.
const (
	smallLetters = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ"
	capitals     = "ÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÉÈẺẼẸÊẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰÝỲỶỸỴĐ"
	untoned      = "ĂÂÊÔƠƯĐ" // the capitals that TCVN3 has
)

func TestTables(t *testing.T) {
	for _, c := range []struct {
		encoding vi.Encoding
		table    map[string]string
		letters  string
	}{
		{vi.TCVN3, table(t, tcvn3Table), smallLetters + untoned},
		{vi.VNI, table(t, vniTable), smallLetters + capitals},
	} {
		found := ""
		for written, letter := range c.table {
			found += letter
			if got, _ := c.encoding.Decode(written); got != letter {
				t.Errorf("encoding %d: Decode(%+q) = %q, want %q", c.encoding, written, got, letter)
			}
			if got, ok := c.encoding.Encode(letter); !ok || got != written {
				t.Errorf("encoding %d: Encode(%q) = %+q, %v, want %+q", c.encoding, letter, got, ok, written)
			}
		}
		for _, letter := range c.letters {
			if strings.Count(found, string(letter)) != 1 {
				t.Errorf("encoding %d: %q is %d times in the published table", c.encoding, letter, strings.Count(found, string(letter)))
			}
		}
		if len(c.table) != len([]rune(c.letters)) {
			t.Errorf("encoding %d: %d letters in the published table", c.encoding, len(c.table))
		}
	}
}

// Every letter, both cases, both ways; TCVN3 writes capitals with a tone mark by its second font only.
func TestEveryLetter(t *testing.T) {
	for _, letter := range smallLetters + capitals {
		letter := string(letter)
		small := strings.Contains(smallLetters, letter)
		for encoding, has := range map[vi.Encoding]bool{
			vi.VNI: true, vi.TCVN3: small || strings.Contains(untoned, letter), vi.TCVN3Capitals: !small, vi.Unicode: false,
		} {
			written, ok := encoding.Encode(letter)
			if ok != has {
				t.Errorf("encoding %d: Encode(%q) = %+q, %v", encoding, letter, written, ok)
			}
			if got, ok := encoding.Decode(written); has && (ok != (written != letter) || got != letter) {
				t.Errorf("encoding %d: Decode(%+q) = %q, %v, want %q", encoding, written, got, ok, letter)
			}
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		encoding   vi.Encoding
		text, want string
	}{
		{vi.TCVN3, "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
		{vi.TCVN3, "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"},
		{vi.TCVN3, "Tªn ®¬n vÞ", "Tên đơn vị"},
		{vi.TCVN3, "Th\u00adêng xuyªn…", "Thường xuyên…"}, // ư is in the place of the soft hyphen
		{vi.TCVN3, "TÝnh “chÝnh x¸c” – 5\u00a0%", "Tính “chính xác” – 5\u00a0%"},
		{vi.TCVN3, "ThÞ x\u00a8\u00f3", "Thị xăú"},
		{vi.TCVN3Capitals, "céng hßa x· héi chñ nghÜa viÖt nam", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{vi.TCVN3Capitals, "CéNG HßA", "CỘNG HÒA"}, {vi.TCVN3Capitals, "an giang", "AN GIANG"},
		{vi.VNI, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
		{vi.VNI, "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"},
		{vi.VNI, "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{vi.VNI, "Thöøa Thieân Hueá, Baø Ròa - Vuõng Taøu, Quaûng Ngaõi", "Thừa Thiên Huế, Bà Rịa - Vũng Tàu, Quảng Ngãi"},
		{vi.VNI, "Ñaék Laék, xaõ Myõ Thuaän, kyù, yï, î", "Đắk Lắk, xã Mỹ Thuận, ký, ỵ, ỵ"},
		{vi.VNI, "VIEäT", "VIỆT"},  // the mark of a small letter on a capital
		{vi.VNI, "aâù aùâ", "ấ ấ"}, // two marks, in either order
	} {
		for _, text := range []string{c.text, norm.NFD.String(c.text)} {
			if got, ok := c.encoding.Decode(text); !ok || got != c.want {
				t.Errorf("encoding %d: Decode(%+q) = %q, %v, want %q", c.encoding, text, got, ok, c.want)
			}
		}
	}
}

// What cannot be in the encoding, or has nothing to convert, stays as it is.
func TestDecodeNot(t *testing.T) {
	for _, c := range []struct {
		encoding vi.Encoding
		text     string
	}{
		{vi.TCVN3, "Cộng hòa"}, {vi.TCVN3, "Hà Nội"}, {vi.TCVN3, "Cà Mau"}, {vi.TCVN3, "Céng hòa Đ"}, {vi.TCVN3, "An Giang 12"}, {vi.TCVN3, ""},
		{vi.TCVN3, "Ðắk"}, {vi.TCVN3, "ƒ µ"}, {vi.TCVN3, "Š µ"}, {vi.TCVN3, "µ \u0301"}, {vi.TCVN3, "\xb5"}, {vi.TCVN3, "– … “ ”"},
		{vi.TCVN3Capitals, "Hà Nội"}, {vi.TCVN3Capitals, "AN GIANG"},
		{vi.VNI, "Cộng hòa"}, {vi.VNI, "Cà Mau"}, {vi.VNI, "Tân Hà"}, {vi.VNI, "Thuý"}, {vi.VNI, "aùù"}, {vi.VNI, "ôûø"}, {vi.VNI, "Ðaép"}, {vi.VNI, "ùa"}, {vi.VNI, "ôâ"}, {vi.VNI, "uê"},
		{vi.VNI, "An Giang"}, {vi.VNI, "\xf9"},
		{vi.Unicode, "Céng hßa"},
	} {
		if got, ok := c.encoding.Decode(c.text); ok || got != c.text {
			t.Errorf("encoding %d: Decode(%+q) = %+q, %v", c.encoding, c.text, got, ok)
		}
	}
}

func TestFontEncoding(t *testing.T) {
	for want, fonts := range map[vi.Encoding][]string{
		vi.TCVN3: {".VnTime", ".vntime", " .VnTime ", ".VnArial", ".VnArial Narrow", ".VnBlack", ".VnCourier New", ".VnAvant", ".VnBook-Antiqua",
			".VnCentury Schoolbook", ".VnMonotype corsiva", ".VnHelvetIns", ".VnUniverse", "@.VnTime", ".VnTime Bold"},
		vi.TCVN3Capitals: {".VnTimeH", ".Vn3DH ", ".VnTimeh", ".VNTIMEH", ".VnArialH", ".VnArial NarrowH", ".VnAvantH", ".VnCourier NewH", ".VnBlackH", ".VnTifani HeavyH"},
		vi.VNI:           {"VNI-Times", "vni-times", "VNI-Helve", "VNI-Helve-Condense", "VNI Times", "VNI-Aptima", "VNI-Book", "VNI-Bodon-Poster", "VNI_Times"},
		vi.Unicode: {"", "Times New Roman", "Arial", "Calibri", "VnTime", "VNtimes new roman", "VNI", ".Vn", "VNF-Futura", "UVN Van", "UTM Times", "SVN-Times New Roman",
			"UVnTime", "iCiel VNI", "Vni", "Verdana", ".SF NS", "Cambria Math"},
	} {
		for _, font := range fonts {
			if got := vi.FontEncoding(font); got != want {
				t.Errorf("FontEncoding(%q) = %d, want %d", font, got, want)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, text := range []string{"Céng hßa x· héi", "Coäng hoøa", "§éc lËp", "aâù", "Hà Nội", "\xff", "Th\u00adêng", "ЙѺ", "ⓐ ǅ ŉ"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, encoding := range []vi.Encoding{vi.Unicode, vi.TCVN3, vi.TCVN3Capitals, vi.VNI} {
			decoded, ok := encoding.Decode(text)
			if !ok && decoded != text {
				t.Errorf("encoding %d: Decode(%+q) = %+q without ok", encoding, text, decoded)
			}
			if count := encoding.Garbled(text); count < 0 || count > len(strings.Fields(text)) {
				t.Errorf("encoding %d: %d words of %+q are garbled", encoding, count, text)
			}
			if ok && !norm.NFC.IsNormalString(decoded) {
				t.Errorf("encoding %d: Decode(%+q) = %+q, which is not NFC", encoding, text, decoded)
			}
			if written, ok := encoding.Encode(text); ok {
				if again, converted := encoding.Decode(written); again != norm.NFC.String(text) || converted != (again != norm.NFC.String(written)) {
					t.Errorf("encoding %d: %+q is written %+q, which reads %+q", encoding, text, written, again)
				}
			}
			if written, can := encoding.Encode(decoded); ok && can {
				if again, _ := encoding.Decode(written); again != decoded {
					t.Errorf("encoding %d: %+q reads %+q, which is written %+q and reads %+q", encoding, text, decoded, written, again)
				}
			}
		}
	})
}

// Every text of Vietnamese letters comes back.
func FuzzEncode(f *testing.F) {
	f.Add([]byte("Cộng hòa"))
	f.Add([]byte{0, 200, 73, 150, 220})
	letters := []rune(smallLetters + capitals + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789.,-–…")
	f.Fuzz(func(t *testing.T, picks []byte) {
		var b strings.Builder
		for _, pick := range picks {
			b.WriteRune(letters[int(pick)%len(letters)])
		}
		text := b.String()
		for encoding, text := range map[vi.Encoding]string{vi.VNI: text, vi.TCVN3: vi.Lower(text), vi.TCVN3Capitals: vi.Upper(text)} {
			written, ok := encoding.Encode(text)
			if again, _ := encoding.Decode(written); !ok || again != text {
				t.Errorf("encoding %d: %q is written %+q, %v, and reads %q", encoding, text, written, ok, again)
			}
		}
	})
}
