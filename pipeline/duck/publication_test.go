package duck_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tonghop/pipeline"
)

// monthOf is what a report of a region's month shows of the lines that report_line gives.
const monthOf = "FROM report_line($unit, $scope, $period, $day, $map, '')"

// published records what a report over a query shows as the next edition of a unit's month, number 0 as a draft. Figures of indicators
// in unseen are known to it, and not shown.
func (o *office) published(number int, letter, unit, period string, unseen ...string) (pipeline.Edition, error) {
	o.t.Helper()
	u, _ := o.catalog.Geography.Unit(unit)
	p, _ := pipeline.ReadPeriod(period)
	order, err := o.catalog.NewOrder(pipeline.Report{ID: "period"}, u, p, time.Time{})
	if err != nil {
		o.t.Fatal(err)
	}
	results, err := o.results("SELECT figure "+monthOf+" WHERE figure.value IS NOT NULL", order)
	if err != nil {
		o.t.Fatal(err)
	}
	var content pipeline.Content
	for _, row := range results["q"].Rows {
		f := row[0].Figure
		shown := true
		for _, indicator := range unseen {
			shown = shown && f.Indicator != indicator
		}
		content.Figures = append(content.Figures, pipeline.KeptFigure{FigureKey: pipeline.FigureKey{Unit: f.Unit, Indicator: f.Indicator, Period: f.Period,
			Breakdown: f.Breakdown, Source: f.Source, Computed: len(f.Cells) == 0}, Quantity: f.Quantity, Shown: shown})
	}
	e := pipeline.Edition{Number: number, Subject: order.Subject(o.catalog.Config.Calendar), UnitName: u.Name, Symbol: "BC-V05", By: "Lan",
		Approval: pipeline.Approval{Number: letter, Date: time.Date(2024, 9, 5, 0, 0, 0, 0, time.UTC), Signer: pipeline.Signature{Name: "Nguyễn Văn A"}},
		Files:    []pipeline.KeptFile{{Name: "bao-cao.pdf", SHA256: "ab" + letter, Size: 2}}}
	return o.RecordPublication(context.Background(), e, content)
}

