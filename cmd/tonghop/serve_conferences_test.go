package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonghop/pipeline/portal"
)

const conferenceText = `id: thu-2027
title: Hội nghị
place: Huế
date: 2026-11-01
unit: viet-nam
period: 2026-09
report: conference
`

// A conference that is written is there without a restart; a file that the catalogue refuses is told and leaves nothing behind; where another
// template changed, nothing is used anew.
func TestConferenceFiles(t *testing.T) {
	data := t.TempDir()
	f, err := (&service{office: &office{data: data}}).conferenceFiles()
	if err != nil {
		t.Fatal(err)
	}
	wrong, err := f.Check("thu-2027", []byte(strings.Replace(conferenceText, "viet-nam", "atlantis", 1)))
	if err != nil || len(wrong) != 1 || !strings.HasPrefix(wrong[0], "unit: ") {
		t.Errorf("%q, %v", wrong, err)
	}
	if wrong, err = f.Check("thu-2027", []byte(conferenceText)); err != nil || wrong != nil {
		t.Errorf("%q, %v", wrong, err)
	}
	path := filepath.Join(data, "templates", "conferences", "thu-2027.yaml")
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("checking wrote the file: %v", err)
	}
	if err := f.Write("thu-2027", []byte(conferenceText)); err != nil {
		t.Fatal(err)
	}
	on, err := f.Pipeline()
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := on.Catalog.Conference("thu-2027"); !ok {
		t.Error("the conference is not there")
	}
	if err := os.WriteFile(filepath.Join(data, "templates", "note.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Pipeline(); !errors.Is(err, portal.ErrRestart) {
		t.Errorf("%v, expected %v", err, portal.ErrRestart)
	}
}
