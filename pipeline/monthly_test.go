package pipeline_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
)

func TestMonthly(t *testing.T) {
	ctx := context.Background()
	b := newBureau(t, func(c *pipeline.Config) {
		c.Recipients = []pipeline.Recipients{{Report: "period", Unit: pipeline.Nation, Drafts: []string{"v28@example.vn", "lan@example.vn"}}, {Drafts: []string{"lan@example.vn"}},
			{Region: "dong-bang-song-hong", Drafts: []string{"tn@example.vn"}}}
	})
	b.clock = moment("2026-11-16 08:00")
	if state := b.send("lao-cai-2025", "2026-11", map[string]string{"models.closing": "7"}); state != pipeline.Accepted {
		t.Fatal(state)
	}
	if lines := b.plan(b.PlanMonthly, "2026-11-18"); len(lines) != 1 || lines[0] != "draft period viet-nam 2026-11: to v28@example.vn, lan@example.vn" {
		t.Errorf("%q", lines)
	}
	if files, _ := os.ReadDir(b.outbox); len(files) > 0 {
		t.Errorf("a plan wrote %v", files)
	}
	for n := range 2 { // as if it had been killed before it was recorded, the first time before anything was queued
		b.Deliveries = b.warehouse
		if n == 0 {
			b.Deliveries = killed{b.warehouse}
		}
		if got, want := b.job(b.Monthly, "2026-11-18"), "drafted period viet-nam 2026-11, for v28@example.vn, lan@example.vn"; got != want {
			t.Errorf("%s; expected %s", got, want)
		}
	}
	queued := b.queued()
	if len(queued) != 2 {
		t.Fatalf("%d queued", len(queued))
	}
	d := queued[0]
	if d.Recipient != "v28@example.vn" || d.Kind != pipeline.DraftDelivery || !strings.HasPrefix(d.Title, "DỰ THẢO báo cáo: Kết quả phong trào") || len(d.Attachments) != 2 {
		t.Errorf("%+v", d)
	}
	if want := "1/34 đơn vị đã gửi đủ; chưa gửi hoặc gửi chưa đủ: Hà Nội, Cao Bằng, "; !strings.Contains(d.Text, want) {
		t.Errorf("%s\nexpected %s", d.Text, want)
	}
	for _, file := range d.Attachments {
		data, err := b.Archive.Kept(file.SHA256)
		left, readErr := os.ReadFile(filepath.Join(b.outbox, "drafts", file.Name))
		sum := sha256.Sum256(left)
		if err != nil || readErr != nil || string(data) != string(left) || hex.EncodeToString(sum[:]) != file.SHA256 {
			t.Errorf("%s: %v, %v", file.Name, err, readErr)
		}
	}

	if got, want := b.job(b.Monthly, "2026-11-18"), "drafted period viet-nam 2026-11, which was sent before for this occasion"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}

	region, _ := b.Catalog.Geography.Unit("dong-bang-song-hong")
	b.Catalog.Config.Drafts = append(b.Catalog.Config.Drafts, pipeline.MonthlyDraft{Report: "period", Unit: region.ID})
	report, _ := b.Catalog.Report("period")
	november, _ := pipeline.ParsePeriod("2026-11")
	nation, _ := b.Catalog.Geography.Unit(pipeline.Nation)
	for by, unit := range map[string]pipeline.Unit{"Lan": region, "Minh": nation} {
		order, err := b.Catalog.NewOrder(report, unit, november, time.Time{})
		order.By = by
		if by == "Minh" {
			order.Approval = &pipeline.Approval{Number: "5", Mark: "MẬT", Date: pipeline.DayOf(b.clock), Signer: pipeline.Signature{Name: "Nguyễn Văn A"}}
		}
		if err == nil {
			_, err = b.Publish(ctx, order, b.Outbox)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range queued { // drafts of a document that bears a mark of secrecy now
		kept, _, err := b.warehouse.Delivery(ctx, d.ID)
		if err != nil || kept.State != pipeline.DeliveryDropped {
			t.Errorf("%s is %s, %v", d.Key, kept.State, err)
		}
		if _, _, err := b.Resend(ctx, d.ID, "", "Lan"); err == nil || !strings.Contains(err.Error(), "published with the mark MẬT") {
			t.Errorf("resent: %v", err)
		}
	}
	if got, want := b.job(b.Monthly, "2026-11-19"), "left period viet-nam 2026-11 alone: edition 1 of it is published; drafted period dong-bang-song-hong 2026-11 anew for the mail, with the texts of Lan, whose draft stands, for lan@example.vn, tn@example.vn"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
	if got, want := strings.Join(b.plan(b.PlanMonthly, "2026-12-18"), "; "),
		"draft period viet-nam 2026-12: to v28@example.vn, lan@example.vn; draft period dong-bang-song-hong 2026-12: to lan@example.vn, tn@example.vn"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
}

// TestMonthlyOfDrafted mails what somebody has drafted already, with the texts that she edited and the figures of today, and leaves her draft as it is: she may approve it.
func TestMonthlyOfDrafted(t *testing.T) {
	ctx := context.Background()
	b := newBureau(t, func(c *pipeline.Config) {
		c.Recipients = []pipeline.Recipients{{Drafts: []string{"v28@example.vn"}}}
	})
	b.clock = moment("2026-11-16 08:00")
	report, _ := b.Catalog.Report("period")
	november, _ := pipeline.ParsePeriod("2026-11")
	nation, _ := b.Catalog.Geography.Unit(pipeline.Nation)
	order, err := b.Catalog.NewOrder(report, nation, november, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	order.By = "Lan"
	subject := order.Subject(b.Catalog.Config.Calendar)
	draft := func() pipeline.Draft {
		t.Helper()
		_, draft, err := b.warehouse.Published(ctx, subject, true)
		if err != nil {
			t.Fatal(err)
		}
		return draft
	}
	publish := func() {
		t.Helper()
		if _, err := b.Publish(ctx, order, deliver.Folder{Dir: t.TempDir()}); err != nil {
			t.Fatal(err)
		}
	}
	publish()
	order.Wording = pipeline.Wording{}
	for i, p := range draft().Passages {
		if i == 0 {
			order.Wording[p.ID] = "Lời văn mà Lan đã sửa."
			continue
		}
		order.Untouched = append(order.Untouched, p.ID)
	}
	publish()
	before := draft()
	if before.By != "Lan" || before.Passages[0].Text != "Lời văn mà Lan đã sửa." {
		t.Fatalf("%+v", before)
	}
	if state := b.send("lao-cai-2025", "2026-11", map[string]string{"models.closing": "7"}); state != pipeline.Accepted {
		t.Fatal(state)
	}
	if lines := b.plan(b.PlanMonthly, "2026-11-18"); len(lines) != 1 || lines[0] != "draft period viet-nam 2026-11 anew for the mail, with the texts of Lan, whose draft stands: to v28@example.vn" {
		t.Errorf("%q", lines)
	}
	if got, want := b.job(b.Monthly, "2026-11-18"), "drafted period viet-nam 2026-11 anew for the mail, with the texts of Lan, whose draft stands, for v28@example.vn"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
	queued := b.queued()
	if len(queued) != 1 || len(queued[0].Attachments) != 2 || !strings.Contains(queued[0].Text, "Lan đã lập dự thảo này trước đó") {
		t.Fatalf("%+v", queued)
	}
	wording, err := b.Archive.Kept(queued[0].Attachments[1].SHA256)
	if err != nil || !strings.Contains(string(wording), "Lời văn mà Lan đã sửa.") {
		t.Errorf("%v: %s", err, wording)
	}
	if after := draft(); !reflect.DeepEqual(after, before) {
		t.Errorf("her draft was %+v, is %+v", before, after)
	}
	if got, want := b.job(b.Monthly, "2026-11-18"), "whose draft stands, which was sent before for this occasion"; !strings.HasSuffix(got, want) {
		t.Errorf("%s; expected %s", got, want)
	}
}

// killed queues nothing.
type killed struct{ pipeline.DeliveryRecord }

func (killed) Queue(_ context.Context, _ []string, deliveries []pipeline.Delivery) (int, error) {
	return len(deliveries), nil
}

// TestMonthlyOfSeveral drafts the others where one cannot be.
func TestMonthlyOfSeveral(t *testing.T) {
	b := newBureau(t, func(c *pipeline.Config) {
		c.Drafts = []pipeline.MonthlyDraft{{Report: "conference", Unit: pipeline.Nation}, {Report: "period", Unit: "hai-duong"}, {Report: "period", Unit: pipeline.Nation}}
		c.Mail.Server = ""
	})
	b.clock = moment("2026-11-18 08:00")
	did, err := b.Monthly(context.Background(), b.clock)
	if did != "drafted period viet-nam 2026-11, in the outbox" || err == nil || !strings.Contains(err.Error(), "conference of viet-nam: it is written for a conference") ||
		!strings.Contains(err.Error(), "period of hai-duong: ") {
		t.Errorf("%s, %v", did, err)
	}
	if drafts, err := filepath.Glob(filepath.Join(b.outbox, "drafts", "*2026-11*")); err != nil || len(drafts) != 2 || len(b.queued()) > 0 {
		t.Errorf("%v, %v", drafts, err)
	}
}
