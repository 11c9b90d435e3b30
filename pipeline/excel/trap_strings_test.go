package excel_test

import (
	"strings"
	"testing"
)

// shared is a cell that names a text by its number.
func shared(ref, index string) change { return cell(ref, `<c r="`+ref+`" t="s"><v>`+index+`</v></c>`) }

// Texts of cells: where they stand, and how a cell names them.
func trapsOfTexts(t testing.TB) []trap {
	moved := func(target string) change {
		return edit(relatedPart, `Target="sharedStrings.xml"`, `Target="`+target+`"`)
	}
	decoy := more(stringsPart, xmlHead+`<sst xmlns="`+mainSpace+`">`+strings.Repeat("<si><t>7</t></si>", 20)+`</sst>`)
	line := "<t>Buổi tuyên truyền</t>"
	runs := `<r><t xml:space="preserve">Buổi </t></r><r><rPr><b/><rFont val="Arial"/></rPr><t>tuyên truyền</t></r>`
	return []trap{
		{name: "another path", change: all(rename(stringsPart, "xl/other/words.xml"), moved("other/words.xml"))},
		{name: "another path from the root", change: all(rename(stringsPart, "words.xml"), moved("/words.xml"))},
		{name: "a decoy at the usual path", change: all(rename(stringsPart, "xl/words.xml"), moved("words.xml"), decoy)},
		{name: "a path that goes up", change: moved("../xl/./sharedStrings.xml")},
		{name: "a path that goes up too far", change: moved("../../../xl/sharedStrings.xml"), code: "damaged|unknown-string?"},
		{name: "a path with backslashes", change: moved(`..\xl\sharedStrings.xml`)},
		{name: "a path in other capitals", change: moved("SharedStrings.XML")},
		{name: "a path with a space", change: all(rename(stringsPart, "xl/shared%20strings.xml"), moved("shared%20strings.xml"))},
		{name: "a path to nowhere", change: moved("nowhere.xml"), code: "damaged|unknown-string"},
		{name: "no relationship", change: edit(relatedPart, `<Relationship Id="rId3" Type="`+officeSpace+`/sharedStrings" Target="sharedStrings.xml"/>`, ""), code: "damaged|unknown-string"},
		{name: "elsewhere on the net", change: edit(relatedPart, `Target="sharedStrings.xml"`, `Target="http://x/s.xml" TargetMode="External"`), code: "damaged|unknown-string"},
		{name: "two lists of texts", change: all(more("xl/words.xml", xmlHead+`<sst xmlns="`+mainSpace+`"><si><t>7</t></si></sst>`),
			edit(relatedPart, `<Relationship Id="rId3"`, `<Relationship Id="rId9" Type="`+officeSpace+`/sharedStrings" Target="words.xml"/><Relationship Id="rId3"`)), code: "damaged|unknown-string|repeated-part"},
		{name: "the sheet as texts", change: moved("worksheets/sheet1.xml"), code: "damaged|unknown-string"},
		{name: "sheet's target from the root", change: edit(relatedPart, `Target="worksheets/sheet1.xml"`, `Target="/xl/worksheets/sheet1.xml"`)},
		{name: "sheet's target with backslashes", change: edit(relatedPart, `Target="worksheets/sheet1.xml"`, `Target="\xl\worksheets\sheet1.xml"`)},
		{name: "workbook's target from the root", change: edit(rootPart, `Target="xl/workbook.xml"`, `Target="/xl/workbook.xml"`)},
		{name: "sheet on the net", change: edit(relatedPart, `Target="worksheets/sheet1.xml"`, `Target="http://x/s.xml" TargetMode="External"`), code: "damaged"},
		{name: "sheet of no relationship", change: edit(workbookPart, `r:id="rId1"`, `r:id="rId77"`), code: "damaged"},
		{name: "sheet of no kind", change: edit(relatedPart, "/worksheet\"", "/something\""), code: "damaged|missing-form"},
		{name: "relationship twice", change: edit(relatedPart, `<Relationship Id="rId3"`, `<Relationship Id="rId1" Type="`+officeSpace+`/worksheet" Target="styles.xml"/><Relationship Id="rId3"`), code: "damaged"},

		{name: "index out of range", change: shared("C9", "99"), code: "unknown-string", at: "C9"},
		{name: "index just out of range", change: shared("C9", "20"), code: "unknown-string", at: "C9"},
		{name: "index below zero", change: shared("C9", "-1"), code: "unknown-string", at: "C9"},
		{name: "index in words", change: shared("C9", "x"), code: "unknown-string", at: "C9"},
		{name: "index with a fraction", change: shared("C9", "1.0"), code: "unknown-string", at: "C9"},
		{name: "index in hexadecimal", change: shared("C9", "0x1"), code: "unknown-string", at: "C9"},
		{name: "index with an exponent", change: shared("C9", "1e0"), code: "unknown-string", at: "C9"},
		{name: "index beyond 32 bits", change: shared("C9", "4294967296"), code: "unknown-string", at: "C9"},
		{name: "index beyond 64 bits", change: shared("C9", "18446744073709551616"), code: "unknown-string", at: "C9"},
		{name: "index with spaces", change: edit(sheetPart, `<c r="A10" t="s"><v>17<`, `<c r="A10" t="s"><v> 17 <`), code: "unknown-string?"},
		{name: "empty index", change: shared("C9", ""), figures: map[string]string{"C9": ""}},
		{name: "no index", change: cell("C9", `<c r="C9" t="s"/>`), figures: map[string]string{"C9": ""}},

		{name: "counts that lie", change: edit(stringsPart, ` count="`, ` count="9`)},
		{name: "no counts", change: edit(stringsPart, ` count="20" uniqueCount="20"`, "")},
		{name: "runs", change: edit(stringsPart, line, runs)},
		{name: "hints how to speak it", change: edit(stringsPart, line, line+`<rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/>`)},
		{name: "hints behind runs", change: edit(stringsPart, line, runs+`<rPh sb="0" eb="1"><t>x</t></rPh>`)},
		{name: "an empty text among them", change: edit(stringsPart, "<si><t>Chỉ tiêu", "<si/><si><t>Chỉ tiêu"), code: "missing-columns"},
		{name: "an escaped line feed", change: inText("Buổi_x000D__x000A_tuyên_x0020_truyền")},
		{name: "an escaped letter", change: inText("Bu_x1ED5_i tuyên truyền")},
		{name: "an escaped underscore", change: typed("C9", "_x005F_x0033_2"), figures: map[string]string{"C9": "?"}},
		{name: "figures escaped", change: typed("C9", "_x0033_2")},
		{name: "an escape of half a pair", change: typed("C9", "_xD800_"), figures: map[string]string{"C9": "?"}, code: "damaged?"},
		{name: "a zero escaped", change: typed("C9", "_x0000_"), figures: map[string]string{"C9": "?"}, code: "damaged?"},
		{name: "inline text", change: cell("A10", `<c r="A10" t="inlineStr"><is>`+line+`</is></c>`)},
		{name: "inline runs", change: cell("A10", `<c r="A10" t="inlineStr"><is>`+runs+`</is></c>`)},
		{name: "inline with a hint", change: cell("A10", `<c r="A10" t="inlineStr"><is>`+line+`<rPh sb="0" eb="1"><t>x</t></rPh></is></c>`)},
		{name: "a formula's text", change: cell("A10", `<c r="A10" t="str"><f>"x"</f><v>Buổi tuyên truyền</v></c>`)},
		{name: "inline text in the place of a value", change: cell("C9", `<c r="C9" t="inlineStr"><v>32</v></c>`), code: "unknown-cell|damaged?"},
		{name: "a value and an inline text", change: cell("C9", `<c r="C9" t="inlineStr"><v>23</v><is><t>32</t></is></c>`), code: "unknown-cell|damaged?"},
		{name: "an inline text that is not said to be one", change: cell("C9", `<c r="C9"><is><t>32</t></is></c>`), code: "unknown-cell|damaged"},
		{name: "two texts in one", change: edit(stringsPart, line, line+"<t>32</t>"), figures: map[string]string{"C10": "", "D10": ""}, found: "unknown-row A10", code: "damaged?"},
		{name: "the longest text", change: all(besides("G1"), typed("G1", strings.Repeat("ă", 32767)))},
		{name: "a text that is too long", change: all(besides("G1"), typed("G1", strings.Repeat("ă", 32768))), code: "too-long-text", at: "G1"},
		{name: "a shared text that is too long", change: inText(strings.Repeat("ă", 32768)), code: "too-long-text"},
	}
}
