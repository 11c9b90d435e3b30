package pipeline

import (
	"cmp"
	"fmt"
	"path/filepath"
	"time"

	"tonghop/pipeline/vi"
)

// mostFindings is how many findings a letter lists; the workbook that goes with it has them all.
const mostFindings = 30

// submissionDeliveries tells a unit what became of its workbook: it comes back with its findings, or was received; again, what was decided since. A workbook that nobody
// can tell whose it is, and that lay in no unit's folder, is told to nobody.
func (p *Pipeline) submissionDeliveries(o *Outcome, again bool) ([]Delivery, error) {
	unit, known, err := p.whose(o)
	if err != nil {
		return nil, err
	}
	addresses := p.Catalog.AddressesOf(unit)
	if !known || len(addresses) == 0 && p.Catalog.Config.Mail.Server != "" {
		return nil, nil
	}
	m := Mailing{About: fmt.Sprint("submission ", o.ID), Unit: unit.ID, Folder: unit.ID, Values: p.submissionValues(o, unit)}
	m.Values["news"] = p.Catalog.Words["receipt-first"]
	if again {
		m.Key, m.Values["news"], m.Values["decided"] = m.About+" "+string(o.State), p.Catalog.Words["receipt-again"], vi.Date(DayOf(p.Now()))
	}
	switch o.State {
	case Returned, Rejected:
		m.Kind = ReturnDelivery
		if err := p.attachReturn(&m, o, unit); err != nil {
			return nil, err
		}
		m.findings(p.Catalog.Words, o.Findings, true)
	case Accepted, Superseded:
		m.Kind, m.Values["edition"] = ReceiptDelivery, fmt.Sprint(o.Edition)
		m.findings(p.Catalog.Words, o.Findings, false)
	case Quarantined:
		m.Kind, m.Values["closed"] = ReceiptDelivery, m.Values["period"]
		m.findings(p.Catalog.Words, o.Findings, false)
	default:
		return nil, nil
	}
	return p.Address(m, addresses)
}

// whose is the unit that is told what became of a submission.
func (p *Pipeline) whose(o *Outcome) (unit Unit, known bool, err error) {
	receipt := o.Receipt
	if o.Reporter == "" { // rejected; only the archive knows into whose folder it came
		receipt, err = p.Archive.Receipt(o.ID)
	}
	unit, known = p.Catalog.toldOf(receipt, o)
	return unit, known, err
}

// toldOf is the unit that is told what became of a file: the one whose form it is, or where nobody knows that, the one whose folder it came into.
func (c *Catalog) toldOf(receipt Receipt, o *Outcome) (Unit, bool) {
	return c.Geography.Unit(cmp.Or(o.Reporter, receipt.Unit))
}

func (p *Pipeline) submissionValues(o *Outcome, unit Unit) map[string]string {
	arrived := o.Received.In(Zone)
	values := map[string]string{"addressee": p.Catalog.Addressee(unit), "number": fmt.Sprint(o.ID), "file": o.Name, "time": arrived.Format("15:04"), "day": vi.Date(DayOf(arrived))}
	period, err := ParsePeriod(o.Period)
	if err != nil {
		return values
	}
	values["period"] = period.Name()
	_, day := p.Catalog.Config.Calendar.Days(period)
	if layout, ok := p.Catalog.Layout(o.Layout, day); ok {
		values["form"], values["form_title"] = layout.Number, layout.Title
		if due, ok := p.Catalog.Config.Due(layout.ID, period); ok && !due.Before(DayOf(arrived)) {
			values["due"] = vi.Date(due)
		}
	}
	return values
}

// AddressesOf are the addresses of a unit; of one that is no more, those of what it became.
func (c *Catalog) AddressesOf(u Unit) []string {
	for ok := true; ok; u, ok = c.Geography.Unit(u.Successor) { // a successor begins where the one before ends, so this comes to an end
		if found := c.Config.Addresses[u.ID]; len(found) > 0 {
			return found
		}
	}
	return nil
}

func (c *Catalog) addressesOf(unit string) []string {
	u, _ := c.Geography.Unit(unit)
	return c.AddressesOf(u)
}

// EndedAddresses names the units with an address of their own that are no more on a day, each with what it is now: nobody keeps those addresses.
func (c *Catalog) EndedAddresses(day time.Time) (ended []string) {
	for _, u := range c.Geography.Units {
		if len(c.Config.Addresses[u.ID]) == 0 || u.Until.IsZero() || !day.After(u.Until) {
			continue
		}
		text := u.ID
		if now := c.Geography.Later(u, day); now.ID != u.ID {
			text = fmt.Sprintf("%s (now %s)", u.ID, now.ID)
		}
		ended = append(ended, text)
	}
	return ended
}

// Addressee is what the office of a unit is called at the head of a letter.
func (c *Catalog) Addressee(u Unit) string {
	return cmp.Or(Fill(c.Words["addressee-"+string(u.Kind)], map[string]string{"unit": c.UnitTitle(u)}), c.UnitTitle(u))
}

// attachReturn attaches the annotated workbook, whose bytes are kept as long as there is a delivery of them.
func (p *Pipeline) attachReturn(m *Mailing, o *Outcome, unit Unit) error {
	if err := p.giveBack(o); err != nil {
		return err
	}
	name := filepath.Base(o.Annotated)
	data, err := p.Returns.Read(name)
	if err == nil && data == nil {
		err = fmt.Errorf("%s is gone", o.Annotated)
	}
	if err != nil {
		return err
	}
	file := MailedFile{KeptFile{Name: name, Size: int64(len(data)), SHA256: hashOf(data)},
		Fill(p.Catalog.Words["return-file"], map[string]string{"number": fmt.Sprint(o.ID), "unit": unit.Name}) + filepath.Ext(name)}
	m.Files = append(m.Files, file)
	word := "return-annotated"
	if isList(data) {
		word = "return-listed"
	}
	m.Values["attached"] = p.Catalog.Words[word]
	return p.Archive.Keep(file.SHA256, data)
}

// findings lists the errors and warnings that hold, the worst first; of a return also notes on the whole file.
func (m *Mailing) findings(words map[string]string, findings []Finding, all bool) {
	errors, listed := 0, 0
	for _, f := range findings {
		if !f.Holds() || f.Severity == Note && (!all || f.Sheet != "") {
			continue
		}
		if f.Severity == Error {
			errors++
		}
		if listed++; listed > mostFindings {
			continue
		}
		word := "finding-line"
		if f.Cell != "" {
			word = "finding-line-at"
		}
		m.list("findings", Fill(words[word], map[string]string{"severity": vi.Capital(vi.Lower(words["severity-"+string(f.Severity)])), "sheet": f.Sheet, "cell": f.Cell,
			"sentence": f.Explained(), "advice": f.Advice}))
	}
	m.Values["errors"], m.Values["warnings"] = fmt.Sprint(errors), ""
	if listed > 0 {
		m.Values["warnings"] = fmt.Sprint(listed)
	}
	if more := listed - mostFindings; more > 0 {
		m.Values["more"] = fmt.Sprint(more)
	}
}
