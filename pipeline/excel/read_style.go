package excel

import (
	"maps"
	"math"
	"strconv"
	"strings"
	"time"
)

type xmlStyles struct {
	Formats []struct {
		ID   string `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Cells []struct {
		Format string `xml:"numFmtId,attr"`
	} `xml:"cellXfs>xf"`
}

// readStyles learns which styles show a number as a date: Excel makes a date of 12-5 as it is typed, and its number is none
// that anybody meant.
func (b *book) readStyles(part, date1904 string) error {
	b.from = daysTo(1899, time.December, 30)
	if date1904 == "1" || date1904 == "true" {
		b.from = daysTo(1904, time.January, 1)
	}
	if part == "" {
		return nil
	}
	var in xmlStyles
	if err := b.decode(part, &in); err != nil {
		return err
	}
	dated, codes := map[string]bool{}, maps.Clone(numberedFormats)
	for _, format := range in.Formats {
		dated[format.ID], codes[format.ID] = isDateFormat(format.Code), format.Code
	}
	for _, cell := range in.Cells {
		isDate, own := dated[cell.Format]
		b.dates = append(b.dates, own && isDate || !own && isDateNumber(cell.Format))
		b.formats = append(b.formats, codes[cell.Format])
	}
	return nil
}

func daysTo(year int, month time.Month, day int) int {
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// numberedFormats are the codes of those formats that Excel numbers whose code changes what a number or a day says.
var numberedFormats = map[string]string{"9": "0%", "10": "0.00%", "17": "mmm-yy"}

// formatOf returns the number format of a style, "" for none or one that says nothing.
func (b *book) formatOf(style string) string {
	index, err := strconv.Atoi(style)
	if err != nil || index < 0 || index >= len(b.formats) {
		return ""
	}
	return b.formats[index]
}

// dateOf returns the date that a number is shown as, in ISO 8601; ok is false for a number that is shown as such.
func (b *book) dateOf(style, raw string) (text string, ok bool) {
	index, err := strconv.Atoi(style)
	if err != nil || index < 0 || index >= len(b.dates) || !b.dates[index] {
		return "", false
	}
	const lastSerial = 2_958_465 // of the year 9999
	serial, err := strconv.ParseFloat(raw, 64)
	if err != nil || serial < 0 || serial > lastSerial || math.IsNaN(serial) {
		return "", false
	}
	return time.Unix(0, 0).UTC().AddDate(0, 0, b.from+int(serial)).Format(time.DateOnly), true
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
