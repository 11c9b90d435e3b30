package pipeline

import (
	"errors"
	"strings"
	"testing"

	"tonghop/pipeline/vi"
)

// kept is a figure that is shown: "unit indicator source text"; a ~ behind the source says that it is computed.
func kept(text string) KeptFigure {
	parts := strings.SplitN(text, " ", 4)
	source, computed := strings.CutSuffix(parts[2], "~")
	return KeptFigure{FigureKey{parts[0], parts[1], "2024", "", Source(source), computed}, said(vi.ReadText(parts[3])), true}
}

func TestChangedFigures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		before, after []string
		want          string
	}{
		{"nothing", []string{"a x own 1", "b x own trên 5"}, []string{"b x own trên 5", "a x own 1"}, ""},
		{"a value", []string{"a x own 1"}, []string{"a x own 2"}, "a x 1→2"},
		{"a hedge", []string{"a x own 5"}, []string{"a x own trên 5"}, "a x 5→trên 5"},
		{"other words for a hedge", []string{"a x own hơn 5"}, []string{"a x own trên 5"}, "a x hơn 5→trên 5"},
		{"new and gone", []string{"a x own 1"}, []string{"b x own 2"}, "b x →2, a x 1→"},
		{"a superior's word for the unit's", []string{"a x superior 1", "b x superior 3"}, []string{"a x own 1", "b x own 4"}, "b x 3→4"},
		{"a sum is not the declared total", []string{"a x own 1", "a x sum 1"}, []string{"a x own 1", "a x sum 2"}, "a x 1→2"},
		{"a change is not the total", []string{"a x sum 9", "a x sum~ 1"}, []string{"a x sum 9", "a x sum~ 2"}, "a x 1→2"},
		{"two of one key", []string{"a x own 1", "a x own 2"}, []string{"a x own 2", "a x own 3"}, "a x 1→3"},
		{"zero and not applicable", []string{"a x own 0"}, []string{"a x own x"}, "a x -→x"},
	} {
		var before, after []KeptFigure
		for _, text := range c.before {
			before = append(before, kept(text))
		}
		for _, text := range c.after {
			after = append(after, kept(text))
		}
		var lines []string
		for _, change := range changedFigures(before, after) {
			line := change.Unit + " " + change.Indicator + " "
			if change.Before != nil {
				line += change.Before.String()
			}
			line += "→"
			if change.After != nil {
				line += change.After.String()
			}
			lines = append(lines, line)
		}
		if got := strings.Join(lines, ", "); got != c.want {
			t.Errorf("%s: %q, expected %q", c.name, got, c.want)
		}
	}
}

func TestSince(t *testing.T) {
	t.Parallel()
	passage := func(id, drafted, text string) DraftedPassage {
		return DraftedPassage{Passage{id, strings.ToUpper(id), text}, drafted}
	}
	draft := Content{Text: "1", Passages: []DraftedPassage{passage("a", "x", "x"), passage("b", "y", "edited")}}
	if err := draft.since(draft); err != nil {
		t.Error(err)
	}
	for _, c := range []struct {
		now  Content
		want string // the passages; ! for anything else
	}{
		{Content{Text: "2", Passages: draft.Passages}, "!"},
		{Content{Text: "2", Passages: []DraftedPassage{passage("a", "z", "z"), passage("b", "y", "edited")}}, "A!"},
		{Content{Text: "1", Passages: []DraftedPassage{passage("a", "x", "x"), passage("b", "w", "edited")}}, "B"}, // what it was edited from is otherwise
		{Content{Text: "2", Passages: []DraftedPassage{passage("a", "x", "x"), passage("c", "y", "y")}}, "CB!"},
	} {
		var changed *ChangedError
		if err := c.now.since(draft); !errors.As(err, &changed) {
			t.Errorf("%+v: %v", c.now, err)
			continue
		}
		got := strings.Join(changed.Passages, "")
		if changed.Others {
			got += "!"
		}
		if got != c.want {
			t.Errorf("%+v: %s, expected %s", c.now, got, c.want)
		}
	}
}
