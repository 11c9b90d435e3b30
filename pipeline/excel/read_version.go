package excel

import (
	"cmp"
	"slices"
	"strconv"
)

// pickVersion picks, of the versions in force of a form that names none, the newest whose columns are all there; a form of
// an older one has none of the newer's.
func (f *formReader) pickVersion(versions []int) {
	slices.SortFunc(versions, func(a, b int) int {
		return cmp.Compare(f.catalog.Layouts[b].Version, f.catalog.Layouts[a].Version)
	})
	for _, i := range versions {
		f.take(i)
		if len(versions) == 1 || f.hasColumns() {
			break
		}
		if proposals, _ := f.proposeColumns(); len(proposals) > 0 { // of this version, then, but for a header
			break
		}
	}
	if len(versions) > 1 && !f.hasColumns() {
		f.take(versions[0])
	}
	if f.layout.Version < f.catalog.Layouts[versions[0]].Version {
		f.note("assumed-version", position{}, "", map[string]string{"form": f.number, "version": strconv.Itoa(f.layout.Version),
			"expected": strconv.Itoa(f.catalog.Layouts[versions[0]].Version)})
	}
}

// take takes one of the layouts; headers are read anew for it.
func (f *formReader) take(i int) {
	f.layout, f.words = f.catalog.Layouts[i], f.lexicon.layouts[i]
	f.grid.forgetHeaders()
}

// hasColumns tells whether the table has all columns that the layout needs.
func (f *formReader) hasColumns() bool {
	if f.placeColumns() != nil {
		return false
	}
	for i, column := range f.layout.Columns {
		if isNeeded(column) && f.places[i] == 0 {
			return false
		}
	}
	return true
}

func (g *grid) forgetHeaders() {
	for _, row := range g.seen {
		for i := range row {
			row[i].hasHeader = false
		}
	}
}
