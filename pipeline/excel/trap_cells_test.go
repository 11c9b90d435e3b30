package excel_test

import (
	"strings"
	"testing"
)

// raw writes a cell whose attributes and content are given.
func rawCell(ref, attributes, content string) change {
	return cell(ref, `<c r="`+ref+`"`+attributes+`>`+content+`</c>`)
}

// Where rows and cells stand.
func trapsOfOrder(t testing.TB) []trap {
	unordered := func(name, at string, change change) trap {
		return trap{name: name, change: change, code: "unordered-cells", at: at}
	}
	unknown := func(name string, change change) trap {
		return trap{name: name, change: change, code: "unknown-cell|damaged|unordered-cells"}
	}
	row := func(text string) change { return edit(sheetPart, figureRow, text) }
	after := func(text string) change { return edit(sheetPart, figureCell, figureCell+text) }
	return []trap{
		unordered("cells in the order C, A", "A9", after(`<c r="A9"><v>7</v></c>`)),
		unordered("a cell twice", "C9", after(`<c r="C9"><v>7</v></c>`)),
		unordered("a cell twice, alike", "C9", after(figureCell)),
		unordered("an empty cell twice", "C9", after(`<c r="C9"/>`)),
		unordered("a row twice", "", row(`<row r="8">`)),
		unordered("a row twice, and its cells", "", all(row(`<row r="8">`), edit(sheetPart, `r="A9"`, `r="A8"`), edit(sheetPart, `r="B9"`, `r="B8"`), edit(sheetPart, `r="C9"`, `r="C8"`))),
		unordered("rows out of order", "", all(row(`<row r="6">`), edit(sheetPart, `r="A9"`, `r="A6"`), edit(sheetPart, `r="B9"`, `r="B6"`), edit(sheetPart, `r="C9"`, `r="C6"`))),
		unordered("an empty row out of order", "", row(`<row r="3"/>`+figureRow)),
		unknown("a cell of another row", edit(sheetPart, `r="C9"`, `r="C8"`)),
		unknown("a cell of the next row", edit(sheetPart, `r="C9"`, `r="C10"`)),
		unknown("row 0", row(`<row r="0">`)),
		unknown("row -9", row(`<row r="-9">`)),
		unknown("row beyond the last", row(`<row r="1048577">`)),
		unknown("row beyond 64 bits", row(`<row r="18446744073709551625">`)),
		unknown("row in words", row(`<row r="nine">`)),
		unknown("row with a fraction", row(`<row r="9.0">`)),
		unknown("row without a number in it", row(`<row r="">`)),
		unknown("column beyond the last", edit(sheetPart, `r="C9"`, `r="XFE9"`)),
		unknown("column of many letters", edit(sheetPart, `r="C9"`, `r="AAAAAAAAAAAAAAAAAAAAAAAC9"`)),
		unknown("letters only", edit(sheetPart, `r="C9"`, `r="C"`)),
		unknown("digits only", edit(sheetPart, `r="C9"`, `r="9"`)),
		unknown("a range", edit(sheetPart, `r="C9"`, `r="C9:D9"`)),
		unknown("an absolute reference", edit(sheetPart, `r="C9"`, `r="$C$9"`)),
		unknown("the other way of references", edit(sheetPart, `r="C9"`, `r="R9C3"`)),
		unknown("a space in a reference", edit(sheetPart, `r="C9"`, `r="C 9"`)),
		unknown("an empty reference", edit(sheetPart, `r="C9"`, `r=""`)),
		unknown("a row of 64 bits more", edit(sheetPart, `r="C9"`, `r="C18446744073709551625"`)),
		{name: "small letters", change: edit(sheetPart, `r="C9"`, `r="c9"`), code: "unknown-cell?"},
		{name: "a zero before the row", change: edit(sheetPart, `r="C9"`, `r="C09"`), code: "unknown-cell?"},
		{name: "no references of cells", change: func(p *parcel) {
			for _, ref := range []string{"A7", "B7", "C7", "D7", "A9", "B9", "C9"} {
				edit(sheetPart, ` r="`+ref+`"`, "")(p)
			}
		}},
		{name: "a reference of the last cell only", change: all(edit(sheetPart, ` r="A9"`, ""), edit(sheetPart, ` r="B9"`, ""))},
		{name: "no numbers of rows", change: all(row("<row>"), edit(sheetPart, `<row r="10">`, "<row>"))},
		{name: "no numbers at all", change: all(row("<row>"), edit(sheetPart, ` r="A9"`, ""), edit(sheetPart, ` r="B9"`, ""), edit(sheetPart, ` r="C9"`, ""))},
		{name: "a row without a number after one that skips", change: edit(sheetPart, `<row r="7">`, "<row>")},
		{name: "the last row and column", change: edit(sheetPart, "</sheetData>", `<row r="1048576"><c r="XFD1048576"/></row></sheetData>`)},
		{name: "spans that lie", change: row(`<row r="9" spans="7:9">`)},
		{name: "a dimension that lies", change: edit(sheetPart, "<sheetData>", `<dimension ref="A1:B2"/><sheetData>`)},
		{name: "a merge that is no range", change: edit(sheetPart, "</sheetData>", `</sheetData><mergeCells><mergeCell ref="A1:B9223372036854775807"/></mergeCells>`), code: "damaged|unknown-cell"},
		{name: "a merge the wrong way round", change: edit(sheetPart, "</sheetData>", `</sheetData><mergeCells><mergeCell ref="F2:E1"/></mergeCells>`), code: "damaged|unknown-cell?"},
	}
}

