package pipeline_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/archive"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/compose"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/duck"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/vi"
	"tonghop/templates"
)

// bureau is a department at work: a warehouse, letters and a clock that the test sets.
type bureau struct {
	*pipeline.Pipeline
	t         *testing.T
	warehouse *duck.Warehouse
	clock     time.Time
	outbox    string
	last      int64 // delivery that was queued
	sent      int64 // the number of the last form
}

// newBureau has a mail server, and an address of each province but Kon Tum's successor; a test may change what is configured.
func newBureau(t *testing.T, configure func(*pipeline.Config)) *bureau {
	t.Helper()
	t.Parallel()
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	b := &bureau{t: t, clock: moment("2026-11-01 00:00"), outbox: t.TempDir()}
	c.Config.Mail.Server, c.Config.Mail.From = "mail.example.vn", "v05@example.vn"
	for _, u := range c.Geography.On(pipeline.ProvinceUnit, b.clock) {
		if u.ID != "quang-ngai-2025" {
			c.Config.Addresses[u.ID] = []string{u.ID + "@example.vn"}
		}
	}
	configure(&c.Config)
	now := func() time.Time { return b.clock }
	if b.warehouse, err = duck.Open(t.Context(), "", c, now, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.warehouse.Close() })
	kept, err := archive.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	composer := compose.New(c)
	b.Pipeline = &pipeline.Pipeline{Catalog: c, Archive: kept, Warehouse: b.warehouse, Deliveries: b.warehouse, Composer: composer, Letters: composer,
		Writers: []pipeline.Writer{excel.NewDocumentWriter()}, Outbox: deliver.Folder{Dir: b.outbox}, Now: now}
	return b
}

// moment is one by the clock of Hà Nội.
func moment(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, pipeline.Zone)
	if err != nil {
		panic(err)
	}
	return at
}

// job does a job at eight o'clock on a day.
func (b *bureau) job(do func(context.Context, time.Time) (string, error), day string) string {
	b.t.Helper()
	b.clock = moment(day + " 08:00")
	did, err := do(b.t.Context(), b.clock)
	if err != nil {
		b.t.Fatal(err)
	}
	return did
}

func (b *bureau) plan(plan func(context.Context, time.Time) ([]string, error), day string) []string {
	b.t.Helper()
	lines, err := plan(b.t.Context(), moment(day+" 08:00"))
	if err != nil {
		b.t.Fatal(err)
	}
	return lines
}

// queued are the deliveries that were queued last, the oldest first, whole.
func (b *bureau) queued() []pipeline.Delivery {
	b.t.Helper()
	all, err := b.warehouse.NextDeliveries(b.t.Context(), b.clock, 0)
	if err != nil {
		b.t.Fatal(err)
	}
	fresh := slices.DeleteFunc(all, func(d pipeline.Delivery) bool { return d.ID <= b.last })
	if len(fresh) > 0 {
		b.last = fresh[len(fresh)-1].ID
	}
	return fresh
}

// to is the one delivery that was queued last to a unit.
func (b *bureau) to(deliveries []pipeline.Delivery, unit string) pipeline.Delivery {
	b.t.Helper()
	of := slices.DeleteFunc(slices.Clone(deliveries), func(d pipeline.Delivery) bool { return d.Unit != unit })
	if len(of) != 1 {
		b.t.Fatalf("%d deliveries to %s", len(of), unit)
	}
	return of[0]
}

// nothing takes a unit's word that it has nothing to report.
func (b *bureau) nothing(form, unit, period string) {
	b.t.Helper()
	p, _ := pipeline.ParsePeriod(period)
	u, _ := b.Catalog.Geography.Unit(unit)
	if err := b.warehouse.ConfirmNothing(b.t.Context(), pipeline.Layout{ID: form}, u, p, "Lan"); err != nil {
		b.t.Fatal(err)
	}
}

// send settles a form with figures of models, by the ids of their indicators, with their breakdowns.
func (b *bureau) send(unit, period string, figures map[string]string) pipeline.State {
	b.t.Helper()
	ctx := b.t.Context()
	p, _ := pipeline.ParsePeriod(period)
	u, _ := b.Catalog.Geography.Unit(unit)
	reading := &pipeline.Reading{Layout: "tong-hop", Version: 1, Reporter: u, Period: p}
	for i, key := range slices.Sorted(maps.Keys(figures)) {
		indicator, breakdown, _ := strings.Cut(key, "@")
		reading.Observations = append(reading.Observations, pipeline.Observation{Sheet: "S", Cell: pipeline.CellName(i+1, 1), Row: key, Unit: unit, Indicator: indicator,
			Breakdown: pipeline.Breakdown(breakdown), Period: p, Quantity: vi.ReadText(figures[key]), Raw: figures[key]})
	}
	b.sent = time.Now().UnixNano()
	arrival := pipeline.Arrival{Reading: reading, Receipt: pipeline.Receipt{ID: b.sent, SHA256: fmt.Sprint(unit, period, figures), Name: unit + ".xlsx", Received: b.clock}}
	batch, err := b.warehouse.Begin(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	defer batch.Rollback()
	for _, step := range []func() error{func() error { return batch.Load(ctx, []pipeline.Arrival{arrival}) }, func() error { return batch.Check(ctx) }} {
		if err := step(); err != nil {
			b.t.Fatal(err)
		}
	}
	settled, err := batch.Settle(ctx)
	if err == nil {
		err = batch.Commit()
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return settled.Outcomes[0].State
}
