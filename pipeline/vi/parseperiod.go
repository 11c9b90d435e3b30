package vi

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// ParsePeriod reads a period as officers write it into the head of a form, and returns its canonical text:
// "Quý III năm 2026", "Quý 3/2026" and "2026-Q3" are 2026-Q3. It also reads months, "N tháng đầu năm", "N tháng cuối
// năm", years, spans of years ("Giai đoạn 2018 - 2024") and of months, and days; PeriodName's names all come back.
// Years are full, from 1900 to 2200. Anything else, with month 13 or its ends the wrong way round, is not ok.
func ParsePeriod(text string) (canonical string, ok bool) {
	text = strings.TrimSpace(text)
	if day, ok := parseDay(text); ok {
		return day.Format(time.DateOnly), true
	}
	if r, ok := parseKey(text); ok {
		return r.canonical(), true
	}
	tokens := periodTokens(text)
	for _, phrase := range periodPhrases {
		if n, ok := phrase.match(tokens); ok {
			if canonical, ok = phrase.read(n); ok {
				return canonical, true
			}
		}
	}
	return "", false
}

// periodTokens folds text and splits it into words and numbers: "T10/2026" is t, 10, 2026.
func periodTokens(text string) []string {
	var b strings.Builder
	var before rune
	for _, r := range Fold(text) {
		if unicode.IsDigit(r) != unicode.IsDigit(before) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		before = r
	}
	return strings.Fields(b.String())
}

// periodPhrase is a way to write a period: folded words, and capitals that each stand for a number:
// D day, M month, Q quarter (III or 3), N number of months (6 or sáu), Y year.
type periodPhrase struct {
	words []string
	read  func(n []int) (string, bool)
}

var periodPhrases = slices.Concat(
	phrasesFor(readMonth, "thang M nam Y", "thang M Y", "t M Y", "M Y"),
	phrasesFor(readQuarter, "quy Q nam Y", "quy Q Y", "q Q Y"),
	phrasesFor(readFirstMonths, "N thang dau nam Y"),
	phrasesFor(readLastMonths, "N thang cuoi nam Y"),
	phrasesFor(readNineMonths, "9 thang nam Y"),
	phrasesFor(readYear, "nam Y", "ca nam Y"),
	phrasesFor(readYears, "Y Y", "giai doan Y Y", "giai doan Y den Y", "giai doan tu Y den Y", "giai doan tu nam Y den nam Y",
		"tu Y den Y", "tu nam Y den nam Y"),
	phrasesFor(readMonths, "tu thang M den thang M nam Y", "tu thang M den thang M Y"),
	phrasesFor(readMonthsOfYears, "tu thang M nam Y den thang M nam Y", "tu thang M Y den thang M Y"),
	phrasesFor(readDay, "ngay D thang M nam Y", "D thang M nam Y", "ngay D M Y", "D M Y"),
)

func phrasesFor(read func([]int) (string, bool), patterns ...string) []periodPhrase {
	var all []periodPhrase
	for _, p := range patterns {
		all = append(all, periodPhrase{strings.Fields(p), read})
	}
	return all
}

// match returns the numbers that tokens name in the places of the phrase's capitals.
func (p periodPhrase) match(tokens []string) (numbers []int, ok bool) {
	if len(tokens) != len(p.words) {
		return nil, false
	}
	for i, word := range p.words {
		if !strings.Contains("DMQNY", word) {
			if tokens[i] != word {
				return nil, false
			}
			continue
		}
		n, ok := periodNumber(word, tokens[i])
		if !ok {
			return nil, false
		}
		numbers = append(numbers, n)
	}
	return numbers, true
}

// numerals are numbers in letters: quarters in Roman ones, the usual numbers of months in words.
var numerals = map[string]int{
	"Qi": 1, "Qii": 2, "Qiii": 3, "Qiv": 4, "Nba": 3, "Nsau": 6, "Nchin": 9,
}

// periodNumber reads a number of one kind (D, M, Q, N or Y) within its limits.
func periodNumber(kind, token string) (int, bool) {
	if n, ok := numerals[kind+token]; ok {
		return n, true
	}
	n, err := strconv.Atoi(token)
	if err != nil {
		return 0, false
	}
	if kind == "Y" {
		return n, len(token) == 4 && isYearNumber(n)
	}
	most := map[string]int{"D": 31, "M": 12, "Q": 4, "N": 12}[kind]
	return n, len(token) <= 2 && 1 <= n && n <= most
}
