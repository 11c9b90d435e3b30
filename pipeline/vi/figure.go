package vi

import (
	"strconv"
	"strings"
)

// maxDigits is how many digits a figure may have before the decimals.
const maxDigits = 12

// figure is a number as it was typed: groups of digits and the separators ('.', ',' or ' ') between them.
type figure struct {
	groups     []string
	separators string
}

// cutFigure cuts the figure off the front of text, which starts with a digit. A space belongs to the figure only
// between two digits, so a line break never does.
func cutFigure(text string) (token, rest string) {
	end := 0
	for end < len(text) {
		c := text[end]
		inside := isDigit(c) || c == '.' || c == ',' ||
			c == ' ' && isDigit(text[end-1]) && end+1 < len(text) && isDigit(text[end+1])
		if !inside {
			break
		}
		end++
	}
	return text[:end], text[end:]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func splitFigure(token string) (f figure) {
	start := 0
	for i := range len(token) {
		if !isDigit(token[i]) {
			f.groups = append(f.groups, token[start:i])
			f.separators += token[i : i+1]
			start = i + 1
		}
	}
	f.groups = append(f.groups, token[start:])
	return f
}

// readFigure reads a typed number. Certain are: plain digits, with at most one leading 0 (05); groups of exactly three
// digits behind one and the same separator (2.258, 2,258, 1 900); and decimals behind a comma that no group can be meant
// by (12,5; 0,125; 1.234,5). Where ok is false, readings are the numbers that may have been meant, as they should be typed.
func readFigure(token string) (n Number, readings []string, ok bool) {
	f := splitFigure(token)
	last := len(f.groups) - 1
	switch {
	case last == 0:
		return readPlain(token)
	case f.grouped():
		return readPlain(f.digits())
	case f.groups[last] == "":
		return 0, trailing(token), false
	}
	whole, separator := figure{f.groups[:last], f.separators[:last-1]}, f.separators[last-1:]
	if separator == " " || !whole.grouped() && !whole.single() {
		return 0, f.joined(), false
	}
	return readDecimal(whole, separator, f.groups[last])
}

// readPlain reads digits without any separator.
func readPlain(digits string) (Number, []string, bool) {
	n, ok := number(digits, "")
	switch {
	case !ok:
		return 0, nil, false
	case digits[0] == '0' && len(digits) > 2:
		return 0, []string{n.String()}, false
	}
	return n, nil, true
}

// readDecimal reads a number of which the last separator may be a decimal one. Decimals of exactly three places are
// not offered as a reading: typed so, they would be thousands.
func readDecimal(whole figure, separator, fraction string) (Number, []string, bool) {
	n, ok := number(whole.digits(), fraction)
	if !ok || strings.Contains(whole.separators, separator) {
		return 0, nil, false
	}
	significant := len(strings.TrimRight(fraction, "0"))
	mayBeGroup := n >= One && (len(fraction) == 3 || significant == 3)
	if separator == "," && significant > 0 && !mayBeGroup {
		return n, nil, true
	}
	var readings []string
	if n < One || significant != 3 {
		readings = append(readings, n.String())
	}
	if all := (figure{groups: []string{whole.digits(), fraction}}); whole.single() || len(fraction) == 3 {
		readings = append(readings, all.asWhole()...)
	}
	return 0, readings, false
}

// trailing offers the number before a separator that nothing follows: "12." may be 12.
func trailing(token string) []string {
	n, _, ok := readFigure(token[:len(token)-1])
	if !ok {
		return nil
	}
	return []string{n.String()}
}

// grouped tells whether the separators part thousands, and nothing else.
func (f figure) grouped() bool {
	first := f.groups[0]
	if len(f.groups) < 2 || first == "" || len(first) > 3 || first[0] == '0' {
		return false
	}
	return strings.Count(f.separators, f.separators[:1]) == len(f.separators) && f.inThrees()
}

// single tells whether f is one group of digits without a leading 0, or 0 itself.
func (f figure) single() bool {
	return len(f.groups) == 1 && (f.groups[0] == "0" || !strings.HasPrefix(f.groups[0], "0"))
}

func (f figure) inThrees() bool {
	for _, group := range f.groups[1:] {
		if len(group) != 3 {
			return false
		}
	}
	return true
}

func (f figure) digits() string { return strings.Join(f.groups, "") }

// joined offers the number without its separators, where all groups behind the first have three digits.
func (f figure) joined() []string {
	if f.groups[0] == "" || !f.inThrees() {
		return nil
	}
	return f.asWhole()
}

// asWhole offers the number without its separators, where it does not start with 0.
func (f figure) asWhole() []string {
	n, ok := number(f.digits(), "")
	if !ok || f.groups[0][0] == '0' {
		return nil
	}
	return []string{n.String()}
}

// number returns the number of the digits before and behind the decimal comma; ok is false beyond 12 and 4 digits.
func number(whole, fraction string) (n Number, ok bool) {
	if whole == "" || len(whole) > maxDigits || len(fraction) > 4 {
		return 0, false
	}
	value, err := strconv.ParseInt(whole+(fraction + "0000")[:4], 10, 64)
	return Number(value), err == nil
}
