package main

import (
	"context"
	"fmt"
	"io"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
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
	files, others, err := a.findFiles(args)
	if err != nil {
		return &exit{exitUnreadable, err}
	}
	by := a.operator()
	for i := range files {
		files[i].By = by
	}
	return a.with(ctx, func(o *office) error {
		for _, other := range others {
			fmt.Fprintln(a.err, "skipped, no workbook by its name, or no file:", oneLine(other))
		}
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
func (a *app) findFiles(paths []string) (files []pipeline.File, others []string, err error) {
	for _, path := range paths {
		mode, err := a.files.Mode(path)
		switch {
		case err != nil:
			return nil, nil, err
		case mode.IsRegular():
			files = append(files, a.fileAt(path))
		case !mode.IsDir():
			return nil, nil, fmt.Errorf("%s is neither a file nor a folder", path)
		default:
			found, left, err := a.findIn(path)
			if err != nil {
				return nil, nil, err
			}
			files, others = append(files, found...), append(others, left...)
		}
	}
	return files, others, nil
}

// findIn lists the workbooks of a folder and of those in it, and what else there is.
func (a *app) findIn(folder string) (files []pipeline.File, others []string, err error) {
	entries, err := a.files.List(folder)
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name)
		switch {
		case entry.Type.IsDir():
			found, left, err := a.findIn(path)
			if err != nil {
				return nil, nil, err
			}
			files, others = append(files, found...), append(others, left...)
		case strings.HasPrefix(entry.Name, "."), strings.HasPrefix(entry.Name, "~$"): // Excel's lock files begin so
		case !entry.Type.IsRegular(): // a pipe would be waited for, a link leads out of the folder
			others = append(others, path)
		case slices.Contains(workbookEndings, strings.ToLower(filepath.Ext(entry.Name))):
			files = append(files, a.fileAt(path))
		default:
			others = append(others, path)
		}
	}
	return files, others, err
}

// operator is whose command it is, as the operating system calls them.
func (a *app) operator() string {
	if u, err := user.LookupId(strconv.Itoa(a.uid)); err == nil {
		return u.Username
	}
	return fmt.Sprint("uid ", a.uid)
}

func (a *app) fileAt(path string) pipeline.File {
	return pipeline.File{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) {
		file, err := a.files.Open(path)
		if err != nil {
			return nil, &exit{exitUnreadable, err}
		}
		return file, nil
	}}
}
