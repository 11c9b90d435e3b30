package samples_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
)

// world is a quarter of a region with what its five provinces send, made at random so that no rule finds more than a note:
//
//	kon-tum   each month, with what adds up since New Year; the quarter; its register of models, and the one before
//	gia-lai   each month, and the twelve before; the quarter; commendations
//	dak-lak   the quarter, and by commune; festival days
//	dak-nong  the quarter
//	lam-dong  nothing: the region's row is all there is
type world struct {
	*office
	random         *rand.Rand
	figures, lines bytes.Buffer
	files          map[string][]byte
}

const (
	quarter    = "2024-Q1"
	regionFile = "vung-2024-Q1.xlsx"
	provincial = "award=bang-khen;level=ubnd-tinh"
)

// flows are what happened in a time, by indicator; regional are those that the region's form has too.
type flows map[string]int

var regional = []string{"models.built", "models.dissolved", "models.consolidated", "models.replicated", "models.replicated_points"}

func newWorld(t *testing.T, c *pipeline.Catalog, seed uint64) *world {
	t.Helper()
	w := &world{office: newOffice(t, c), random: rand.New(rand.NewPCG(seed, 0)), files: map[string][]byte{}}
	w.figures.WriteString("file,layout,reporter,period,unit,indicator,breakdown,figure,cumulative\n")
	w.lines.WriteString("file,layout,reporter,period,line,key,text\n")
	w.region(map[string]flows{"kon-tum": w.konTum(), "gia-lai": w.giaLai(), "dak-lak": w.dakLak(), "dak-nong": w.dakNong(), "lam-dong": w.happened(0)})
	workbooks, err := sample.Build(c, excel.WriteForm, tables(w.figures.String(), w.lines.String()))
	if err != nil {
		t.Fatal(err)
	}
	for _, workbook := range workbooks {
		w.files[workbook.Name] = workbook.Bytes
	}
	w.takeAll(workbooks)
	w.expect("the generated quarter is coherent", w.open())
	return w
}

// between is a number from low to high.
func (w *world) between(low, high int) int { return low + w.random.IntN(high-low+1) }

// happened are the flows of a time, never 0; later says how many times came before, so that no two are alike. What is far from
// the year before would be a finding.
func (w *world) happened(later int) flows {
	return flows{"models.built": w.between(2, 3), "models.dissolved": w.between(1, 2), "models.consolidated": w.between(2, 6), "models.replicated": w.between(2, 6),
		"models.replicated_points": w.between(10, 14), "propaganda.sessions": w.between(20, 28), "launches.participations": 400 + 10*later + w.between(0, 9), "tips": w.between(20, 28)}
}

func (f flows) add(other flows) {
	for indicator, value := range other {
		f[indicator] += value
	}
}

// figure writes a line of the table of figures; a unit "" is the reporter.
func (w *world) figure(layout, reporter, period, unit, indicator, breakdown string, value any, cumulative bool) {
	if unit == "" {
		unit = reporter
	}
	also := ""
	if cumulative {
		also = "yes"
	}
	row(&w.figures, fileOf(layout, reporter, period), layout, reporter, period, unit, indicator, breakdown, fmt.Sprint(value), also)
}

// line writes the texts of one row that the sender names, by the keys of their columns.
func (w *world) line(layout, reporter, period string, number int, texts ...string) {
	for i := 0; i < len(texts); i += 2 {
		row(&w.lines, fileOf(layout, reporter, period), layout, reporter, period, strconv.Itoa(number), texts[i], texts[i+1])
	}
}

func row(table *bytes.Buffer, fields ...string) {
	out := csv.NewWriter(table)
	out.Write(fields)
	out.Flush()
}

func fileOf(layout, reporter, period string) string {
	if layout == "vung" {
		return layout + "-" + period + ".xlsx"
	}
	return layout + "-" + reporter + "-" + period + ".xlsx"
}

// form writes a province's form and returns the stock at its end.
func (w *world) form(reporter, period string, opening int, f flows) int {
	closing := opening + f["models.built"] - f["models.dissolved"]
	w.figure("tong-hop", reporter, period, "", "models.opening", "", opening, false)
	w.figure("tong-hop", reporter, period, "", "models.closing", "", closing, false)
	for indicator, value := range f {
		w.figure("tong-hop", reporter, period, "", indicator, "", value, false)
	}
	return closing
}

