package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline/vi"
)

// draftsFolder is where drafts are left in the outbox.
const draftsFolder = "drafts"

// Monthly drafts the configured reports of the month that closed last before the occasion's day, and queues the drafts to those who get them. A report of which an
// edition was published is left alone. Of one that somebody drafted by hand a copy is sent, with the texts that were edited and the figures of now: the draft stands as it is.
func (p *Pipeline) Monthly(ctx context.Context, due time.Time) (did string, err error) {
	var parts []string
	var failures []error
	for _, wanted := range p.Catalog.Config.Drafts {
		did, err := p.draftMonth(ctx, wanted, due)
		if err != nil {
			failures = append(failures, fmt.Errorf("%s of %s: %w", wanted.Report, wanted.Unit, err))
			continue
		}
		parts = append(parts, did)
	}
	if len(p.Catalog.Config.Drafts) == 0 {
		parts = []string{"no report is configured under service.drafts"}
	}
	return strings.Join(parts, "; "), errors.Join(failures...)
}

// PlanMonthly says which drafts Monthly would make, and for whom.
func (p *Pipeline) PlanMonthly(ctx context.Context, due time.Time) ([]string, error) {
	lines := []string{}
	for _, wanted := range p.Catalog.Config.Drafts {
		order, by, aside, err := p.monthlyOrder(ctx, wanted, due)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s of %s: %w", wanted.Report, wanted.Unit, err)
		case aside != "":
			lines = append(lines, aside)
		default:
			subject := order.Subject(p.Catalog.Config.Calendar)
			lines = append(lines, fmt.Sprintf("draft %s%s: to %s", subject, copied(by), nobodyOr(p.draftAddresses(subject))))
		}
	}
	return lines, nil
}

func nobodyOr(addresses []string) string {
	if len(addresses) == 0 {
		return "nobody, for no entry of service.recipients has drafts that fit"
	}
	return strings.Join(addresses, ", ")
}

// copied says of a draft that somebody else made it.
func copied(by string) string {
	if by == "" {
		return ""
	}
	return fmt.Sprintf(" anew for the mail, with the texts of %s, whose draft stands", by)
}

// monthlyOrder is the order of a draft; by is who has made one by hand, aside says why none is made.
func (p *Pipeline) monthlyOrder(ctx context.Context, wanted MonthlyDraft, due time.Time) (order Order, by, aside string, err error) {
	report, ok := p.Catalog.Report(wanted.Report)
	if !ok || report.AtConference {
		return order, "", "", fmt.Errorf("it is written for a conference, not every month; take it out of service.drafts")
	}
	unit, _ := p.Catalog.Geography.Unit(wanted.Unit)
	month := p.Catalog.Config.Calendar.LastClosed(MonthKind, DayOf(due))
	if order, err = p.Catalog.NewOrder(report, unit, month, time.Time{}); err != nil {
		return order, "", "", err
	}
	order.By = ScheduleBy
	subject := order.Subject(p.Catalog.Config.Calendar)
	last, draft, err := p.Warehouse.Published(ctx, subject, false)
	switch {
	case err != nil:
	case last.ID > 0:
		aside = fmt.Sprintf("left %s alone: edition %d of it is published", subject, last.Number)
	case draft.ID > 0 && draft.By != ScheduleBy:
		by, order.Copy = draft.By, true
	}
	return order, by, aside, err
}

// draftMonth drafts one report.
func (p *Pipeline) draftMonth(ctx context.Context, wanted MonthlyDraft, due time.Time) (did string, err error) {
	order, by, aside, err := p.monthlyOrder(ctx, wanted, due)
	if err != nil || aside != "" {
		return aside, err
	}
	drafts := folderOf{p.Outbox, draftsFolder}
	publication, err := p.Publish(ctx, order, drafts)
	if err != nil {
		return "", err
	}
	subject := publication.Edition.Subject
	did = "drafted " + subject.String() + copied(by)
	addresses := p.draftAddresses(subject)
	if p.Catalog.Config.Mail.Server == "" {
		return did + ", in the outbox", nil // where the files are
	}
	if publication.Files, err = withWording(publication.Files, drafts); err != nil {
		return did, err
	}
	message, err := p.draftMail(ctx, publication, order, due)
	if err != nil {
		return did, err
	}
	message.Values["by"] = by
	deliveries, err := p.Address(message, addresses)
	if err != nil {
		return did, err
	}
	if len(deliveries) > 0 {
		added, err := p.Deliveries.Queue(ctx, nil, deliveries)
		if err != nil {
			return did, err
		}
		if added == 0 {
			return did + ", which was sent before for this occasion", nil
		}
	}
	return did + ", for " + nobodyOr(addresses), nil
}

