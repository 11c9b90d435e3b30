package duck_test

import "testing"

const asked = "FROM figures([wanted($period, $day, $map)], $scope, $day) WHERE unit = $unit AND indicator = "

func TestFigureOverTime(t *testing.T) {
	t.Parallel()
	month := func(m, figures string) string { return "tong-hop ca-mau 2024-" + m + " | " + figures }
	for _, c := range []struct {
		name   string
		forms  []string
		period string
		ask    string
		want   string // figure, how, what is missing
	}{
		{"a quarter of its months", []string{month("01", "models.built 1"), month("02", "models.built 2"), month("03", "models.built 4")}, "2024-Q1", "models.built", "7 added 0"},
		{"its own where a month is missing", []string{month("01", "models.built 1"), month("02", "models.built 2"), "tong-hop ca-mau 2024-Q1 | models.built 9"}, "2024-Q1", "models.built", "9 declared 0"},
		{"the months before its own", []string{month("01", "models.built 1"), month("02", "models.built 2"), month("03", "models.built 4"), "tong-hop ca-mau 2024-Q1 | models.built 9"}, "2024-Q1", "models.built", "7 added 0"},
		{"months that are there", []string{month("01", "models.built 1"), month("03", "models.built 4")}, "2024-Q1", "models.built", "5 added 1"},
		{"a year of halves and quarters", []string{"tong-hop ca-mau 2024-H1 | models.built 1", "tong-hop ca-mau 2024-Q3 | models.built 2", "tong-hop ca-mau 2024-Q4 | models.built 4"}, "2024", "models.built", "7 added 0"},
		{"hedges add up", []string{"tong-hop ca-mau 2024-H1 | models.built gần 10", "tong-hop ca-mau 2024-H2 | models.built 2"}, "2024", "models.built", "gần 12 added 0"},
		{"a stock is its last month's", []string{month("11", "models.closing 5"), month("12", "models.closing 6"), "tong-hop ca-mau 2024-Q4 | models.closing 7"}, "2024", "models.closing", "6 last 0"},
		{"a stock that ends early is unknown", []string{month("11", "models.closing 5")}, "2024", "models.closing", ""},
		{"a stock's first month", []string{month("01", "models.opening 5"), month("02", "models.opening 6")}, "2024-Q1", "models.opening", "5 last 0"},
		{"different things do not add up", []string{month("01", "models.built_communes 1"), month("02", "models.built_communes 2"), month("03", "models.built_communes 4")}, "2024-Q1", "models.built_communes", ""},
		{"different things as declared", []string{month("01", "models.built_communes 1"), "tong-hop ca-mau 2024-Q1 | models.built_communes 3"}, "2024-Q1", "models.built_communes", "3 declared 0"},
		{"the year to date as cumulative", []string{month("08", "models.built 1 | models.built+ 30")}, "2024-01..2024-08", "models.built", "30 declared 0"},
		{"a span told early", []string{"tong-hop ca-mau 2018..2024 | models.built 30"}, "2018..2024 (số liệu đến 15/8/2024)", "models.built", "30 declared 0"},
		{"a span of years, and months up to the day", []string{"tong-hop ca-mau 2018..2023 | models.built 30", "tong-hop ca-mau 2024-H1 | models.built 2", month("07", "models.built 3"), month("08", "models.built 4"), month("09", "models.built 5")},
			"2018..2024 (số liệu đến 15/8/2024)", "models.built", "39 added 0"},
		{"nine months", []string{"tong-hop ca-mau 2024-9M | models.built 3", "tong-hop ca-mau 2024-Q4 | models.built 3"}, "2024-9M", "models.built", "3 declared 0"},
		{"a day", []string{"tong-hop ca-mau 2024-08-19 | models.built 3", month("08", "models.built 5")}, "2024-08-19", "models.built", "3 declared 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, noRule)
			o.together(c.forms...)
			var want []string
			if c.want != "" {
				want = append(want, c.want)
			}
			o.expect(c.name, o.askOn("ca-mau", c.period, "", "SELECT figure, how, missing "+asked+"'"+c.ask+"'"), want...)
		})
	}
}

