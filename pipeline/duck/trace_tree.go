package duck

import (
	"slices"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// treeOf makes the figures of a unit's trace of its lines: what it declares, and what is added up with its parts. A sum of nothing but
// the unit itself is that unit's figure; where parts do not add up, they are none of it.
func treeOf(unit string, lines []traceLine, others []pipeline.OtherCell, on map[int64]int64) (figures []pipeline.TracedFigure, left []pipeline.OtherCell) {
	figures = []pipeline.TracedFigure{}
	var parts []pipeline.TracedFigure
	var declared, total *pipeline.TracedFigure
	for i := range lines {
		line := &lines[i]
		for _, other := range others {
			if on[other.ID] == lines[i].number {
				line.addOther(other)
			}
		}
		switch line.Kind {
		case pipeline.DeclaredFigure:
			declared = &line.TracedFigure
		case pipeline.TotalFigure:
			total = &line.TracedFigure
		default:
			parts = append(parts, line.TracedFigure)
		}
	}
	for _, other := range others {
		if on[other.ID] == 0 {
			left = append(left, other)
		}
	}
	if declared != nil {
		figures = append(figures, *declared)
	}
	switch {
	case len(parts) == 1 && parts[0].Unit == unit:
		figures = append(figures, parts[0])
	case total != nil:
		total.Parts = parts
		figures = append(figures, *total)
	}
	return figures, left
}

// addOther hangs a cell on the former unit that it is about, or on the figure itself.
func (l *traceLine) addOther(other pipeline.OtherCell) {
	on := &l.TracedFigure
	if i := slices.IndexFunc(l.Parts, func(part pipeline.TracedFigure) bool { return part.Unit == other.Unit }); i >= 0 {
		on = &l.Parts[i]
	}
	on.Others = append(on.Others, other)
}

// partOf is the figure of one part alone.
func partOf(lines []traceLine, unit string) []pipeline.TracedFigure {
	for _, line := range lines {
		if line.Unit == unit && line.Kind == pipeline.PartFigure {
			return []pipeline.TracedFigure{line.TracedFigure}
		}
	}
	return []pipeline.TracedFigure{}
}

// differenceOf is what is declared less what is added up, where both are exact; nil otherwise.
func differenceOf(figures []pipeline.TracedFigure) *pipeline.Decimal {
	if len(figures) != 2 || figures[0].Says.Qualifier != vi.Exact || figures[1].Says.Qualifier != vi.Exact {
		return nil
	}
	difference := pipeline.Decimal(figures[0].Says.Value - figures[1].Says.Value)
	return &difference
}
