package duck_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
)

func (o *office) queue(subjects []string, deliveries ...pipeline.Delivery) int {
	o.t.Helper()
	added, err := o.Queue(context.Background(), subjects, deliveries)
	if err != nil {
		o.t.Fatal(err)
	}
	return added
}

// delivered lists deliveries: id, key, state.
func (o *office) delivered(filter pipeline.DeliveryFilter) string {
	o.t.Helper()
	found, err := o.Deliveries(context.Background(), filter)
	if err != nil {
		o.t.Fatal(err)
	}
	return briefly(found)
}

func briefly(deliveries []pipeline.Delivery) string {
	var texts []string
	for _, d := range deliveries {
		texts = append(texts, fmt.Sprint(d.ID, " ", d.Key, " ", d.State))
	}
	return strings.Join(texts, "; ")
}

func TestQueueOnce(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	edition := pipeline.Delivery{Key: "edition 17 lan@example.vn", Kind: pipeline.EditionDelivery, Subject: "edition 17", Unit: "viet-nam", Recipient: "lan@example.vn",
		Channel: pipeline.MailChannel, Title: "Báo cáo", Text: "Kính gửi", HTML: "<p>Kính gửi</p>", MessageID: "<17@example.vn>",
		Attachments: []pipeline.KeptFile{{Name: "báo cáo.pdf", Title: "Báo cáo", Size: 2, SHA256: "ab"}, {Name: "a.xlsx", Size: 3, SHA256: "cd"}}}
	plain := pipeline.Delivery{Key: "remind 1", Next: o.clock.Add(time.Hour)}
	if a, b := o.queue([]string{"edition 17"}, edition, plain, plain), o.queue([]string{"edition 17", "edition 17"}, edition); a != 2 || b != 0 {
		t.Errorf("added %d, then %d", a, b)
	}
	o.reopen(func(*pipeline.Catalog) {})
	o.clock = o.clock.Add(time.Minute)
	other := edition
	other.Key, other.Recipient = "edition 17 bo@example.vn", "bo@example.vn"
	if added := o.queue(nil, edition, other); added != 1 {
		t.Errorf("added %d", added)
	}
	got, err := o.NextDeliveries(context.Background(), o.clock, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []pipeline.Delivery{edition, other}
	for i := range want {
		at := o.clock.Add(time.Duration(i-1) * time.Minute)
		want[i].ID, want[i].State, want[i].Next, want[i].Queued, want[i].Changed = int64(2*i+1), pipeline.DeliveryQueued, at, at, at
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	listed, err := o.Deliveries(context.Background(), pipeline.DeliveryFilter{Recipient: "lan@example.vn"})
	want[0].Text, want[0].HTML = "", ""
	if diff := cmp.Diff(want[:1], listed); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
}

func TestDeliveriesMove(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newOfficeOnDisk(t)
	o.queue(nil, pipeline.Delivery{Key: "a", Kind: pipeline.ReturnDelivery}, pipeline.Delivery{Key: "b", Kind: pipeline.ReturnDelivery}, pipeline.Delivery{Key: "c"})
	move := func(id int64, from, to pipeline.DeliveryState) error {
		return o.MoveDelivery(ctx, pipeline.Delivery{ID: id, State: to, Attempts: 1, Next: o.clock.Add(time.Hour), Words: "451 wait", Changed: o.clock}, from)
	}
	if err := move(1, pipeline.DeliveryQueued, pipeline.DeliverySending); err != nil {
		t.Fatal(err)
	}
	if err := move(1, pipeline.DeliveryQueued, pipeline.DeliverySending); err == nil {
		t.Error("two senders have one delivery")
	}
	if err := move(2, pipeline.DeliveryQueued, pipeline.DeliveryDeferred); err != nil {
		t.Fatal(err)
	}
	o.reopen(func(*pipeline.Catalog) {})
	if err := o.InterruptDeliveries(ctx, o.clock); err != nil {
		t.Fatal(err)
	}
	if got, want := o.delivered(pipeline.DeliveryFilter{}), "3 c queued; 2 b deferred; 1 a uncertain"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
	if got, want := o.delivered(pipeline.DeliveryFilter{Kind: pipeline.ReturnDelivery, Limit: 1}), "2 b deferred"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
	for after, want := range map[time.Duration]string{0: "3 c queued", time.Hour: "2 b deferred; 3 c queued"} {
		next, err := o.NextDeliveries(ctx, o.clock.Add(after), 0)
		if got := briefly(next); err != nil || got != want {
			t.Errorf("after %v: %s, %v; expected %s", after, got, err, want)
		}
	}
	if next, err := o.NextDeliveries(ctx, o.clock.Add(time.Hour), 1); err != nil || briefly(next) != "2 b deferred" || next[0].Words != "451 wait" || next[0].Attempts != 1 {
		t.Errorf("%+v, %v", next, err)
	}
}

func TestUndelivered(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newOfficeOnDisk(t)
	const before = "tong-hop kon-tum 2024-08 | models.closing 6"
	o.forms(before)
	if _, err := o.published(1, "05", "dia-ban-tay-nguyen", "2024-08"); err != nil {
		t.Fatal(err)
	}
	expect := func(what, want string) {
		t.Helper()
		due, err := o.Undelivered(ctx)
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprint(due.Submissions)
		for _, e := range due.Editions {
			got += fmt.Sprint(" edition ", e.ID, " ", e.Subject, " ", e.Files[0].Name)
		}
		if got != want {
			t.Errorf("%s: %s; expected %s", what, got, want)
		}
	}
	expect("deliveries are not made yet", "[]")
	for range 2 { // the second time it is recorded already
		if err := o.DeliverSince(ctx, o.clock); err != nil {
			t.Fatal(err)
		}
		expect("what was there before", "[]")
		o.reopen(func(*pipeline.Catalog) {})
	}
	outcomes := o.take(o.form("tong-hop gia-lai 2024-08 | models.closing 8 | models.closing@area=dtts 9"), o.form("tong-hop dak-lak 2024-08 | models.closing 8"), o.form(before))
	if got := states(outcomes); got != "returned 0, accepted 1, unchanged 1" {
		t.Fatal(got)
	}
	if _, err := o.published(0, "", "dia-ban-tay-nguyen", "2024-09"); err != nil {
		t.Fatal(err)
	}
	second, err := o.published(2, "06", "dia-ban-tay-nguyen", "2024-08")
	if err != nil {
		t.Fatal(err)
	}
	returned, accepted := outcomes[0].ID, outcomes[1].ID
	expect("all", fmt.Sprintf("[%d %d] edition %d period dia-ban-tay-nguyen 2024-08 bao-cao.pdf", returned, accepted, second.ID))
	o.reopen(func(*pipeline.Catalog) {})
	if err := o.DeliverSince(ctx, o.clock); err != nil {
		t.Fatal(err)
	}
	o.queue([]string{fmt.Sprint("submission ", returned), fmt.Sprint("edition ", second.ID)}, pipeline.Delivery{Key: "x"})
	expect("one is left", fmt.Sprintf("[%d]", accepted))
	o.queue([]string{fmt.Sprint("submission ", accepted)})
	expect("none is left", "[]")
}

// What was decided about a submission is due when it was told of before, and not when deliveries were made only later.
func TestDecidedIsDue(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newOffice(t)
	expect := func(what string, submissions, decided []int64) {
		t.Helper()
		due, err := o.Undelivered(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([][]int64{submissions, decided}, [][]int64{due.Submissions, due.Decided}); diff != "" {
			t.Errorf("%s (-want +got)\n%s", what, diff)
		}
	}
	accepted := func(outcome pipeline.Outcome) int64 {
		t.Helper()
		if _, _, err := o.Waive(ctx, pipeline.WaiverRequest{Finding: outcome.Findings[0].ID, By: "Lan", Reason: "giải trình"}); err != nil {
			t.Fatal(err)
		}
		return outcome.ID
	}
	before := o.take(o.form("tong-hop kon-tum 2024-08 | models.closing 8 | models.closing@area=dtts 9"))
	accepted(before[0])
	if err := o.DeliverSince(ctx, o.clock); err != nil {
		t.Fatal(err)
	}
	returned := o.take(o.form("tong-hop gia-lai 2024-08 | models.closing 8 | models.closing@area=dtts 9"))
	id := returned[0].ID
	expect("it went back", []int64{id}, nil)
	o.queue([]string{fmt.Sprint("submission ", id), fmt.Sprint("submission ", id, " returned")})
	expect("that was told", nil, nil)
	accepted(returned[0])
	expect("its errors were waived", nil, []int64{id})
	o.queue([]string{fmt.Sprint("submission ", id), fmt.Sprint("submission ", id, " accepted")})
	expect("that was told too", nil, nil)
}
