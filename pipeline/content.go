package pipeline

import (
	"maps"
	"slices"

	"tonghop/pipeline/vi"
)

// Content is what a draft or an edition shows, and what it was made from.
type Content struct {
	Figures   []KeptFigure
	Passages  []DraftedPassage
	Text      string // SHA-256 of all that it says
	Originals []Original
}

// FigureKey says which figure of a report it is. One may have two that differ in what they are made of: a total, and its change.
type FigureKey struct {
	Unit, Indicator, Period, Breakdown string
	Source                             Source
	Computed                           bool // made by the report of other figures: it has no cells
}

// KeptFigure is a figure as it was published. Of one that is not shown, the report's queries knew.
type KeptFigure struct {
	FigureKey
	Quantity vi.Quantity
	Shown    bool
}

// DraftedPassage is a passage as it stands, with the text that was drafted for it.
type DraftedPassage struct {
	Passage
	Drafted string
}

// Original is a submission that a publication was made from.
type Original struct {
	Submission int64  `json:"submission"`
	SHA256     string `json:"sha256"`
}

// contentOf collects what documents show; with results, also the figures that their queries gave besides.
func contentOf(documents []*Document, results []Results) Content {
	content := Content{Text: textHash(documents)}
	seen := map[keptFigure]bool{}
	add := func(f *Figure, shown bool) {
		if f == nil || f.Indicator == "" || f.Quantity.State == vi.Missing {
			return
		}
		kept := KeptFigure{FigureKey{f.Unit, f.Indicator, f.Period, f.Breakdown, f.Source, len(f.Cells) == 0}, said(f.Quantity), shown}
		if key := kept.comparable(); !seen[key] {
			seen[key] = true
			content.Figures = append(content.Figures, kept)
		}
	}
	for _, d := range documents {
		d.eachBlock(func(b Block) { eachFigure(b, func(f *Figure) { add(f, true) }) })
	}
	for _, queries := range results {
		for _, name := range slices.Sorted(maps.Keys(queries)) {
			for _, row := range queries[name].Rows {
				for _, cell := range row {
					add(cell.Figure, false)
				}
			}
		}
	}
	return content
}

// said is what a quantity says, without what writers and rules need besides.
func said(q vi.Quantity) vi.Quantity {
	s := vi.Quantity{State: q.State, Qualifier: q.Qualifier, Words: q.Words}
	if q.Known() {
		s.Value = q.Value
		if q.Qualifier == vi.Between {
			s.Upper = q.Upper
		}
	}
	return s
}

// keptFigure is a figure with what it says, as a map can have it.
type keptFigure struct {
	FigureKey
	saying
}

type saying struct {
	state        vi.State
	qualifier    vi.Qualifier
	value, upper vi.Number
	words        string
}

func (f KeptFigure) comparable() keptFigure { return keptFigure{f.FigureKey, f.saying()} }

func (f KeptFigure) saying() saying {
	q := f.Quantity
	return saying{q.State, q.Qualifier, q.Value, q.Upper, q.Words}
}

// eachBlock calls do with every block of the document, those behind it too.
func (d *Document) eachBlock(do func(Block)) {
	for _, block := range d.Blocks {
		do(block)
	}
	for _, sheet := range d.Supplements {
		for _, block := range sheet.Blocks {
			do(block)
		}
	}
}
