package excel

import (
	"slices"
	"strings"
)

// A near miss is proposed, never read. Two labels are near where one has the words of the other, some misspelt or shortened to
// their first letters, and either a few more or a few less: never other words in their place, for Tập thể is not Cá nhân and
// An Giang is not Kiên Giang.

// What tells two labels apart, in the order of how far apart it sets them.
const (
	asShort  = 1 // MH for mô hình; words run together or in other order
	misspelt = 2
	oneWord  = 3 // more or less
)

// longestNear is how long labels may be, in bytes, that are held against each other word by word.
const longestNear = 160

// nearness returns how far a label that was found is from one that is expected, both folded; ok is false for labels that
// are not near. Equal ones are at 0.
func nearness(found, expected string) (cost int, ok bool) {
	if found == expected {
		return 0, found != ""
	}
	if len(found) > longestNear || len(expected) > longestNear {
		return 0, false
	}
	a, b := strings.Fields(found), strings.Fields(expected)
	if len(a) == 0 || len(b) == 0 || len(a) > 2*len(b)+2 && len(b) > 1 {
		return 0, false
	}
	joined := strings.Join(a, "")
	if len(joined) > 2 && (joined == strings.Join(b, "") || slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))) {
		return asShort, true
	}
	if !mayBeNear(a, b) {
		return 0, false
	}
	best := alignment{cost: -1}
	for _, more := range []bool{true, false} {
		if found := align(a, b, more); found.cost >= 0 && (best.cost < 0 || found.cost < best.cost) {
			best = found
		}
	}
	return best.cost, best.cost >= 0 && best.near(len(a), len(b))
}

// mayBeNear tells, at little cost, labels apart that have no word in common, and not the first in short either.
func mayBeNear(found, expected []string) (may bool) {
	if slices.ContainsFunc(found, func(word string) bool { return slices.Contains(expected, word) }) {
		return true
	}
	stepWord(found, expected, func(int, int, alignment) { may = true })
	return may
}

// alignment is how the words of two labels lie beside each other; a negative cost is for labels that do not.
type alignment struct {
	cost  int
	same  int // words of the expected label that are there, spelt so or shortened
	whole int // those that are spelt so
	typos int
	left  int // words that only one of the two has
}

func (a alignment) plus(b alignment) alignment {
	return alignment{a.cost + b.cost, a.same + b.same, a.whole + b.whole, a.typos + b.typos, a.left + b.left}
}

// near tells whether enough of a label is there: of one word that is misspelt no more can be asked, of several half of
// them, two at least and one in full: LA is Long An, and the La of Sơn La too.
func (a alignment) near(found, expected int) bool {
	switch {
	case a.typos > max(1, a.same/3), a.typos > 0 && a.left > 0 && a.same < 3:
		return false
	case a.left == 0:
		return a.typos == 0 || a.same > 0 || found == 1 && expected == 1
	}
	return a.same >= 2 && a.whole > 0 && a.left <= a.same
}

// align lays the words of two labels beside each other, with words left over in the found one (more) or in the expected one.
func align(found, expected []string, more bool) alignment {
	rows := make([][]alignment, len(found)+1)
	for i := range rows {
		rows[i] = make([]alignment, len(expected)+1)
		for j := range rows[i] {
			rows[i][j].cost = -1
		}
	}
	rows[0][0].cost = 0
	for i := range rows {
		for j := range rows[i] {
			here := rows[i][j]
			if here.cost < 0 {
				continue
			}
			reach := func(i, j int, step alignment) {
				if next := here.plus(step); rows[i][j].cost < 0 || next.cost < rows[i][j].cost {
					rows[i][j] = next
				}
			}
			switch {
			case more && i < len(found):
				reach(i+1, j, alignment{cost: oneWord, left: 1})
			case !more && j < len(expected):
				reach(i, j+1, alignment{cost: oneWord, left: 1})
			}
			if i < len(found) && j < len(expected) {
				stepWord(found[i:], expected[j:], func(a, b int, step alignment) { reach(i+a, j+b, step) })
			}
		}
	}
	return rows[len(found)][len(expected)]
}

// stepWord offers the ways in which the first words of two labels are the same.
func stepWord(found, expected []string, reach func(a, b int, step alignment)) {
	switch {
	case found[0] == expected[0]:
		reach(1, 1, alignment{same: 1, whole: 1})
	case strings.ReplaceAll(found[0], "k", "c") == strings.ReplaceAll(expected[0], "k", "c"): // Đắc Lắc
		reach(1, 1, alignment{cost: asShort, same: 1, whole: 1})
	case isTypo(found[0], expected[0]):
		reach(1, 1, alignment{cost: misspelt, typos: 1})
	}
	if n := len(found[0]); n > 1 && n <= len(expected) && found[0] == initials(expected[:n]) {
		reach(1, n, alignment{cost: asShort, same: n})
	}
	if n := len(expected[0]); n > 2 && n <= len(found) && expected[0] == initials(found[:n]) {
		reach(n, 1, alignment{cost: asShort, same: n})
	}
}

func initials(words []string) string {
	letters := make([]byte, len(words))
	for i, word := range words {
		letters[i] = word[0]
	}
	return string(letters)
}

// isTypo tells whether one word is another with a letter wrong, missing, too many or swapped with the next; in long ones
// two. Numbers are never misspelt, and a short word with another first letter is another word.
func isTypo(a, b string) bool {
	shorter := min(len(a), len(b))
	if shorter < 3 || strings.ContainsAny(a+b, "0123456789") || shorter < 6 && a[0] != b[0] {
		return false
	}
	most := 1
	if shorter >= 6 {
		most = 2
	}
	return max(len(a), len(b))-shorter <= most && changes(a, b) <= most
}

// changes counts the letters to change, add, drop or swap to make one word of another.
func changes(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// nearest returns which of some labels a text is near to, and is nearest to; -1 for none, or for two that are as near.
func nearest(found string, expected []string) int {
	best, least, tied := -1, 0, false
	for i, label := range expected {
		cost, ok := nearness(found, label)
		switch {
		case !ok:
		case best < 0 || cost < least:
			best, least, tied = i, cost, false
		case cost == least && label != expected[best]:
			tied = true
		}
	}
	if tied {
		return -1
	}
	return best
}
