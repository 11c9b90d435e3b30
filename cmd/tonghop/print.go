package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"tonghop/pipeline"
)

// printJSON prints a value as indented JSON.
func (a *app) printJSON(value any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	_, err := a.out.Write(escapeJSON(text.Bytes()))
	return err
}

// localTime is a moment as tables and sentences print it, by the clock of Hà Nội.
func localTime(at time.Time) string { return at.In(pipeline.Zone).Format("2006-01-02 15:04") }

// widestColumn is how many characters a column of a printed table has at most; sentences wrap.
const widestColumn = 60

// printTable prints rows under a header.
func (a *app) printTable(header table.Row, rows []table.Row) {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.SetOutputMirror(a.out)
	t.AppendHeader(header)
	var columns []table.ColumnConfig
	for i := range header {
		columns = append(columns, table.ColumnConfig{Number: i + 1, WidthMax: widestColumn, WidthMaxEnforcer: text.WrapSoft})
	}
	t.SetColumnConfigs(columns)
	for _, row := range rows {
		for i, value := range row {
			if _, number := value.(int); !number {
				row[i] = oneLine(fmt.Sprint(value))
			}
		}
		t.AppendRow(row)
	}
	t.Render()
}

// printSettled prints what became of files, their errors and warnings, and what changed on other forms; notes are counted.
func (a *app) printSettled(settled pipeline.Settled, words map[string]string) error {
	for i, o := range settled.Outcomes {
		if o.Annotated != "" {
			settled.Outcomes[i].Annotated = a.shown(o.Annotated)
		}
	}
	if a.json {
		return a.printJSON(map[string]any{"submissions": settled.Outcomes, "raised": orEmpty(settled.Raised), "cleared": orEmpty(settled.Cleared)})
	}
	var rows []table.Row
	findings := settled.Raised
	for _, o := range settled.Outcomes {
		rows = append(rows, table.Row{o.Name, o.Reporter, o.Layout, o.Period, o.State, blankZero(o.Edition), o.Figures, count(o.Findings)})
		findings = slices.Concat(findings, o.Findings)
	}
	a.printTable(table.Row{"file", "unit", "form", "period", "state", "edition", "figures", "findings"}, rows)
	a.printFindings(findings, words)
	for _, o := range settled.Outcomes {
		a.printDifferences(o.Submission, o.Differences, words)
		if o.Annotated != "" {
			fmt.Fprintf(a.out, "\n%s\n", pipeline.Fill(words["annotated"], map[string]string{"file": oneLine(o.Name), "path": oneLine(o.Annotated)}))
		}
	}
	for _, f := range settled.Cleared {
		fmt.Fprintf(a.out, "\n%s %s · %s!%s  [%s %s]\n", words["cleared"], oneLine(f.File), oneLine(f.Sheet), f.Cell, f.Rule, f.ID)
	}
	return nil
}

func orEmpty(findings []pipeline.Finding) []pipeline.Finding {
	return append([]pipeline.Finding{}, findings...)
}

func blankZero(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// count tells how many findings of each severity stand, and how many are waived.
func count(findings []pipeline.Finding) string {
	var texts []string
	waived := 0
	for _, severity := range []pipeline.Severity{pipeline.Error, pipeline.Warning, pipeline.Note} {
		n := 0
		for _, f := range findings {
			switch {
			case f.Severity == severity && f.Holds():
				n++
			case f.Severity == severity:
				waived++
			}
		}
		if n > 0 {
			texts = append(texts, fmt.Sprintf("%d %s", n, plural(string(severity), n)))
		}
	}
	if waived > 0 {
		texts = append(texts, fmt.Sprintf("%d waived", waived))
	}
	return strings.Join(texts, ", ")
}

func plural(word string, n int) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// printFindings prints findings of severity error and warning as a person reads them, in the catalogue's words, and notes about
// a file as a whole: that it was converted, say.
func (a *app) printFindings(findings []pipeline.Finding, words map[string]string) {
	printed := 0
	for _, f := range findings {
		if f.Severity == pipeline.Note && f.Sheet != "" {
			continue
		}
		place := f.File
		if f.Cell != "" {
			place += " · " + f.Sheet + "!" + f.Cell
		}
		fmt.Fprintf(a.out, "\n%s %s  [%s %s]\n  %s\n", words["severity-"+string(f.Severity)], oneLine(place), f.Rule, f.ID, oneLine(f.Sentence))
		for _, cause := range f.Causes {
			fmt.Fprintf(a.out, "  ? %s\n", oneLine(cause.Sentence))
		}
		fmt.Fprintf(a.out, "  → %s\n", oneLine(f.Advice))
		if !f.Holds() {
			fmt.Fprintf(a.out, "  ✓ %s\n", oneLine(f.Waiver.Say(words)))
		}
		if f.Severity != pipeline.Note {
			printed++
		}
	}
	if printed == 0 {
		fmt.Fprintln(a.out, "\n"+words["nothing-found"])
	}
}
