package pipeline_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// others is how many provinces there are in 2026 besides the one without an address.
const others = 33

func TestRemind(t *testing.T) {
	b := newBureau(t, func(*pipeline.Config) {})
	if err := b.warehouse.DeliverSince(context.Background(), b.clock); err != nil {
		t.Fatal(err)
	}
	steps := []struct{ day, want string }{
		{"2026-11-13", "nobody to remind"},
		{"2026-11-14", "reminded 33 units of tong-hop 2026-11; 1 unit to remind without an address under service.addresses: quang-ngai-2025"},
		{"2026-11-14", "1 unit to remind without an address under service.addresses: quang-ngai-2025"},
		{"2026-11-15", "1 unit to remind without an address under service.addresses: quang-ngai-2025"},
	}
	for _, step := range steps {
		if got := b.job(b.Remind, step.day); got != step.want {
			t.Errorf("%s: %s; expected %s", step.day, got, step.want)
		}
	}
	sent := b.queued()
	if len(sent) != others {
		t.Fatalf("%d queued", len(sent))
	}
	first := b.to(sent, "ca-mau-2025")
	if first.Key != "remind ca-mau-2025 tong-hop 2026-11 3 ca-mau-2025@example.vn" || first.Kind != pipeline.ReminderDelivery || first.MessageID == "" || first.Subject != "tong-hop 2026-11" {
		t.Errorf("%+v", first)
	}
	if want := "Nhắc gửi biểu số 01/TH-BVANTQ (Tổng hợp), kỳ tháng 11 năm 2026: hạn 17/11/2026"; first.Title != want {
		t.Errorf("%s; expected %s", first.Title, want)
	}
	if want := "- Biểu số 01/TH-BVANTQ (Tổng hợp), kỳ tháng 11 năm 2026: chậm nhất ngày 17/11/2026, còn 3 ngày.\n"; !strings.Contains(first.Text, want) {
		t.Errorf("%s\nexpected %s", first.Text, want)
	}

	b.clock = moment("2026-11-15 12:00")
	b.nothing("tong-hop", "ha-noi", "2026-11")
	if state := b.send("lao-cai-2025", "2026-11", map[string]string{"models.closing": "7"}); state != pipeline.Accepted {
		t.Fatal(state)
	}
	if state := b.send("ca-mau-2025", "2026-11", map[string]string{"models.closing": "7", "models.closing@area=dtts": "8"}); state != pipeline.Returned {
		t.Fatal(state)
	}
	if got, want := b.job(b.Remind, "2026-11-17"), "reminded 31 units of tong-hop 2026-11; 1 unit"; !strings.HasPrefix(got, want) {
		t.Errorf("%s; expected %s", got, want)
	}
	last := b.to(b.queued(), "ca-mau-2025")
	if want := ": chậm nhất hôm nay, ngày 17/11/2026 (biểu đã gửi còn lỗi, đã được trả lại, đề nghị sửa và gửi lại)"; !strings.Contains(last.Text, want) {
		t.Errorf("%s\nexpected %s", last.Text, want)
	}
	if got, want := b.job(b.Remind, "2026-11-18"), "nobody to remind"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
	if lines := b.plan(b.PlanChase, "2026-11-18"); len(lines) != others-1 || lines[0] != "chase cao-bang of tong-hop 2026-11, due 2026-11-17: to cao-bang@example.vn" ||
		!slices.Contains(lines, "chase quang-ngai-2025 of tong-hop 2026-11, due 2026-11-17: to nobody, for it has no address under service.addresses") {
		t.Errorf("%q", lines)
	}
	if got, want := b.job(b.Chase, "2026-11-20"), "chased 31 units of tong-hop 2026-11; 1 unit to chase without an address"; !strings.HasPrefix(got, want) {
		t.Errorf("%s; expected %s", got, want)
	}
	chased := b.to(b.queued(), "ca-mau-2025")
	if want := "kỳ tháng 11 năm 2026: hạn là ngày 17/11/2026, đã quá hạn 3 ngày"; chased.Key != "chase ca-mau-2025 tong-hop 2026-11 1 ca-mau-2025@example.vn" || !strings.Contains(chased.Text, want) {
		t.Errorf("%s: %s", chased.Key, chased.Text)
	}
	november, _ := pipeline.ParsePeriod("2026-11")
	if err := b.warehouse.ClosePeriod(context.Background(), november, "Lan"); err != nil {
		t.Fatal(err)
	}
	if got, want := b.job(b.Chase, "2026-11-21"), "nobody to chase"; got != want {
		t.Errorf("%s, of what is closed; expected %s", got, want)
	}
}

