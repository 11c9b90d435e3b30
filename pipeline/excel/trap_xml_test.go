package excel_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"
)

// The cell with the figure that most traps are about, and what follows it.
const (
	figureCell = `<c r="C9"><v>32</v></c>`
	figureRow  = `<row r="9">`
)

// inText changes the text of a line's name.
func inText(with string) change { return edit(stringsPart, "Buổi tuyên truyền", with) }

// XML that is not whole, or not what it seems.
func trapsOfBrokenXML(t testing.TB) []trap {
	damaged := func(name string, change change) trap { return trap{name: name, change: change, code: "damaged"} }
	doubtful := func(name string, change change) trap { return trap{name: name, change: change, code: "damaged?"} }
	traps := []trap{
		damaged("control character in a text", inText("Buổi \x01 tuyên truyền")),
		damaged("zero in a text", inText("Buổi \x00 tuyên truyền")),
		damaged("control character between cells", edit(sheetPart, figureCell, "\x02"+figureCell)),
		damaged("reference to a control character", inText("Buổi &#1; tuyên truyền")),
		damaged("reference to zero", inText("Buổi &#x0; tuyên truyền")),
		damaged("reference to half a pair", inText("Buổi &#xD800; tuyên truyền")),
		damaged("reference beyond Unicode", inText("Buổi &#x110000; tuyên truyền")),
		damaged("bad UTF-8", inText("Buổi \xff\xfe tuyên truyền")),
		damaged("UTF-8 cut short", inText("Bu\xe1\xbb tuyên truyền")),
		damaged("UTF-8 too long", inText("Bu\xc0\xafi tuyên truyền")),
		damaged("half a pair in UTF-8", inText("Bu\xed\xa0\x80i tuyên truyền")),
		damaged("bad UTF-8 in a name of a cell's attribute", edit(sheetPart, `r="C9"`, "r\xff=\"C9\"")),
		doubtful("no character at all", inText("Buổi tuyên truyền\ufffe")),
		damaged("bare ampersand", inText("Buổi & tuyên truyền")),
		damaged("unknown entity", inText("Buổi &nbsp; tuyên truyền")),
		damaged("bare less-than", inText("Buổi < tuyên truyền")),
		damaged("less-than in an attribute", edit(sheetPart, `<c r="C9">`, `<c r="C9" s="<">`)),
		damaged("the sheet's first half only", header(sheetPart, func(e *entry) { e.data = e.data[:bytes.Index(e.data, []byte(figureRow))] })),
		damaged("all but the sheet's last element", edit(sheetPart, "</worksheet>", "")),
		damaged("all but the last letter", edit(sheetPart, "</worksheet>", "</worksheet")),
		damaged("the texts' first half only", header(stringsPart, func(e *entry) { e.data = e.data[:len(e.data)/2] })),
		damaged("the styles' first half only", header(stylesPart, func(e *entry) { e.data = e.data[:len(e.data)/2] })),
		damaged("the workbook cut", header(workbookPart, func(e *entry) { e.data = e.data[:len(e.data)-5] })),
		damaged("relationships cut", header(relatedPart, func(e *entry) { e.data = e.data[:len(e.data)-5] })),
		damaged("an empty sheet", header(sheetPart, func(e *entry) { e.data = nil })),
		damaged("an end that was not begun", edit(sheetPart, figureRow, "</row>"+figureRow)),
		damaged("ends crossed", edit(sheetPart, "</v></c></row>", "</v></row></c>")),
		damaged("an end of other capitals", edit(sheetPart, "</sheetData>", "</sheetdata>")),
		damaged("two sheets in one part", edit(sheetPart, "</worksheet>", "</worksheet><worksheet/>")),
		damaged("text behind the sheet", edit(sheetPart, "</worksheet>", "</worksheet>32")),
		damaged("text before the sheet", edit(sheetPart, "<worksheet", "32<worksheet")),
		damaged("an attribute without quotes", edit(sheetPart, `<c r="C9">`, `<c r=C9>`)),
		damaged("an attribute without a value", edit(sheetPart, `<c r="C9">`, `<c r>`)),
		damaged("an attribute twice", edit(sheetPart, `<c r="C9">`, `<c r="C9" r="D9">`)),
		damaged("an attribute's quote left open", edit(sheetPart, `<c r="C9">`, `<c r="C9>`)),
		damaged("a comment left open", edit(sheetPart, figureCell, "<!-- "+figureCell)),
		damaged("an instruction left open", edit(sheetPart, figureCell, "<?x "+figureCell)),
		damaged("CDATA left open", edit(sheetPart, "<v>32</v>", "<v><![CDATA[32</v>")),
		doubtful("dashes within a comment", edit(sheetPart, figureCell, "<!-- -- -->"+figureCell)),
		doubtful("an end of CDATA in a text", edit(stringsPart, "01/TH-BVANTQ", "01/TH-BVANTQ ]]>")),
		doubtful("a space before the declaration", edit(sheetPart, "<?xml", " <?xml")),
		doubtful("XML 1.1", edit(sheetPart, `version="1.0"`, `version="1.1"`)),
		doubtful("a prefix that was never bound", replaceAll(sheetPart, "row", "x:row")),
		{name: "another kind of part", change: all(edit(sheetPart, "<worksheet", "<chartsheet"), edit(sheetPart, "</worksheet", "</chartsheet")), code: "damaged|missing-form"},
		{name: "a web page as sheet", change: header(sheetPart, func(e *entry) { e.data = []byte("<html><body>32</body></html>") }), code: "damaged"},
	}
	return traps
}

