package main

import (
	"errors"
	"io"
	"strings"

	"tonghop/pipeline"
)

const wordingHelp = "file with the edited texts of the report, as the draft wrote it"

// editing is a file of edited texts, or none.
type editing struct {
	path  string // "" is none
	file  pipeline.WordingFile
	words map[string]string
}

// readWording reads a file of edited texts; "" is none.
func (a *app) readWording(c *pipeline.Catalog, path string) (editing, error) {
	e := editing{path: path, words: c.Words}
	if path == "" {
		return e, nil
	}
	opened, err := a.files.Open(path)
	if err != nil {
		return e, &exit{exitUnreadable, err}
	}
	defer opened.Close()
	data, err := io.ReadAll(io.LimitReader(opened, pipeline.LongestWording+1))
	if err != nil {
		return e, &exit{exitUnreadable, err}
	}
	if e.file, err = c.ReadWording(data); err != nil {
		return e, usage("%s:%s", path, strings.ReplaceAll(err.Error(), "\n", "\n"+path+":"))
	}
	return e, nil
}

// in is an order with these texts.
func (e editing) in(order pipeline.Order) pipeline.Order {
	order.Wording, order.Untouched = e.file.Edited, e.file.Untouched
	return order
}

// refused makes wrong usage of what cannot be published as it was asked for: of texts that do not fit, with the line of the file.
func (e editing) refused(err error) error {
	var misfit *pipeline.WordingError
	switch {
	case errors.As(err, &misfit) && e.file.Lines[misfit.ID] > 0:
		return usage("%s:%d: %s", e.path, e.file.Lines[misfit.ID], misfit.Say(e.words))
	case errors.As(err, &misfit):
		return usage("%s: %s", e.path, misfit.Say(e.words))
	}
	return refusedAsUsage(err)
}
