package catalog

import (
	"testing"

	"tonghop/templates"
)

func TestDefaultsLoad(t *testing.T) {
	c, err := Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(c.Indicators), len(c.Layouts), len(c.Rules), len(c.Geography.Units), len(c.Reports), len(c.Conferences), len(c.Messages))
}
