package pipeline

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func periods(t testing.TB, texts string) []Period {
	t.Helper()
	var all []Period
	for _, text := range strings.Fields(texts) {
		p, err := ParsePeriod(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func joined(all []Period) string {
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = p.String()
	}
	return strings.Join(texts, " ")
}

func TestTiling(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ whole, known, parts, gaps string }{
		{"2024-Q1", "2024-01 2024-02 2024-03", "2024-01 2024-02 2024-03", ""},
		{"2024-Q1", "2024-01 2024-02 2024-Q1 2024-04", "2024-01 2024-02", "2024-03"},
		{"2024", "2024-Q1 2024-Q2 2024-Q3 2024-Q4 2024-H1 2024-01 2024-02", "2024-Q1 2024-Q2 2024-Q3 2024-Q4", ""},
		{"2024", "2024-H1 2024-H2 2024-01 2024-02 2024-Q1 2024-9M", "2024-H1 2024-H2", ""},
		{"2024", "2024-9M 2024-Q4 2024-H2", "2024-9M 2024-Q4", ""},
		{"2024", "2024-H1 2024-Q3", "2024-H1 2024-Q3", "2024-Q4"},
		{"2024", "2024-9M 2024-H2 2024-H1", "2024-H1 2024-H2", ""},
		{"2024", "2024-01..2024-08 2024-09 2024-Q4 2024-Q3", "2024-01..2024-08 2024-09 2024-Q4", ""},
		{"2018..2020", "2018 2020 2019-H2", "2018 2019-H2 2020", "2019-H1"},
		{"2018..2020", "2018..2019 2019..2020", "2018..2019", "2020"},
		{"2024-08", "2024-08 2024-08-19", "", "2024-08"},
		{"2024-08-19", "2024-08-19", "", ""},
		{"2024", "", "", "2024"},
	} {
		parts, gaps := periods(t, c.whole)[0].Tiling(periods(t, c.known))
		if joined(parts) != c.parts || joined(gaps) != c.gaps {
			t.Errorf("%s of %s: %s, without %s; want %s, without %s", c.whole, c.known, joined(parts), joined(gaps), c.parts, c.gaps)
		}
	}
}

// FuzzTiling holds that parts and gaps together are the whole, each month once, whatever is known; and that the order of what
// is known does not matter.
func FuzzTiling(f *testing.F) {
	f.Add(uint64(1), uint8(12), uint8(9))
	f.Fuzz(func(t *testing.T, seed uint64, length, count uint8) {
		random := rand.New(rand.NewPCG(seed, 1))
		whole := Period{first: 24000, last: 24000 + int(length)}
		var known []Period
		for range count {
			first := 24000 + random.IntN(int(length)+1)
			known = append(known, Period{first: first, last: first + random.IntN(15)})
		}
		parts, gaps := whole.Tiling(known)
		covered := map[int]int{}
		for _, p := range append(append([]Period{}, parts...), gaps...) {
			for month := p.first; month <= p.last; month++ {
				covered[month]++
			}
		}
		for month := whole.first; month <= whole.last; month++ {
			if covered[month] != 1 {
				t.Fatalf("month %d is covered %d times", month-24000, covered[month])
			}
		}
		if len(covered) != whole.last-whole.first+1 {
			t.Fatal("months outside are covered")
		}
		random.Shuffle(len(known), func(i, j int) { known[i], known[j] = known[j], known[i] })
		again, _ := whole.Tiling(known)
		if joined(again) != joined(parts) {
			t.Fatalf("another order: %s and %s", joined(parts), joined(again))
		}
	})
}
