package samples_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
)

// TestOrderOfArrival takes all cases in, and corrections of some forms, in random orders and batches: only that a correction
// comes after what it corrects is kept. The findings, their ids, the believed figures and the registers must be the same.
func TestOrderOfArrival(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	var files []sample.Workbook
	for _, folder := range caseFolders(t) {
		files = append(files, caseFiles(t, folder)...)
	}
	corrections := map[string]sample.Workbook{
		socTrang:           corrected(t, c, socTrang, "soc-trang", "65"),
		"an-giang.xlsx":    corrected(t, c, "an-giang.xlsx", "an-giang", "trên 60"),
		"ben-tre.xlsx":     corrected(t, c, "ben-tre.xlsx", "ben-tre", "x"),
		"toan-quoc.xlsx":   corrected(t, c, "toan-quoc.xlsx", "viet-nam", "gần 800"),
		regions:            corrected(t, c, regions, "ca-mau", "33"),
		"kien-giang.xlsx":  corrected(t, c, "kien-giang.xlsx", "kien-giang", "12,5"), // comes back: the first one counts
		"tien-giang.xlsx":  corrected(t, c, "tien-giang.xlsx", "tien-giang", "khoảng 30"),
		"vinh-long.xlsx":   corrected(t, c, "vinh-long.xlsx", "vinh-long", "0"),
		giaLai:             registered(t, c, giaLai, "gia-lai", "2018..2024", "Một mô hình khác", "Giải thể"),
		dongThap:           registered(t, c, dongThap, "dong-thap", "2006..2016", "Trường học an toàn về ANTT", "Nhân rộng"),
		"khong-ai-gui.txt": {Name: "khong-ai-gui.txt", Bytes: []byte("no workbook")},
	}
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	want := ""
	for turn := range 2 { // other orders in each run
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

// Registers of the cases.
const (
	giaLai   = "danh-muc-gia-lai.xlsx"
	dongThap = "danh-muc-dong-thap.xlsx"
)

// registered is a register of one model.
func registered(t *testing.T, c *pipeline.Catalog, file, unit, period, name, state string) sample.Workbook {
	t.Helper()
	table := "file,layout,reporter,period,line,key,text\n"
	for _, field := range [][2]string{{"name", name}, {"state", state}} {
		table += fmt.Sprintf("%s,danh-muc,%s,%s,1,%s,%s\n", file, unit, period, field[0], field[1])
	}
	workbooks, err := sample.Build(c, excel.WriteForm, tables("", table))
	if err != nil || len(workbooks) != 1 {
		t.Fatal(len(workbooks), err)
	}
	return workbooks[0]
}

// inSomeOrder shuffles files and corrections; of two with one name the file comes first.
func inSomeOrder(random *rand.Rand, files []sample.Workbook, corrections map[string]sample.Workbook) []sample.Workbook {
	var names []string
	first := map[string]sample.Workbook{}
	for _, file := range files {
		names, first[file.Name] = append(names, file.Name), file
	}
	for name := range corrections {
		names = append(names, name)
	}
	random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	var queue []sample.Workbook
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