// What is believed of a time is a unit's own word first, and a sum that lacks parts says so however few there are.
func TestWhoseFigureOverTime(t *testing.T) {
	t.Parallel()
	superior := func(m, figure string) string {
		return "vung dia-ban-tay-nam-bo 2024-" + m + " | ca-mau models.built " + figure + " | ca-mau models.closing " + figure
	}
	for _, c := range []struct {
		name   string
		forms  []string
		period string
		want   string // figure, source, what is missing, whether some of it is a superior's
	}{
		{"one month of a quarter", []string{"tong-hop ca-mau 2024-07 | models.built 4"}, "2024-Q3", "4 sum 1 false"},
		{"own quarter against a superior's months", []string{superior("01", "1"), superior("02", "2"), superior("03", "4"), "tong-hop ca-mau 2024-Q1 | models.built 9"}, "2024-Q1", "9 own 0 false"},
		{"a superior's months", []string{superior("01", "1"), superior("02", "2"), superior("03", "4")}, "2024-Q1", "7 sum 0 true"},
		{"a superior's month among own", []string{"tong-hop ca-mau 2024-01 | models.built 1", superior("02", "2"), "tong-hop ca-mau 2024-03 | models.built 4"}, "2024-Q1", "7 sum 0 true"},
		{"a form that closed early is not the year", []string{"tong-hop ca-mau 2024 (số liệu đến 15/8/2024) | models.built 8"}, "2024", "8 sum 1 false"},
		{"a form that closed early, and the months since", []string{"tong-hop ca-mau 2024 (số liệu đến 15/8/2024) | models.built 8", "tong-hop ca-mau 2024-09 | models.built 1", "tong-hop ca-mau 2024-Q4 | models.built 2"}, "2024", "11 sum 0 false"},
		{"a form that closed early, asked for so far", []string{"tong-hop ca-mau 2024 (số liệu đến 15/8/2024) | models.built 8"}, "2024 (số liệu đến 15/8/2024)", "8 own 0 false"},
		{"a form that closed early and the year to date", []string{"tong-hop ca-mau 2024 (số liệu đến 15/8/2024) | models.built 8", "tong-hop ca-mau 2024-08 | models.built 1 | models.built+ 8", "tong-hop ca-mau 2024-09 | models.built 1"}, "2024-9M", "9 sum 0 false"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, noRule)
			o.together(c.forms...)
			o.expect(c.name, o.askOn("ca-mau", c.period, "", "SELECT figure, figure.source, figure.missing, figure.superior "+asked+"'models.built'"), c.want)
		})
	}
	o := newOffice(t, noRule)
	o.together(superior("12", "7"), "tong-hop ca-mau 2024 | models.closing 9")
	o.expect("own stock against a superior's last month", o.askOn("ca-mau", "2024", "", "SELECT figure, from_superior "+asked+"'models.closing'"), "9 false")
}

// A year over a change of the map is held against what was there before and what is there since; a redrawn region's is not added up.
func TestTotalsOverAChangeOfTheMap(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "total-imbalance", "total-parts-missing")
	o.together("tong-hop ca-mau 2025-H1 | models.built 5 | models.built_communes 5", "tong-hop bac-lieu 2025-H1 | models.built 3 | models.built_communes 3", "tong-hop ca-mau-2025 2025-H2 | models.built 7 | models.built_communes 7",
		"tong-hop ca-mau-2025 2025 | models.built 99 | models.built_communes 9", "tong-hop bac-ninh-2025 2026-01 | models.built 1", "tong-hop bac-ninh-2026 2026-10 | models.built 2",
		"vung tay-nam-bo 2025-H1 | models.built 78", "vung tay-nam-bo 2025-H2 | models.built 30", "vung tay-nam-bo 2025 | models.built 102")
	o.expect("the new unit's year", o.found("total-imbalance"), "ca-mau-2025 2025 A1 99 15")
	o.expect("nothing is missing of it", o.found("total-parts-missing"), "tay-nam-bo 2025 A1 102 15", "tay-nam-bo 2025-H1 A1 78 8", "tay-nam-bo 2025-H2 A1 30 7")
	o.expect("a distinct count is not added over a merger", o.askOn("ca-mau-2025", "2025", "", "SELECT figure, how "+asked+"'models.built_communes'"), "9 declared")
	o.expect("what a redrawn region declares", o.askOn("tay-nam-bo", "2025", "", "SELECT figure, how "+asked+"'models.built'"), "102 declared")
	o.expect("a change of kind redraws nothing", o.askOn("viet-nam", "2026", "", "SELECT unit FROM redrawn WHERE $unit <> '' ORDER BY unit"), "dong-bang-song-hong", "dong-nam-bo", "tay-nam-bo", "trung-du-mien-nui-phia-bac")
}

