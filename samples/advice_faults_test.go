package samples_test

import (
	"fmt"
	"strconv"
	"strings"

	"tonghop/pipeline"
)

// fault is something wrong that somebody types, the rule that finds it, and what its advice says to do.
type fault struct {
	name, rule string
	typed      func(*world) []edit
	follow     func(f pipeline.Finding, wrong []edit) []edit
}

// faults has one at least for every rule of severity error and warning.
var faults = []fault{
	{"the region's total", "total-imbalance", off(regionFile, "dia-ban-tay-nguyen", anyOf(regional...), ""), expected},
	{"the region's row of a province that sends nothing", "total-imbalance", off(regionFile, "lam-dong", anyOf(regional...), ""), balanced},
	{"the quarter, against its months", "total-imbalance", off("tong-hop-kon-tum-2024-Q1.xlsx", "kon-tum", anyOf("tips", "propaganda.sessions"), ""), expected},
	{"a month, against its quarter", "total-imbalance", off("tong-hop-kon-tum-2024-02.xlsx", "kon-tum", anyOf("tips", "propaganda.sessions"), ""), balanced},
	{"since New Year, against the months", "total-imbalance", sinceNewYear, expected},
	{"all awards, against each", "total-imbalance", off("khen-thuong-gia-lai-2024-Q1.xlsx", "gia-lai", anyOf("commendations.individuals"), "award=giay-khen"), expected},
	{"the total of the communes", "total-imbalance", off("xa-dak-lak-2024-Q1.xlsx", "dak-lak", anyOf("tips", "models.consolidated"), ""), expected},
	{"a commune", "total-imbalance", off("xa-dak-lak-2024-Q1.xlsx", "dak-lak/buon-ma-thuot/ea-tu", anyOf("tips", "models.consolidated"), ""), balanced},
	{"the region's row is empty", "total-parts-missing", put(regionFile, "lam-dong", anyOf(regional...), ""), remainder},
	{"the region's total in round words", "total-doubtful", put(regionFile, "dia-ban-tay-nguyen", anyOf("models.closing", "models.replicated_points"), "trên 10"), expected},
	{"the region's row of a province that sends its own", "superior-differs", off(regionFile, "kon-tum", anyOf(regional...), ""), expected},
	{"awards in the other form", "forms-differ", off("tong-hop-gia-lai-2024-Q1.xlsx", "gia-lai", anyOf("commendations.collectives", "commendations.individuals"), provincial), expected},
	{"more in the DTTS area than at all", "part-exceeds-whole", tooMuch("models.closing", "area=dtts"), expected},
	{"more province-wide than at all", "part-exceeds-whole", tooMuch("models.replicated_provincewide", ""), expected},
	{"a rate", "rate-differs", put("ngay-hoi-dak-lak-2024-02.xlsx", "dak-lak/buon-ma-thuot/tan-loi", anyOf("festival.pledged_rate"), "50"), expected},
	{"no figure", "required-figure", put("tong-hop-dak-nong-2024-Q1.xlsx", "dak-nong", anyOf("models.closing"), ""), right},
	{"a word", "unreadable-figure", put("tong-hop-dak-nong-2024-Q1.xlsx", "dak-nong", anyOf(regional...), "nhiều"), right},
	{"a dot", "unreadable-figure", put("tong-hop-dak-nong-2024-Q1.xlsx", "dak-nong", anyOf("models.built", "tips"), "12.34"), right},
	{"a fraction", "whole-number", put("tong-hop-dak-nong-2024-Q1.xlsx", "dak-nong", anyOf("models.closing", "models.opening"), "12,5"), right},
	{"less than nothing", "whole-number", put("tong-hop-dak-nong-2024-Q1.xlsx", "dak-nong", anyOf("models.built"), "-3"), right},
	{"the stock", "stock-flow", off("tong-hop-gia-lai-2023-05.xlsx", "gia-lai", anyOf("models.closing"), ""), expected},
	{"what was built", "stock-flow", off("tong-hop-gia-lai-2023-05.xlsx", "gia-lai", anyOf("models.built"), ""), balanced},
	{"points", "register-differs", off("tong-hop-kon-tum-2024-Q1.xlsx", "kon-tum", anyOf("models.points"), ""), expected},
	{"the stock at first", "opening-differs", off("tong-hop-gia-lai-2023-08.xlsx", "gia-lai", anyOf("models.opening"), ""), expected},
	{"less since New Year than a month ago", "cumulative-falls", fallen, expected},
	{"more communes than models", "communes-exceed-models", moreCommunes, expected},
	{"the region's row, against its total", "form-total", off(regionFile, "dak-lak", anyOf(regional...), ""), balanced},
	{"a nought too many", "far-from-history", noughtMore, right},
	{"nothing where there always was something", "zero-unusual", put("tong-hop-gia-lai-2023-12.xlsx", "gia-lai", anyOf("tips", "models.consolidated"), "0"), empty},
	{"the month before", "form-copied", copied, right},
	{"a rate without its comma", "rate-range", put("ngay-hoi-dak-lak-2024-02.xlsx", "dak-lak/buon-ma-thuot/hoa-thuan", anyOf("festival.pledged_rate"), "981"), right},
	{"no reason", "dissolved-reason", reasonLeftOut, theReason},
	{"another name", "model-vanished", renamed, oldName},
}

