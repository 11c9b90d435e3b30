package catalog

import (
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

type layoutFile struct {
	ID, Number, Title, Sheet, Unit, Deadline string
	Version                                  int
	Valid                                    validity
	Sender                                   struct {
		Kinds   []pipeline.UnitKind
		Schemes []string
	}
	Rows struct {
		Each  pipeline.UnitKind
		Total []string
		Items []at[layoutItem]
	}
	Columns []at[layoutColumn]
	Boxes   []pipeline.TextBox
	Notes   []string
}

type layoutItem struct {
	Section, Code, Label, Indicator string
	Breakdown                       map[string]string
	Required                        bool
	Level                           int
	Choices                         []string
	Only                            string
}

type layoutColumn struct {
	Role                 pipeline.ColumnRole
	Group, Header        []string
	Indicator            string
	Breakdown            map[string]string
	Cumulative, Required bool
	Note                 string
	Width                float64
}

var (
	unitKinds   = []pipeline.UnitKind{pipeline.NationUnit, pipeline.RegionUnit, pipeline.ProvinceUnit, pipeline.CommuneUnit}
	columnRoles = []pipeline.ColumnRole{pipeline.OrdinalColumn, pipeline.NameColumn, pipeline.CodeColumn, pipeline.FigureColumn, pipeline.NoteColumn}
)

func (l *loader) layouts() {
	for _, file := range l.glob("layouts/*.yaml") {
		text, hash := l.read(file)
		var in layoutFile
		if text == nil {
			continue
		}
		where, ok := l.decode(file, 1, text, &in)
		if !ok {
			continue
		}
		layout := pipeline.Layout{ID: in.ID, Version: in.Version, From: in.Valid.From.Time, Until: in.Valid.Until.Time, Number: in.Number,
			Title: in.Title, Sheet: in.Sheet, Unit: in.Unit, Deadline: in.Deadline, Sender: pipeline.Sender(in.Sender), Notes: in.Notes, Boxes: in.Boxes, Hash: hash}
		layout.Rows = pipeline.LayoutRows{Each: in.Rows.Each, Total: in.Rows.Total}
		for _, item := range in.Rows.Items {
			layout.Rows.Items = append(layout.Rows.Items, l.layoutItem(file, item))
		}
		for _, column := range in.Columns {
			layout.Columns = append(layout.Columns, l.layoutColumn(file, column, len(in.Rows.Items) > 0))
		}
		l.checkLayout(file, where, layout)
		l.checkValidity(file, where, in.Valid)
		l.checkNames(file, where, in)
		l.catalog.Layouts = append(l.catalog.Layouts, layout)
	}
}

func (l *loader) layoutItem(file string, entry at[layoutItem]) pipeline.LayoutItem {
	in := entry.Value
	if in.Section != "" {
		if in.Code != "" || in.Indicator != "" {
			l.problem(file, entry.Line, "a section has neither code nor indicator")
		}
		return pipeline.LayoutItem{Label: in.Section, Section: true}
	}
	if in.Code == "" || in.Label == "" {
		l.problem(file, entry.Line, "a row needs code, label and indicator, or section alone")
	}
	if in.Only != "" && in.Only != "period" {
		l.problem(file, entry.Line, "only: %q; expected period, or nothing", in.Only)
	}
	l.checkIndicator(file, entry.Line, in.Indicator)
	return pipeline.LayoutItem{Code: in.Code, Label: in.Label, Required: in.Required, Indicator: in.Indicator,
		Breakdown: l.breakdown(file, entry.Line, in.Breakdown), Level: in.Level, Choices: in.Choices, Only: in.Only}
}

func (l *loader) layoutColumn(file string, entry at[layoutColumn], rowsHaveIndicators bool) pipeline.LayoutColumn {
	in := entry.Value
	if in.Role == "" {
		in.Role = pipeline.FigureColumn
	}
	if !slices.Contains(columnRoles, in.Role) {
		l.problem(file, entry.Line, "role: %q; %s", in.Role, oneOf(columnRoles))
	}
	if len(in.Header) == 0 {
		l.problem(file, entry.Line, "header: expected the column's header and its synonyms")
	}
	if in.Role == pipeline.FigureColumn && !rowsHaveIndicators {
		l.checkIndicator(file, entry.Line, in.Indicator)
	}
	if rowsHaveIndicators && in.Indicator != "" {
		l.problem(file, entry.Line, "indicator: the rows of this layout say it already")
	}
	return pipeline.LayoutColumn{Role: in.Role, Header: in.Header, Group: in.Group, Indicator: in.Indicator, Cumulative: in.Cumulative,
		Breakdown: l.breakdown(file, entry.Line, in.Breakdown), Required: in.Required, Note: in.Note, Width: in.Width}
}

// checkLayout holds what only the whole file shows.
func (l *loader) checkLayout(file string, where lines, layout pipeline.Layout) {
	if layout.ID == "" || layout.Version < 1 || layout.Number == "" || layout.Sheet == "" || layout.Title == "" {
		l.problem(file, where.of(""), "a layout needs id, version (from 1), number, title and sheet")
	}
	for _, kind := range layout.Sender.Kinds {
		if !slices.Contains(unitKinds, kind) {
			l.problem(file, where.of("sender.kinds"), "sender: kind %q; %s", kind, oneOf(unitKinds))
		}
	}
	if len(layout.Sender.Kinds) == 0 {
		l.problem(file, where.of("sender.kinds"), "sender: expected the kinds of units that send the form")
	}
	if (layout.Rows.Each == "") == (len(layout.Rows.Items) == 0) {
		l.problem(file, where.of("rows"), "rows: expected either each (a kind of unit) or items")
	}
	if layout.Rows.Each != "" && layout.Rows.Each != pipeline.ProvinceUnit {
		l.problem(file, where.of("rows.each"), "rows: each: %q; expected province", layout.Rows.Each)
	}
	for _, other := range l.catalog.Layouts {
		if other.ID == layout.ID && other.Version == layout.Version {
			l.problem(file, where.of("version"), "version %d of layout %q is there twice", layout.Version, layout.ID)
		}
		if other.ID != layout.ID && vi.Fold(other.Number) == vi.Fold(layout.Number) {
			l.problem(file, where.of("number"), "number %q is that of layout %q", layout.Number, other.ID)
		}
	}
}

// checkNames holds that what reading goes by is there once: codes and labels of rows, headers of columns, the column of names.
func (l *loader) checkNames(file string, where lines, in layoutFile) {
	seen := map[string]int{}
	once := func(line int, what, text, folded string) {
		if before := seen[what+folded]; before > 0 {
			l.problem(file, line, "%s %q stands on line %d already", what, text, before)
		}
		seen[what+folded] = line
	}
	for _, item := range in.Rows.Items {
		if item.Value.Section == "" {
			once(item.Line, "code", item.Value.Code, strings.TrimLeft(item.Value.Code, "0"))
			once(item.Line, "label", item.Value.Label, vi.Fold(item.Value.Label))
		}
	}
	names := 0
	for _, column := range in.Columns {
		if column.Value.Role == pipeline.NameColumn {
			names++
		}
		group := ""
		if len(column.Value.Group) > 0 {
			group = column.Value.Group[0]
		}
		for _, header := range column.Value.Header {
			once(column.Line, "column", strings.TrimPrefix(group+", "+header, ", "), vi.Fold(group)+" / "+vi.Fold(header))
		}
	}
	if names != 1 {
		l.problem(file, where.of("columns"), "columns: expected one of role name, found %d", names)
	}
}