// wide is a text in UTF-16, with or without the mark that says so.
func wideXML(text string, mark, big bool) []byte {
	var out []byte
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, unit := range units {
		if big {
			out = append(out, byte(unit>>8), byte(unit))
		} else {
			out = append(out, byte(unit), byte(unit>>8))
		}
	}
	return out
}

func declared(part, encoding string) change {
	return edit(part, `encoding="UTF-8"`, `encoding="`+encoding+`"`)
}

func inUTF16(part string, mark, big bool) change {
	return header(part, func(e *entry) {
		e.data = wideXML(strings.Replace(string(e.data), "UTF-8", "UTF-16", 1), mark, big)
	})
}

// Encodings other than UTF-8, and document types, which have no place in a workbook.
func trapsOfEncoding(t testing.TB) []trap {
	bom := func(part string) change { return edit(part, "<?xml", "\ufeff<?xml") }
	doctype := func(part, root, subset string) change {
		return edit(part, "<"+root, "<!DOCTYPE "+root+subset+"><"+root)
	}
	laughs := ` [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]`
	return []trap{
		{name: "sheet in UTF-16", change: inUTF16(sheetPart, true, false), code: "other-encoding"},
		{name: "sheet in big-endian UTF-16", change: inUTF16(sheetPart, true, true), code: "other-encoding"},
		{name: "sheet in unmarked UTF-16", change: inUTF16(sheetPart, false, false), code: "other-encoding|damaged"},
		{name: "texts in UTF-16", change: inUTF16(stringsPart, true, false), code: "other-encoding"},
		{name: "workbook in UTF-16", change: inUTF16(workbookPart, true, false), code: "other-encoding"},
		{name: "styles in UTF-16", change: inUTF16(stylesPart, true, false), code: "other-encoding"},
		{name: "relationships in UTF-16", change: inUTF16(relatedPart, true, false), code: "other-encoding"},
		{name: "sheet said to be Latin 1", change: declared(sheetPart, "ISO-8859-1"), code: "other-encoding"},
		{name: "texts said to be Windows 1258", change: declared(stringsPart, "windows-1258"), code: "other-encoding"},
		{name: "texts said to be UTF-7", change: declared(stringsPart, "UTF-7"), code: "other-encoding"},
		{name: "said to be UTF-16 and is not", change: declared(sheetPart, "UTF-16"), code: "other-encoding|damaged"},
		{name: "small letters", change: all(declared(sheetPart, "utf-8"), declared(stringsPart, "utf-8"))},
		{name: "other quotes", change: edit(sheetPart, `encoding="UTF-8"`, `encoding = 'UTF-8'`)},
		{name: "ASCII", change: declared(relatedPart, "US-ASCII"), code: "other-encoding?"},
		{name: "no declaration", change: all(edit(sheetPart, xmlHead, ""), edit(stringsPart, xmlHead, ""))},
		{name: "byte order marks", change: all(bom(sheetPart), bom(stringsPart), bom(stylesPart), bom(workbookPart), bom(relatedPart), bom(rootPart))},
		{name: "document type of the sheet", change: doctype(sheetPart, "worksheet", ""), code: "document-type"},
		{name: "document type of the texts", change: doctype(stringsPart, "sst", laughs), code: "document-type"},
		{name: "document type of the styles", change: doctype(stylesPart, "styleSheet", ""), code: "document-type"},
		{name: "document type of the workbook", change: doctype(workbookPart, "workbook", ` SYSTEM "file:///etc/passwd"`), code: "document-type"},
		{name: "document type of relationships", change: doctype(relatedPart, "Relationships", ""), code: "document-type"},
		{name: "entities", change: all(doctype(sheetPart, "worksheet", ` [<!ENTITY a "32">]`), number("C9", "&a;")), code: "document-type"},
		{name: "document type inside", change: edit(sheetPart, figureRow, "<!DOCTYPE x>"+figureRow), code: "document-type|damaged"},
		{name: "word of a document type in a text", change: inText("Buổi tuyên truyền<!-- <!DOCTYPE x> -->")},
	}
}

