package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

func (a *app) journalCommand() *cobra.Command {
	var since string
	command := &cobra.Command{
		Use:   "journal",
		Short: "List who did what when",
		Long: "List the journal: submissions, decisions, waivers, closings, drafts, publications, reprints, messages resent or dropped, and malware that was refused, in order.\n" +
			"Lines are only ever added; each bears the hash of the one before. --json prints the hashes, of lines and of files; tonghop verify checks them.",
		Args: cobra.NoArgs,
	}
	command.Flags().StringVar(&since, "since", "", "only from this day on, such as 2026-01-31")
	command.RunE = a.action(func(ctx context.Context, _ []string) error {
		day, err := parseDay(since)
		if err != nil {
			return err
		}
		return a.with(ctx, func(o *office) error {
			entries, err := o.warehouse.Journal(ctx, day)
			if err != nil {
				return err
			}
			return a.printJournal(entries)
		})
	})
	return command
}

func (a *app) printJournal(entries []pipeline.JournalEntry) error {
	if a.json {
		return a.printJSON(map[string]any{"journal": entries})
	}
	var rows []table.Row
	for _, e := range entries {
		var details []string
		for _, key := range slices.Sorted(maps.Keys(e.Detail)) {
			if value := e.Detail[key]; value != "" && !isHash(value) {
				details = append(details, fmt.Sprintf("%s=%s", key, value))
			}
		}
		rows = append(rows, table.Row{e.Seq, e.At.In(pipeline.Zone).Format("2006-01-02 15:04:05"), e.Who, e.Action, e.Subject, strings.Join(details, " ")})
	}
	a.printTable(table.Row{"line", "time", "who", "action", "subject", "detail"}, rows)
	return nil
}

// isHash tells what has no place in a table.
func isHash(text string) bool {
	return len(text) == hex.EncodedLen(sha256.Size) && strings.Trim(text, "0123456789abcdef") == ""
}
