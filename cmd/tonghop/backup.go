package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"tonghop/pipeline/backup"
)

const backupHelp = `Write a backup into a folder of its own within DIR: the warehouse as Parquet, the archive, the office's own templates,
the drafts of the portal and the configuration, with a manifest that has the hash of every file. It is of one moment, may be made while tonghop serve runs, and is read again
before it gets its name. On the same file system the archive takes no room twice; on another only what is new since the backup before it does.

DIR is an absolute path, for a server that runs writes there itself; without it, it is service.folders.backups of tonghop.yaml, or <data>/backups.
Nothing is deleted; the job backup of tonghop serve keeps the newest service.folders.keep_backups.`

func (a *app) backupCommand() *cobra.Command {
	command := &cobra.Command{Use: "backup [DIR]", Short: "Back up warehouse, archive, templates and configuration", Long: backupHelp, Args: cobra.MaximumNArgs(1)}
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		dir := ""
		if len(args) > 0 {
			if dir = args[0]; !filepath.IsAbs(dir) {
				return usage("%q: expected an absolute path, such as /mnt/backups", dir)
			}
		}
		return a.with(ctx, func(o *office) error {
			made, err := o.Backup(ctx, o.backups(dir), 0)
			if err != nil {
				return err
			}
			made.Path = a.shown(made.Path)
			if a.json {
				return a.printJSON(made)
			}
			fmt.Fprintln(a.out, oneLine(made.String()))
			return nil
		})
	})
	return command
}

// backups is the folder of backups; "" is the configured one.
func (o *office) backups(dir string) backup.Folder {
	config := o.Catalog.Config
	if dir == "" {
		dir = config.Folders.Within(o.data).Backups
	}
	return backup.Folder{Dir: dir, Templates: filepath.Join(o.data, "templates"), Drafts: o.draftsFolder(), Config: o.config, Secret: config.Mail.PasswordFile}
}

// draftsFolder is where the portal leaves the files of drafts.
func (o *office) draftsFolder() string { return filepath.Join(o.data, "drafts") }

// backUp is the work of the job backup.
func (o *office) backUp(ctx context.Context, _ time.Time) (string, error) {
	made, err := o.Backup(ctx, o.backups(""), o.Catalog.Config.Folders.KeepBackups)
	if made.Path == "" {
		return "", err
	}
	return made.String(), err // whole, also where older ones could not be deleted
}
