package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/templates"
)

const initHelp = `Make the data folder, with a folder in the inbox for each province and region of today, and a configuration file in which every key is
explained and none is set. What is there already stays as it is.`

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{Use: "init", Short: "Make the data folder and a configuration file", Long: initHelp, Args: cobra.NoArgs, RunE: a.action(a.initialise)}
}

func (a *app) initialise(_ context.Context, _ []string) error {
	written, err := writeExample(a.config)
	if err != nil {
		return err
	}
	c, err := a.loadCatalog()
	if err != nil {
		return err
	}
	folders := c.Config.Folders.Within(a.data)
	units := senders(c, a.now)
	for _, dir := range []string{a.data, folders.Outbox, folders.Backups} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
	}
	if err := newInbox(c, a.data, a.now, a.logger(c.Config.Service.Log)).Make(units); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"data": a.data, "inbox": folders.Inbox, "outbox": folders.Outbox, "units": len(units), "config": a.config, "config_written": written})
	}
	a.printNext(folders, len(units), written)
	return nil
}

func (a *app) printNext(folders pipeline.Folders, units int, written bool) {
	state := "was there, and stays as it is"
	if written {
		state = "written: every key explained, none set"
	}
	fmt.Fprintf(a.out, `data    %s
inbox   %s, with a folder for each of %d units
outbox  %s
config  %s: %s

next:
  1. set in %s what differs here: service.mail, service.recipients, service.addresses
  2. tonghop catalog check
  3. tonghop serve
`, oneLine(a.data), oneLine(folders.Inbox), units, oneLine(folders.Outbox), oneLine(a.config), state, oneLine(a.config))
}

// senders are the ids of the provinces and regions of today.
func senders(c *pipeline.Catalog, now func() time.Time) (ids []string) {
	today := pipeline.DayOf(now())
	for _, unit := range append(c.Geography.On(pipeline.ProvinceUnit, today), c.Geography.On(pipeline.RegionUnit, today)...) {
		ids = append(ids, unit.ID)
	}
	return ids
}

// writeExample writes the example of a configuration unless there is a file.
func writeExample(path string) (written bool, err error) {
	text, err := fs.ReadFile(templates.FS, "tonghop.yaml")
	if err != nil {
		return false, err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	_, err = file.Write(exampleConfig(text))
	if err = errors.Join(err, file.Close()); err != nil {
		err = errors.Join(err, os.Remove(path)) // half of it would stay as it is
	}
	return err == nil, err
}

const exampleHead = `# The configuration of tonghop: every key with its default, and none set. To set one, take away the # right before it and before the keys that it
# stands under; what stays as it is follows the defaults of each new version.
`

// exampleConfig is the text of the defaults with every key put in a comment. A # with a space after it begins words, one without a key.
func exampleConfig(defaults []byte) []byte {
	_, defaults, _ = bytes.Cut(defaults, []byte("\n")) // which says what that file is
	var out bytes.Buffer
	out.WriteString(exampleHead)
	for line := range bytes.Lines(defaults) {
		rest := bytes.TrimLeft(line, " ")
		out.Write(line[:len(line)-len(rest)])
		if len(bytes.TrimSpace(rest)) > 0 && rest[0] != '#' {
			out.WriteByte('#')
		}
		out.Write(rest)
	}
	return out.Bytes()
}
