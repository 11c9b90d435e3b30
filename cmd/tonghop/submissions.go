package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

func (a *app) submissionsCommand() *cobra.Command {
	var unit, period, form string
	command := &cobra.Command{
		Use:   "submissions",
		Short: "List every file that was taken in, the newest first, and what each edition changed",
		Long: "List every file that was taken in: its receipt number, when it came, what became of it, and what it says otherwise than\n" +
			"the edition that it replaced; of a quarantined form, than the one that it would replace. --json has all of it.",
		Args: cobra.NoArgs,
	}
	command.Flags().StringVar(&unit, "unit", "", "only this reporter, by id, code or name")
	command.Flags().StringVar(&period, "period", "", "only this period")
	command.Flags().StringVar(&form, "form", "", "only this form, by id")
	command.RunE = a.action(func(ctx context.Context, _ []string) error {
		return a.withSelection(ctx, period, unit, func(o *office, wanted string, reporters []string) error {
			if form != "" && !slices.ContainsFunc(o.Catalog.Layouts, func(l pipeline.Layout) bool { return l.ID == form }) {
				return usage("no form is called %q; there are %s", form, layoutNames(o.Catalog))
			}
			sent, err := o.warehouse.Submissions(ctx, reporters, wanted, form)
			if err != nil {
				return err
			}
			return a.printSent(sent, o.Catalog.Words)
		})
	})
	return command
}

func (a *app) printSent(sent []pipeline.Sent, words map[string]string) error {
	if a.json {
		return a.printJSON(map[string]any{"submissions": sent})
	}
	var rows []table.Row
	for _, s := range sent {
		received := localTime(s.Received)
		rows = append(rows, table.Row{s.ID, received, s.Name, s.Reporter, s.Layout, s.Period, s.State, blankZero(s.Edition), blankZero(len(s.Differences))})
	}
	a.printTable(table.Row{"receipt", "received", "file", "unit", "form", "period", "state", "edition", "changes"}, rows)
	for _, s := range sent {
		a.printDifferences(s.Submission, s.Differences, words)
	}
	return nil
}

// The longest list of differences that is printed, and the longest text in it, in characters.
const (
	mostDifferences = 10
	longestText     = 60
)

// printDifferences says what a form says otherwise than the edition before it.
func (a *app) printDifferences(s pipeline.Submission, differences []pipeline.Difference, words map[string]string) {
	values := map[string]string{"file": oneLine(s.Name), "edition": fmt.Sprint(s.Edition), "count": fmt.Sprint(len(differences))}
	switch {
	case len(differences) == 0 && (s.State != pipeline.Accepted || s.Edition < 2):
		return
	case len(differences) == 0:
		fmt.Fprintf(a.out, "\n%s\n", pipeline.Fill(words["edition-same"], values))
		return
	case s.State == pipeline.Quarantined:
		fmt.Fprintf(a.out, "\n%s\n", pipeline.Fill(words["waiting-differs"], values))
	case s.Edition == 0: // it was quarantined until another form took its place
		fmt.Fprintf(a.out, "\n%s\n", pipeline.Fill(words["waited-differs"], values))
	default:
		fmt.Fprintf(a.out, "\n%s\n", pipeline.Fill(words["edition-differs"], values))
	}
	said := func(text string) string {
		if text = shorten(oneLine(text)); text == "" {
			return words["nothing-there"]
		}
		return text
	}
	for _, d := range differences[:min(len(differences), mostDifferences)] {
		fmt.Fprintf(a.out, "  %s %s: %s → %s\n", oneLine(d.Cell), shorten(oneLine(d.Line)), said(d.From), said(d.To))
	}
	if more := len(differences) - mostDifferences; more > 0 {
		fmt.Fprintf(a.out, "  %s\n", pipeline.Fill(words["more-differences"], map[string]string{"count": fmt.Sprint(more)}))
	}
}

// shorten cuts a long text between words.
func shorten(text string) string {
	runes := []rune(text)
	if len(runes) <= longestText {
		return text
	}
	cut := string(runes[:longestText])
	if space := strings.LastIndexByte(cut, ' '); space > 0 {
		cut = cut[:space]
	}
	return cut + " …"
}