// What is written in other words and means the same.
func trapsOfOtherXML(t testing.TB) []trap {
	prefixed := header(sheetPart, func(e *entry) {
		e.data = bytes.ReplaceAll(bytes.ReplaceAll(e.data, []byte("</"), []byte("</x:")), []byte("<"), []byte("<x:"))
		e.data = bytes.ReplaceAll(bytes.ReplaceAll(e.data, []byte("<x:/x:"), []byte("</x:")), []byte("<x:?"), []byte("<?"))
		e.data = bytes.Replace(e.data, []byte("xmlns="), []byte("xmlns:x="), 1)
	})
	strict := func(p *parcel) {
		for _, e := range p.entries {
			e.data = bytes.ReplaceAll(e.data, []byte(mainSpace), []byte("http://purl.oclc.org/ooxml/spreadsheetml/main"))
			e.data = bytes.ReplaceAll(e.data, []byte(officeSpace), []byte("http://purl.oclc.org/ooxml/officeDocument/relationships"))
		}
	}
	return []trap{
		{name: "prefixes", change: prefixed},
		{name: "strict names", change: strict},
		{name: "another prefix of relationships", change: all(edit(workbookPart, "xmlns:r=", "xmlns:rel="), edit(workbookPart, "r:id=", "rel:id="))},
		{name: "single quotes", change: replaceAll(sheetPart, `"`, `'`)},
		{name: "line feeds everywhere", change: replaceAll(sheetPart, "><", ">\r\n\t<")},
		{name: "spaces in tags", change: all(replaceAll(sheetPart, `">`, "\"\n >"), replaceAll(sheetPart, "</v>", "</v >"), replaceAll(sheetPart, ` r="`, "  r = \""))},
		{name: "comments and instructions", change: all(edit(sheetPart, figureRow, `<!-- <c r="C1"> --><?x <row?>`+figureRow), edit(stringsPart, "<si>", "<!-- <si/> --><si>"))},
		{name: "a comment within a number", change: number("C9", "3<!-- . -->2")},
		{name: "an instruction within a number", change: number("C9", "3<?x y?>2")},
		{name: "CDATA as a number", change: number("C9", "<![CDATA[32]]>")},
		{name: "half of it CDATA", change: number("C9", "3<![CDATA[2]]>")},
		{name: "references as a number", change: number("C9", "&#51;&#x32;")},
		{name: "references in a name of a cell", change: edit(sheetPart, `r="C9"`, `r="&#67;9"`), code: "unknown-cell?"},
		{name: "CDATA as a text", change: inText("<![CDATA[Buổi tuyên truyền]]>")},
		{name: "an empty CDATA", change: inText("Buổi tuyên<![CDATA[]]> truyền")},
		{name: "references in a text", change: inText("Bu&#7893;i tuyên&#x20;truyền")},
		{name: "spaces kept", change: edit(stringsPart, "<t>Buổi tuyên truyền", `<t xml:space="preserve">  Buổi tuyên truyền `)},
		{name: "elements of others", change: edit(sheetPart, "</sheetData>", `</sheetData><extLst><ext xmlns:o="urn:o"><o:row r="1"><o:c r="C9"><o:v>99</o:v></o:c></o:row></ext></extLst>`)},
		{name: "elements of others before the rows", change: edit(sheetPart, "<sheetData>", `<sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="1" max="3" width="20"/></cols><sheetData>`)},
		{name: "attributes of others", change: edit(sheetPart, `<c r="C9">`, `<c r="C9" xmlns:o="urn:o" o:r="D9" o:t="s" o:s="99">`)},
		{name: "a cell's own extension", change: cell("C9", `<c r="C9"><v>32</v><extLst><ext uri="x"><v>99</v></ext></extLst></c>`), code: "unknown-cell|damaged?"},
		{name: "a cell of others among the cells", change: edit(sheetPart, figureCell, `<o:c xmlns:o="urn:o" r="C9"><o:v>99</o:v></o:c>`+figureCell), code: "damaged|unknown-cell?"},
	}
}