// konTum has a register: the quarter before, which says what was there at first, and this quarter.
func (w *world) konTum() flows {
	const name = "kon-tum"
	opening, models, points := w.between(12, 15), 0, 0
	total := flows{}
	stock := opening
	for month := range 3 {
		period := fmt.Sprintf("2024-%02d", month+1)
		f := w.happened(month)
		stock = w.form(name, period, stock, f)
		total.add(f)
		for indicator, value := range total {
			w.figure("tong-hop", name, period, "", indicator, "", value, true)
		}
		w.figure("tong-hop", name, period, "", "models.built_communes", "", 2, false) // which do not add up: one is new each month
		w.figure("tong-hop", name, period, "", "models.built_communes", "", 2+month, true)
	}
	w.form(name, quarter, opening, total)
	w.figure("tong-hop", name, quarter, "", "models.closing", "area=dtts", w.between(1, 5), false)
	w.figure("tong-hop", name, quarter, "", "models.replicated_provincewide", "", 1, false)
	for range opening {
		models++
		w.line("danh-muc", name, "2023-Q4", models, model(models, "Đang hoạt động")...)
		if models <= total["models.dissolved"] {
			w.line("danh-muc", name, quarter, models, append(model(models, "Giải thể"), "reason", "Hết đối tượng")...)
		} else {
			w.line("danh-muc", name, quarter, models, append(model(models, "Đang hoạt động"), "models.points", strconv.Itoa(models))...)
			points += models
		}
	}
	for range total["models.built"] {
		models++
		w.line("danh-muc", name, quarter, models, append(model(models, "Nhân rộng"), "models.points", strconv.Itoa(models))...)
		points += models
	}
	w.figure("tong-hop", name, quarter, "", "models.points", "", points, false)
	total["models.closing"] = opening + total["models.built"] - total["models.dissolved"]
	return total
}

// model is a line of a register.
func model(number int, state string) []string {
	return []string{"name", fmt.Sprintf("Tổ tự quản số %d", number), "commune", "Đăk Pxi", "district", "Đăk Hà", "state", state}
}

// giaLai has a year behind it.
func (w *world) giaLai() flows {
	const name = "gia-lai"
	stock, first, total := w.between(60, 70), 0, flows{}
	for month := range 15 {
		if month == 12 {
			first = stock
		}
		f := w.happened(month)
		stock = w.form(name, fmt.Sprintf("%d-%02d", 2023+month/12, month%12+1), stock, f)
		if month >= 12 {
			total.add(f)
		}
	}
	w.form(name, quarter, first, total)
	w.commendations(name)
	total["models.closing"] = stock
	return total
}

// commendations writes a form of its own, which the province's form repeats in part.
func (w *world) commendations(reporter string) {
	awards := []struct {
		award  string
		levels []string
	}{{"co-thi-dua", []string{"thu-tuong", "bo", "ubnd-tinh"}}, {"bang-khen", []string{"thu-tuong", "bo", "ubnd-tinh"}}, {"giay-khen", []string{"cong-an-tinh", "ubnd-xa"}}}
	for _, indicator := range []string{"commendations.collectives", "commendations.individuals"} {
		all := 0
		for _, a := range awards {
			sum := 0
			for _, level := range a.levels {
				value, key := w.between(1, 9), "award="+a.award+";level="+level
				w.figure("khen-thuong", reporter, quarter, "", indicator, key, value, false)
				if key == provincial {
					w.figure("tong-hop", reporter, quarter, "", indicator, key, value, false)
				}
				sum += value
			}
			w.figure("khen-thuong", reporter, quarter, "", indicator, "award="+a.award, sum, false)
			all += sum
		}
		w.figure("khen-thuong", reporter, quarter, "", indicator, "", all, false)
	}
}

