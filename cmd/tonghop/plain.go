package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"tonghop/pipeline/vi"
)

// plain passes on what is printed, without what a terminal obeys: names of files and sheets, and whatever else comes from
// an upload, may carry it.
type plain struct{ to io.Writer }

// Write writes the bytes with a mark in the place of each that is not plain.
func (p plain) Write(data []byte) (int, error) {
	if _, err := p.to.Write(bytes.Map(plainRune, data)); err != nil {
		return 0, err
	}
	return len(data), nil
}

// unplain stands where something was that a terminal obeys.
const unplain = '□'

func plainRune(r rune) rune {
	if r != '\n' && r != '\t' && obeyed(r) {
		return unplain
	}
	return r
}

// obeyed tells whether a rune moves the cursor, changes colours or turns the order of letters round.
func obeyed(r rune) bool {
	return r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// oneLine makes a text plain and puts it on one line, so that no name looks like a line of ours.
func oneLine(text string) string {
	return strings.Map(plainRune, vi.SingleSpaced(text))
}

// escapeJSON writes what is not plain as \uXXXX: to whoever reads the JSON, the text stays what it is.
func escapeJSON(data []byte) []byte {
	var out bytes.Buffer
	for _, r := range string(data) {
		switch {
		case r == '\n' || !obeyed(r):
			out.WriteRune(r)
		case r > 0xffff:
			high, low := (r-0x10000)>>10+0xd800, (r-0x10000)&0x3ff+0xdc00
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.Bytes()
}
