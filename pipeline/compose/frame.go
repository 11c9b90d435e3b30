package compose

import (
	"cmp"
	"maps"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// orderWords are the names of the words of an order.
var orderWords = []string{"unit", "UNIT", "unit_title", "Unit_title", "period", "PERIOD", "previous", "before", "first_day", "last_day", "map_day", "days",
	"title", "place", "day", "office"}

// words are what an order says about itself, for {unit}, {period} and the like: orderWords.
func (c *Composer) words(order pipeline.Order) map[string]string {
	first, _ := c.catalog.Config.Calendar.Days(order.Period)
	last := order.LastDay(c.catalog.Config.Calendar)
	words := map[string]string{
		"period": order.Period.Name(), "PERIOD": vi.Upper(order.Period.Name()), "previous": order.Period.Previous().Name(), "before": order.Period.YearBefore().Name(),
		"first_day": vi.Date(first), "last_day": vi.Date(last),
		"map_day": vi.Date(order.MapDay(c.catalog.Config.Calendar)), "days": "", "title": "", "place": "", "day": "",
		"office": c.catalog.Config.OfficeOn(letterDay(order, last)).Name,
	}
	maps.Copy(words, c.unitWords(order.Unit))
	if last.After(first) {
		words["days"] = pipeline.Fill(c.catalog.Words["period-days"], words)
	}
	if order.Conference != nil {
		words["title"], words["place"], words["day"] = order.Conference.Title, order.Conference.Place, vi.Date(order.Conference.Date)
	}
	return words
}

// fileUnit is the word of a file's name for a unit: {unit} is its id there. No text can name it.
const fileUnit = "file unit"

// unitWords are the words about a unit.
func (c *Composer) unitWords(unit pipeline.Unit) map[string]string {
	words := map[string]string{"unit": unit.Name, "UNIT": vi.Upper(unit.Name), fileUnit: strings.ReplaceAll(unit.ID, "/", "-")}
	words["unit_title"] = c.catalog.UnitTitle(unit)
	words["Unit_title"] = vi.Capital(words["unit_title"])
	return words
}

// letterDay is the day that the document bears or belongs to: never that of the clock.
func letterDay(order pipeline.Order, last time.Time) time.Time {
	switch {
	case order.Approval != nil:
		return order.Approval.Date
	case order.Conference != nil:
		return order.Conference.Date
	}
	return last
}

// frame makes the document without its body: letterhead, signature and recipients. A draft has no number, date and mark: they are
// entered when it is approved.
func (c *Composer) frame(order pipeline.Order, report pipeline.Report, words map[string]string) *pipeline.Document {
	day := letterDay(order, order.LastDay(c.catalog.Config.Calendar))
	office := c.catalog.Config.OfficeOn(day)
	subject := pipeline.Fill(report.Subject, words)
	d := &pipeline.Document{
		Letterhead: pipeline.Letterhead{Parent: office.Parent, Issuer: office.Name, Symbol: office.Symbol, Place: office.Place,
			Kind: report.Kind, Subject: subject, Draft: order.Approval == nil},
		Recipients: office.Recipients,
		Title:      subject, Author: office.Name, Language: "vi-VN", Created: day, Files: files(order, report, words),
	}
	var approved, ofConference pipeline.Signature
	if approval := order.Approval; approval != nil {
		d.Letterhead.Number, d.Letterhead.Date, d.Letterhead.Mark = approval.Number, &approval.Date, approval.Mark
		approved = approval.Signer
	}
	if conference := order.Conference; conference != nil {
		d.Letterhead.Place, ofConference = conference.Place, conference.Signer
		if len(conference.Recipients) > 0 {
			d.Recipients = conference.Recipients
		}
	}
	d.Signature = signer(approved, ofConference, pipeline.Signature{Authority: office.Authority, Title: office.Title})
	if report.InPack {
		enclose(d)
	}
	return d
}

// enclose leaves to the conference's report what it bears for all that goes with it: letterhead, signature and recipients.
func enclose(d *pipeline.Document) {
	head := d.Letterhead
	d.Letterhead = pipeline.Letterhead{Kind: head.Kind, Subject: head.Subject, Draft: head.Draft, Mark: head.Mark}
	d.Signature, d.Recipients = pipeline.Signature{}, nil
}

// signer takes what is empty from the next; an authority belongs to its title, so none is taken from behind the one that says the title.
func signer(from ...pipeline.Signature) pipeline.Signature {
	var made pipeline.Signature
	for _, s := range from {
		if made.Title == "" {
			made.Authority, made.Title = cmp.Or(made.Authority, s.Authority), s.Title
		}
		made.Name = cmp.Or(made.Name, s.Name)
	}
	return made
}

// refer says at each annex which document it belongs to; what a draft does not have yet is left open.
func (c *Composer) refer(d *pipeline.Document) {
	head := d.Letterhead
	reference := pipeline.Fill(c.catalog.Words["annex-reference"], map[string]string{"kind": vi.Capital(strings.ToLower(head.Kind)), "number": head.Cited("……"), "date": vi.LetterDate("", head.Date)})
	for i, block := range d.Blocks {
		if annex, ok := block.(pipeline.Annex); ok {
			annex.Reference = reference
			d.Blocks[i] = annex
		}
	}
}

// files are the names that a document is written under.
func files(order pipeline.Order, report pipeline.Report, words map[string]string) map[string]string {
	fills := map[string]string{"period": strings.ReplaceAll(order.Period.String(), "..", "-"), "unit": words[fileUnit]}
	names := make(map[string]string, len(report.Files))
	for extension, name := range report.Files {
		names[extension] = pipeline.Fill(name, fills)
	}
	return names
}
