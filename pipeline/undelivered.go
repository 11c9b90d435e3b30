package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"tonghop/pipeline/vi"
)

// QueueUndelivered makes the deliveries of what was published or settled and has none yet, and says in one line how many, "" for none. It may be killed at any moment: what is queued
// is queued with all its recipients, once. What cannot be made is left for the next time, and keeps nothing else back; Undelivered says what that is.
func (p *Pipeline) QueueUndelivered(ctx context.Context) (did string, err error) {
	due, err := p.Deliveries.Undelivered(ctx)
	if err != nil {
		return "", err
	}
	q := queuer{p: p}
	for _, e := range due.Editions {
		made, err := p.editionDeliveries(e)
		q.add(made, err, fmt.Sprint("edition ", e.ID))
	}
	q.queue(ctx)
	if err := errors.Join(q.submissions(ctx, due.Submissions, false), q.submissions(ctx, due.Decided, true)); err != nil {
		return "", errors.Join(append(q.failures, err)...)
	}
	p.keepUndelivered(q.failures)
	if q.added > 0 {
		did = fmt.Sprintf("%d queued", q.added)
	}
	return did, errors.Join(q.failures...)
}

// Undelivered says in a line each of what no message could be made when QueueUndelivered last went through all, and why.
func (p *Pipeline) Undelivered() []string {
	if kept := p.undelivered.Load(); kept != nil {
		return *kept
	}
	return []string{}
}

func (p *Pipeline) keepUndelivered(failures []error) {
	lines := make([]string, len(failures))
	for i, failure := range failures {
		lines[i] = strings.Join(strings.Fields(failure.Error()), " ")
	}
	p.undelivered.Store(&lines)
}

// queuer collects deliveries, and queues those of a batch at once.
type queuer struct {
	p          *Pipeline
	subjects   []string
	deliveries []Delivery
	added      int
	failures   []error
}

// submissions queues what units are told of submissions, for the first time or again.
func (q *queuer) submissions(ctx context.Context, due []int64, again bool) error {
	for ids := range slices.Chunk(due, batchSize) {
		outcomes, err := q.p.Deliveries.Outcomes(ctx, ids)
		if err != nil {
			return err
		}
		for i := range outcomes {
			made, err := q.p.submissionDeliveries(&outcomes[i], again)
			subject := fmt.Sprint("submission ", outcomes[i].ID)
			decided := subject + " " + string(outcomes[i].State)
			if again && outcomes[i].State == Returned { // what went back, was waived and quarantined may go back once more
				decided += " again"
			}
			q.add(made, err, subject, decided)
		}
		q.queue(ctx)
	}
	return nil
}

// add adds what is told of subjects, which are one thing.
func (q *queuer) add(made []Delivery, err error, subjects ...string) {
	if err != nil {
		q.failures = append(q.failures, fmt.Errorf("%s cannot be delivered: %w", subjects[0], err))
		return
	}
	q.subjects, q.deliveries = append(q.subjects, subjects...), append(q.deliveries, made...)
}

func (q *queuer) queue(ctx context.Context) {
	if len(q.subjects) == 0 {
		return
	}
	added, err := q.p.Deliveries.Queue(ctx, q.subjects, q.deliveries)
	if err != nil {
		q.failures = append(q.failures, err)
	}
	q.added += added
	q.subjects, q.deliveries = nil, nil
}

// editionDeliveries tells the recipients of an edition of it. Of one with a mark of secrecy nothing is told but that it is there.
func (p *Pipeline) editionDeliveries(e Edition) ([]Delivery, error) {
	addresses := p.editionAddresses(e)
	m := Mailing{Kind: NoticeDelivery, About: fmt.Sprint("edition ", e.ID), Unit: e.Unit,
		Values: map[string]string{"kind": p.Catalog.editionKind(e), "number": e.Cited(), "date": vi.Date(e.Date)}}
	if e.Marked() {
		return p.Address(m, addresses)
	}
	m.Kind, m.Folder = EditionDelivery, p.Catalog.editionFolder(e)
	m.Values["signer"] = e.Signer.Name
	if e.Number > 1 {
		m.Values["again"] = fmt.Sprint(e.Number)
	}
	m.Files = p.Catalog.editionFiles(e)
	if len(m.Files) > 0 {
		m.Values["subject"] = m.Files[0].Title
	}
	return p.Address(m, addresses)
}

// editionAddresses are those of the recipients that fit an edition, each once.
func (p *Pipeline) editionAddresses(e Edition) []string {
	var addresses []string
	for _, r := range p.Catalog.Config.Recipients {
		if !p.Catalog.fits(r, e.Subject) {
			continue
		}
		for _, address := range r.Editions {
			if !slices.Contains(addresses, address) {
				addresses = append(addresses, address)
			}
		}
	}
	return addresses
}

// fits tells whether recipients get what is published of a subject.
func (c *Catalog) fits(r Recipients, s Subject) bool {
	if r.Report != "" && r.Report != s.Name || r.Unit != "" && r.Unit != s.Unit {
		return false
	}
	if r.Region == "" || r.Region == s.Unit {
		return true
	}
	period, err := ParsePeriod(s.Period)
	if err != nil {
		return false
	}
	_, day := c.Config.Calendar.Days(period)
	return slices.ContainsFunc(c.Geography.Parts(r.Region, day), func(u Unit) bool { return u.ID == s.Unit })
}

// editionKind is what kind of document an edition is, as a sentence writes it: Báo cáo.
func (c *Catalog) editionKind(e Edition) string {
	name := e.Name
	if conference, ok := c.Conference(name); ok {
		name = conference.Report
	}
	report, _ := c.Report(name)
	return cmp.Or(vi.Capital(vi.Lower(report.Kind)), c.Words["edition-kind"])
}

// editionFolder is where an edition is left in the outbox: each beside those before it.
func (c *Catalog) editionFolder(e Edition) string {
	period := e.Period
	if e.Map != "" {
		period += Fill(c.Words["outbox-map"], map[string]string{"day": e.Map})
	}
	return path.Join(e.Name, period, e.Unit, Fill(c.Words["outbox-edition"], map[string]string{"number": fmt.Sprint(e.Number)}))
}

// editionFiles are those that are sent: of a pack the archive of all. In a message a file is called by the document's number, where that is
// the name of one.
func (c *Catalog) editionFiles(e Edition) []MailedFile {
	kept := e.Files
	if at := slices.IndexFunc(kept, func(f KeptFile) bool { return f.Name == e.Name+".zip" }); at >= 0 {
		kept = kept[at : at+1]
	}
	endings := map[string]int{}
	for _, file := range kept {
		endings[path.Ext(file.Name)]++
	}
	files := make([]MailedFile, len(kept))
	for i, file := range kept {
		called := path.Base(file.Name)
		if ending := path.Ext(file.Name); endings[ending] == 1 {
			called = Fill(c.Words["edition-file"], map[string]string{"kind": c.editionKind(e), "number": strings.ReplaceAll(e.Cited(), "/", "-"),
				"date": strings.ReplaceAll(vi.Date(e.Date), "/", "-")}) + ending
		}
		files[i] = MailedFile{file, called}
	}
	return files
}
