package samples_test

import (
	"math/rand/v2"
	"testing"

	"tonghop/samples"
)

// TestOrderOfArrival takes the case in, and corrections of some, in random orders and batches: only that a correction
// comes after what it corrects is kept. The findings, their ids and the believed figures must be the same.
func TestOrderOfArrival(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	files := southwestFiles(t)
	corrections := map[string]samples.Workbook{
		socTrang:           corrected(t, c, socTrang, "soc-trang", "65"),
		"an-giang.xlsx":    corrected(t, c, "an-giang.xlsx", "an-giang", "trên 60"),
		"ben-tre.xlsx":     corrected(t, c, "ben-tre.xlsx", "ben-tre", "x"),
		"toan-quoc.xlsx":   corrected(t, c, "toan-quoc.xlsx", "viet-nam", "gần 800"),
		regions:            corrected(t, c, regions, "ca-mau", "33"),
		"kien-giang.xlsx":  corrected(t, c, "kien-giang.xlsx", "kien-giang", "12,5"), // comes back: the first one counts
		"tien-giang.xlsx":  corrected(t, c, "tien-giang.xlsx", "tien-giang", "khoảng 30"),
		"vinh-long.xlsx":   corrected(t, c, "vinh-long.xlsx", "vinh-long", "0"),
		"khong-ai-gui.txt": {Name: "khong-ai-gui.txt", Bytes: []byte("no workbook")},
	}
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	want := ""
	for turn := range 6 {
		o := newOffice(t, c)
		queue := inSomeOrder(random, files, corrections)
		for len(queue) > 0 {
			n := min(len(queue), 1+random.IntN(8))
			o.take(queue[:n]...)
			queue = queue[n:]
		}
		got := o.state()
		if turn == 0 {
			want = got
		}
		if got != want {
			t.Fatalf("seed %d, turn %d\ngot:\n%s\nwant:\n%s", seed, turn, got, want)
		}
	}
}

// inSomeOrder shuffles files and corrections; of two with one name the file comes first.
func inSomeOrder(random *rand.Rand, files []samples.Workbook, corrections map[string]samples.Workbook) []samples.Workbook {
	var names []string
	first := map[string]samples.Workbook{}
	for _, file := range files {
		names, first[file.Name] = append(names, file.Name), file
	}
	for name := range corrections {
		names = append(names, name)
	}
	random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	var queue []samples.Workbook
	for _, name := range names {
		next, ok := first[name]
		if !ok {
			next = corrections[name]
		}
		delete(first, name)
		queue = append(queue, next)
	}
	return queue
}
