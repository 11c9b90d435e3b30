package duck_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/duckdb/duckdb-go/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// nationsMonth is what 34 provinces send for a month, some 150 observations each.
func (o *office) nationsMonth(text string, seed uint64) []pipeline.Arrival {
	period, err := pipeline.ParsePeriod(text)
	if err != nil {
		o.t.Fatal(err)
	}
	_, day := o.catalog.Config.Calendar.Days(period)
	layout, _ := o.catalog.Layout("tong-hop", day)
	var arrivals []pipeline.Arrival
	for _, province := range o.catalog.Geography.On(pipeline.ProvinceUnit, day) {
		reading := &pipeline.Reading{Layout: layout.ID, Version: 1, Reporter: province, Period: period}
		row := 10
		for _, item := range layout.Rows.Items {
			if row++; !item.Section {
				reading.Observations = append(reading.Observations, o.benchRow(reading, item, row, seed)...)
			}
		}
		arrivals = append(arrivals, pipeline.Arrival{Receipt: o.receipt(fmt.Sprint(province.ID, text, seed)), Reading: reading})
	}
	return arrivals
}

// benchNumber is what every province counts each month; the cumulative figures agree with it.
func (o *office) benchNumber(indicator string, area bool) int64 {
	number := int64(100 + len(indicator))
	if i, _ := o.catalog.Indicator(indicator); i.Of != "" {
		number /= 4
	}
	if strings.HasSuffix(indicator, "_communes") {
		number /= 2 // a commune that is counted has a model
	}
	if area {
		number /= 2
	}
	return number
}

// benchRow fills the four columns of a line. One row in a hundred is wrong, another one with every seed.
func (o *office) benchRow(reading *pipeline.Reading, item pipeline.LayoutItem, row int, seed uint64) []pipeline.Observation {
	_, last := reading.Period.Range()
	random := rand.New(rand.NewPCG(seed, uint64(last*1000+row)+uint64(len(reading.Reporter.ID))))
	var cells []pipeline.Observation
	for column, breakdown := range []pipeline.Breakdown{"", "", "area=dtts", "area=dtts"} {
		number, cumulative := o.benchNumber(item.Indicator, breakdown != ""), column%2 == 1
		if cumulative && item.Only == "period" {
			continue
		}
		if cumulative {
			number *= int64(last%12 + 1)
		}
		if column == 0 && random.IntN(100) == 0 {
			number += 10
		}
		if column < 2 && item.Indicator == "tips" {
			number += int64(seed) // a correction says something else
		}
		cell := pipeline.Observation{Sheet: layoutSheet, Cell: pipeline.CellName(row, column+3), Row: item.Label, Unit: reading.Reporter.ID,
			Indicator: item.Indicator, Breakdown: item.Breakdown.With(breakdown), Period: reading.Period, Cumulative: cumulative, Quantity: whole(number)}
		if cumulative {
			cell.Period = reading.Period.YearToDate()
		}
		cells = append(cells, cell)
	}
	return cells
}

func whole(number int64) vi.Quantity {
	return vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: vi.Int(number)}
}

const layoutSheet = "Tổng hợp"

// superiors are the nation's form and two regions' for the month, with a row a province.
func (o *office) superiors(text string, seed uint64) []pipeline.Arrival {
	var arrivals []pipeline.Arrival
	period, _ := pipeline.ParsePeriod(text)
	_, day := o.catalog.Config.Calendar.Days(period)
	for _, id := range []string{pipeline.Nation, "tay-nam-bo", "nam-trung-bo-tay-nguyen"} {
		unit, _ := o.catalog.Geography.Unit(id)
		reading := &pipeline.Reading{Layout: "vung", Version: 1, Reporter: unit, Period: period}
		parts := o.catalog.Geography.Parts(id, day)
		for row, part := range append(parts, unit) {
			for column, indicator := range []string{"models.closing", "models.built", "models.dissolved", "models.consolidated", "models.replicated"} {
				number := o.benchNumber(indicator, false)
				if part.ID == id {
					number *= int64(len(parts))
				}
				reading.Observations = append(reading.Observations, pipeline.Observation{Sheet: layoutSheet, Cell: pipeline.CellName(row+12, column+4), Row: part.Name,
					Unit: part.ID, Indicator: indicator, Period: period, Quantity: whole(number)})
			}
		}
		arrivals = append(arrivals, pipeline.Arrival{Receipt: o.receipt(fmt.Sprint(id, text, seed)), Reading: reading})
	}
	return arrivals
}

// communesMonth is what the provinces send by commune for a month: 3,321 rows over the whole nation, with their totals.
func (o *office) communesMonth(text string, seed uint64) []pipeline.Arrival {
	const communes = 3321
	period, _ := pipeline.ParsePeriod(text)
	_, day := o.catalog.Config.Calendar.Days(period)
	layout, _ := o.catalog.Layout("xa", day)
	provinces := o.catalog.Geography.On(pipeline.ProvinceUnit, day)
	var arrivals []pipeline.Arrival
	for i, province := range provinces {
		reading := &pipeline.Reading{Layout: layout.ID, Version: layout.Version, Reporter: province, Period: period}
		own := communes*(i+1)/len(provinces) - communes*i/len(provinces)
		for n := range own {
			id, name := fmt.Sprintf("%s/xa-%d", province.ID, n), fmt.Sprint("Xã ", n)
			reading.Communes = append(reading.Communes, pipeline.Commune{ID: id, Name: name, Sheet: layout.Sheet, Cell: pipeline.CellName(n+12, 2)})
			reading.Observations = append(reading.Observations, o.benchCommune(reading, id, name, n+12, func(total int64) int64 {
				return total*int64(n+1)/int64(own) - total*int64(n)/int64(own)
			}, seed)...)
		}
		reading.Observations = append(reading.Observations, o.benchCommune(reading, province.ID, "Tổng cộng", own+12, func(total int64) int64 { return total }, seed)...)
		arrivals = append(arrivals, pipeline.Arrival{Receipt: o.receipt(fmt.Sprint("xa", province.ID, text, seed)), Reading: reading})
	}
	return arrivals
}

