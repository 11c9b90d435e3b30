package catalog_test

import (
	"os"
	"path/filepath"
	"testing"

	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

// overlaid lays files over the defaults.
func overlaid(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestDefaults(t *testing.T) {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, n := range map[string]int{"indicators": len(c.Indicators), "units": len(c.Geography.Units), "layouts": len(c.Layouts), "rules": len(c.Rules),
		"reports": len(c.Reports), "conferences": len(c.Conferences.All()), "messages": len(c.Messages)} {
		if n == 0 {
			t.Errorf("no %s", name)
		}
	}
	again, err := catalog.Load(catalog.Overlay(t.TempDir(), templates.FS), "")
	if err != nil || again.Hash != c.Hash {
		t.Errorf("an empty folder changed the catalogue: %v", err)
	}
}

const ownRule = `/*
code: own
severity: note
scope: form
title: Riêng
sentence: "{got}"
advice: Không.
*/

SELECT submission, sheet, cell, raw AS got FROM form_cell
`

// Another report is no reason to check what was accepted again.
func TestReportsAreNoChecks(t *testing.T) {
	base, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Load(catalog.Overlay(overlaid(t, map[string]string{"reports/own.md": "---\nid: own\ntitle: a\nfile: b\nkind: c\nsubject: d\n---\n\nA.\n"}), templates.FS), "")
	if err != nil || c.Hash == base.Hash || c.ChecksHash != base.ChecksHash {
		t.Errorf("hash %s, of checks %s: %v", c.Hash, c.ChecksHash, err)
	}
}

// A file in the folder adds to the defaults or replaces one of them; editors on Windows may have written it.
func TestOverlay(t *testing.T) {
	base, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"as it is": ownRule, "from Windows": "\ufeff" + crlf(ownRule)} {
		dir := overlaid(t, map[string]string{"rules/own.sql": text, "rules/.hidden.sql": "?"})
		c, err := catalog.Load(catalog.Overlay(dir, templates.FS), "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(c.Rules) != len(base.Rules)+1 || c.Hash == base.Hash || c.ChecksHash == base.ChecksHash {
			t.Errorf("%s: %d rules, expected one more than %d, and another hash", name, len(c.Rules), len(base.Rules))
		}
		for _, rule := range c.Rules {
			if rule.Code == "own" && (rule.Line != 10 || rule.File != filepath.Join(dir, "rules", "own.sql")) {
				t.Errorf("%s: the query begins at %s:%d", name, rule.File, rule.Line)
			}
		}
	}
}

func TestConfigOverDefaults(t *testing.T) {
	path := filepath.Join(t.TempDir(), "own.yaml")
	if err := os.WriteFile(path, []byte("calendar: {closing_day: 0}\nlimits: {memory: 2GB}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	base, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Load(templates.FS, path)
	if err != nil {
		t.Fatal(err)
	}
	if c.Config.Calendar.ClosingDay != 0 || c.Config.Limits.Memory != "2GB" || c.Config.Limits.FileBytes != base.Config.Limits.FileBytes ||
		len(c.Config.Offices) != len(base.Config.Offices) || c.Hash == base.Hash {
		t.Errorf("got %+v", c.Config)
	}
}

// What the service does is no part of the hashes: an address that changes is no reason to check everything again.
func TestHashesLeaveTheServiceOut(t *testing.T) {
	hashes := func(own string) [2]string {
		path := filepath.Join(t.TempDir(), "tonghop.yaml")
		if err := os.WriteFile(path, []byte(own), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := catalog.Load(templates.FS, path)
		if err != nil {
			t.Fatal(err)
		}
		return [2]string{c.Hash, c.ChecksHash}
	}
	plain := hashes("# nothing of our own\n")
	if got := hashes("service:\n  addresses: {ca-mau: [pv05@example.vn]}\n  jobs: {verify: {spec: \"\"}}\n"); got != plain {
		t.Errorf("hashes %v, without addresses %v", got, plain)
	}
	for _, own := range []string{"calendar: {closing_day: 15}", "forms: [{form: xa, due_days: 4}]", "marks: [MẬT]", "limits: {sheets: 100}"} {
		if got := hashes(own); got[0] == plain[0] || got[1] == plain[1] {
			t.Errorf("%s changes no hash", own)
		}
	}
}
