package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

func (a *app) ingestCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "ingest PATH...",
		Short: "Take in workbooks: archive, read, load, check, settle",
		Long: "Take in workbooks. A folder stands for the workbooks in it. What an earlier run archived and did not settle is taken up first.\n" +
			"The same file twice changes nothing, nor do other bytes that say the same; a corrected file becomes the form's next edition.",
		Args: cobra.MinimumNArgs(1),
		RunE: a.action(a.ingest),
	}
}

func (a *app) ingest(ctx context.Context, args []string) error {
	files, others, err := findFiles(args)
	if err != nil {
		return &exit{exitUnreadable, err}
	}
	for _, other := range others {
		fmt.Fprintln(a.err, "skipped, no workbook by its name, or no file:", oneLine(other))
	}
	return a.with(ctx, func(o *office) error {
		o.cage.Expect(len(files))
		bar := a.newProgress(len(files))
		settled, err := o.Ingest(ctx, files, bar.tell)
		bar.finish()
		if err != nil {
			return err
		}
		if err := a.printSettled(settled, o.Catalog.Words); err != nil {
			return err
		}
		return endFor(settled)
	})
}

// workbookEndings are the files that are taken from a folder; a file that is named itself is always taken.
var workbookEndings = []string{".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}

// findFiles lists the files of the paths in order, and what it left out of folders.
func findFiles(paths []string) (files []pipeline.File, others []string, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, nil, err
		}
		if !info.IsDir() && !info.Mode().IsRegular() {
			return nil, nil, fmt.Errorf("%s is neither a file nor a folder", path)
		}
		if !info.IsDir() {
			files = append(files, fileAt(path))
			continue
		}
		err = filepath.WalkDir(path, func(found string, entry fs.DirEntry, err error) error {
			name := entry.Name()
			switch {
			case err != nil || entry.IsDir() || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$"):
				return err // Excel's lock files begin with ~$
			case !entry.Type().IsRegular(): // a pipe would be waited for, a link leads out of the folder
				others = append(others, found)
			case slices.Contains(workbookEndings, strings.ToLower(filepath.Ext(name))):
				files = append(files, fileAt(found))
			default:
				others = append(others, found)
			}
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
	}
	return files, others, nil
}

// operator is who runs the program, as the operating system calls them.
func operator() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return fmt.Sprint("uid ", os.Getuid())
}

func fileAt(path string) pipeline.File {
	return pipeline.File{Name: filepath.Base(path), By: operator(), Open: func() (io.ReadCloser, error) {
		file, err := os.Open(path)
		if err != nil {
			return nil, &exit{exitUnreadable, err}
		}
		return file, nil
	}}
}
