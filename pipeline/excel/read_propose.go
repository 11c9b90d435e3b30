package excel

import (
	"cmp"
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// proposal says which header of the layout one of the sheet seems to mean.
type proposal struct {
	at     position
	header string // as it is to be typed
}

// likeness is a column of the sheet that may be one of the layout's which is missing.
type likeness struct {
	cost, i, column int
	proposals       []proposal // of its own header, of the one above, or of both
}

// mostLikely is of how many columns it is weighed which of the missing they may be; no header repeats itself so often.
const mostLikely = 200

// proposeColumns proposes what columns of the sheet may be that are missing, and lists those columns. Where two would fit,
// none is proposed.
func (f *formReader) proposeColumns() (proposals []proposal, columns map[int]bool) {
	var found []likeness
	for i := range f.layout.Columns {
		if f.places[i] > 0 || f.layout.Columns[i].Role == pipeline.OrdinalColumn {
			continue
		}
		for column := 1; column <= f.width && len(f.columns) > 0; column++ {
			if _, ours := f.columns[column]; ours {
				continue
			}
			if like, ok := f.likeColumn(i, column); ok {
				found = append(found, like)
			}
		}
	}
	columns = map[int]bool{}
	if len(found) > mostLikely {
		return nil, columns
	}
	for _, like := range found {
		if !slices.ContainsFunc(found, func(other likeness) bool {
			same := other.i == like.i && other.column == like.column
			return !same && (other.i == like.i || other.column == like.column) && other.cost <= like.cost
		}) {
			proposals = append(proposals, like.proposals...)
			columns[like.column] = true
		}
	}
	return agreed(proposals), columns
}

// agreed drops proposals of which a cell has two, and repeats none.
func agreed(proposals []proposal) []proposal {
	kept := slices.DeleteFunc(slices.Clone(proposals), func(p proposal) bool {
		return slices.ContainsFunc(proposals, func(other proposal) bool { return other.at == p.at && other.header != p.header })
	})
	slices.SortFunc(kept, func(a, b proposal) int {
		return cmp.Or(cmp.Compare(a.at.row, b.at.row), cmp.Compare(a.at.column, b.at.column))
	})
	return slices.Compact(kept)
}

// likeColumn tells whether a column of the sheet may be one of the layout's, and what would have to be typed.
func (f *formReader) likeColumn(i, column int) (likeness, bool) {
	like := likeness{i: i, column: column}
	leaf, at := f.leaf(f.header, column)
	if leaf == "" || f.lexicon.ordinals[leaf] {
		return like, false
	}
	layout := f.layout.Columns[i]
	cost, ok := f.likeHeader(layout.Header, leaf)
	if !ok {
		return like, false
	}
	if like.cost += cost; cost > 0 {
		if f.namesAnother(i, leaf) {
			return like, false
		}
		like.proposals = append(like.proposals, proposal{at, layout.Header[0]})
	}
	if len(layout.Group) == 0 {
		return like, cost > 0
	}
	for _, above := range f.above(at.row, f.header, column) {
		if cost, ok := f.likeHeader(layout.Group, f.headerText(above)); ok {
			if like.cost += cost; cost > 0 {
				like.proposals = append(like.proposals, proposal{above, layout.Group[0]})
			}
			return like, like.cost > 0
		}
	}
	return like, false
}

// likeHeader returns how near a header is to the nearest of a column's.
func (f *formReader) likeHeader(headers []string, found string) (least int, ok bool) {
	for _, header := range headers {
		if cost, near := nearness(found, foldLabel(header)); near && (!ok || cost < least) {
			least, ok = cost, true
		}
	}
	return least, ok
}

// namesAnother tells whether a header that is near to one column's has all the words of another's too: Tập thể và cá nhân is
// neither.
func (f *formReader) namesAnother(i int, found string) bool {
	for other, column := range f.layout.Columns {
		for _, header := range column.Header {
			words := foldLabel(header)
			if other != i && column.Role != pipeline.OrdinalColumn && strings.Contains(" "+found+" ", " "+words+" ") && !slices.ContainsFunc(f.layout.Columns[i].Header, func(own string) bool {
				return strings.Contains(" "+foldLabel(own)+" ", " "+words+" ")
			}) {
				return true
			}
		}
	}
	return false
}

// tellProposals says in words what is proposed, and what to type.
func (f *formReader) tellProposals(proposals []proposal) (told, todo string) {
	tell, do := make([]string, len(proposals)), make([]string, len(proposals))
	for i, p := range proposals {
		about := map[string]string{"cell": pipeline.CellName(p.at.row, p.at.column), "got": oneLine(f.grid.shown(p.at.row, p.at.column)), "expected": p.header}
		tell[i] = pipeline.Fill(f.catalog.Words["near-header"], about)
		do[i] = pipeline.Fill(f.catalog.Words["type-header"], about)
	}
	return vi.Join(tell), vi.Join(do)
}
