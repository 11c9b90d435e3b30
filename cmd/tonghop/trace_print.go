package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// traceWidth is how wide a tree is printed; longer texts wrap.
const traceWidth = 112

// node is a line of a tree with what hangs below it.
type node struct {
	text     string
	children []node
}

func (n *node) add(children ...node) { n.children = append(n.children, children...) }

// print draws what hangs below a node.
func (n node) print(out io.Writer, indent string) {
	for i, child := range n.children {
		branch, below := "├─ ", "│  "
		if i == len(n.children)-1 {
			branch, below = "└─ ", "   "
		}
		wrapped := strings.Split(text.WrapSoft(oneLine(child.text), max(traceWidth-text.StringWidthWithoutEscSequences(indent)-3, 40)), "\n")
		for j, line := range wrapped {
			if j > 0 {
				branch = below
				if len(child.children) > 0 {
					branch += "│ "
				} else {
					branch += "  "
				}
			}
			fmt.Fprintln(out, strings.TrimRight(indent+branch+line, " "))
		}
		child.print(out, indent+below)
	}
}

// traceTree makes the tree of a trace, in the catalogue's words.
type traceTree struct {
	trace *pipeline.Trace
	words map[string]string
}

func (a *app) printTrace(trace *pipeline.Trace, words map[string]string) {
	t := traceTree{trace, words}
	root := t.root()
	fmt.Fprintln(a.out, oneLine(root.text))
	root.print(a.out, "")
}

// say fills a word of the trace.
func (t traceTree) say(word string, pairs ...string) string {
	values := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return pipeline.Fill(t.words["trace-"+word], values)
}

func (t traceTree) root() node {
	about := t.trace.IndicatorName
	if t.trace.BreakdownName != "" {
		about += " (" + t.trace.BreakdownName + ")"
	}
	root := node{text: about + " · " + t.trace.UnitName + " · " + t.trace.PeriodName}
	if t.trace.Restated {
		root.text += " · " + t.say("map", "day", vi.Date(t.trace.MapDay))
	}
	if len(t.trace.Figures) == 0 {
		root.add(node{text: t.say("nothing")})
	}
	for _, f := range t.trace.Figures {
		root.add(t.figure(f))
	}
	if d := t.trace.Difference; d != nil && *d == 0 {
		root.add(node{text: t.say("agree")})
	} else if d != nil {
		root.add(node{text: t.say("difference", "figure", vi.Number(*d).String())})
	}
	root.add(t.others(t.trace.Others)...)
	return root
}

// figure is a figure with what it is made of, what it lacks and what it is not made of.
func (t traceTree) figure(f pipeline.TracedFigure) node {
	n := node{text: t.label(f)}
	n.add(t.parts(f.Parts)...)
	for _, cell := range f.Cells {
		n.add(t.cell(cell))
	}
	if len(f.Lacks) > 0 {
		n.add(node{text: t.say("lacks", "names", strings.Join(f.Lacks, ", "))})
	}
	n.add(t.others(f.Others)...)
	return n
}

// parts are the figures that a sum is made of; those that nothing is known of are named together at the end.
func (t traceTree) parts(parts []pipeline.TracedFigure) []node {
	var nodes []node
	var unknown []string
	for _, part := range parts {
		if part.Says.State == vi.Missing && !slices.ContainsFunc(part.Others, speaks) {
			unknown = append(unknown, part.UnitName)
			continue
		}
		nodes = append(nodes, t.figure(part))
	}
	if len(unknown) > 0 {
		nodes = append(nodes, node{text: t.say("unknown", "count", strconv.Itoa(len(unknown)), "names", strings.Join(unknown, ", "))})
	}
	return nodes
}

// speaks tells whether a cell that is not counted says more than that a superior has no figure of the unit either.
func speaks(o pipeline.OtherCell) bool { return o.Why != pipeline.EmptyCell || o.Reporter == o.Unit }

