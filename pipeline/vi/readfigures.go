package vi

import (
	"strconv"
	"strings"
)

// readFigures reads text that is split before its first digit.
func readFigures(head, body string) Quantity {
	token, rest := cutFigure(body)
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return readOne(head, token)
	}
	if connector, second, ok := cutConnector(rest); ok {
		return readSpan(head, token, connector, second)
	}
	if strings.ContainsAny(rest, "0123456789") {
		return unreadable()
	}
	return unreadable(remarked(rest, readOne(head, token).readings())...)
}

// readings returns how q should be typed: as it is, or one of its readings where it is not readable.
func (q Quantity) readings() []string {
	if q.State == Unreadable {
		return q.Readings
	}
	return []string{q.String()}
}

// readOne reads a single figure and the words before it.
func readOne(head, token string) Quantity {
	n, readings, ok := readFigure(token)
	if ok {
		readings = []string{n.String()}
	}
	words, plain := hedgeWords(head)
	switch h, known := hedges[Fold(words)]; {
	case head == "-" || head == "−":
		return readNegative(n, ok)
	case strings.Trim(head, "-–—− ") == "" && head != "":
		return unreadable(eitherSign(n, ok)...)
	case words == "":
		return readExact(n, ok, readings)
	case !plain || !known:
		return unreadable(suggest(words, readings)...)
	case ok && n == 0:
		return unreadable("0")
	case !ok, !spelt(words, h.spelling):
		return unreadable(before(h.spelling, readings)...)
	default:
		return Quantity{State: Declared, Qualifier: h.qualifier, Value: n, Words: words}
	}
}

func readExact(n Number, ok bool, readings []string) Quantity {
	switch {
	case !ok:
		return unreadable(readings...)
	case n == 0:
		return Quantity{State: Zero, Qualifier: Exact}
	}
	return Quantity{State: Declared, Qualifier: Exact, Value: n}
}

// readNegative reads a figure directly behind a minus. With a space between, it may as well be a list's dash.
func readNegative(n Number, ok bool) Quantity {
	switch {
	case !ok:
		return unreadable()
	case n == 0:
		return unreadable("0")
	}
	return Quantity{State: Declared, Qualifier: Exact, Value: -n}
}

// eitherSign offers the number behind a dash that may be a list's or a minus.
func eitherSign(n Number, ok bool) []string {
	switch {
	case !ok:
		return nil
	case n == 0:
		return []string{"0"}
	}
	return []string{n.String(), (-n).String()}
}

// suggest offers readings of a figure behind words or signs that are not read.
func suggest(words string, readings []string) []string {
	if better, ok := suggestions[words]; ok {
		return before(better, readings)
	}
	return nil
}

// before puts words before each of the readings but 0, which is not hedged.
func before(words string, readings []string) []string {
	var all []string
	for _, reading := range readings {
		if reading != "0" {
			all = append(all, strings.TrimSpace(words+" "+reading))
		}
	}
	return all
}

// cutConnector cuts off the word or dash between two figures; ok is false where no figure ends the text behind it.
func cutConnector(rest string) (connector, token string, ok bool) {
	first := strings.IndexAny(rest, "0123456789")
	if first < 0 {
		return "", "", false
	}
	connector = Lower(strings.TrimSpace(rest[:first]))
	token, behind := cutFigure(rest[first:])
	if behind != "" {
		return "", "", false
	}
	switch connector {
	case "-", "–", "—", "−":
		return connector, token, true
	}
	if _, plain := hedgeWords(connector); !plain {
		return "", "", false
	}
	folded := Fold(connector)
	return connector, token, folded == "den" || folded == "toi"
}

// readSpan reads two figures and the words before and between them.
func readSpan(head, from, connector, to string) Quantity {
	low, _, lowOK := readFigure(from)
	high, _, highOK := readFigure(to)
	words, plain := hedgeWords(head)
	if h, known := openers[Fold(words)]; !known || !plain || !spelt(words, h.spelling) || !lowOK || !highOK || low == high {
		return unreadable()
	}
	q := Quantity{State: Declared, Qualifier: Between, Value: low, Upper: high}
	switch {
	case low > high:
		q.Value, q.Upper = high, low
		return unreadable(q.String())
	case words == "" && isYear(to):
		return unreadable(q.String())
	}
	q.Words = strings.TrimSpace(words + " … " + connector + " …")
	return q
}

// isYear tells whether a figure looks like a year: 2018-2024 and 10-2026 are more likely periods than counts.
func isYear(token string) bool {
	year, err := strconv.Atoi(token)
	return err == nil && len(token) == 4 && year >= 1900 && year <= 2200
}
