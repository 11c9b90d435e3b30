package duck_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

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

// BenchmarkSettle loads, checks and settles a nation's month in one batch, over years of months that are there already.
func BenchmarkSettle(b *testing.B) {
	for _, years := range []int{1, 5} {
		b.Run(fmt.Sprintf("history=%dy", years), func(b *testing.B) {
			o := newOfficeOnDisk(b)
			for month := range years * 12 {
				text := fmt.Sprintf("%d-%02d", 2030-years+month/12, month%12+1)
				o.settleMonth(text, 0)
			}
			for seed := uint64(1); b.Loop(); seed++ {
				o.settleMonth("2029-12", seed)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/settle")
		})
	}
}

func (o *office) settleMonth(text string, seed uint64) {
	for _, outcome := range o.take(append(o.nationsMonth(text, seed), o.superiors(text, seed)...)...) {
		if outcome.State != pipeline.Accepted {
			o.t.Fatalf("%s: %v", outcome.State, outcome.Findings)
		}
	}
}