// label names a figure and says what it is and how it came about.
func (t traceTree) label(f pipeline.TracedFigure) string {
	figure := f.Says.Prose()
	switch f.Kind {
	case pipeline.DeclaredFigure:
		figure = t.say("declared", "unit", t.trace.UnitName, "figure", figure)
	case pipeline.TotalFigure:
		known := 0
		for _, part := range f.Parts {
			if part.Says.State != vi.Missing {
				known++
			}
		}
		figure = t.say("total", "count", strconv.Itoa(known), "figure", figure)
	default:
		if len(f.Outside) > 0 {
			f.UnitName += " " + t.say("part-of", "names", strings.Join(f.Inside, ", "))
		}
		figure = f.UnitName + ": " + figure
	}
	if f.Source == pipeline.Superior {
		figure += t.say("superior")
	}
	if f.How == pipeline.AddedOverTime && len(f.Cells) > 1 {
		figure += t.say("added", "count", strconv.Itoa(len(f.Cells)))
	}
	if f.Inexact {
		figure += t.say("inexact")
	}
	return figure
}

// cell is where a cell stands and what stands in it; below it how it came, and what was found.
func (t traceTree) cell(c pipeline.TracedCell) node {
	n := node{text: t.place(c)}
	n.add(t.form(c))
	n.add(t.found(c)...)
	return n
}

// form is how a cell's form came.
func (t traceTree) form(c pipeline.TracedCell) node {
	return node{text: t.say("form", "unit", c.ReporterName, "received", c.Received.In(pipeline.Zone).Format("15:04 ")+vi.Date(c.Received.In(pipeline.Zone)),
		"edition", strconv.Itoa(c.Edition), "layout", c.Layout, "version", strconv.Itoa(c.Version), "submission", strconv.FormatInt(c.Submission, 10), "sha256", c.SHA256[:min(12, len(c.SHA256))])}
}

// found is what was found on a cell, and what of it was accepted.
func (t traceTree) found(c pipeline.TracedCell) []node {
	var nodes []node
	for _, f := range c.Findings {
		found := node{text: t.words["severity-"+string(f.Severity)] + " [" + f.Rule + " " + f.ID + "] " + f.Sentence}
		if f.Waiver != nil {
			found.add(node{text: "✓ " + f.Waiver.Say(t.words)})
		}
		nodes = append(nodes, found)
	}
	return nodes
}

// place is the cell, its text and how it was read; its period where that is not the one asked for.
func (t traceTree) place(c pipeline.TracedCell) string {
	said := t.say("cell", "file", c.File, "sheet", c.Sheet, "cell", c.Cell, "raw", c.Raw, "read", c.ReadAs.Prose())
	if bounds := t.bounds(c.ReadAs); bounds != "" {
		said += ", " + bounds
	}
	if c.Period != t.trace.Period {
		said = vi.PeriodName(c.Period) + ": " + said
	}
	if c.Cumulative {
		said += t.say("cumulative")
	}
	return said
}

// bounds are the limits of a figure that is not exact.
func (t traceTree) bounds(i pipeline.Interpretation) string {
	switch {
	case i.Qualifier == vi.Exact || i.Low == nil && i.High == nil:
		return ""
	case i.High == nil:
		return t.say("from", "low", i.Low.String())
	case i.Low == nil:
		return t.say("up-to", "high", i.High.String())
	}
	return t.say("between", "low", i.Low.String(), "high", i.High.String())
}

// others are cells about the same figure that it is not made of, each with the reason.
func (t traceTree) others(others []pipeline.OtherCell) []node {
	var nodes []node
	for _, o := range others {
		n := node{text: t.say("unused", "cell", t.place(o.TracedCell), "why", t.say("why-"+string(o.Why)))}
		if o.Why == pipeline.EmptyCell {
			n.text = t.say("empty", "file", o.File, "sheet", o.Sheet, "cell", o.Cell)
		}
		n.add(t.found(o.TracedCell)...)
		nodes = append(nodes, n)
	}
	return nodes
}
