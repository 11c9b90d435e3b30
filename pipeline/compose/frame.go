package compose

import (
	"cmp"
	"maps"
	"strconv"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// orderWords are the names of the words of an order.
var orderWords = []string{"unit", "UNIT", "unit_title", "Unit_title", "period", "PERIOD", "previous", "before", "first_day", "last_day", "map_day", "days",
	"title", "place", "day", "office", "closing_day"}

// words are what an order says about itself, for {unit}, {period} and the like: orderWords.
func (c *Composer) words(order pipeline.Order) map[string]string {
	first, _ := c.catalog.Config.Calendar.Days(order.Period)
	last := order.LastDay(c.catalog.Config.Calendar)
	words := map[string]string{
		"period": order.Period.Name(), "PERIOD": vi.Upper(order.Period.Name()), "previous": order.Period.Previous().Name(), "before": order.Period.YearBefore().Name(),
		"first_day": vi.Date(first), "last_day": vi.Date(last),
		"map_day": vi.Date(order.MapDay(c.catalog.Config.Calendar)), "days": "", "title": "", "place": "", "day": "",
		"office":      c.catalog.Config.OfficeOn(letterDay(order, last)).Name,
		"closing_day": strconv.Itoa(c.catalog.Config.Calendar.ClosingDay),
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
	words["unit_title"] = cmp.Or(pipeline.Fill(c.catalog.Words[string(unit.Kind)+"-title"], map[string]string{"unit": unit.Name, "style": unit.Style}), unit.Name)
	words["Unit_title"] = vi.Capital(words["unit_title"])
	return words
}

// letterDay is the day that the document bears or belongs to: never that of the clock.
func letterDay(order pipeline.Order, last time.Time) time.Time {
	if order.Conference != nil {
		return order.Conference.Date
	}
	return last
}

// frame makes the document without its body: letterhead, signature and recipients. A report that is for no
// conference has a blank date, which is entered when it is approved.
func (c *Composer) frame(order pipeline.Order, report pipeline.Report, words map[string]string) *pipeline.Document {
	day := letterDay(order, order.LastDay(c.catalog.Config.Calendar))
	office := c.catalog.Config.OfficeOn(day)
	subject := pipeline.Fill(report.Subject, words)
	d := &pipeline.Document{
		Letterhead: pipeline.Letterhead{Parent: office.Parent, Issuer: office.Name, Symbol: office.Symbol, Place: office.Place,
			Kind: report.Kind, Subject: subject},
		Signature:  pipeline.Signature{Authority: office.Authority, Title: office.Title},
		Recipients: office.Recipients,
		Title:      subject, Author: office.Name, Language: "vi-VN", Created: day, Files: files(order, report, words),
	}
	conference := order.Conference
	if conference == nil {
		return d
	}
	d.Letterhead.Place = conference.Place
	if !order.Map.After(conference.Date) { // figures on a later map are put together later, on a day that is entered by hand
		d.Letterhead.Date = &conference.Date
	}
	if len(conference.Recipients) > 0 {
		d.Recipients = conference.Recipients
	}
	if conference.Signer != (pipeline.Signature{}) {
		d.Signature = conference.Signer
		if d.Signature.Title == "" {
			d.Signature.Title = office.Title
		}
	}
	return d
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
