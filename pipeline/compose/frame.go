package compose

import (
	"strconv"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// words are what an order says about itself, for {unit}, {period} and the like.
func (c *Composer) words(order pipeline.Order) map[string]string {
	first, _ := c.catalog.Config.Calendar.Days(order.Period)
	last := order.LastDay(c.catalog.Config.Calendar)
	words := map[string]string{
		"unit": order.Unit.Name, "UNIT": vi.Upper(order.Unit.Name), "period": order.Period.Name(), "PERIOD": vi.Upper(order.Period.Name()),
		"first_day": vi.Date(first), "last_day": vi.Date(last),
		"map_day": vi.Date(order.MapDay(c.catalog.Config.Calendar)), "days": "", "title": "", "place": "", "day": "",
		"office":      c.catalog.Config.OfficeOn(letterDay(order, last)).Name,
		"closing_day": strconv.Itoa(c.catalog.Config.Calendar.ClosingDay),
	}
	words["unit_title"] = pipeline.Fill(c.catalog.Words[string(order.Unit.Kind)+"-title"], map[string]string{"unit": order.Unit.Name, "style": order.Unit.Style})
	words["Unit_title"] = vi.Capital(words["unit_title"])
	if last.After(first) {
		words["days"] = pipeline.Fill(c.catalog.Words["period-days"], words)
	}
	if order.Conference != nil {
		words["title"], words["place"], words["day"] = order.Conference.Title, order.Conference.Place, vi.Date(order.Conference.Date)
	}
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
func (c *Composer) frame(order pipeline.Order, f *filler) *pipeline.Document {
	day := letterDay(order, order.LastDay(c.catalog.Config.Calendar))
	office := c.catalog.Config.OfficeOn(day)
	subject := pipeline.Fill(f.report.Subject, f.words)
	d := &pipeline.Document{
		Letterhead: pipeline.Letterhead{Parent: office.Parent, Issuer: office.Name, Symbol: office.Symbol, Place: office.Place,
			Kind: f.report.Kind, Subject: subject},
		Signature:  pipeline.Signature{Authority: office.Authority, Title: office.Title},
		Recipients: office.Recipients,
		Title:      subject, Author: office.Name, Language: "vi-VN", Created: day, Files: files(order, f.report),
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

// files are the names that a report is written under.
func files(order pipeline.Order, report pipeline.Report) map[string]string {
	words := map[string]string{"period": strings.ReplaceAll(order.Period.String(), "..", "-"), "unit": order.Unit.ID}
	names := make(map[string]string, len(report.Files))
	for extension, name := range report.Files {
		names[extension] = pipeline.Fill(name, words)
	}
	return names
}
