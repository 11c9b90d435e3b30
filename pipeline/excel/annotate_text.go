package excel

import (
	"strings"
)

// xmlText writes a text, which may be anything that somebody typed, as text or attribute of a part: without control
// characters, and so that nothing in it is taken for XML or for one of the workbook's own escapes such as _x000D_.
func xmlText(text string) string {
	return textEscapes.Replace(cleanText(strings.ToValidUTF8(text, "□")))
}

// An underscore before an x is written as an escape itself, or Excel would see a character in what was typed as _x0041_.
var textEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "_x", "_x005F_x", "_X", "_x005F_X")

// xmlName writes a name for an attribute; there Excel knows no escapes of its own.
func xmlName(text string) string {
	return nameEscapes.Replace(strings.ToValidUTF8(text, "□"))
}

var nameEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;", "\t", "&#9;", "\r", "&#13;")
