package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/backup"
	"tonghop/pipeline/duck"
)

const restoreHelp = `Put what a backup holds into --data, which must have no files. Every file is compared with its hash before the first is written; a backup that
was cut or changed is refused, and exit code 3 says so. A backup of an older program is brought up to date when it is used; one of a newer is refused.

The configuration of then is put there too, as tonghop.yaml: compare it with the one that you use. What came in after the backup was made is not in it. What
was still to be sent then is uncertain, for it may have been sent since: tonghop deliveries --state uncertain lists it, and resend sends it.`

func (a *app) restoreCommand() *cobra.Command {
	command := &cobra.Command{Use: "restore BACKUP", Short: "Put a backup into an empty data folder", Long: restoreHelp, Args: cobra.ExactArgs(1)}
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		uncertain := 0
		manifest, err := backup.Restore(ctx, args[0], a.data, duck.CheckSchema, func(ctx context.Context, path, tables string, schema int) error {
			err := duck.Import(ctx, path, tables, schema)
			if err == nil {
				uncertain, err = duck.MarkRestored(ctx, path, a.now())
			}
			return err
		})
		if err != nil {
			return restoreFailure(err)
		}
		return a.printRestored(manifest, uncertain)
	})
	return command
}

// restoreFailure gives an error its exit code.
func restoreFailure(err error) error {
	var damaged *backup.DamagedError
	var newer *duck.SchemaError
	var notEmpty *backup.NotEmptyError
	var noBackup *backup.NoBackupError
	switch {
	case errors.As(err, &notEmpty), errors.As(err, &noBackup):
		return &exit{exitUsage, err}
	case errors.As(err, &damaged):
		return &exit{exitUnreadable, fmt.Errorf("%w\nnothing was restored: take another backup", err)}
	case errors.As(err, &newer):
		return &exit{exitUnreadable, err}
	}
	return err
}

func (a *app) printRestored(manifest pipeline.BackupManifest, uncertain int) error {
	config := ""
	if slices.ContainsFunc(manifest.Files, func(f pipeline.BackupEntry) bool { return f.Name == "tonghop.yaml" }) {
		config = filepath.Join(a.data, "tonghop.yaml")
	}
	if a.json {
		return a.printJSON(map[string]any{"data": a.data, "begun": manifest.Begun, "schema": manifest.Schema, "program": manifest.Program, "files": len(manifest.Files),
			"config": config, "uncertain_deliveries": uncertain})
	}
	fmt.Fprintf(a.out, "%s is as it was on %s: %d files\n", oneLine(a.data), manifest.Begun.In(pipeline.Zone).Format(time.DateTime), len(manifest.Files))
	if config != "" {
		fmt.Fprintf(a.out, "the configuration of then is %s\n", oneLine(config))
	}
	if uncertain > 0 {
		fmt.Fprintf(a.out, "%d %s still to be sent then, and may have been sent since: see tonghop deliveries --state uncertain, and resend or drop each\n", uncertain, wereMessages(uncertain))
	}
	fmt.Fprintln(a.out, "next: tonghop verify")
	return nil
}

func wereMessages(n int) string {
	if n == 1 {
		return "message was"
	}
	return "messages were"
}
