package pdf_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

func TestChartShowsEveryNumber(t *testing.T) {
	c := bars()
	c.Series[0].Figures[0].Quantity.Value = -vi.Int(40)
	for _, standing := range []bool{false, true} {
		if standing {
			c = months()
			c.Series[0].Figures[2].Quantity.Value = -vi.Int(15)
		}
		all := flat(pages(t, written(t, filled(0, c)))[0])
		for _, s := range c.Series {
			for i, f := range s.Figures {
				if !strings.Contains(all, f.Quantity.String()) || !strings.Contains(all, c.Categories[i]) {
					t.Errorf("%s: %s is not shown", c.Categories[i], f.Quantity)
				}
			}
		}
	}
}

// trend is a chart of lines over months.
func trend(months, series int) pipeline.Chart {
	c := pipeline.Chart{Kind: pipeline.LineChart, Title: "Mô hình đang hoạt động", Unit: "mô hình"}
	for s := range series {
		c.Series = append(c.Series, pipeline.Series{Name: fmt.Sprintf("Khu vực %d", s+1)})
	}
	for i := range months {
		c.Categories = append(c.Categories, fmt.Sprintf("%d/%d", (i+9)%12+1, 2023+(i+9)/12))
		for s := range series {
			c.Series[s].Figures = append(c.Series[s].Figures, *figure(int64(900*(s+1) + (i*i*(37+s)+s*11)%230)))
		}
	}
	return c
}

func TestLinesShowMonthsAndNumbers(t *testing.T) {
	c := trend(13, 1)
	c.Series[0].Figures[4] = *state(vi.Missing)
	c.Series[0].Figures[9] = *hedged(vi.Over, "trên", 1100)
	all := flat(pages(t, written(t, filled(0, c)))[0])
	for i, f := range c.Series[0].Figures {
		if !strings.Contains(all, f.Quantity.String()) || !strings.Contains(all, c.Categories[i]) {
			t.Errorf("%s: %s is not shown", c.Categories[i], f.Quantity)
		}
	}
	for _, round := range []string{"800 ", "900 ", "1.000 ", "1.100 ", "1.200 "} {
		if !strings.Contains(all, round) {
			t.Errorf("the axis has no %s", round)
		}
	}
}

// drawing is what poppler draws of a file's page, as SVG.
func drawing(t *testing.T, page int, d *pipeline.Document) string {
	t.Helper()
	return poppler(t, "pdftocairo", "-svg", "-f", fmt.Sprint(page), "-l", fmt.Sprint(page), written(t, d), "-")
}

func TestMissingFigureBreaksALine(t *testing.T) {
	line := regexp.MustCompile(`<path [^>]*stroke-width:1.1;[^>]* d="([^"]*)"`)
	c := trend(13, 1)
	if got := line.FindAllStringSubmatch(drawing(t, 1, filled(0, c)), -1); len(got) != 1 || strings.Count(got[0][1], "L") != 12 {
		t.Fatalf("13 months are not one line: %q", got)
	}
	c.Series[0].Figures[4] = *state(vi.Missing)
	got := line.FindAllStringSubmatch(drawing(t, 1, filled(0, c)), -1)
	if len(got) != 2 || strings.Count(got[0][1], "L") != 3 || strings.Count(got[1][1], "L") != 7 {
		t.Errorf("the line is not broken at the fifth month: %q", got)
	}
}

func TestSeriesAreToldApartWithoutColour(t *testing.T) {
	svg := drawing(t, 1, filled(0, bars(), trend(13, 4))) + drawing(t, 2, filled(0, bars(), trend(13, 4)))
	for _, colour := range regexp.MustCompile(`rgb\(([^,]*), ([^,]*), ([^)]*)\)`).FindAllStringSubmatch(svg, -1) {
		if colour[1] != colour[2] || colour[2] != colour[3] {
			t.Fatalf("%s is no grey", colour[0])
		}
	}
	styles := map[string]bool{}
	for _, dash := range regexp.MustCompile(`stroke-width:1.1;[^>]*stroke-opacity:1;(stroke-dasharray:[^;]*;)?`).FindAllStringSubmatch(svg, -1) {
		styles[dash[1]] = true
	}
	if len(styles) != 4 {
		t.Errorf("%d kinds of lines for 4 series: %v", len(styles), styles)
	}
}

