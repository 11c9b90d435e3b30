package excel

import (
	"strings"
	"unicode/utf8"

	"tonghop/pipeline/vi"
)

// shownFormat is what a section of a number format's code (ISO/IEC 29500-1, 18.8.31) does to a number.
type shownFormat struct {
	before, after string // words around the number
	thousands     int    // how many times it is shown a thousandth as great
	digits        bool   // it shows the number at all
}

// otherwiseShown asks back for a number whose format shows another figure than it is: "gần "0 shows 30 as near 30, and #,##0,
// shows 1900 as 2. Shown is what a person sees; ok is false where that is the number. An empty cell that hides a zero is none
// of them: hiding zeros is how tables are made easy to read.
func otherwiseShown(value vi.Number, code string) (asked vi.Quantity, shown string, ok bool) {
	if code == "" || value == 0 {
		return vi.Quantity{}, "", false
	}
	format := parseFormat(section(code, value))
	asked = vi.Quantity{State: vi.Unreadable, Readings: []string{value.String()}}
	seen := value
	for range format.thousands {
		seen /= 1000
	}
	switch words := vi.ReadText(format.before + seen.String() + format.after); {
	case !format.digits:
		return asked, strings.TrimSpace(format.before + format.after), true
	case format.thousands > 0:
		asked.Readings = append(asked.Readings, seen.String())
	case words.State == vi.Declared && words.Qualifier != vi.Exact:
		asked.Readings = append(asked.Readings, strings.TrimSpace(format.before+seen.String()+format.after))
	default:
		return vi.Quantity{}, "", false
	}
	return asked, strings.TrimSpace(format.before + seen.String() + format.after), true
}

// section returns the section of a format's code that a number is shown by: above zero, below, none of them.
func section(code string, value vi.Number) string {
	sections := splitFormat(code)
	if value < 0 && len(sections) > 1 {
		return sections[1]
	}
	return sections[0]
}

// splitFormat splits a code at the semicolons that stand outside of what is shown as it stands.
func splitFormat(code string) []string {
	var sections []string
	begin := 0
	for at := 0; at < len(code); {
		if code[at] == ';' {
			sections = append(sections, code[begin:at])
			begin = at + 1
		}
		_, length := asItStands(code[at:])
		at += max(length, 1)
	}
	return append(sections, code[begin:])
}

// asItStands returns what a piece at the beginning of a code shows as it stands, and how long the piece is; 0 where it is none.
func asItStands(code string) (shown string, length int) {
	switch code[0] {
	case '"':
		if end := strings.IndexByte(code[1:], '"'); end >= 0 {
			return code[1 : 1+end], end + 2
		}
		return code[1:], len(code)
	case '[': // a colour, a condition, a language
		if end := strings.IndexByte(code, ']'); end >= 0 {
			return "", end + 1
		}
	case '\\':
		if len(code) > 1 {
			_, size := utf8.DecodeRuneInString(code[1:])
			return code[1 : 1+size], 1 + size
		}
	case '_', '*': // a blank as wide as the next letter, the next letter as often as it fits
		if len(code) > 1 {
			_, size := utf8.DecodeRuneInString(code[1:])
			return " ", 1 + size
		}
	}
	return "", 0
}

// parseFormat reads a section of a code.
func parseFormat(code string) shownFormat {
	var f shownFormat
	commas := 0
	for at := 0; at < len(code); {
		shown, length := asItStands(code[at:])
		c := code[at]
		switch {
		case length > 0:
		case strings.IndexByte("0#?@", c) >= 0 || hasGeneral(code[at:]):
			f.digits, commas, f.after = true, 0, ""
		case c == ',' && f.digits:
			commas++ // of thousands if a digit follows
		case c == '.' || c == '%' || c == '/' || c|0x20 == 'e':
		default:
			shown = code[at : at+1]
		}
		if f.digits {
			f.after += shown
		} else {
			f.before += shown
		}
		if hasGeneral(code[at:]) {
			length = len(general)
		}
		at += max(length, 1)
	}
	f.thousands = commas
	return f
}

// general is the format of a cell that has none of its own.
const general = "general"

func hasGeneral(code string) bool {
	return len(code) >= len(general) && strings.EqualFold(code[:len(general)], general)
}