// unmended are rules that no cell mends.
var unmended = map[string]string{}

func anyOf(names ...string) []string { return names }

// pick takes one of several at random.
func pick(w *world, names []string) string { return names[w.random.IntN(len(names))] }

// off writes a number that is a little more or less, or has a nought too many.
func off(file, unit string, indicators []string, breakdown string) func(*world) []edit {
	return func(w *world) []edit {
		e := w.cell(file, unit, pick(w, indicators), breakdown, false)
		e.text = pick(w, []string{plus(e.was, 1), plus(e.was, w.between(2, 5)), plus(e.was, -1), e.was + "0"})
		return []edit{e}
	}
}

// put writes a text over a figure.
func put(file, unit string, indicators []string, text string) func(*world) []edit {
	return func(w *world) []edit {
		e := w.cell(file, unit, pick(w, indicators), "", false)
		e.text = text
		return []edit{e}
	}
}

func sinceNewYear(w *world) []edit {
	e := w.cell("tong-hop-kon-tum-2024-03.xlsx", "kon-tum", pick(w, anyOf("tips", "propaganda.sessions")), "", true)
	e.text = plus(e.was, w.between(1, 5))
	return []edit{e}
}

func noughtMore(w *world) []edit {
	e := w.cell("tong-hop-gia-lai-2024-02.xlsx", "gia-lai", pick(w, anyOf("tips", "launches.participations")), "", false)
	e.text = e.was + "0"
	return []edit{e}
}

func fallen(w *world) []edit {
	before := w.cell("tong-hop-kon-tum-2024-02.xlsx", "kon-tum", "models.built_communes", "", true)
	e := w.cell("tong-hop-kon-tum-2024-03.xlsx", "kon-tum", "models.built_communes", "", true)
	e.text = plus(before.was, -1)
	return []edit{e}
}

func moreCommunes(w *world) []edit {
	const file = "tong-hop-kon-tum-2024-02.xlsx"
	e := w.cell(file, "kon-tum", "models.built_communes", "", false)
	e.text = plus(w.cell(file, "kon-tum", "models.built", "", false).was, w.between(1, 5))
	return []edit{e}
}

// copied writes every figure of the month before.
func copied(w *world) []edit {
	const file = "tong-hop-gia-lai-2023-%02d.xlsx"
	month := w.between(2, 11)
	here := fmt.Sprintf(file, month)
	var edits []edit
	for _, o := range w.read(fmt.Sprintf(file, month-1)).Observations {
		e := w.cell(here, "gia-lai", o.Indicator, string(o.Breakdown), o.Cumulative)
		e.text = o.Raw
		edits = append(edits, e)
	}
	return edits
}

// tooMuch writes more than all the models that there are.
func tooMuch(indicator, breakdown string) func(*world) []edit {
	return func(w *world) []edit {
		const file = "tong-hop-kon-tum-2024-Q1.xlsx"
		e := w.cell(file, "kon-tum", indicator, breakdown, false)
		e.text = plus(w.cell(file, "kon-tum", "models.closing", "", false).was, w.between(1, 5))
		return []edit{e}
	}
}

func reasonLeftOut(w *world) []edit { return []edit{w.field("Tổ tự quản số 1", "reason", "")} }

func renamed(w *world) []edit {
	e := w.field("Tổ tự quản số 9", "name", "Tổ liên gia số 9")
	return []edit{e}
}

// expected writes what the finding expects into its cell.
func expected(f pipeline.Finding, _ []edit) []edit {
	return []edit{{file: f.File, cell: f.Cell, text: f.Expected}}
}

// empty leaves the finding's cell empty: there is no figure yet.
func empty(f pipeline.Finding, _ []edit) []edit { return []edit{{file: f.File, cell: f.Cell}} }

// right writes what stood there, as whoever looks it up again does.
func right(_ pipeline.Finding, wrong []edit) []edit {
	var edits []edit
	for _, e := range wrong {
		edits = append(edits, edit{file: e.file, cell: e.cell, text: e.was})
	}
	return edits
}

// balanced changes what was typed by what the finding lacks.
func balanced(f pipeline.Finding, wrong []edit) []edit {
	return []edit{{file: wrong[0].file, cell: wrong[0].cell, text: plus(wrong[0].text, number(f.Got)-number(f.Expected))}}
}

// remainder writes what the parts that are there leave.
func remainder(f pipeline.Finding, wrong []edit) []edit {
	return []edit{{file: wrong[0].file, cell: wrong[0].cell, text: strconv.Itoa(number(f.Got) - number(f.Expected))}}
}

// theReason fills the column that the advice names.
func theReason(_ pipeline.Finding, wrong []edit) []edit {
	return []edit{{file: wrong[0].file, cell: wrong[0].cell, text: "Sáp nhập"}}
}

// oldName writes the name that the finding misses.
func oldName(f pipeline.Finding, wrong []edit) []edit {
	_, quoted, _ := strings.Cut(f.Sentence, "“")
	name, _, _ := strings.Cut(quoted, "”")
	return []edit{{file: f.File, cell: wrong[0].cell, text: name}}
}

func plus(text string, more int) string { return strconv.Itoa(number(text) + more) }

// number reads a whole number as tables print it; what is none is 0.
func number(text string) int {
	n, _ := strconv.Atoi(strings.ReplaceAll(text, ".", ""))
	return n
}
