package excel

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// style is what a cell's style says of what stands in it.
type style struct {
	pipeline.CellStyle
	date     bool // it shows a number as a date
	encoding vi.Encoding
}

// readStyles learns which styles show a number as a date: Excel makes a date of 12-5 as it is typed, and its number is none
// that anybody meant. It also learns their fonts, which tell legacy encodings.
func (b *book) readStyles(part string, is1904 bool) error {
	b.from = daysTo(1899, time.December, 30)
	if is1904 {
		b.from = daysTo(1904, time.January, 1)
	}
	b.styles = []style{{}}
	if part == "" {
		return nil
	}
	x, err := b.scan(part)
	if err != nil {
		return err
	}
	in := styleReader{scanner: x, codes: map[string]string{}}
	return inPart(part, x.document("styleSheet", func() error {
		err := x.each(in.read)
		b.styles = in.styles()
		return err
	}))
}

// styleReader collects the parts that styles are put together from.
type styleReader struct {
	*scanner
	codes map[string]string // of number formats, by their ids
	fonts []string
	cells []cellFormat
}

type cellFormat struct{ format, font string }

func (in *styleReader) read() error {
	switch in.name {
	case "numFmts":
		return in.each(func() error {
			in.codes[in.attr("numFmtId")] = in.attr("formatCode")
			return bounded(len(in.codes))
		})
	case "fonts":
		return in.each(func() error {
			in.fonts = append(in.fonts, "")
			if err := bounded(len(in.fonts)); err != nil {
				return err
			}
			return in.each(func() error {
				if in.name == "name" {
					in.fonts[len(in.fonts)-1] = in.attr("val")
				}
				return nil
			})
		})
	case "cellXfs":
		return in.each(func() error {
			in.cells = append(in.cells, cellFormat{in.attr("numFmtId"), in.attr("fontId")})
			return bounded(len(in.cells))
		})
	}
	return nil
}

func bounded(count int) error {
	if count > maxStyles {
		return tooMany("too-many-styles", count, maxStyles)
	}
	return nil
}

// styles puts the styles together; without any there is one that says nothing.
func (in *styleReader) styles() []style {
	styles := make([]style, max(len(in.cells), 1))
	for i, cell := range in.cells {
		s := &styles[i]
		code, own := in.codes[cell.format]
		if !own {
			code = numberedFormats[cell.format]
		}
		s.Format, s.date = code, own && isDateFormat(code) || !own && isDateNumber(cell.format)
		if font, ok := index(cell.font, len(in.fonts)); ok {
			s.Font, s.encoding = in.fonts[font], vi.FontEncoding(in.fonts[font])
		}
	}
	return styles
}

func daysTo(year int, month time.Month, day int) int {
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// numberedFormats are the codes of those formats that Excel numbers whose code changes what a number or a day says.
var numberedFormats = map[string]string{"9": "0%", "10": "0.00%", "16": "d-mmm", "17": "mmm-yy"}

// falseLeapDay is the serial of 29 February 1900, a day that there was not; Excel numbers the days before it by one less.
const falseLeapDay = 60

// dateOf returns the date that a number is shown as, in ISO 8601; ok is false for a number that is no date.
func (b *book) dateOf(raw string) (text string, ok bool) {
	serial, err := strconv.ParseFloat(raw, 64)
	if err != nil || !(serial >= 0 && serial <= lastSerial) {
		return "", false
	}
	day := int(serial)
	if b.from == daysTo(1899, time.December, 30) {
		switch {
		case day == falseLeapDay:
			return "1900-02-29", true
		case day < falseLeapDay:
			day++
		}
	}
	return time.Unix(0, 0).UTC().AddDate(0, 0, b.from+day).Format(time.DateOnly), true
}

// isDateNumber tells whether one of the formats that Excel numbers shows a date or time.
func isDateNumber(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (14 <= n && n <= 22 || 27 <= n && n <= 36 || 45 <= n && n <= 47 || 50 <= n && n <= 58)
}

// isDateFormat tells whether a format's code shows a date or time.
func isDateFormat(code string) bool { return shows(code, "dDmMyYhHsS") }

// isPercent tells whether a format's code shows a number as a percentage, a hundred times as great.
func isPercent(code string) bool { return shows(code, "%") }

// shows tells whether a format's code has one of the letters outside of what is shown as it stands.
func shows(code, letters string) bool {
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"', '[':
			closing := map[byte]string{'"': `"`, '[': "]"}[c]
			end := strings.Index(code[i+1:], closing)
			if end < 0 {
				return false
			}
			i += 1 + end
		case '\\', '_', '*':
			i++
		default:
			if strings.IndexByte(letters, c) >= 0 {
				return true
			}
		}
	}
	return false
}

// styleOf returns the style that a cell names.
func (b *book) styleOf(number string) (*style, error) {
	if number == "" {
		return &b.styles[0], nil
	}
	i, ok := index(number, len(b.styles))
	if !ok {
		return nil, fmt.Errorf("names style %.40q of %d", number, len(b.styles))
	}
	return &b.styles[i], nil
}
