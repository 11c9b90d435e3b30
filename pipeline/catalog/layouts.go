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
		Each     pipeline.UnitKind
		Register string
		Total    []string
		Items    []at[layoutItem]
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
	Field                string
	Choices              []string
	Values               []pipeline.LayoutValue
	Note                 string
	Width                float64
}

var (
	unitKinds   = []pipeline.UnitKind{pipeline.NationUnit, pipeline.RegionUnit, pipeline.ProvinceUnit, pipeline.CommuneUnit}
	columnRoles = []pipeline.ColumnRole{pipeline.OrdinalColumn, pipeline.NameColumn, pipeline.CodeColumn, pipeline.FigureColumn, pipeline.NoteColumn,
		pipeline.CommuneColumn, pipeline.DistrictColumn, pipeline.DayColumn, pipeline.TextColumn}
	registers = []string{"models", "festivals"} // each has its view in the warehouse
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
		layout.Rows = pipeline.LayoutRows{Each: in.Rows.Each, Register: in.Rows.Register, Total: in.Rows.Total}
		inColumns := slices.ContainsFunc(in.Columns, func(c at[layoutColumn]) bool { return c.Value.Indicator != "" })
		for _, item := range in.Rows.Items {
			layout.Rows.Items = append(layout.Rows.Items, l.layoutItem(file, item, inColumns))
		}
		for _, column := range in.Columns {
			layout.Columns = append(layout.Columns, l.layoutColumn(file, column, len(in.Rows.Items) > 0 && !inColumns))
		}
		l.checkLayout(file, where, layout)
		l.checkValidity(file, where, in.Valid)
		l.checkNames(file, where, in)
		l.catalog.Layouts = append(l.catalog.Layouts, layout)
	}
}

// layoutItem makes a row; its indicator stands here, unless the columns say theirs.
func (l *loader) layoutItem(file string, entry at[layoutItem], inColumns bool) pipeline.LayoutItem {
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
	switch {
	case !inColumns:
		l.checkIndicator(file, entry.Line, in.Indicator)
	case in.Indicator != "":
		l.problem(file, entry.Line, "indicator: the columns of this layout say it already")
	}
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
	if (in.Role == pipeline.TextColumn) != (in.Field != "") && in.Role != pipeline.DayColumn {
		l.problem(file, entry.Line, "field: expected the name of what a column of role text holds, and of no other but day")
	}
	for _, value := range in.Values {
		if value.ID == "" || len(value.Label) == 0 {
			l.problem(file, entry.Line, "values: a value needs id and label")
		}
	}
	return pipeline.LayoutColumn{Role: in.Role, Header: in.Header, Group: in.Group, Indicator: in.Indicator, Cumulative: in.Cumulative,
		Breakdown: l.breakdown(file, entry.Line, in.Breakdown), Field: in.Field, Choices: in.Choices, Values: in.Values, Required: in.Required, Note: in.Note, Width: in.Width}
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
	l.checkRows(file, where, layout)
	for _, other := range l.catalog.Layouts {
		if other.ID == layout.ID && other.Version == layout.Version {
			l.problem(file, where.of("version"), "version %d of layout %q is there twice", layout.Version, layout.ID)
		}
	}
	// The first of them says enough: another has perhaps several versions.
	if i := slices.IndexFunc(l.catalog.Layouts, func(other pipeline.Layout) bool {
		return other.ID != layout.ID && vi.Fold(other.Number) == vi.Fold(layout.Number)
	}); i >= 0 {
		l.problem(file, where.of("number"), "number %q is that of layout %q", layout.Number, l.catalog.Layouts[i].ID)
	}
}

// checkRows holds that a layout says what its rows are, and that rows which the sender names can be read back.
func (l *loader) checkRows(file string, where lines, layout pipeline.Layout) {
	rows := layout.Rows
	if (rows.Each != "" || rows.Register != "") == (len(rows.Items) > 0) {
		l.problem(file, where.of("rows"), "rows: expected either each (a kind of unit), register or items")
	}
	if rows.Each != "" && rows.Each != pipeline.ProvinceUnit && rows.Each != pipeline.CommuneUnit {
		l.problem(file, where.of("rows.each"), "rows: each: %q; expected province or commune", rows.Each)
	}
	if rows.Register != "" && !slices.Contains(registers, rows.Register) {
		l.problem(file, where.of("rows.register"), "rows: register: %q; %s", rows.Register, oneOf(registers))
	}
	if rows.Free() && !slices.Equal(layout.Sender.Kinds, []pipeline.UnitKind{pipeline.ProvinceUnit}) {
		l.problem(file, where.of("sender.kinds"), "sender: rows of communes and registers are sent by a province")
	}
	if (rows.Each == "") && len(rows.Total) > 0 {
		l.problem(file, where.of("rows.total"), "rows: total: expected with each only")
	}
	keys := map[string]bool{}
	for _, column := range layout.Columns {
		if rows.Free() && keys[column.Key()] {
			l.problem(file, where.of("columns"), "columns: %s is there twice", column.Key())
		}
		keys[column.Key()] = true
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
