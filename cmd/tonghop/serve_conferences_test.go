package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

const conferenceText = `id: thu-2027
title: Hội nghị
place: Huế
date: 2026-11-01
unit: viet-nam
period: 2026-09
report: conference
`

// A conference that is written is there without a restart, and so is what is changed by hand; a file that the catalogue refuses is told and leaves nothing
// behind; where one is wrong, the conferences stay as they were.
func TestConferenceFiles(t *testing.T) {
	data := t.TempDir()
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	f := &conferenceFiles{data: data, catalog: c}
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
	first, ok := c.Conference("thu-2027")
	if !ok || !f.Own(first) {
		t.Errorf("the conference is not there, or nobody's: %+v", first)
	}
	if given, _ := c.Conference("tay-nguyen-2024"); given.ID == "" || f.Own(given) {
		t.Errorf("a default is taken for a file of the portal: %+v", given)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(conferenceText, "Huế", "Vinh", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Reload(); err != nil {
		t.Fatal(err)
	}
	second, _ := c.Conference("thu-2027")
	if second.Place != "Vinh" || second.Hash == first.Hash {
		t.Errorf("the file was not read anew: %+v", second)
	}
	if err := os.WriteFile(path, []byte("id: thu-2027\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Reload(); err == nil {
		t.Error("a file that is wrong is no error")
	}
	if still, _ := c.Conference("thu-2027"); still.Place != "Vinh" {
		t.Errorf("the conferences are not those that were read before: %+v", still)
	}
}
