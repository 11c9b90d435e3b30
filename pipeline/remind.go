package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline/vi"
)

// Remind queues messages to the units that owe forms that are due soon: of each form and period the last of the configured reminders that is due on the
// occasion's day, once. A unit gets one message for all that it is reminded of.
func (p *Pipeline) Remind(ctx context.Context, due time.Time) (did string, err error) {
	return p.ask(ctx, reminding, due)
}

// Chase queues messages to the units that owe forms that are overdue, as Remind does.
func (p *Pipeline) Chase(ctx context.Context, due time.Time) (did string, err error) {
	return p.ask(ctx, chasing, due)
}

// PlanRemind says whom Remind would write to, of what.
func (p *Pipeline) PlanRemind(ctx context.Context, due time.Time) ([]string, error) {
	return p.planAsk(ctx, reminding, due)
}

// PlanChase says whom Chase would write to, of what.
func (p *Pipeline) PlanChase(ctx context.Context, due time.Time) ([]string, error) {
	return p.planAsk(ctx, chasing, due)
}

func (p *Pipeline) ask(ctx context.Context, a asking, due time.Time) (string, error) {
	units, err := p.demands(ctx, a, DayOf(due))
	if err != nil {
		return "", err
	}
	var subjects, without []string
	var deliveries []Delivery
	for _, asked := range units {
		messages, err := p.Address(p.askingMail(a, asked, later(DayOf(due), DayOf(p.Now()))), p.Catalog.addressesOf(asked[0].Unit))
		if err != nil {
			return "", err
		}
		if len(messages) == 0 {
			without = append(without, asked[0].Unit)
			continue
		}
		deliveries = append(deliveries, messages...)
		for _, d := range asked {
			subjects = append(subjects, d.subject(a.verb))
		}
	}
	if len(subjects) > 0 {
		if _, err := p.Deliveries.Queue(ctx, subjects, deliveries); err != nil {
			return "", err
		}
	}
	return a.did(units, without), nil
}

// several tells how many there are: 1 unit, 2 units.
func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// later is the day that a message counts from: that of the occasion, or today, where that is made up for.
func later(day, today time.Time) time.Time {
	if day.After(today) {
		return day
	}
	return today
}

// did says in one line what was asked for; without are the units that have no address, which were not asked.
func (a asking) did(units [][]demand, without []string) string {
	if len(units) == 0 {
		return "nobody to " + a.verb
	}
	var forms []string
	asked := 0
	for _, demands := range units {
		if slices.Contains(without, demands[0].Unit) {
			continue
		}
		asked++
		for _, d := range demands {
			if what := d.Form + " " + d.Period; !slices.Contains(forms, what) {
				forms = append(forms, what)
			}
		}
	}
	var parts []string
	if asked > 0 {
		parts = append(parts, fmt.Sprintf("%s %s of %s", a.past, several(asked, "unit"), strings.Join(forms, ", ")))
	}
	if len(without) > 0 {
		parts = append(parts, fmt.Sprintf("%s to %s without an address under service.addresses: %s", several(len(without), "unit"), a.verb, strings.Join(without, ", ")))
	}
	return strings.Join(parts, "; ")
}

func (p *Pipeline) planAsk(ctx context.Context, a asking, due time.Time) ([]string, error) {
	units, err := p.demands(ctx, a, DayOf(due))
	lines := []string{}
	for _, asked := range units {
		what := make([]string, len(asked))
		for i, d := range asked {
			what[i] = fmt.Sprintf("%s %s, due %s", d.Form, d.Period, d.due.Format(time.DateOnly))
		}
		to := cmp.Or(strings.Join(p.Catalog.addressesOf(asked[0].Unit), ", "), "nobody, for it has no address under service.addresses")
		if p.Catalog.Config.Mail.Server == "" {
			to = "the outbox"
		}
		lines = append(lines, fmt.Sprintf("%s %s of %s: to %s", a.verb, asked[0].Unit, strings.Join(what, "; "), to))
	}
	return lines, err
}

// askingMail is the message to a unit about all that is asked of it.
func (p *Pipeline) askingMail(a asking, asked []demand, today time.Time) Mailing {
	unit, _ := p.Catalog.Geography.Unit(asked[0].Unit)
	first := asked[0]
	what, about, forms := make([]string, len(asked)), make([]string, len(asked)), make([]string, len(asked))
	for i, d := range asked {
		what[i], about[i] = d.what(), d.Form+" "+d.Period
		forms[i] = p.askedForm(a, d, today)
		if d.due.Before(first.due) {
			first = d
		}
	}
	named := p.askedName(first)
	if len(asked) > 1 {
		named = Fill(p.Catalog.Words["asked-forms"], map[string]string{"count": fmt.Sprint(len(asked))})
	}
	return Mailing{Kind: a.kind, About: strings.Join(about, ", "), Key: strings.Join([]string{a.verb, unit.ID, strings.Join(what, ", ")}, " "), Unit: unit.ID,
		Folder: unit.ID, Values: map[string]string{"addressee": p.Catalog.Addressee(unit), "what": named, "due": vi.Date(first.due)}, Lists: map[string][]string{"forms": forms}}
}

// askedName names a form that is asked for: biểu số 01/TH-BVANTQ (Tổng hợp), kỳ tháng 11 năm 2026.
func (p *Pipeline) askedName(d demand) string {
	_, day := p.Catalog.Config.Calendar.Days(d.period)
	layout, _ := p.Catalog.Layout(d.Form, day)
	return Fill(p.Catalog.Words["asked-form"], map[string]string{"form": layout.Number, "title": layout.Sheet, "period": d.period.Name()})
}

// askedForm tells when a form was to be sent, or is.
func (p *Pipeline) askedForm(a asking, d demand, today time.Time) string {
	days := int(today.Sub(d.due).Hours()/24) * a.sign
	word := a.word
	if days == 0 {
		word += "-today"
	}
	text := vi.Capital(p.askedName(d)) + Fill(p.Catalog.Words[word], map[string]string{"due": vi.Date(d.due), "days": fmt.Sprint(days)})
	if d.Returned {
		text += p.Catalog.Words["asked-returned"]
	}
	return text + "."
}
