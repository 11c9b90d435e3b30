package excel_test

import "testing"

// shownAs gives the cell of the figure a number format.
func shownAs(code, value string) change {
	return all(
		edit(stylesPart, "</numFmts>", `<numFmt numFmtId="165" formatCode="`+escaped(code)+`"/></numFmts>`),
		edit(stylesPart, "</cellXfs>", `<xf numFmtId="165" fontId="0"/></cellXfs>`),
		rawCell("C9", ` s="6"`, "<v>"+value+"</v>"),
	)
}

// Formats that show another number than the cell holds. What is read is what the cell holds, as long as nobody can take it for
// something else.
func trapsOfFormats(t testing.TB) []trap {
	asked := func(readings string) map[string]string { return map[string]string{"C9": "?" + readings} }
	return []trap{
		{name: "whole", change: shownAs("#,##0", "32")},
		{name: "with decimals", change: shownAs("0.00", "32")},
		{name: "with a unit", change: shownAs(`0 "mô hình"`, "32")},
		{name: "with a language", change: shownAs("[$-42A]#,##0", "32")},
		{name: "in a colour", change: shownAs("[Red]0;[Blue]-0", "32")},
		{name: "with letters that look like a day's", change: shownAs(`0 "dmy"`, "32")},
		{name: "a day", change: shownAs("dd/mm/yyyy", "32"), figures: map[string]string{"C9": ""}, found: "date-figure C9"},
		{name: "hours", change: shownAs("[h]:mm", "32"), figures: map[string]string{"C9": ""}, found: "date-figure C9"},
		{name: "a percentage", change: shownAs("0%", "0.32"), figures: asked("32")},
		{name: "a whole percentage", change: shownAs("0%", "32"), figures: asked("3.200|32")},
		{name: "rounded", change: shownAs("0", "31.6"), figures: asked("31.600|31,6")},
	}
}
