package vi_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline/vi"
)

// The counts are of TCVN3 and VNI.
func TestGarbled(t *testing.T) {
	for text, want := range map[string][2]int{
		"Céng hßa x· héi chñ nghÜa ViÖt Nam": {5, 0}, // Céng and héi have letters that Vietnamese has too
		"Tªn ®¬n vÞ":                    {3, 0},
		"C¸c m« h×nh ë th«n, b¶n (xãm)": {6, 0},
		"B»ng khen":                     {1, 0},
		"Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam": {1, 6}, // nghóa may be meant so, and chuû is chuỷ in TCVN3
		"Coâng an xaõ":     {0, 2},
		"Ñôn vò baùo caùo": {0, 3},
		"ÑÔN VÒ BAÙO CAÙO": {0, 3},
		// Unicode, with all that may stand in it.
		"Cộng hòa xã hội chủ nghĩa Việt Nam": {}, "Hoà Bình, Thuý, quà, quá, quân, Huế, quê, yên, khoá, hoè": {}, "CÔNG AN XÃ HOÀ BÌNH": {},
		"Đắk Lắk, Krông Pắk, Ea H’leo": {}, "12 m² – 5 µm, 3 × 4, ±5 °C": {1, 0}, "« An ninh », «An ninh»": {}, "· An ninh · Trật tự": {}, "Microsoft® ©": {},
		"An\u00adninh tr\u00adt": {}, "½ ¾ ¿": {}, "": {}, "Hà Nội và các tỉnh": {}, "lý do, thuỷ, thúy, yêu, tuyên, uỷ": {}, "tuýp, quýt, uý": {},
	} {
		for _, text := range []string{text, norm.NFD.String(text)} {
			if got := [2]int{vi.TCVN3.Garbled(text), vi.VNI.Garbled(text)}; got != want {
				t.Errorf("Garbled(%+q) = %d, want %d", text, got, want)
			}
		}
	}
}
