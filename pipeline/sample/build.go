// Package sample makes workbooks of tables, and tests rules by those that are made of the tables beside them.
package sample

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"tonghop/pipeline"
)

// In a table of figures each line is a figure, and a workbook has at least one line; unit is who the figure is about; a
// breakdown is written as in "area=dtts"; cumulative, which most tables leave out, says yes for a figure of the column "lũy kế
// từ đầu năm". In a table of lines each line is a text of a row that the sender names: line numbers the rows of the workbook
// from 1, key is that of the layout's column.
var (
	figures = table{columns: "file,layout,reporter,period,unit,indicator,breakdown,figure", also: ",cumulative", add: (*source).addFigure}
	lines   = table{columns: "file,layout,reporter,period,line,key,text", add: (*source).addText}
)

// table is how a table is read: its columns, what may stand behind them, and where the rest of a line behind the period goes.
type table struct {
	columns, also string
	add           func(*source, []string) error
}

// source is what the tables say of a workbook.
type source struct {
	name, layout, reporter, period string

	figures map[pipeline.Entry]string
	lines   []map[string]string
}

// Workbook is a workbook of a sample.
type Workbook struct {
	Name  string
	Bytes []byte
}

// Write writes a form as a workbook.
type Write func(io.Writer, pipeline.Form) error

// Build makes the workbooks of a sample, in the order in which its tables name them. A figure or a text that finds no cell is an
// error.
func Build(c *pipeline.Catalog, write Write, from pipeline.Sample) ([]Workbook, error) {
	sources, err := figures.read(from.Figures, nil)
	if err == nil {
		sources, err = lines.read(from.Lines, sources)
	}
	if err != nil {
		return nil, err
	}
	workbooks := make([]Workbook, len(sources))
	for i, s := range sources {
		data, err := s.write(c, write)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		workbooks[i] = Workbook{Name: s.name, Bytes: data}
	}
	return workbooks, nil
}

// read adds what a table says to the sources.
func (t table) read(in pipeline.CSV, sources []*source) ([]*source, error) {
	if in.File == "" {
		return sources, nil
	}
	r := csv.NewReader(bytes.NewReader(in.Text))
	header, err := r.Read()
	if columns := strings.Join(header, ","); err != nil || columns != t.columns && columns != t.columns+t.also {
		return nil, fmt.Errorf("%s:1: expected the columns %s", in.File, t.columns+t.also)
	}
	for {
		line, err := r.Read()
		if err == io.EOF {
			return sources, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", in.File, err)
		}
		about := source{name: line[0], layout: line[1], reporter: line[2], period: line[3]}
		i := slices.IndexFunc(sources, func(s *source) bool { return s.name == about.name })
		if i < 0 {
			i, sources = len(sources), append(sources, &about)
		}
		if err := sources[i].addLine(about, line[4:], t.add); err != nil {
			number, _ := r.FieldPos(0)
			return nil, fmt.Errorf("%s:%d: %s: %w", in.File, number, about.name, err)
		}
	}
}

// addLine adds the rest of a line about the same form.
func (s *source) addLine(about source, rest []string, add func(*source, []string) error) error {
	if about.layout != s.layout || about.reporter != s.reporter || about.period != s.period {
		return fmt.Errorf("expected layout %s, reporter %s and period %s as before", s.layout, s.reporter, s.period)
	}
	return add(s, rest)
}

func (s *source) addFigure(rest []string) error {
	if s.figures == nil {
		s.figures = map[pipeline.Entry]string{}
	}
	cumulative := len(rest) > 4 && rest[4] == "yes"
	s.figures[pipeline.Entry{Unit: rest[0], Indicator: rest[1], Breakdown: pipeline.Breakdown(rest[2]), Cumulative: cumulative}] = rest[3]
	return nil
}

func (s *source) addText(rest []string) error {
	number, err := strconv.Atoi(rest[0])
	next := len(s.lines) + 1
	if err != nil || number < 1 || number < next-1 || number > next {
		return fmt.Errorf("row %q: rows are numbered from 1, and row %d comes next", rest[0], next)
	}
	if number == next {
		s.lines = append(s.lines, map[string]string{})
	}
	s.lines[number-1][rest[1]] = rest[2]
	return nil
}

// write writes the workbook.
func (s *source) write(c *pipeline.Catalog, write Write) ([]byte, error) {
	period, ok := pipeline.ReadPeriod(s.period)
	if !ok {
		return nil, fmt.Errorf("%q is no period", s.period)
	}
	_, day := c.Config.Calendar.Days(period)
	layout, there := c.Layout(s.layout, day)
	reporter, known := c.Geography.Unit(s.reporter)
	if !there || !known || !reporter.On(day) {
		return nil, fmt.Errorf("layout %q or reporter %q is not there on %s", s.layout, s.reporter, day.Format("2006-01-02"))
	}
	form := c.Form(layout, reporter, period)
	form.Figures, form.Lines = s.figures, s.lines
	var out bytes.Buffer
	err := write(&out, form)
	return out.Bytes(), err
}
