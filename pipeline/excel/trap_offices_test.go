package excel_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline/vi"
)

// What is hidden or merged is read and told, or not read and told.
func trapsOfHiding(t testing.TB) []trap {
	hiddenRow := func(attributes string) change { return edit(sheetPart, figureRow, `<row r="9"`+attributes+`>`) }
	columns := func(attributes string) change {
		return edit(sheetPart, "<sheetData>", `<cols><col min="3" max="3"`+attributes+`/></cols><sheetData>`)
	}
	merged := func(areas ...string) change {
		var merges strings.Builder
		for _, area := range areas {
			merges.WriteString(`<mergeCell ref="` + area + `"/>`)
		}
		return edit(sheetPart, "</sheetData>", `</sheetData><mergeCells>`+merges.String()+`</mergeCells>`)
	}
	return []trap{
		{name: "a hidden row", change: hiddenRow(` hidden="1"`), found: "hidden-figures A9"},
		{name: "a hidden row, in letters", change: hiddenRow(` hidden="true"`), found: "hidden-figures A9"},
		{name: "a row that is not hidden", change: hiddenRow(` hidden="0"`)},
		{name: "a row without height", change: hiddenRow(` ht="0" customHeight="1"`), found: "hidden-figures A9"},
		{name: "a row folded away", change: hiddenRow(` outlineLevel="1" hidden="1"`), found: "hidden-figures A9"},
		{name: "a hidden row of headers", change: edit(sheetPart, `<row r="6">`, `<row r="6" hidden="1">`)},
		{name: "a hidden column", change: columns(` hidden="1"`), found: "hidden-columns C6"},
		{name: "a column without width", change: columns(` width="0" customWidth="1"`), found: "hidden-columns C6"},
		{name: "a hidden column without figures", change: edit(sheetPart, "<sheetData>", `<cols><col min="5" max="5" hidden="1"/></cols><sheetData>`)},
		{name: "the form on a hidden sheet", change: edit(workbookPart, `sheetId="1"`, `sheetId="1" state="hidden"`), found: "hidden-sheet"},
		{name: "the form on a sheet well hidden", change: edit(workbookPart, `sheetId="1"`, `sheetId="1" state="veryHidden"`), found: "hidden-sheet"},
		{name: "headers merged", change: merged("C5:D5", "E5:F5", "A5:A6", "B5:B6")},
		{name: "a figure under a merge", change: merged("C10:D10"), figures: map[string]string{"D10": ""}, found: "covered-figures D10; merged-figures C10"},
		{name: "a figure under another line's", change: merged("C7:C8"), figures: map[string]string{"C8": ""}, found: "covered-figures C8; merged-figures C7"},
		{name: "a figure merged over nothing", change: merged("C9:D9"), found: "merged-figures C9"},
		{name: "merges that overlap", change: merged("C9:D9", "D9:E9"), found: "merged-figures C9", code: "damaged?"},
		{name: "merges all over", change: merged("A7:F10"), figures: map[string]string{"C7": "", "D7": "", "C8": "", "D8": "", "C9": "", "C10": "", "D10": ""}, found: "covered-figures C7; repeated-row A10; repeated-row A8; repeated-row A9"},
	}
}

// retypedAs types every text of the form in another way.
func retypedAs(style int, as func(string) string, lines ...string) change {
	return func(p *parcel) {
		rows := trapRows()
		for i, row := range rows {
			for j, value := range row {
				if text, ok := value.(string); ok && (len(lines) == 0 || slices.Contains(lines, text)) {
					rows[i][j] = as(text)
				}
			}
		}
		again := newParcel(p.t, rows)
		if style > 0 {
			sheet := again.part(sheetPart)
			sheet.data = []byte(strings.ReplaceAll(string(sheet.data), ` t="s"`, ` s="`+string(rune('0'+style))+`" t="s"`))
		}
		p.entries = again.entries
	}
}

