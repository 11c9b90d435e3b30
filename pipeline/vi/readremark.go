package vi

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// scales are words behind a figure that multiply it, folded.
var scales = map[string]Number{"chuc": 10, "tram": 100, "nghin": 1_000, "ngan": 1_000, "k": 1_000, "van": 10_000, "trieu": 1_000_000, "tr": 1_000_000, "ty": 1_000_000_000, "ti": 1_000_000_000}

// openEnds are what is said behind a figure that belongs before it.
var openEnds = []struct {
	behind string
	before []string
}{{"trở lên", []string{"ít nhất"}}, {"trở xuống", []string{"không quá"}}, {"+", []string{"hơn", "ít nhất"}}, {"±", []string{"khoảng"}}}

// remarked returns what a figure with these readings may mean with a unit or remark behind it: the remark is left away, but
// for one that says how many times the figure, or that it has no end. A fraction (1½) leaves none.
func remarked(remark string, readings []string) []string {
	word, _, _ := strings.Cut(Lower(remark), " ")
	for _, end := range openEnds {
		if strings.HasPrefix(Lower(remark), end.behind) {
			var all []string
			for _, words := range end.before {
				all = append(all, exactly(words, readings)...)
			}
			return all
		}
	}
	scale, scaled := scales[Fold(word)]
	switch {
	case strings.ContainsRune(norm.NFKC.String(word), '⁄'):
		return nil
	case scaled:
		return times(scale, readings)
	}
	return readings
}

// exactly puts words before those readings that are one number without words.
func exactly(words string, readings []string) []string {
	var all []string
	for _, reading := range readings {
		if q := readWords(reading); q.State == Declared && q.Qualifier == Exact && q.Value > 0 {
			all = append(all, words+" "+reading)
		}
	}
	return all
}

// times multiplies the readings; those that have too many digits are left out.
func times(scale Number, readings []string) []string {
	var all []string
	for _, reading := range readings {
		q := readWords(reading)
		if q.State == Declared && q.Value < tooLong/scale && q.Value > -tooLong/scale && q.Qualifier != Between {
			all = append(all, q.scaled(func(n Number) Number { return n * scale }).String())
		}
	}
	return all
}
