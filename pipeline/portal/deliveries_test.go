package portal_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// queue queues a message and moves it into a state; it returns its id.
func (o *office) queue(state string) string {
	o.Helper()
	ctx := context.Background()
	key := "test " + state
	_, err := o.Queue(ctx, nil, []pipeline.Delivery{{Key: key, Kind: pipeline.ReminderDelivery, Subject: key, Unit: "ca-mau-2025", Recipient: "lan@example.vn", Channel: pipeline.MailChannel,
		Title: "Nhắc hạn gửi biểu", Text: "Đề nghị gửi biểu.", State: pipeline.DeliveryQueued, Next: o.clock, MessageID: key}})
	if err != nil {
		o.Fatal(err)
	}
	found, err := o.Deliveries(ctx, pipeline.DeliveryFilter{Subject: key})
	if err != nil || len(found) != 1 {
		o.Fatal(err, found)
	}
	d := found[0]
	if state != string(pipeline.DeliveryQueued) {
		d.State, d.Changed, d.Words = pipeline.DeliveryState(state), o.clock, "550 no such user"
		if err := o.MoveDelivery(ctx, d, pipeline.DeliveryQueued); err != nil {
			o.Fatal(err)
		}
	}
	return fmt.Sprint(d.ID)
}

func (o *office) deliveries(recipient string) []pipeline.Delivery {
	o.Helper()
	found, err := o.Deliveries(context.Background(), pipeline.DeliveryFilter{Recipient: recipient})
	if err != nil {
		o.Fatal(err)
	}
	return found
}

// A message that failed is found by its state, and sent again to another address: once, however often the form comes.
func TestResend(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	failed, queued := o.queue("failed"), o.queue("queued")
	b := o.browse("minh")
	status, page := b.get("/deliveries?state=failed")
	b.must(http.StatusOK, `href="/deliveries/`+failed+`"`, status, page)
	if strings.Contains(page, `href="/deliveries/`+queued+`"`) {
		t.Errorf("what is queued is listed too\n%s", page)
	}
	status, page = b.get("/deliveries/" + failed)
	b.must(http.StatusOK, "550 no such user", status, page)
	once := field(page, "once")
	status, page = b.post("/deliveries/"+failed+"/resend", "once", once, "to", "khong phai")
	b.must(http.StatusUnprocessableEntity, "Chưa phải là một địa chỉ", status, page)
	for range 2 {
		status, page = b.post("/deliveries/"+failed+"/resend", "once", once, "to", "hoa@example.vn")
		b.must(http.StatusOK, "<h1>Thư số ", status, page)
	}
	if found := o.deliveries("hoa@example.vn"); len(found) != 1 || found[0].State != pipeline.DeliveryQueued {
		t.Errorf("%+v", found)
	}
	_, page = b.get("/deliveries/" + queued)
	status, page = b.post("/deliveries/"+queued+"/resend", "once", field(page, "once"))
	b.must(http.StatusConflict, "Chưa làm được", status, page)
}

// A message is dropped for a reason.
func TestDrop(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.queue("queued")
	b := o.browse("minh")
	_, page := b.get("/deliveries/" + id)
	once := field(page, "once")
	status, page := b.post("/deliveries/"+id+"/drop", "once", once, "reason", " ")
	b.must(http.StatusUnprocessableEntity, "Ghi lý do", status, page)
	status, page = b.post("/deliveries/"+id+"/drop", "once", once, "reason", "đã gọi điện")
	b.must(http.StatusOK, "Đã bỏ, không gửi", status, page)
	if found := o.deliveries("lan@example.vn"); len(found) != 1 || found[0].State != pipeline.DeliveryDropped {
		t.Errorf("%+v", found)
	}
}