func TestFigureOnAnotherMap(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	o.forms("tong-hop ca-mau 2024 | models.closing 32 | models.built 2", "tong-hop bac-lieu 2024 | models.closing 57",
		"tong-hop long-an 2024 | models.closing 167", "tong-hop tay-ninh 2024 | models.closing 9",
		"tong-hop ca-mau 2025-06 | models.built 1", "tong-hop bac-lieu 2025-06 | models.built 2", "tong-hop ca-mau-2025 2025-07 | models.built 4",
		"tong-hop ca-mau-2025 2025-08 | models.closing 90", "tong-hop bac-lieu 2025-03 | models.closing 1", "tong-hop ha-noi-2004 2007 | models.closing 5", "tong-hop ha-tay 2007 | models.closing 6",
		"tong-hop thua-thien-hue 2024-08 | models.built 3", "tong-hop bac-ninh-2025 2026-01 | models.built 8", "tong-hop ha-tay 2008-07 | models.built 1", "tong-hop ha-noi 2008-09 | models.built 2")
	const line = "SELECT name, figure, array_to_string(inside, '+'), array_to_string(outside, '+'), exact FROM report_line($unit, $scope, $period, $day, $map, '') WHERE kind = 'part' AND figure IS NOT NULL AND indicator = "
	o.expect("as reported", o.askOn("dia-ban-tay-nam-bo", "2024", "", line+"'models.closing' ORDER BY ALL"), "Bạc Liêu 57   true", "Cà Mau 32   true", "Long An 167   true")
	o.expect("restated", o.askOn("dia-ban-tay-nam-bo", "2024", "2025-07-01", line+"'models.closing' ORDER BY ALL"),
		"Cà Mau 89 Bạc Liêu+Cà Mau  true", "Tây Ninh 167 Long An Tây Ninh true")
	o.expect("the whole country has no part outside", o.askOn("viet-nam", "2024", "2025-07-01", line+"'models.closing' ORDER BY ALL"),
		"Cà Mau 89 Bạc Liêu+Cà Mau  true", "Tây Ninh 176 Tây Ninh+Long An  true")
	o.expect("a part that has not reported", o.askOn("dia-ban-tay-nam-bo", "2024", "2025-07-01", "SELECT figure, missing_parts FROM figures([wanted($period, $day, $map)], $scope, $day) WHERE unit = 'ca-mau-2025' AND indicator = 'models.built'"), "2 Bạc Liêu")
	o.expect("a sum says what it lacks", o.askOn("dia-ban-tay-nam-bo", "2024", "2025-07-01", "SELECT name, figure, array_to_string(lacks, ', ') FROM report_line($unit, $scope, $period, $day, $map, '') WHERE kind = 'part' AND indicator = 'models.built' AND figure IS NOT NULL"),
		"Cà Mau 2 Bạc Liêu")
	o.expect("a province, in part", o.askOn("ca-mau", "2024", "2025-07-01", line+"'models.closing'"), "Cà Mau 32 Cà Mau Bạc Liêu true")
	o.expect("a unit that is of later", o.askOn("ca-mau-2025", "2024", "2025-07-01", "SELECT figure FROM figures([wanted($period, $day, $map)], $scope, $day) WHERE unit = $unit AND indicator = 'models.closing'"), "89")
	o.expect("its line names what it was", o.askOn("ca-mau-2025", "2024", "2025-07-01", line+"'models.closing'"), "Cà Mau 89 Bạc Liêu+Cà Mau  true")
	o.expect("over the change of the map", o.askOn("ca-mau-2025", "2025-06..2025-07", "", "SELECT figure, how, missing "+asked+"'models.built'"), "7 declared 0")
	o.expect("its line names what it was before", o.askOn("tay-nam-bo", "2025-06..2025-07", "", line+"'models.built'"), "Cà Mau 7 Bạc Liêu+Cà Mau  true")
	o.expect("a stock after the change", o.askOn("ca-mau-2025", "2025-01..2025-08", "", "SELECT figure, how "+asked+"'models.closing'"), "90 last")
	o.expect("not exact", o.askOn("viet-nam", "2007", "2026-01-01", line+"'models.closing'"), "Hà Nội 11 Hà Nội+Hà Tây  false")
	o.expect("not exact within the year", o.askOn("viet-nam", "2008-07..2008-09", "", "SELECT name, figure, exact FROM report_line($unit, $scope, $period, $day, $map, '') WHERE kind = 'part' AND figure IS NOT NULL"), "Hà Nội 3 false")
	o.expect("a new name", o.askOn("viet-nam", "2024-08", "2025-01-01", line+"'models.built'"), "Huế 3 Thừa Thiên Huế  true")
	o.expect("a new kind", o.askOn("viet-nam", "2026-01", "2026-10-01", line+"'models.built'"), "Bắc Ninh 8 Bắc Ninh  true")
}

// A report of this year compares with the same period of the last one on its own map.
func TestSamePeriodOfLastYear(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	o.forms("tong-hop ca-mau 2024-10 | models.built 1", "tong-hop bac-lieu 2024-10 | models.built 2", "tong-hop ca-mau-2025 2025-10 | models.built 5")
	o.expect("restated", o.askOn("tay-nam-bo", "2025-10", "", `SELECT unit, period, figure FROM figures([wanted($period, $day, $map), wanted($before, $before_day, $map)], $scope, $day)
		WHERE $unit <> '' ORDER BY period`), "ca-mau-2025 2024-10 3", "ca-mau-2025 2025-10 5")
}
