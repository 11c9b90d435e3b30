package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"tonghop/pipeline/vi"
)

// Nearest lists up to three names that have most pairs of letters in common with a text, the nearest first; "" where none has a third of
// them.
func Nearest(text string, names []string) string {
	type scored struct {
		name  string
		score float64
	}
	var near []scored
	for _, name := range names {
		if score := alike(letterPairs(text), letterPairs(name)); score >= 1./3 {
			near = append(near, scored{name, score})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var best []string
	for _, n := range near {
		if len(best) < 3 && !slices.Contains(best, n.name) {
			best = append(best, n.name)
		}
	}
	return strings.Join(best, ", ")
}

// letterPairs are the pairs of neighbouring letters of a folded text.
func letterPairs(text string) map[string]bool {
	pairs, letters := map[string]bool{}, []rune(" "+vi.Fold(text)+" ")
	for i := range letters[1:] {
		pairs[string(letters[i:i+2])] = true
	}
	return pairs
}

// alike is how much of two sets they have in common, from 0 to 1.
func alike(a, b map[string]bool) float64 {
	common := 0
	for pair := range a {
		if b[pair] {
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
