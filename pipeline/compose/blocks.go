package compose

import (
	"tonghop/pipeline"
)

type heading struct {
	level int
	text  *phrase
}

func (h *heading) fill(f *filler) ([]pipeline.Block, error) {
	f.heading = f.text(h.text, "", 0)
	return []pipeline.Block{pipeline.Heading{Level: h.level, Text: f.heading}}, nil
}

type annex struct {
	title     *phrase
	landscape bool
}

func (a *annex) fill(f *filler) ([]pipeline.Block, error) {
	f.heading = f.text(a.title, "", 0)
	return []pipeline.Block{pipeline.Annex{Title: f.heading, Landscape: a.landscape}}, nil
}

type paragraph struct{ *phrase }

func (p *paragraph) fill(f *filler) ([]pipeline.Block, error) {
	var blocks []pipeline.Block
	for _, made := range f.paragraphs(p.phrase) {
		blocks = append(blocks, made)
	}
	return blocks, nil
}

// paragraphs makes a phrase as often as its query has rows.
func (f *filler) paragraphs(p *phrase) []pipeline.Paragraph {
	query := queryOf(p)
	var made []pipeline.Paragraph
	for row := range f.rows(p.at, query) {
		made = append(made, pipeline.Paragraph{Inlines: f.qualified(f.inlines(p, query, row))})
	}
	return made
}

// qualified says behind a figure what a table says by a mark: that it lacks parts, that a finding on it was accepted.
func (f *filler) qualified(inlines []pipeline.Inline) []pipeline.Inline {
	var told []pipeline.Inline
	for _, inline := range inlines {
		told = append(told, inline)
		if figure := inline.Figure; figure != nil && figure.Quantity.Known() && figure.MissingParts > 0 {
			told = append(told, pipeline.Inline{Text: f.partial})
		}
		if figure := inline.Figure; figure != nil && figure.Quantity.Known() && figure.Waived {
			told = append(told, pipeline.Inline{Text: f.waived})
		}
	}
	return told
}

type list struct{ items []*phrase }

func (l *list) fill(f *filler) ([]pipeline.Block, error) {
	var made pipeline.List
	for _, item := range l.items {
		made.Items = append(made.Items, f.paragraphs(item)...)
	}
	if len(made.Items) == 0 {
		return nil, nil
	}
	return []pipeline.Block{made}, nil
}