// benchCommune fills a commune's row with its share of what its province counts, or the total of all.
func (o *office) benchCommune(reading *pipeline.Reading, unit, line string, row int, share func(total int64) int64, seed uint64) []pipeline.Observation {
	var cells []pipeline.Observation
	for column, indicator := range []string{"models.closing", "models.built", "models.dissolved", "models.consolidated", "models.replicated", "launches.events", "launches.participations", "tips"} {
		number := o.benchNumber(indicator, false)
		if indicator == "tips" {
			number += int64(seed)
		}
		cells = append(cells, pipeline.Observation{Sheet: layoutSheet, Cell: pipeline.CellName(row, column+4), Row: line, Unit: unit, Indicator: indicator,
			Period: reading.Period, Quantity: whole(share(number))})
	}
	return cells
}

// history settles what the nation sends for the last month of 2035, and makes the months of the years before it of that one, with
// other ids: settling each of them would take longer than what is measured.
func (o *office) history(years int) {
	o.settle(o.everything("2035-12", 0))
	if err := o.Close(); err != nil {
		o.t.Fatal(err)
	}
	connector, err := duckdb.NewConnector(o.path, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	const day = `(DATE '2035-12-01' - to_months((? - n)::INTEGER))`
	const month = `strftime(` + day + `, '%Y-%m')`
	const toDate = `CASE month(` + day + `) WHEN 1 THEN ` + month + ` WHEN 3 THEN strftime(` + day + `, '%Y-Q1') WHEN 6 THEN strftime(` + day + `, '%Y-H1')
		WHEN 9 THEN strftime(` + day + `, '%Y-9M') WHEN 12 THEN strftime(` + day + `, '%Y') ELSE strftime(` + day + `, '%Y-01..%Y-%m') END` // from the year's start
	for _, table := range []struct{ name, changed string }{
		{"submission", "id + 1000000 * (n - ?) AS id, id || '/' || n AS sha256, first_month - (? - n) AS first_month, last_month - (? - n) AS last_month, map_day - to_months((? - n)::INTEGER)::INTERVAL AS map_day, " + month + " AS period"},
		{"observation", "submission + 1000000 * (n - ?) AS submission, last_month - (? - n) AS last_month, " +
			"CASE WHEN cumulative THEN (last_month - (? - n)) // 12 * 12 ELSE first_month - (? - n) END AS first_month, " +
			"CASE WHEN cumulative THEN " + toDate + " ELSE " + month + " END AS period"},
		{"commune", "submission + 1000000 * (n - ?) AS submission"},
	} {
		insert := "INSERT INTO " + table.name + " SELECT x.* REPLACE (" + strings.ReplaceAll(table.changed, "?", fmt.Sprint(years*12-1)) + ") FROM " + table.name +
			fmt.Sprintf(" x, range(%d) r(n) ORDER BY n", years*12-1)
		if _, err := db.Exec(insert); err != nil {
			o.t.Fatal(err)
		}
	}
	// What came last stands last; the months made of it have ids below 0.
	const moved = "CREATE TEMP TABLE last_month AS FROM observation WHERE submission > 0; DELETE FROM observation WHERE submission > 0; INSERT INTO observation FROM last_month"
	if _, err := db.Exec(moved); err != nil {
		o.t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		o.t.Fatal(err)
	}
	o.last = 1000 // behind the ids of the last month
	o.open()
}

func (o *office) settle(arrivals []pipeline.Arrival) {
	for _, outcome := range o.take(arrivals...) {
		if outcome.State != pipeline.Accepted && outcome.State != pipeline.Unchanged { // the regions say the same again
			o.t.Fatalf("%s: %v", outcome.State, outcome.Findings)
		}
	}
}

// BenchmarkSettle loads, checks and settles over years of months that are there already: a correction of one province's form; and a
// whole nation's month in one batch, with the regions' forms and 3,321 communes' rows.
func BenchmarkSettle(b *testing.B) {
	for _, years := range []int{1, 5, 10} {
		b.Run(fmt.Sprintf("history=%dy", years), func(b *testing.B) {
			o := newOfficeOnDisk(b)
			o.history(years)
			b.Run("one", func(b *testing.B) {
				o.benchSettle(b, func(seed uint64) []pipeline.Arrival { return o.nationsMonth("2035-12", seed)[:1] })
			})
			b.Run("nation", func(b *testing.B) {
				o.benchSettle(b, func(seed uint64) []pipeline.Arrival { return o.everything("2035-12", seed) })
			})
		})
	}
}

// everything is what a nation sends for a month.
func (o *office) everything(text string, seed uint64) []pipeline.Arrival {
	return slices.Concat(o.nationsMonth(text, seed), o.superiors(text, seed), o.communesMonth(text, seed))
}

func (o *office) benchSettle(b *testing.B, arrivals func(seed uint64) []pipeline.Arrival) {
	for b.Loop() {
		o.seed++
		o.settle(arrivals(o.seed))
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/settle")
}