// TestChangedSince tells what is otherwise, what is new and what is gone, and of what was not shown nothing.
func TestChangedSince(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	const region = "dia-ban-tay-nguyen"
	const changes = "SELECT name, unit_name, period_name, before, after, note FROM changed_since($last_edition, (SELECT list(figure) " + monthOf + "))"
	ask := func(edition int64) []string {
		u, _ := o.catalog.Geography.Unit(region)
		p, _ := pipeline.ReadPeriod("2024-08")
		order, err := o.catalog.NewOrder(pipeline.Report{ID: "period"}, u, p, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		order.Last.ID = edition
		results, err := o.results(changes, order)
		if err != nil {
			t.Fatal(err)
		}
		return lines(results["q"])
	}
	o.forms("tong-hop kon-tum 2024-08 | models.closing 5 | models.built 2 | models.dissolved 1", "tong-hop gia-lai 2024-08 | models.closing trên 30")
	first, err := o.published(1, "05", region, "2024-08", "models.dissolved")
	if err != nil {
		t.Fatal(err)
	}
	o.expect("nothing before", ask(0))
	o.expect("nothing changed", ask(first.ID))
	o.forms("tong-hop kon-tum 2024-08 | models.closing 7 | models.built … | models.dissolved 3 | models.replicated 1", "tong-hop lam-dong 2024-08 | models.closing 4")
	o.expect("a correction", ask(first.ID),
		"Mô hình xây dựng mới Tây Nguyên tháng 8 năm 2024 2 … không còn số liệu",
		"Mô hình xây dựng mới Kon Tum tháng 8 năm 2024 2 … không còn số liệu",
		"Mô hình đang hoạt động Tây Nguyên tháng 8 năm 2024 trên 35 trên 41",
		"Mô hình đang hoạt động Kon Tum tháng 8 năm 2024 5 7",
		"Mô hình đang hoạt động Lâm Đồng tháng 8 năm 2024 … 4 mới có số liệu",
		"Mô hình được nhân rộng Tây Nguyên tháng 8 năm 2024 … 1 mới có số liệu",
		"Mô hình được nhân rộng Kon Tum tháng 8 năm 2024 … 1 mới có số liệu")
	o.forms("tong-hop kon-tum 2024-08 | models.closing 5 | models.built 2 | models.dissolved 1", "tong-hop lam-dong 2024-08 | models.closing …")
	o.expect("all as before", ask(first.ID))
}

// TestPublications holds that a draft takes the place of the one before it, and that numbers are given once.
func TestPublications(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	ctx := context.Background()
	o.forms("tong-hop kon-tum 2024-08 | models.closing 5")
	publish := func(number int, letter, unit string) {
		t.Helper()
		if _, err := o.published(number, letter, unit, "2024-08"); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(number int, letter, unit, want string) {
		t.Helper()
		var refused *pipeline.DecisionError
		if _, err := o.published(number, letter, unit, "2024-08"); !errors.As(err, &refused) || refused.Reason != want {
			t.Errorf("%v, expected %s", err, want)
		}
	}
	kontum := pipeline.Subject{Name: "period", Unit: "kon-tum", Period: "2024-08"}
	publish(0, "", "kon-tum")
	o.forms("tong-hop kon-tum 2024-08 | models.closing 6")
	publish(0, "", "kon-tum")
	last, draft, err := o.Published(ctx, kontum, true)
	if err != nil || last.ID != 0 || len(draft.Figures) != 1 || draft.Figures[0].Quantity.String() != "6" {
		t.Errorf("%+v, %+v, %v: expected the latest draft only", last, draft, err)
	}
	o.expect("files of a draft", o.ask("kon-tum", "2024-08", "SELECT name FROM publication_file"))
	publish(1, "05", "kon-tum")
	o.expect("files of an edition", o.ask("kon-tum", "2024-08", "SELECT name FROM publication_file"), "bao-cao.pdf")
	if last, draft, err = o.Published(ctx, kontum, true); err != nil || last.Number != 1 || draft.ID != 0 {
		t.Errorf("%+v, %+v, %v: expected edition 1, which ends its draft", last, draft, err)
	}
	refused(1, "05", "gia-lai", "number 05/BC-V05 of 2024 is taken by edition 1 of period kon-tum 2024-08; give another")
	publish(1, "06", "gia-lai")
	publish(2, "05", "kon-tum") // of the same subject
	refused(2, "05", "kon-tum", "edition 2 of period kon-tum 2024-08 was published meanwhile: approve it again")
	editions, err := o.Editions(ctx, pipeline.EditionFilter{Unit: "kon-tum"})
	if err != nil || len(editions) != 2 || editions[1].Number != 2 || editions[1].Cited() != "05/BC-V05" || editions[1].Files[0].Name != "bao-cao.pdf" {
		t.Errorf("%+v, %v", editions, err)
	}
	if editions, err = o.EditionsOf(ctx, []string{"ab06", "x"}); err != nil || len(editions) != 1 || editions[0].Unit != "gia-lai" {
		t.Errorf("%+v, %v", editions, err)
	}
}

// TestFilesOfOldDrafts holds that the files that a draft had in a warehouse of schema 6 are no publication's that comes after it.
func TestFilesOfOldDrafts(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	o.path = filepath.Join(t.TempDir(), "warehouse.duckdb")
	old, err := sql.Open("duckdb", o.path)
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("schema/00[1-6]_*.sql")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = old.Exec(string(text)); err != nil {
			t.Fatal(err)
		}
	}
	_, err = old.Exec(`INSERT INTO meta VALUES ('schema', '6');
		INSERT INTO publication VALUES (1, 0, 'period', 'kon-tum', 'Kon Tum', '2024-08', '', '', '', NULL, '', '', '', '', 'ab', 'cd', 'Lan', TIMESTAMP '2024-09-01');
		INSERT INTO publication_file VALUES (1, 0, 'du-thao.pdf', 'Dự thảo', 2, 'ab')`)
	if err := errors.Join(err, old.Close()); err != nil {
		t.Fatal(err)
	}
	o.reopen(func(*pipeline.Catalog) {})
	if e, err := o.published(1, "05", "kon-tum", "2024-08"); err != nil || e.ID != 1 {
		t.Errorf("%d, %v: expected the id that the draft had", e.ID, err)
	}
	o.expect("files of the edition", o.ask("kon-tum", "2024-08", "SELECT name FROM publication_file"), "bao-cao.pdf")
}

func lines(result pipeline.Result) []string {
	all := []string{}
	for _, row := range result.Rows {
		line := ""
		for _, cell := range row {
			text := cell.Text
			if cell.Figure != nil {
				text = cell.Figure.Quantity.String()
			}
			if text != "" && line != "" {
				line += " "
			}
			line += text
		}
		all = append(all, line)
	}
	return all
}

// TestOriginals holds that an edition names the forms whose figures it shows, and those with registers, whatever else was sent.
func TestOriginals(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	o.forms("tong-hop kon-tum 2024-08 | models.closing 5", "tong-hop kon-tum 2024-08 | models.closing 6", "tong-hop kon-tum 2024-07 | models.closing 4", "tong-hop gia-lai 2024-08 | models.built 2")
	o.take(o.register("kon-tum 2024-08 | Camera an ninh @hung-my operating 3"), o.register("kon-tum 2024-06 | Camera an ninh @hung-my operating 3"))
	u, _ := o.catalog.Geography.Unit("kon-tum")
	p, _ := pipeline.ReadPeriod("2024-08")
	order, err := o.catalog.NewOrder(pipeline.Report{ID: "period"}, u, p, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	order.Approval = &pipeline.Approval{}
	_, originals, err := o.Compute(context.Background(), [][]pipeline.Query{{{Name: "q", SQL: "SELECT figure " + monthOf + " WHERE kind = 'declared' AND figure.value IS NOT NULL"}}}, order,
		func(results []pipeline.Results) ([]*pipeline.Document, error) {
			var cells []pipeline.Cell
			for _, row := range results[0]["q"].Rows {
				cells = append(cells, row...)
			}
			return []*pipeline.Document{{Blocks: []pipeline.Block{pipeline.Table{Rows: []pipeline.Row{{Cells: cells}}}}}}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for _, original := range originals {
		ids = append(ids, original.Submission)
	}
	if !slices.Equal(ids, []int64{2, 6}) { // a register takes two numbers
		t.Errorf("%v, expected the second form and the register of the month", ids)
	}
}

// TestFirstOfTheNextMonth asks about a subject when editions of others are all that there is.
func TestFirstOfTheNextMonth(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, month := range []string{"2024-08", "2024-09"} {
		if _, err := o.published(1, month, "dia-ban-tay-nguyen", month); err != nil {
			t.Error(err)
		}
	}
}