// What a cell says it is.
func trapsOfKind(t testing.TB) []trap {
	figures := func(text string) map[string]string { return map[string]string{"C9": text} }
	return []trap{
		{name: "no style named", change: rawCell("C9", ` s=""`, "<v>32</v>"), code: "unknown-cell", at: "C9"},
		{name: "a style that is not there", change: rawCell("C9", ` s="6"`, "<v>32</v>"), code: "unknown-cell", at: "C9"},
		{name: "a style below zero", change: rawCell("C9", ` s="-1"`, "<v>32</v>"), code: "unknown-cell", at: "C9"},
		{name: "a style in words", change: rawCell("C9", ` s="x"`, "<v>32</v>"), code: "unknown-cell", at: "C9"},
		{name: "a style beyond 64 bits", change: rawCell("C9", ` s="18446744073709551616"`, "<v>32</v>"), code: "unknown-cell", at: "C9"},
		{name: "an empty cell of a style that is not there", change: cell("C9", `<c r="C9" s="99"/>`), code: "unknown-cell", at: "C9"},
		{name: "an unknown kind", change: rawCell("C9", ` t="q"`, "<v>32</v>"), code: "unknown-cell", at: "C9"},
		{name: "an empty kind", change: rawCell("C9", ` t=""`, "<v>32</v>"), code: "unknown-cell?", at: "C9"},
		{name: "a kind in capitals", change: rawCell("C9", ` t="S"`, "<v>1</v>"), code: "unknown-cell", at: "C9"},
		{name: "a number that says so", change: rawCell("C9", ` t="n"`, "<v>32</v>")},
		{name: "a style", change: rawCell("C9", ` s="0"`, "<v>32</v>")},
		{name: "true", change: rawCell("C9", ` t="b"`, "<v>1</v>"), figures: figures("?")},
		{name: "false", change: rawCell("C9", ` t="b"`, "<v>0</v>"), figures: figures("?")},
		{name: "true in letters", change: rawCell("C9", ` t="b"`, "<v>true</v>"), figures: figures("?"), code: "unknown-cell?"},
		{name: "neither true nor false", change: rawCell("C9", ` t="b"`, "<v>32</v>"), figures: figures("?"), code: "unknown-cell?"},
		{name: "an error", change: rawCell("C9", ` t="e"`, "<v>#REF!</v>"), figures: figures("?")},
		{name: "a formula's error", change: rawCell("C9", ` t="e"`, "<f>A1/0</f><v>#DIV/0!</v>"), figures: figures("?")},
		{name: "a day", change: rawCell("C9", ` t="d"`, "<v>2024-08-15</v>"), figures: figures(""), found: "date-figure C9"},
		{name: "an empty cell", change: cell("C9", `<c r="C9"/>`), figures: figures("")},
		{name: "an empty value", change: rawCell("C9", "", "<v/>"), figures: figures("")},
		{name: "a value of a space", change: rawCell("C9", "", "<v> </v>"), figures: figures(""), code: "unknown-cell?"},

		{name: "a formula and its result", change: rawCell("C9", "", "<f>30+2</f><v>32</v>")},
		{name: "a formula without a result", change: rawCell("C9", "", "<f>30+2</f>"), figures: figures(""), found: "no-result C9"},
		{name: "a formula with an empty result", change: rawCell("C9", "", "<f>30+2</f><v/>"), figures: figures(""), found: "no-result C9"},
		{name: "a shared formula and its result", change: rawCell("C9", "", `<f t="shared" si="0"/><v>32</v>`)},
		{name: "a shared formula without a result", change: rawCell("C9", "", `<f t="shared" si="0"/>`), figures: figures(""), found: "no-result C9"},
		{name: "an array formula", change: rawCell("C9", "", `<f t="array" ref="C9:C10">{30+2}</f><v>32</v>`)},
		{name: "an array formula without a result", change: rawCell("C9", "", `<f t="array" ref="C9:C10">{30+2}</f>`), figures: figures(""), found: "no-result C9"},
		{name: "a table of data", change: rawCell("C9", "", `<f t="dataTable" ref="C9:C9" r1="A1"/><v>32</v>`)},
		{name: "a result before its formula", change: rawCell("C9", "", "<v>32</v><f>30+2</f>")},
		{name: "a formula whose result is text", change: rawCell("C9", ` t="str"`, `<f>"gần "&amp;32</f><v>gần 32</v>`), figures: figures("gần 32")},
		{name: "a formula whose result is an empty text", change: rawCell("C9", ` t="str"`, `<f>""</f><v></v>`), figures: figures("")},
		{name: "a formula on the net", change: rawCell("C9", "", "<f>WEBSERVICE(\"http://x\")</f><v>32</v>")},
		{name: "a formula that calls a program", change: rawCell("C9", "", "<f>cmd|'/C calc'!A0</f><v>32</v>")},
		{name: "a formula that never ends", change: rawCell("C9", "", "<f>C9+1</f><v>32</v>")},
		{name: "a formula nested deep", change: rawCell("C9", "", "<f>"+strings.Repeat("(", 9000)+"32"+strings.Repeat(")", 9000)+"</f><v>32</v>"), code: "too-long-text?"},
	}
}