// dakLak tells its figures by commune.
func (w *world) dakLak() flows {
	const name = "dak-lak"
	told := []string{"models.built", "models.dissolved", "models.consolidated", "models.replicated", "launches.participations", "tips"} // what the form by commune has
	total, closing := flows{}, 0
	for i, commune := range []string{"Hòa Thuận", "Ea Tu", "Cư Êbur", "Tân Lợi"} {
		f, here := w.happened(i), w.between(10, 20)
		texts := []string{"name", commune, "district", "Buôn Ma Thuột", "models.closing", strconv.Itoa(here)}
		for _, indicator := range told {
			texts = append(texts, indicator, strconv.Itoa(f[indicator]))
		}
		w.line("xa", name, quarter, i+1, texts...)
		total.add(f)
		closing += here
		households := w.between(200, 400)
		pledged := households - w.between(10, 40)
		rate := strings.TrimSuffix(strings.ReplaceAll(fmt.Sprintf("%.1f", 100*float64(pledged)/float64(households)), ".", ","), ",0")
		w.line("ngay-hoi", name, "2024-02", i+1, "name", commune, "district", "Buôn Ma Thuột", "day", fmt.Sprintf("2024-02-1%d", i), "festival.participants", "300",
			"festival.households", strconv.Itoa(households), "festival.pledged", strconv.Itoa(pledged), "festival.pledged_rate", rate)
	}
	w.figure("xa", name, quarter, "", "models.closing", "", closing, false)
	for _, indicator := range told {
		w.figure("xa", name, quarter, "", indicator, "", total[indicator], false)
	}
	w.form(name, quarter, closing-total["models.built"]+total["models.dissolved"], total)
	total["models.closing"] = closing
	return total
}

func (w *world) dakNong() flows {
	f := w.happened(0)
	f["models.closing"] = w.form("dak-nong", quarter, w.between(20, 30), f)
	return f
}

// region writes the region's form of what its provinces have.
func (w *world) region(provinces map[string]flows) {
	const region = "dia-ban-tay-nguyen"
	total := flows{}
	provinces["lam-dong"]["models.closing"] = w.between(20, 30)
	for name, f := range provinces {
		for _, indicator := range append([]string{"models.closing"}, regional...) {
			w.figure("vung", region, quarter, name, indicator, "", f[indicator], false)
			total[indicator] += f[indicator]
		}
	}
	for _, indicator := range append([]string{"models.closing"}, regional...) {
		w.figure("vung", region, quarter, "", indicator, "", total[indicator], false)
	}
}

// edit is what somebody types into a cell of a form's sheet.
type edit struct{ file, cell, text, was string }

// send types into the cells of a file and sends it.
func (w *world) send(edits []edit) {
	w.t.Helper()
	if len(edits) == 0 {
		w.t.Fatal("nothing to send")
	}
	book, err := excelize.OpenReader(bytes.NewReader(w.files[edits[0].file]))
	if err != nil {
		w.t.Fatal(edits[0].file, err)
	}
	defer book.Close()
	for _, e := range edits {
		var value any = e.text
		if number, err := strconv.Atoi(e.text); err == nil {
			value = number
		} else if e.text == "" {
			value = nil
		}
		if err := book.SetCellValue(book.GetSheetName(0), e.cell, value); err != nil {
			w.t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		w.t.Fatal(err)
	}
	w.files[edits[0].file] = out.Bytes()
	w.take(sample.Workbook{Name: edits[0].file, Bytes: out.Bytes()})
}

// open lists the open findings that are more than notes.
func (w *world) open() []string {
	w.t.Helper()
	lines := []string{}
	for _, f := range w.findings("") {
		if f.Severity != pipeline.Note {
			lines = append(lines, fmt.Sprintf("%s %s %s!%s %s: %s", f.Severity, f.Rule, f.File, f.Cell, f.ID, f.Sentence))
		}
	}
	return lines
}

func (w *world) read(file string) *pipeline.Reading {
	w.t.Helper()
	reading, err := w.Reader.Read(w.files[file])
	if err != nil {
		w.t.Fatal(file, err)
	}
	return reading
}

// cell finds the cell of a figure, and what stands there.
func (w *world) cell(file, unit, indicator, breakdown string, cumulative bool) edit {
	w.t.Helper()
	for _, o := range w.read(file).Observations {
		if o.Unit == unit && o.Indicator == indicator && string(o.Breakdown) == breakdown && o.Cumulative == cumulative {
			return edit{file: file, cell: o.Cell, was: o.Raw}
		}
	}
	w.t.Fatalf("%s has no %s %s %s", file, unit, indicator, breakdown)
	return edit{}
}

// field finds a cell of the row of a model in the register, and makes an edit of it.
func (w *world) field(model, field, text string) edit {
	w.t.Helper()
	const file = "danh-muc-kon-tum-2024-Q1.xlsx"
	for _, r := range w.read(file).Records {
		if r.Name != model {
			continue
		}
		if field == "name" {
			return edit{file: file, cell: r.Cell, text: text, was: r.Name}
		}
		for _, f := range r.Fields {
			if f.ID == field {
				return edit{file: file, cell: f.Cell, text: text, was: f.Text}
			}
		}
	}
	w.t.Fatalf("%s has no %s of %s", file, field, model)
	return edit{}
}