// Elements where the standard has none: what they hold may be figures that a reader passes over.
func trapsOfStrayElements(t testing.TB) []trap {
	row := func(with string) change { return edit(sheetPart, figureRow, with+figureRow) }
	return []trap{
		{name: "a row in other capitals", change: all(edit(sheetPart, figureRow, `<Row r="9">`), header(sheetPart, func(e *entry) {
			at := bytes.Index(e.data, []byte(`<Row`))
			e.data = append(e.data[:at:at], bytes.Replace(e.data[at:], []byte("</row>"), []byte("</Row>"), 1)...)
		})), code: "damaged|unknown-cell"},
		{name: "a cell in other capitals", change: cell("C9", `<C r="C9"><v>32</v></C>`), code: "damaged|unknown-cell"},
		{name: "a value in other capitals", change: cell("C9", `<c r="C9"><V>32</V></c>`), code: "damaged|unknown-cell"},
		{name: "rows in an element of others", change: all(edit(sheetPart, figureRow, `<o:group xmlns:o="urn:o">`+figureRow), edit(sheetPart, `<row r="10">`, `</o:group><row r="10">`)), code: "damaged|unknown-cell"},
		{name: "a choice of rows", change: all(
			edit(sheetPart, figureRow, `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Fallback>`+figureRow),
			edit(sheetPart, `<row r="10">`, `</mc:Fallback></mc:AlternateContent><row r="10">`)), code: "damaged|unknown-cell?"},
		{name: "a cell outside a row", change: row(`<c r="C8"><v>3</v></c>`), code: "damaged|unknown-cell|unordered-cells"},
		{name: "a row outside the data", change: edit(sheetPart, "</sheetData>", `</sheetData><row r="11"><c r="C11"><v>3</v></c></row>`), code: "damaged|unknown-cell|unordered-cells"},
		{name: "the data twice", change: edit(sheetPart, "</sheetData>", `</sheetData><sheetData><row r="9"><c r="C9"><v>99</v></c></row></sheetData>`), code: "damaged|unordered-cells"},
		{name: "the data twice, going on", change: edit(sheetPart, figureRow, `</sheetData><sheetData>`+figureRow), code: "damaged|unordered-cells"},
		{name: "a row in a row", change: edit(sheetPart, figureCell, figureCell+`<row r="9"><c r="D9"><v>3</v></c></row>`), code: "damaged|unordered-cells|unknown-cell"},
		{name: "a cell in a cell", change: cell("C9", `<c r="C9"><v>32</v><c r="D9"><v>3</v></c></c>`), code: "damaged|unknown-cell"},
		{name: "two values", change: cell("C9", `<c r="C9"><v>32</v><v>23</v></c>`), code: "damaged|unknown-cell"},
		{name: "an element in a value", change: number("C9", "3<b>1</b>2"), code: "damaged|unknown-cell"},
		{name: "text between cells", change: edit(sheetPart, figureCell, "32"+figureCell), code: "damaged|unknown-cell?"},
		{name: "text beside a value", change: cell("C9", `<c r="C9">3<v>32</v></c>`), code: "damaged|unknown-cell?"},
		{name: "two inline texts", change: cell("C9", `<c r="C9" t="inlineStr"><is><t>32</t></is><is><t>23</t></is></c>`), code: "damaged|unknown-cell"},
	}
}
