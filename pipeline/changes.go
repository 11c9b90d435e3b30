package pipeline

import (
	"cmp"
	"fmt"
	"slices"

	"tonghop/pipeline/vi"
)

// FigureChange is a figure that is otherwise than it was; nil is a figure that is not there.
type FigureChange struct {
	FigureKey
	Before, After *vi.Quantity
}

// ChangedError says that what is to be approved is otherwise than its draft, which is what was read.
type ChangedError struct {
	Figures  []FigureChange
	Passages []string // the titles of those that were drafted anew, or stand otherwise
	Others   bool     // something that the document says is otherwise, whether it is one of these or not
}

func (e *ChangedError) Error() string {
	return fmt.Sprintf("what is to be approved is not what its draft showed: %d figures and %d passages are otherwise", len(e.Figures), len(e.Passages))
}

// Count is how many changes there are.
func (e *ChangedError) Count() int { return max(len(e.Figures)+len(e.Passages), 1) }

// since returns a *ChangedError where the content shows something else than a draft did; nil otherwise.
func (c Content) since(draft Content) error {
	changed := &ChangedError{Figures: changedFigures(draft.Figures, c.Figures)}
	then := map[string]DraftedPassage{}
	for _, p := range draft.Passages {
		then[p.ID] = p
	}
	for _, p := range c.Passages {
		if before, ok := then[p.ID]; !ok || before.Drafted != p.Drafted {
			changed.Passages = append(changed.Passages, p.Title)
		}
		delete(then, p.ID)
	}
	for _, p := range draft.Passages {
		if _, gone := then[p.ID]; gone {
			changed.Passages = append(changed.Passages, p.Title)
		}
	}
	changed.Others = c.Text != draft.Text
	if len(changed.Figures) == 0 && len(changed.Passages) == 0 && !changed.Others {
		return nil
	}
	return changed
}

// changedFigures compares the figures that are shown, in the order of those after; what is gone comes last. Where a key has several
// figures, those that both have are the same ones.
func changedFigures(before, after []KeptFigure) []FigureChange {
	then, now := shownByKey(before), shownByKey(after)
	var changes []FigureChange
	for _, key := range now.keys {
		gone, fresh := without(then.figures[key], now.figures[key]), without(now.figures[key], then.figures[key])
		for i := range max(len(gone), len(fresh)) {
			changes = append(changes, FigureChange{key, at(gone, i), at(fresh, i)})
		}
	}
	for _, key := range then.keys {
		if _, ok := now.figures[key]; ok {
			continue
		}
		for i := range then.figures[key] {
			changes = append(changes, FigureChange{key, &then.figures[key][i].Quantity, nil})
		}
	}
	return changes
}

type keyedFigures struct {
	keys    []FigureKey
	figures map[FigureKey][]KeptFigure
}

// shownByKey takes a unit's own word and its superior's for one key: only one of them is ever believed.
func shownByKey(figures []KeptFigure) keyedFigures {
	keyed := keyedFigures{figures: map[FigureKey][]KeptFigure{}}
	for _, f := range figures {
		if !f.Shown {
			continue
		}
		if f.Source == Superior {
			f.Source = Own
		}
		if keyed.figures[f.FigureKey] == nil {
			keyed.keys = append(keyed.keys, f.FigureKey)
		}
		keyed.figures[f.FigureKey] = append(keyed.figures[f.FigureKey], f)
	}
	return keyed
}

func without(figures, others []KeptFigure) []KeptFigure {
	var left []KeptFigure
	for _, f := range figures {
		if !slices.ContainsFunc(others, func(o KeptFigure) bool { return o.saying() == f.saying() }) {
			left = append(left, f)
		}
	}
	return left
}

func at(figures []KeptFigure, i int) *vi.Quantity {
	if i >= len(figures) {
		return nil
	}
	return &figures[i].Quantity
}

// Say tells what changed as the department reads it, a line each, in the catalogue's words: at most so many, then how many more.
func (c *Catalog) Say(e *ChangedError, most int) []string {
	var lines []string
	for _, change := range e.Figures {
		unit, _ := c.Geography.Unit(change.Unit)
		period, _ := ParsePeriod(change.Period)
		lines = append(lines, Fill(c.Words["changed-figure"], map[string]string{
			"figure": cmp.Or(c.FigureName(change.Indicator, Breakdown(change.Breakdown)), change.Indicator), "unit": cmp.Or(unit.Name, change.Unit),
			"period": period.Name(), "before": c.tell(change.Before), "after": c.tell(change.After)}))
	}
	for _, title := range e.Passages {
		lines = append(lines, Fill(c.Words["changed-passage"], map[string]string{"title": title}))
	}
	if len(lines) == 0 {
		return []string{c.Words["changed-others"]}
	}
	if more := len(lines) - most; more > 0 {
		lines = append(lines[:most:most], Fill(c.Words["changed-more"], map[string]string{"count": fmt.Sprint(more)}))
	}
	return lines
}

func (c *Catalog) tell(q *vi.Quantity) string {
	switch {
	case q == nil:
		return c.Words["figure-none"]
	case q.State == vi.Zero:
		return vi.Number(0).String() // a dash is for tables
	}
	return q.String()
}