// TestRemindOfSeveral asks for two forms, the points of which fall on one day once.
func TestRemindOfSeveral(t *testing.T) {
	b := newBureau(t, func(c *pipeline.Config) {
		c.Deadlines = []pipeline.Deadline{{Form: "tong-hop", Every: []pipeline.PeriodKind{pipeline.MonthKind}, Kinds: []pipeline.UnitKind{pipeline.ProvinceUnit}, DueDays: 3},
			{Form: "danh-muc", Every: []pipeline.PeriodKind{pipeline.MonthKind}, Kinds: []pipeline.UnitKind{pipeline.ProvinceUnit}, DueDays: 5}}
		c.Addresses = map[string][]string{"ca-mau-2025": {"a@example.vn", "b@example.vn"}, "ha-noi": {"c@example.vn"}}
	})
	for _, step := range []struct {
		day, want string
		then      func()
	}{
		{"2026-11-14", "remind ha-noi tong-hop 2026-11 3 c@example.vn; remind ca-mau-2025 tong-hop 2026-11 3 a@example.vn; remind ca-mau-2025 tong-hop 2026-11 3 b@example.vn", func() {}},
		{"2026-11-15", "", func() { b.nothing("tong-hop", "ca-mau-2025", "2026-11") }},
		{"2026-11-16", "remind ha-noi tong-hop 2026-11 1, danh-muc 2026-11 3 c@example.vn; remind ca-mau-2025 danh-muc 2026-11 3 a@example.vn; remind ca-mau-2025 danh-muc 2026-11 3 b@example.vn",
			func() { b.nothing("tong-hop", "ha-noi", "2026-11") }}, // one of two that were asked for in one message
		{"2026-11-16", "", func() {}},
		{"2026-11-18", "remind ha-noi danh-muc 2026-11 1 c@example.vn; remind ca-mau-2025 danh-muc 2026-11 1 a@example.vn; remind ca-mau-2025 danh-muc 2026-11 1 b@example.vn", func() {}},
	} {
		b.job(b.Remind, step.day)
		var keys []string
		for _, d := range b.queued() {
			keys = append(keys, d.Key)
		}
		if got := strings.Join(keys, "; "); got != step.want {
			t.Errorf("%s: %s\nexpected %s", step.day, got, step.want)
		}
		step.then()
	}
	both, err := b.warehouse.Deliveries(context.Background(), pipeline.DeliveryFilter{Recipient: "c@example.vn"})
	if err != nil || len(both) != 3 || both[1].Title != "Nhắc gửi 2 biểu: hạn 17/11/2026" || both[1].Subject != "tong-hop 2026-11, danh-muc 2026-11" {
		t.Errorf("%+v, %v", both, err)
	}
}

// TestRemindNobodyOfThePast holds that what was due before deliveries are made is nobody's to make up for, and what was missed since is made up for once.
func TestRemindNobodyOfThePast(t *testing.T) {
	b := newBureau(t, func(*pipeline.Config) {})
	if got := b.job(b.Chase, "2026-11-20"); got != "nobody to chase" {
		t.Error(got)
	}
	if got, want := b.job(b.Chase, "2026-11-21"), "chased 33 units of tong-hop 2026-11"; !strings.HasPrefix(got, want) {
		t.Errorf("on the day itself: %s", got)
	}
	if err := b.warehouse.DeliverSince(context.Background(), b.clock); err != nil {
		t.Fatal(err)
	}
	b.queued()
	if got, want := b.job(b.Remind, "2026-12-17"), "reminded 33 units of tong-hop 2026-12"; !strings.HasPrefix(got, want) {
		t.Errorf("%s; expected %s", got, want)
	}
	if d := b.to(b.queued(), "ha-noi"); d.Key != "remind ha-noi tong-hop 2026-12 1 ha-noi@example.vn" {
		t.Errorf("%s: of two that were missed, the last", d.Key)
	}
	b.clock = moment("2026-12-30 00:00")
	if did, err := b.Remind(context.Background(), moment("2026-12-14 08:00")); err != nil || did != "nobody to remind" {
		t.Errorf("a reminder after the deadline: %s, %v", did, err)
	}
}

// TestRemindOfEnded writes of what a unit owes that is no more to what it became, and without a mail server leaves all in the outbox.
func TestRemindOfEnded(t *testing.T) {
	for server, want := range map[string]string{
		"mail.example.vn": "chase ca-mau of tong-hop 2025-06, due 2025-06-17: to cm@example.vn",
		"":                "chase ca-mau of tong-hop 2025-06, due 2025-06-17: to the outbox",
	} {
		t.Run("server "+server, func(t *testing.T) {
			b := newBureau(t, func(c *pipeline.Config) {
				c.Addresses = map[string][]string{"ca-mau-2025": {"cm@example.vn"}}
				c.Mail.Server = server
			})
			b.clock = moment("2025-06-01 08:00")
			b.delivering()
			if lines := b.plan(b.PlanChase, "2025-06-20"); !slices.Contains(lines, want) {
				t.Errorf("%q\nexpected %s", lines, want)
			}
			if got := b.job(b.Chase, "2025-06-20"); strings.Contains(got, "without an address") != (server != "") {
				t.Error(got)
			}
			if d := b.to(b.queued(), "ca-mau"); server != "" && d.Recipient != "cm@example.vn" || server == "" && d.Channel != pipeline.OutboxChannel {
				t.Errorf("%+v", d)
			}
		})
	}
}