// DraftSubject is what deliveries of a subject's drafts are about.
func DraftSubject(s Subject) string { return "draft " + s.String() }

// draftMail is the message that brings a draft, once for an occasion. Its files are kept: they are sent as they are now.
func (p *Pipeline) draftMail(ctx context.Context, made Publication, order Order, due time.Time) (Mailing, error) {
	subject := made.Edition.Subject
	sent, err := p.sentOf(ctx, order)
	if err != nil {
		return Mailing{}, err
	}
	m := Mailing{Kind: DraftDelivery, About: DraftSubject(subject), Unit: subject.Unit, Folder: draftsFolder,
		Values: map[string]string{"kind": vi.Lower(p.Catalog.editionKind(made.Edition)), "subject": made.Files[0].Title, "period": order.Period.Name(), "sent": sent}}
	m.Key = m.About + " " + due.In(Zone).Format(time.DateTime)
	for _, file := range made.Files {
		if err := p.Archive.Keep(file.SHA256, file.Data); err != nil {
			return m, err
		}
		kept := KeptFile{Name: file.Name, Title: file.Title, Size: int64(len(file.Data)), SHA256: file.SHA256}
		m.Files = append(m.Files, MailedFile{kept, path.Base(file.Name)})
	}
	return m, nil
}

// withWording adds the file with the texts for editing to those of a draft, which is not written again where it is there already.
func withWording(files []Published, drafts Outlet) ([]Published, error) {
	if slices.ContainsFunc(files, func(f Published) bool { return strings.HasSuffix(f.Name, vi.WordingEnding) }) {
		return files, nil
	}
	name := strings.TrimSuffix(files[0].Name, path.Ext(files[0].Name)) + vi.WordingEnding
	data, err := drafts.Read(name)
	if err == nil && data != nil {
		files = append(files, newPublished(name, "", data))
	}
	return files, err
}

// sentOf tells how many of the units that an order is about have sent what they owe of its period, and which have not; "" where none owes anything.
func (p *Pipeline) sentOf(ctx context.Context, order Order) (string, error) {
	owed, err := p.Warehouse.Unsent(ctx, order.Period)
	if err != nil {
		return "", err
	}
	owing, missing := map[string]bool{}, []string{}
	for _, d := range p.Catalog.Config.Deadlines {
		for _, u := range p.Catalog.Owing(d.Form, order.Period) {
			owing[u.ID] = owing[u.ID] || u.ID == order.Unit.ID || slices.ContainsFunc(order.Scope, func(within Unit) bool { return within.ID == u.ID })
		}
	}
	all := 0
	for _, u := range p.Catalog.Geography.Units {
		if !owing[u.ID] {
			continue
		}
		all++
		if slices.ContainsFunc(owed, func(o Owed) bool { return o.Unit == u.ID }) {
			missing = append(missing, u.Name)
		}
	}
	word := "sent-some"
	switch len(missing) {
	case 0:
		word = "sent-all"
	case all:
		word = "sent-none"
	}
	if all == 0 {
		return "", nil
	}
	return Fill(p.Catalog.Words[word], map[string]string{"count": fmt.Sprint(all - len(missing)), "all": fmt.Sprint(all), "units": strings.Join(missing, ", ")}), nil
}

// draftAddresses are those of the recipients that get the drafts of a subject, each once.
func (p *Pipeline) draftAddresses(subject Subject) (addresses []string) {
	for _, r := range p.Catalog.Config.Recipients {
		for _, address := range r.Drafts {
			if p.Catalog.fits(r, subject) && !slices.Contains(addresses, address) {
				addresses = append(addresses, address)
			}
		}
	}
	return addresses
}

// folderOf is a folder of an outlet.
type folderOf struct {
	Outlet
	name string
}

func (f folderOf) Deliver(name string, write func(io.Writer) error) (string, error) {
	return f.Outlet.Deliver(path.Join(f.name, name), write)
}

func (f folderOf) Read(name string) ([]byte, error) { return f.Outlet.Read(path.Join(f.name, name)) }