// What hardly changes is drawn so: the axis has some breadth, in whole numbers where things are counted.
func TestAxisOfWhatHardlyChanges(t *testing.T) {
	for _, c := range []struct {
		values []int64
		axis   string
	}{
		{[]int64{3876, 3876, 3876}, "3.600 3.700 3.800 3.900 4.000 4.100"},
		{[]int64{3876, 3877, 3876}, "3.600 3.700 3.800 3.900 4.000 4.100"},
		{[]int64{25, 25, 25}, "23 24 25 26 27"},
		{[]int64{7, 7, 7}, "0 2 4 6 8"},
		{[]int64{0, 0, 0}, "0 1"},
		{[]int64{900, 1000, 1100}, "850 900 950 1.000 1.050 1.100"},
	} {
		chart := trend(len(c.values), 1)
		for i, value := range c.values {
			chart.Series[0].Figures[i] = *figure(value)
		}
		var axis []string
		for _, w := range sheets(t, written(t, filled(0, chart)))[0].Words {
			if w.XMax < 45*mm && regexp.MustCompile(`^[0-9.]+$`).MatchString(w.Text) {
				axis = append([]string{w.Text}, axis...)
			}
		}
		if got := strings.Join(axis, " "); got != c.axis {
			t.Errorf("%d: the axis is %s, not %s", c.values, got, c.axis)
		}
	}
}

// Whatever there is room for is readable: no number is set over another, and none outside the margins.
func TestNumbersOfLinesDoNotTouch(t *testing.T) {
	for series := 1; series <= 5; series++ {
		c := trend(13+series, series)
		c.Series[0].Figures[3] = *between(910, 1240)
		c.Series[0].Figures[7] = *hedged(vi.About, "khoảng trên dưới", 1100)
		words := sheets(t, written(t, filled(0, c)))[0].Words
		for i, a := range words {
			for _, b := range words[:i] {
				if a.XMin+0.2 < b.XMax && b.XMin+0.2 < a.XMax && a.YMin+3.5 < b.YMax && b.YMin+3.5 < a.YMax {
					t.Errorf("%d series: %s and %s touch", series, a.Text, b.Text)
				}
			}
			if a.XMin < 30*mm-0.5 || a.XMax > 195*mm+0.5 {
				t.Errorf("%d series: %s lies outside the margins", series, a.Text)
			}
		}
	}
}

func TestLongNamesOfSeriesWrap(t *testing.T) {
	c := trend(13, 3)
	c.Series[1].Name = strings.Repeat("Mô hình tự quản về an ninh, trật tự ở cơ sở ", 4)
	path := written(t, filled(0, c))
	if all := flat(pages(t, path)[0]); strings.Count(all, "tự quản") != 4 || !strings.Contains(all, "Khu vực 3") {
		t.Errorf("a name is not whole:\n%s", all)
	}
	for _, w := range sheets(t, path)[0].Words {
		if w.XMin < 30*mm-0.5 || w.XMax > 195*mm+0.5 {
			t.Errorf("%s lies outside the margins", w.Text)
		}
	}
}

// nationwide is a chart of n provinces.
func nationwide(n, series int) pipeline.Chart {
	c := pipeline.Chart{Title: "Cả nước", Series: make([]pipeline.Series, series)}
	for i := range n {
		c.Categories = append(c.Categories, "Công an "+provinces[i%13])
		for s := range c.Series {
			c.Series[s].Name = fmt.Sprint("Kỳ ", s)
			c.Series[s].Figures = append(c.Series[s].Figures, *figure(int64(i)))
		}
	}
	return c
}

func TestChartOfAllProvinces(t *testing.T) {
	for _, c := range []struct{ provinces, series, pages int }{{34, 1, 1}, {34, 2, 1}, {63, 1, 2}, {63, 2, 2}, {34, 3, 2}, {63, 5, 4}} {
		path := written(t, filled(0, nationwide(c.provinces, c.series), text("Hết.")))
		all := pages(t, path)
		shown, on := 0, 0
		for i, page := range all {
			lines := strings.Count(page, "Công an")
			if shown += lines; lines == 0 {
				continue
			}
			on++
			if strings.Contains(page, vi.ContinuedMark) != (on > 1) || !strings.Contains(page, "Cả nước") {
				t.Errorf("%d × %d: page %d has the wrong title", c.provinces, c.series, i+1)
			}
		}
		if shown != c.provinces || on != c.pages {
			t.Errorf("%d × %d: %d on %d pages, not on %d", c.provinces, c.series, shown, on, c.pages)
		}
		for i, page := range sheets(t, path) {
			for _, w := range page.Words {
				if height := w.YMax - w.YMin; height < 7 {
					t.Fatalf("%d × %d, page %d: %s is only %v high", c.provinces, c.series, i+1, w.Text, height)
				}
			}
		}
	}
}