// Spellings and encodings of the letters.
func trapsOfLetters(t testing.TB) []trap {
	replaced := func(old, text string) change { return edit(stringsPart, old, text) }
	return []trap{
		{name: "decomposed", change: retypedAs(0, norm.NFD.String)},
		{name: "capitals", change: retypedAs(0, vi.Upper)},
		{name: "no-break spaces", change: retypedAs(0, func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") })},
		{name: "double spaces", change: retypedAs(0, func(s string) string { return " " + strings.ReplaceAll(s, " ", "  ") + " " })},
		{name: "zero-width spaces", change: retypedAs(0, func(s string) string { return "\u200b" + strings.ReplaceAll(s, " ", " \u200b") })},
		{name: "marks of direction", change: retypedAs(0, func(s string) string { return "\u200e" + s + "\u200f" })},
		{name: "another Đ", change: replaced("Đơn vị báo cáo", "Ðơn vị báo cáo")},
		{name: "marks placed the other way", change: replaced("Lũy kế", "Luỹ kế")},
		{name: "prefix of a province", change: replaced("<t>Cà Mau", "<t>Công an tỉnh Cà Mau")},
		{name: "short prefix of a province", change: replaced("<t>Cà Mau", "<t>CA tỉnh Cà Mau")},
		{name: "no marks", change: replaced("<t>Cà Mau", "<t>Ca Mau")},
		{name: "another province's name", change: replaced("<t>Cà Mau", "<t>Cà Mâu"), code: "unknown-unit?"},
		{name: "TCVN3 in its font", change: retypedAs(fontTCVN3, asTCVN3), found: "legacy-font A1"},
		{name: "VNI in its font", change: retypedAs(fontVNI, asVNI), found: "legacy-font A1"},
		{name: "TCVN3 in a font that shows it as it is", change: retypedAs(0, asTCVN3), code: "wrong-font"},
		{name: "VNI in a font that shows it as it is", change: retypedAs(0, asVNI), code: "wrong-font"},
		{name: "Unicode in a font of TCVN3", change: retypedAs(fontTCVN3, func(s string) string { return s }), found: "doubtful-font-unread E5"},
	}
}

func asTCVN3(text string) string { encoded, _ := vi.TCVN3.Encode(text); return encoded }
func asVNI(text string) string   { encoded, _ := vi.VNI.Encode(text); return encoded }

// shaped makes the parcel of rows that are put differently.
func shaped(shape func(rows [][]any) [][]any) change {
	return retyped(func() [][]any { return shape(trapRows()) })
}

// retyped makes the parcel of other rows.
func retyped(rows func() [][]any) change {
	return func(p *parcel) { p.entries = newParcel(p.t, rows()).entries }
}

// What stands around the figures; none of these moves them.
func trapsOfShape(t testing.TB) []trap {
	const body = 6 // the rows before the first line
	below := func(rows ...[]any) change {
		return shaped(func(form [][]any) [][]any { return append(form, rows...) })
	}
	besideRow := func(row int, values ...any) change {
		return shaped(func(form [][]any) [][]any { form[row] = append(form[row], values...); return form })
	}
	return []trap{
		{name: "a title", change: shaped(func(form [][]any) [][]any { form[3] = []any{"BÁO CÁO THÁNG 8"}; return form })},
		{name: "notes below", change: below([]any{}, []any{"Ghi chú: số liệu đến ngày 14/8."})},
		{name: "a signature", change: below([]any{nil, nil, nil, "Cà Mau, ngày 15 tháng 8 năm 2024"}, []any{"NGƯỜI LẬP BIỂU", nil, nil, "GIÁM ĐỐC"}, []any{"Nơi nhận:"}, []any{"- Cục V05;"})},
		{name: "a blank row", change: below([]any{}, []any{}, []any{"Đánh giá chung"}, []any{"Tốt."})},
		{name: "a number far below", change: below([]any{}, []any{}, []any{nil, nil, nil, nil, nil, nil, nil, nil, 7}), found: "unread-figures I13"},
		{name: "a number far to the right", change: besideRow(body, nil, nil, nil, nil, nil, nil, 7), found: "unread-column K7"},
		{name: "an extra column", change: shaped(func(form [][]any) [][]any {
			form[4], form[body] = append(form[4], nil, "Cùng kỳ"), append(form[body], nil, nil, 3)
			return form
		}), found: "unread-column G7"},
		{name: "an unknown line", change: below([]any{"Dòng lạ", "99", 7}), found: "unknown-row A11"},
		{name: "a line without a name", change: below([]any{nil, nil, 7}), found: "nameless-row A11"},
		{name: "a line twice", change: below([]any{"Giải thể", "03", 7}), found: "repeated-row A11"},
		{name: "a code of another line", change: edit(stringsPart, "<t>03<", "<t>04<"), found: "row-code-differs B8"},
	}
}