// Numbers as the XML has them.
func trapsOfNumbers(t testing.TB) []trap {
	traps := []trap{}
	for text, want := range map[string]string{
		"NaN": "?", "INF": "?", "-INF": "?", "Infinity": "?", "1e400": "?", "-1e400": "?", "0x20": "?", "0x1p5": "?", "1_000": "?", "32,5": "?", "٣٢": "?", "３２": "?",
		"32e": "?", "e5": "?", "--32": "?", "1e-400": "?", "0.00000001": "?", "123456789012345": "?", "1e12": "?", "32 000": "?", "32px": "?",
		"3.2E1": "32", "1E+3": "1.000", "32.0": "32", "032": "32", "+32": "32", " 32\n": "32", "32.000000000000004": "32", "31.999999999999996": "32", "-0": "-", "0": "-",
		"-5": "-5", "2.258": "?2.258|2,258", "32.5": "?32.500|32,5", "0.5": "0,5", "1.25": "?1.250|1,25",
	} {
		traps = append(traps, trap{name: strings.TrimSpace(text), change: number("C9", text), figures: map[string]string{"C9": want}})
	}
	return traps
}

// A text that looks like a number and a number are both read, each as what it says.
func trapsOfTextNumbers(t testing.TB) []trap {
	traps := []trap{}
	for text, want := range map[string]string{
		"32": "32", "'32": "32", " 32 ": "32", "032": "?32", "2.258": "2.258", "2,258": "2.258", "1 900": "1.900", "1\u00a0900": "1.900", "355,000": "355.000", "1.234.567": "1.234.567",
		"12 (mười hai)": "12", "gần 1.900": "gần 1.900", "trên 4.700": "trên 4.700", "hơn 4.700": "hơn 4.700", "trên dưới 20": "trên dưới 20", "từ 10 đến 12": "từ 10 đến 12",
		"không quá 5": "không quá 5", "-": "-", "không": "-", "…": "", "...": "", "x": "x", "X": "x", "": "",
		"2.25": "?2,25|225", "1.2345": "?1,2345|12.345", "12,5": "12,5", "12.5": "?12,5|125", "1,23,456": "?", "mười hai": "?", "12?": "?12", "12-15": "12 - 15", "NaN": "?", "1e3": "?", "=32": "?32", "+32": "?32", "@32": "?",
		"３２": "?32", "12 mô hình": "?12", "khoảng": "?", "\u202e23": "23", "1.900,5": "1.900,5", "#REF!": "?", "12/8": "?",
	} {
		traps = append(traps, trap{name: "typed " + text, change: typed("C9", text), figures: map[string]string{"C9": want}})
	}
	for _, text := range []string{"//", "nt", "như trên", `"`} {
		traps = append(traps, trap{name: "ditto " + text, change: typed("C9", text), figures: map[string]string{"C9": ""}, found: "ditto-figure C9"})
	}
	return traps
}
