package excel

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// content returns the text within the element that was just opened, and reads it to its end; it must have no elements.
func (x *scanner) content() (string, error) {
	if text, ok := x.plain(); ok {
		return text, nil
	}
	if err := x.next(); err != nil {
		return "", err
	}
	if x.kind != closes {
		return "", fmt.Errorf("has %s within a text at byte %d", x.name, x.from)
	}
	return resolve(x.text)
}

// plain is content for the way that nearly all cells go: text without anything to resolve, then the tag that closes it.
func (x *scanner) plain() (string, bool) {
	if x.empty {
		return "", false
	}
	name := x.open[len(x.open)-1].full
	rest := x.part[x.at:]
	for i := range len(rest) {
		switch rest[i] {
		case '&', '\r':
			return "", false
		case '<':
			if end := i + 2 + len(name); end < len(rest) && rest[i+1] == '/' && rest[i+2:end] == name && rest[end] == '>' {
				x.at += end + 1
				x.kind, x.text = closes, ""
				return rest[:i], x.leave() == nil
			}
			return "", false
		}
	}
	return "", false
}

// isStray tells whether text stands before a tag where only elements may.
func (x *scanner) isStray() bool { return len(x.text) > 0 && strings.TrimSpace(x.text) != "" }

// resolve resolves the entities of a text, of which a workbook has the five of XML and those that number a character.
func resolve(text string) (string, error) {
	if strings.IndexByte(text, '\r') >= 0 { // ends of lines are one character, whatever the writer's system
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	at := strings.IndexByte(text, '&')
	if at < 0 {
		return text, nil
	}
	var out strings.Builder
	out.Grow(len(text))
	for ; at >= 0; at = strings.IndexByte(text, '&') {
		out.WriteString(text[:at])
		end := strings.IndexByte(text[at:min(len(text), at+longestEntity)], ';')
		if end < 0 {
			return "", fmt.Errorf("has a bare & before %.20q", text[at+1:])
		}
		r, err := entity(text[at+1 : at+end])
		if err != nil {
			return "", err
		}
		out.WriteRune(r)
		text = text[at+end+1:]
	}
	out.WriteString(text)
	return out.String(), nil
}

// longestEntity is that of the greatest character, &#1114111; and some zeros before it.
const longestEntity = 16

var entities = map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

func entity(name string) (rune, error) {
	if r, ok := entities[name]; ok {
		return r, nil
	}
	digits, numbered := strings.CutPrefix(name, "#")
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	code, err := strconv.ParseUint(digits, base, 32)
	r := rune(code)
	if !numbered || err != nil || code > utf8.MaxRune || !isXMLChar(r) {
		return 0, fmt.Errorf("has an unknown entity &%s;", name)
	}
	return r, nil
}

// isXMLChar tells whether XML 1.0 allows a character.
func isXMLChar(r rune) bool {
	return r >= 0x20 && r < 0xD800 || r == '\t' || r == '\n' || r == '\r' || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}

// escapeText writes plain characters as text of XML.
func escapeText(plain string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(plain)
}

// unescape resolves _x000D_, by which a workbook writes characters that XML cannot.
func unescape(text string) string {
	const length = len("_x000D_")
	at := strings.Index(text, "_x")
	if at < 0 {
		return text
	}
	var out strings.Builder
	for at >= 0 && at+length <= len(text) {
		code, err := strconv.ParseUint(text[at+2:at+length-1], 16, 16)
		if err != nil || text[at+length-1] != '_' {
			out.WriteString(text[:at+2])
			text = text[at+2:]
		} else {
			out.WriteString(text[:at])
			out.WriteRune(rune(code))
			text = text[at+length:]
		}
		at = strings.Index(text, "_x")
	}
	return out.String() + text
}
