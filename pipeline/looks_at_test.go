package pipeline_test

import (
	"testing"

	"tonghop/pipeline"
)

// TestLooksAt skips a rule where a form can give it nothing to find.
func TestLooksAt(t *testing.T) {
	c := &pipeline.Catalog{Layouts: []pipeline.Layout{
		{ID: "lines", Version: 1, Rows: pipeline.LayoutRows{Items: []pipeline.LayoutItem{{Indicator: "models"}}}},
		{ID: "columns", Version: 1, Columns: []pipeline.LayoutColumn{{Indicator: "tips"}}},
		{ID: "columns", Version: 2, Columns: []pipeline.LayoutColumn{{Indicator: "models"}}},
		{ID: "words", Version: 1},
	}}
	for _, test := range []struct {
		name   string
		rule   pipeline.Rule
		layout string
		want   bool
	}{
		{"every form", pipeline.Rule{}, "words", true},
		{"its form", pipeline.Rule{Forms: []string{"words"}}, "words", true},
		{"another form", pipeline.Rule{Forms: []string{"words"}}, "lines", false},
		{"an indicator of its lines", pipeline.Rule{Indicators: []string{"tips", "models"}}, "lines", true},
		{"an indicator of an old version", pipeline.Rule{Indicators: []string{"tips"}}, "columns", true},
		{"another indicator", pipeline.Rule{Indicators: []string{"tips"}}, "lines", false},
		{"its form without the indicator", pipeline.Rule{Forms: []string{"lines"}, Indicators: []string{"tips"}}, "lines", false},
	} {
		if got := c.LooksAt(test.rule, test.layout); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
